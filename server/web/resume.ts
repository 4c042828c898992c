import type { Request } from 'express'
import { form } from './forms.ts'
import { returnPath } from './paths.ts'

/** What a form sent when its session had ended, carried through the log-in to be sent again. */
export interface Resumable {
  path: string
  fields: { name: string; value: string }[]
}

export function toResume(request: Request): string {
  return JSON.stringify({ path: request.originalUrl, body: request.body ?? {} })
}

/** Reads it back; whatever does not look like it is nothing. */
export function fromResume(text: unknown): Resumable | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const { path, body } = JSON.parse(text) as { path: unknown; body: unknown }
    const fields = Object.entries(form('', body).values).flatMap(([name, value]) =>
      [value].flat().map(one => ({ name: Array.isArray(value) ? `${name}[]` : name, value: one })),
    )
    return { path: returnPath(path), fields }
  } catch {
    return undefined
  }
}

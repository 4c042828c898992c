import type { RequestHandler } from 'express'
import { Refusal } from '../cases/refusal.ts'
import { Problem } from './problem.ts'

const maxDepth = 20
const tooDeep = 'nested-too-deep'

/** An address that cannot be decoded, or holds NUL, is nobody's page. */
export const readableAddress: RequestHandler = (request, _response, next) => {
  if (!isReadable(decoded(request.url))) throw new Problem(400, 'unreadable')
  next()
}

/** For JSON that was pasted or chosen as a file. @throws Refusal when it is nested too deep to be one of ours */
export function refuseTooDeep(text: string, field: string): void {
  if (isTooDeep(parsed(text))) throw new Refusal('invalid', { rule: tooDeep, fields: { [field]: tooDeep } })
}

/** What was typed as JSON; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Deeper than any form or document of ours: whoever reads on would have to go down all the way. */
function isTooDeep(value: unknown, levels = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels < 0 || Object.values(value).some(inner => isTooDeep(inner, levels - 1))
}

/** The database takes neither NUL nor half a surrogate pair; so such text stops here, naming its field. */
export const readableBody: RequestHandler = (request, _response, next) => {
  request.body ??= {}
  const deep = Object.entries(request.body).find(([, inner]) => isTooDeep(inner, maxDepth - 1))
  if (deep) throw new Problem(422, 'invalid', { rule: tooDeep, fields: { [deep[0]]: tooDeep } })
  const field = unreadableField(request.body, [])
  if (field !== undefined) throw new Problem(422, 'invalid', { fields: { [field || 'body']: 'unreadable-text' } })
  next()
}

/** The input (`customer[phone]`) that holds such text, of a form that is a form otherwise. */
export function unreadableIn(body: unknown): string | undefined {
  if (isTooDeep(body)) return undefined
  return unreadableField(body, [])?.replaceAll(/\.([^.]+)/g, '[$1]')
}

/** The same without what cannot be read: characters, and names of inputs that have any. */
export function withoutUnreadable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '') as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutUnreadable) as T
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__' && isReadable(key))
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutUnreadable(inner)])) as T
}

function unreadableField(value: unknown, path: string[]): string | undefined {
  if (typeof value === 'string') return isReadable(value) ? undefined : path.join('.')
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__' || !isReadable(key)) return path.join('.')
    const field = unreadableField(inner, [...path, key])
    if (field !== undefined) return field
  }
  return undefined
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    throw new Problem(400, 'unreadable')
  }
}

const isReadable = (text: string) => text.isWellFormed() && !text.includes('\0')

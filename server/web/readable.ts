import type { RequestHandler } from 'express'
import { Problem } from './problem.ts'

const maxDepth = 20

/** An address that cannot be decoded, or holds NUL, is nobody's page. */
export const readableAddress: RequestHandler = (request, _response, next) => {
  if (!isReadable(decoded(request.url))) throw new Problem(400, 'unreadable')
  next()
}

/** The database takes neither NUL nor half a surrogate pair; so such text stops here, naming its field. */
export const readableBody: RequestHandler = (request, _response, next) => {
  request.body ??= {}
  const field = unreadableField(request.body, [])
  if (field !== undefined) throw new Problem(422, 'invalid', { fields: { [field || 'body']: 'unreadable-text' } })
  next()
}

function unreadableField(value: unknown, path: string[]): string | undefined {
  if (typeof value === 'string') return isReadable(value) ? undefined : path.join('.')
  if (typeof value !== 'object' || value === null) return undefined
  if (path.length > maxDepth) return path[0]
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

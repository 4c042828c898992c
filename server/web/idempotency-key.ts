import type { Request } from 'express'
import { z } from 'zod'
import { digestOf } from '../../workflows/evidence/chain.ts'
import type { IdempotencyKey } from '../cases/idempotency.ts'

const header = z.object({ 'Idempotency-Key': z.string().min(1).max(200) })

/** The `Idempotency-Key` of a request, with what tells its repetition from another request. */
export function idempotencyKeyOf(request: Request): IdempotencyKey | undefined {
  const given = request.get('Idempotency-Key')
  if (given === undefined) return undefined
  const { 'Idempotency-Key': key } = header.parse({ 'Idempotency-Key': given })
  const { method, baseUrl, path } = request
  // as JSON says it: a number too large for JSON has no canonical form
  const body: unknown = JSON.parse(JSON.stringify(request.body))
  return { key, digest: digestOf({ method, path: baseUrl + path, body }) }
}

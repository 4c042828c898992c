import type { Request, Response } from 'express'
import type { Transaction } from '../../db/client.ts'
import { claimKey, keepAnswer } from '../cases/idempotency.ts'
import type { Deps } from '../deps.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'
import { personOf } from './person.ts'

/**
 * Makes a change and its answer in one transaction; a repeated `Idempotency-Key` gets the first answer again for 24
 * hours, and changes nothing.
 * @param change makes the change and reads the answer, both in the transaction given
 */
export async function answerOnce<T>(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  request: Request,
  response: Response,
  change: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { login } = personOf(response)
  const once = idempotencyKeyOf(request)
  return await db.transaction(async tx => {
    const first = once && (await claimKey(tx, login, once, now().toISOString()))
    if (first) return first.body as T
    const body = await change(tx)
    if (once) await keepAnswer(tx, login, once.key, response.statusCode, body)
    return body
  })
}

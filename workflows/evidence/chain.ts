import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'

/** What the chain covers of one event (design.md §5). Personal fields enter by their salted digest only. */
interface ChainedEvent {
  seq: number
  type: string
  facts: unknown
  personalDigest: string | null
  by: string | null
  capacity: unknown
  /** UTC instant with milliseconds */
  at: string
  from: string | null
  to: string
  stateDigest: string
  rulesVersion: string
}

/** The hash before the first event of every case. */
export const genesis = '0'.repeat(64)

/** SHA-256 in hex. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

/** Digest of the personal fields under their salt: erasing fields and salt later keeps the chain valid. */
export function personalDigestOf(personal: unknown, salt: string): string {
  return createHash('sha256')
    .update(salt + canonical(personal))
    .digest('hex')
}

/**
 * The next link: SHA-256 over the previous hash and the canonical bytes of the case's number and the event.
 * Other columns of a stored row are left out.
 */
export function linkAfter(previousHash: string, number: string, event: ChainedEvent): string {
  const { seq, type, facts, personalDigest, by, capacity, at, from, to, stateDigest, rulesVersion } = event
  const covered = { seq, type, facts, personalDigest, by, capacity, at, from, to, stateDigest, rulesVersion }
  return createHash('sha256')
    .update(previousHash + canonical({ case: number, ...covered }))
    .digest('hex')
}

import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Transaction } from '../../db/client.ts'
import { policyVersions, settings } from '../../db/schema.ts'
import { instant } from '../../workflows/complaint/fields.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { type Deed, putOnRecord } from '../audit.ts'
import { policyInForce } from '../cases/policies.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { type StoredVersion, versionInForce, versionNamed } from './versions.ts'

/** POST …/versions: a document, or the number of a version to copy. */
export const draftBody = z.union([
  z.strictObject({ document: z.unknown() }),
  z.strictObject({ copyOf: z.coerce.number().int().min(1) }),
])
/** POST …/publication: from which instant on. */
export const publicationBody = z.strictObject({ from: instant })

/** Where a change is written: by itself, or in a transaction that does more. */
interface Within extends Pick<Deps, 'now'> {
  db: Database | Transaction
}

/** Stores a new draft. @throws Refusal with a message for each field that is wrong */
export async function addDraft(deps: Within, by: string, code: string, body: z.output<typeof draftBody>) {
  return await deps.db.transaction(async tx => {
    const document =
      'copyOf' in body ? (await versionNamed(tx, code, body.copyOf)).policy : readDocument(code, body.document)
    await oneAtATime(tx, code)
    const [newest] = await tx
      .select({ version: policyVersions.version })
      .from(policyVersions)
      .where(eq(policyVersions.code, code))
      .orderBy(desc(policyVersions.version))
      .limit(1)
    const version = (newest?.version ?? 0) + 1
    const at = deps.now().toISOString()
    await tx
      .insert(policyVersions)
      .values({ code, version, status: 'draft', createdAt: at, createdBy: by, ...stored(document) })
    const details = 'copyOf' in body ? { copyOf: body.copyOf } : {}
    await putOnRecord(tx, at, { person: by, subject: 'policy', key: `${code}/${version}`, action: 'drafted', details })
    return version
  })
}

/** A draft as it was written, and the rules that stood there when writing began. */
interface Written {
  document: unknown
  /** undefined: they cannot be told */
  madeFrom: Policy | undefined
}

/**
 * Writes a draft anew.
 * @throws Refusal `draft-changed` when another has saved it since, `published-already` for anything but a draft
 */
export async function saveDraft(deps: Deps, by: string, code: string, version: number, written: Written) {
  const policy = readDocument(code, written.document)
  await changeDraft(deps, by, code, version, 'edited', async (tx, { policy: before }) => {
    if (digestOf(before) === digestOf(policy)) return {}
    const current = written.madeFrom && digestOf(written.madeFrom) === digestOf(before)
    if (!current) throw new Refusal('invalid', { rule: 'draft-changed' })
    await tx.update(policyVersions).set(stored(policy)).where(isVersion(code, version))
    return {}
  })
}

/** Throws a draft away; its number is not given out again while later ones exist. */
export async function discardDraft(deps: Deps, by: string, code: string, version: number): Promise<void> {
  await changeDraft(deps, by, code, version, 'discarded', async tx => {
    await tx.delete(policyVersions).where(isVersion(code, version))
    return {}
  })
}

/**
 * Puts a draft in force from an instant on: new cases are opened under it, running ones keep theirs.
 * @param from UTC; now when it is missing
 * @throws Refusal `policy-has-errors` naming them, `starts-in-the-past`, `starts-together`, `published-already`
 */
export async function publish(deps: Within, by: string, code: string, version: number, from?: string): Promise<string> {
  const now = deps.now().toISOString()
  const startsAt = from ?? now
  if (startsAt < now)
    throw new Refusal('invalid', { rule: 'starts-in-the-past', fields: { from: 'starts-in-the-past' } })
  await changeDraft(deps, by, code, version, 'published', async (tx, { policy }) => {
    await noOtherFrom(tx, code, startsAt)
    const errors = lintPolicy(policy).filter(one => one.severity === 'error')
    const about = errors.map(one => `${one.rule} ${one.about}`)
    if (errors.length > 0) throw new Refusal('invalid', { rule: 'policy-has-errors', about })
    await tx.update(policyVersions).set({ status: 'published', startsAt }).where(isVersion(code, version))
    return { inForceFrom: startsAt }
  })
  return startsAt
}

/** Of two that start together nobody could say which is in force. @throws Refusal `starts-together` */
async function noOtherFrom(tx: Transaction, code: string, startsAt: string): Promise<void> {
  await oneAtATime(tx, code)
  const meant = and(eq(policyVersions.code, code), eq(policyVersions.status, 'published'))
  const [other] = await tx
    .select({ version: policyVersions.version })
    .from(policyVersions)
    .where(and(meant, eq(policyVersions.startsAt, startsAt)))
  const about = String(other?.version)
  if (other) throw new Refusal('invalid', { rule: 'starts-together', about, fields: { from: 'starts-together' } })
}

/** Two changes at once must not get one number, nor one start. */
async function oneAtATime(tx: Transaction, code: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`policy ${code}`}))`)
}

/** Takes a version out of force. @throws Refusal `only-version-in-force` when no new case could be opened then */
export async function retire(deps: Deps, by: string, code: string, version: number): Promise<void> {
  await deps.db.transaction(async tx => {
    const { status } = await versionNamed(tx, code, version, true)
    if (status !== 'published') throw new Refusal('invalid', { rule: 'not-published' })
    await tx.update(policyVersions).set({ status: 'retired' }).where(isVersion(code, version))
    const at = deps.now().toISOString()
    if (!(await policyInForce(deps.db, null, at, tx))) throw new Refusal('invalid', { rule: 'only-version-in-force' })
    await putOnRecord(tx, at, { person: by, subject: 'policy', key: `${code}/${version}`, action: 'retired' })
  })
}

/** Chooses the policy under which complaints are opened that name none. @throws Refusal when none of it is in force */
export async function chooseDefault(deps: Deps, by: string, code: string): Promise<void> {
  if (!(await versionInForce(deps, code))) throw new Refusal('invalid', { rule: 'no-such-policy' })
  await deps.db.transaction(async tx => {
    const value = { name: 'default-policy', value: code }
    await tx
      .insert(settings)
      .values(value)
      .onConflictDoUpdate({ target: settings.name, set: { value: code } })
    await putOnRecord(tx, deps.now().toISOString(), {
      person: by,
      subject: 'settings',
      key: 'default-policy',
      action: 'chosen',
      details: { code },
    })
  })
}

async function changeDraft(
  deps: Within,
  by: string,
  code: string,
  version: number,
  action: string,
  change: (tx: Transaction, draft: StoredVersion) => Promise<NonNullable<Deed['details']>>,
): Promise<void> {
  await deps.db.transaction(async tx => {
    const draft = await versionNamed(tx, code, version, true)
    if (draft.status !== 'draft') throw new Refusal('invalid', { rule: 'published-already' })
    const details = await change(tx, draft)
    await putOnRecord(tx, deps.now().toISOString(), {
      person: by,
      subject: 'policy',
      key: `${code}/${version}`,
      action,
      details,
    })
  })
}

function readDocument(code: string, document: unknown): Policy {
  if (document === undefined) throw new Refusal('invalid', { fields: { document: 'not-json' } })
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new Refusal('invalid', { fields: { document: 'not-a-document' } })
  const read = policySchema.safeParse(document)
  if (!read.success)
    throw new Refusal('invalid', {
      issues: read.error.issues.map(one => ({ ...one, path: ['document', ...one.path] })),
    })
  if (read.data.code !== code)
    throw new Refusal('invalid', { rule: 'other-policy', fields: { 'document.code': 'other-policy' } })
  return read.data
}

const stored = (policy: Policy) => ({ document: policy, digest: digestOf(policy) })
const isVersion = (code: string, version: number) =>
  and(eq(policyVersions.code, code), eq(policyVersions.version, version))

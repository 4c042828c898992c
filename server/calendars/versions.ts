import { desc, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { calendarVersions, settings } from '../../db/schema.ts'
import { type CalendarDocument, calendarSchema } from '../../workflows/calendar/calendar.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { putOnRecord } from '../audit.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { iso } from '../cases/instant.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import type { AllFollowing } from './following.ts'
import { beginRecalculation } from './recalculation.ts'

export interface StoredCalendar {
  label: string
  note: string | null
  createdAt: string
  /** null: built in */
  createdBy: string | null
  document: CalendarDocument
}

export interface CalendarDraft {
  document: CalendarDocument
  by: string
  at: string
}

const draftName = 'calendar-draft'

/** Every published calendar, the newest first. */
export async function allCalendars(db: Database | Transaction): Promise<StoredCalendar[]> {
  const rows = await db.select().from(calendarVersions).orderBy(desc(calendarVersions.version))
  return rows.map(({ label, note, createdAt, createdBy, document }) => ({
    ...{ label, note, createdBy },
    createdAt: iso(createdAt),
    document: calendarSchema.parse(document),
  }))
}

/** One published calendar. @throws Refusal `not-found` */
export async function calendarNamed(db: Database | Transaction, label: string): Promise<CalendarDocument> {
  const [row] = await db.select().from(calendarVersions).where(eq(calendarVersions.label, label))
  if (!row) throw new Refusal('not-found')
  return calendarSchema.parse(row.document)
}

/** The calendar in force as a document. */
export async function documentInForce(db: Database): Promise<CalendarDocument> {
  const { inForce } = await loadCalendars(db)
  const { version: _label, zone: _zone, ...document } = inForce
  return calendarSchema.parse(document)
}

/** The one draft that administrators share; undefined when nothing is being changed. */
export async function calendarDraft(db: Database | Transaction, locked = false): Promise<CalendarDraft | undefined> {
  const query = db.select().from(settings).where(eq(settings.name, draftName))
  const [row] = await (locked ? query.for('update') : query)
  return row?.value as CalendarDraft | undefined
}

/** @throws Refusal with what is wrong with the document, by field */
export async function saveCalendarDraft(deps: Deps, by: string, document: unknown): Promise<void> {
  const read = calendarSchema.safeParse(document)
  if (!read.success) throw new Refusal('invalid', { issues: read.error.issues })
  const value: CalendarDraft = { document: read.data, by, at: deps.now().toISOString() }
  await deps.db
    .insert(settings)
    .values({ name: draftName, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } })
}

export async function discardCalendarDraft({ db }: Deps): Promise<void> {
  await db.delete(settings).where(eq(settings.name, draftName))
}

/**
 * Puts the draft in force at once: new cases are opened under it, the open deadlines that it moves are recomputed in the
 * background. @returns its label @throws Refusal `no-calendar-draft`, `calendar-unchanged`
 */
export async function publishCalendar(
  deps: Deps,
  following: AllFollowing,
  by: string,
  note: string | null,
): Promise<string> {
  const before = await documentInForce(deps.db)
  return deps.db.transaction(async tx => {
    const draft = await calendarDraft(tx, true)
    if (!draft) throw new Refusal('invalid', { rule: 'no-calendar-draft' })
    const document = calendarSchema.parse(draft.document)
    const digest = digestOf(document)
    if (digest === digestOf(before)) throw new Refusal('invalid', { rule: 'calendar-unchanged' })
    const [row] = await tx.select({ last: sql<number>`coalesce(max(version), 0)::int` }).from(calendarVersions)
    const version = (row?.last ?? 0) + 1
    const label = `calendar-${version}`
    const at = deps.now().toISOString()
    await tx.insert(calendarVersions).values({ version, label, document, digest, note, createdAt: at, createdBy: by })
    await tx.delete(settings).where(eq(settings.name, draftName))
    await beginRecalculation(tx, following, label)
    const details = note === null ? {} : { note }
    await putOnRecord(tx, at, { person: by, subject: 'calendar', key: label, action: 'published', details })
    return label
  })
}

import { asc, sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { calendarVersions } from '../../db/schema.ts'
import { calendarOf, calendarSchema } from '../../workflows/calendar/calendar.ts'
import { type Calendars, calendarsOf } from '../../workflows/calendar/calendars.ts'
import { china, chinaDocument } from '../../workflows/calendar/china.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import type { Deps } from '../deps.ts'

/** SQL for the version of the calendars, to be selected along with other things. */
export const calendarVersionSql = sql<number>`(select coalesce(max(version), 0)::int from calendar_versions)`

/** Versions are only added and never change, so each process parses them once. */
const cached = new WeakMap<Database, { version: number; calendars: Calendars }>()

/**
 * The calendars at a version that was just read from the database: from memory when it is the same.
 * @param reader the transaction that read the version
 */
export async function calendarsAt(
  db: Database,
  version: number,
  reader: Database | Transaction = db,
): Promise<Calendars> {
  const known = cached.get(db)
  if (known?.version === version) return known.calendars
  const calendars = await readCalendars(reader)
  cached.set(db, { version, calendars })
  return calendars
}

/** The calendars of this moment. */
export async function loadCalendars(db: Database, reader: Database | Transaction = db): Promise<Calendars> {
  const [row] = rowsOf<{ version: number }>(await reader.execute(sql`select ${calendarVersionSql} as version`))
  return calendarsAt(db, row?.version ?? 0, reader)
}

/** Stores the built-in calendar, once for each label. The owner's own ones stay in force. */
export async function syncCalendars({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const document = calendarSchema.parse(chinaDocument)
  const row = { label: china.version, document, digest: digestOf(document), createdAt: now().toISOString() }
  await db
    .insert(calendarVersions)
    .values({ ...row, version: sql`${calendarVersionSql} + 1` })
    .onConflictDoNothing()
}

/** In force is the newest that the owner has published, else the newest built-in one. */
async function readCalendars(reader: Database | Transaction): Promise<Calendars> {
  const rows = await reader.select().from(calendarVersions).orderBy(asc(calendarVersions.version))
  const stored = rows.map(({ label, document, createdBy }) => ({
    calendar: calendarOf(calendarSchema.parse(document), label),
    own: createdBy !== null,
  }))
  const inForce = stored.findLast(one => one.own) ?? stored.at(-1)
  return calendarsOf(
    stored.map(one => one.calendar),
    inForce?.calendar,
  )
}

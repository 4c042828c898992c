import { type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { delegations, departments, people, posts } from '../../db/schema.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { iso } from './instant.ts'

/** SQL for the organisation's version, to be selected along with other things. */
export const organisationVersionSql = sql<number>`(select version::int from organisation_version)`

const cached = new WeakMap<Database, Organisation>()

/**
 * The organisation as last read by this process, read now if it never was. It may be outdated: see `organisationAt`.
 * @param reader the transaction that asks: another statement on PGlite would wait for it for ever
 */
export async function knownOrganisation(db: Database, reader: Database | Transaction): Promise<Organisation> {
  return cached.get(db) ?? load(db, reader)
}

/**
 * The organisation at a version that was just read from the database: from memory when it is the same.
 * @param reader the transaction that read the version
 */
export async function organisationAt(db: Database, version: number, reader: Database | Transaction = db) {
  const known = cached.get(db)
  return known?.version === version ? known : load(db, reader)
}

/**
 * Asks the database something that depends on the organisation, in one statement: with the organisation as this process
 * last read it, and once more when that turns out to be outdated.
 * @param question the columns to select
 */
export async function askWithOrganisation<Row>(
  db: Database,
  question: (organisation: Organisation) => SQL,
): Promise<{ organisation: Organisation; row: Row }> {
  let organisation = await knownOrganisation(db, db)
  for (;;) {
    const asked = sql`select ${organisationVersionSql} as version, ${question(organisation)}`
    const [row] = rowsOf<Row & { version: number }>(await db.execute(asked)) as [Row & { version: number }]
    if (row.version === organisation.version) return { organisation, row }
    organisation = await organisationAt(db, row.version)
  }
}

/** The organisation of this moment: people, posts, departments and delegations. */
export async function loadOrganisation(db: Database, reader: Database | Transaction = db): Promise<Organisation> {
  const [row] = rowsOf<{ version: number }>(await reader.execute(sql`select ${organisationVersionSql} as version`))
  return organisationAt(db, row?.version ?? 0, reader)
}

async function load(db: Database, reader: Database | Transaction): Promise<Organisation> {
  const [row] = rowsOf<{ version: number }>(await reader.execute(sql`select ${organisationVersionSql} as version`))
  const staff = await reader
    .select({
      login: people.login,
      name: people.name,
      email: people.email,
      language: people.language,
      active: people.active,
    })
    .from(people)
    .orderBy(people.login)
  const seats = await reader.select().from(posts).orderBy(posts.id)
  const lent = await reader.select().from(delegations).orderBy(delegations.id)
  const organisation: Organisation = {
    version: row?.version ?? 0,
    departments: await reader.select().from(departments).orderBy(departments.code),
    people: staff,
    posts: seats.map(seat => ({ person: seat.person, role: seat.role as Role, department: seat.department })),
    delegations: lent.map(one => ({
      delegator: one.delegator,
      delegate: one.delegate,
      role: one.role as Role | null,
      department: one.department,
      startsAt: iso(one.startsAt),
      endsAt: iso(one.endsAt),
    })),
  }
  cached.set(db, organisation)
  return organisation
}

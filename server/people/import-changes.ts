import { sql } from 'drizzle-orm'
import type { Database, Transaction } from '../../db/client.ts'
import { departments, people, posts } from '../../db/schema.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import { type Deed, putOnRecord } from '../audit.ts'
import type { Deps } from '../deps.ts'
import { drawnPassword, hashDrawn } from '../web/password.ts'
import type { House, PlannedPerson } from './import-known.ts'
import type { ImportPlan } from './import-plan.ts'

/** Rows of one statement: well below what a statement can take. */
const batch = 1000

/** Somebody new, with the password that nobody can see again. */
export interface NewPerson {
  login: string
  name: string
  email: string
  password: string
}

const ofPeople = {
  login: people.login,
  name: people.name,
  email: people.email,
  language: people.language,
  active: people.active,
}

/** Everybody and everything that an import is compared with. */
export async function readHouse(db: Database | Transaction): Promise<House> {
  return {
    departments: await db.select().from(departments).orderBy(departments.code),
    people: await db.select(ofPeople).from(people).orderBy(people.login),
    posts: await db.select().from(posts).orderBy(posts.id),
  }
}

/** A plan by its content: what was confirmed is what is done. */
export const planDigest = ({ created, changed }: ImportPlan): string => digestOf({ created, changed })

/**
 * Does what was confirmed, all or nothing, with as many statements as there are thousands of lines.
 * @param by who confirmed it, a log-in @param replan the plan, made from the house as it is when nobody else can write
 * @returns the new people with their first passwords; undefined when the plan is another one by now
 */
export async function importPeople(
  deps: Deps,
  by: string,
  confirmed: ImportPlan,
  replan: (house: House) => ImportPlan | undefined,
): Promise<NewPerson[] | undefined> {
  const made = await Promise.all(confirmed.created.map(person => withPassword(deps, person)))
  return deps.db.transaction(async tx => {
    await tx.execute(sql`lock table ${people}, ${posts}, ${departments} in share row exclusive mode`)
    const plan = replan(await readHouse(tx))
    if (!plan || planDigest(plan) !== planDigest(confirmed)) return undefined
    const at = deps.now().toISOString()
    const rows = made.map(({ login, name, email, language, passwordHash }) => ({
      ...{ login, name, email, language, passwordHash },
      createdAt: at,
    }))
    await inBatches(rows, some => tx.insert(people).values(some))
    await inBatches(plan.changed, some => update(tx, some))
    await inBatches(postsIn(plan), some => tx.insert(posts).values(some))
    await inBatches(deedsOf(plan, by), some => putOnRecord(tx, at, ...some))
    return made.map(({ login, name, email, password }) => ({ login, name, email, password }))
  })
}

async function withPassword(deps: Deps, person: PlannedPerson) {
  const password = drawnPassword(deps.random())
  return { ...person, password, passwordHash: await hashDrawn(password) }
}

async function inBatches<T>(rows: T[], write: (some: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let first = 0; first < rows.length; first += batch) await write(rows.slice(first, first + batch))
}

async function update(tx: Transaction, changed: PlannedPerson[]): Promise<void> {
  const rows = changed.map(({ login, name, email, language }) => ({ login, name, email, language }))
  await tx.execute(sql`update people set name = new.name, email = new.email, language = new.language
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (login text, name text, email text, language text)
    where people.login = new.login`)
}

const postsIn = ({ created, changed }: ImportPlan) =>
  [...created, ...changed].flatMap(({ login, posts: added }) => added.map(post => ({ person: login, ...post })))

/** Each person's changes as if they had been made one by one on their page. */
function deedsOf(plan: ImportPlan, by: string): Deed[] {
  const about = (key: string) => ({ person: by, subject: 'person', key }) as const
  return [
    ...plan.created.map(one => ({ ...about(one.login), action: 'added', details: { name: one.name } })),
    ...plan.changed
      .filter(one => one.changes.length > 0)
      .map(({ login, changes }) => ({
        ...about(login),
        action: 'changed',
        details: Object.fromEntries(changes.map(({ field, to }) => [field, to])),
      })),
    ...postsIn(plan).map(({ person, ...post }) => ({ ...about(person), action: 'post-added', details: post })),
  ]
}

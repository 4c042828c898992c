import { and, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowsOf, sqlState } from '../../db/client.ts'
import { preferences, savedViews } from '../../db/schema.ts'
import { text } from '../../workflows/complaint/fields.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { policiesIn, policiesInForceSql } from '../cases/policies-in-force.ts'
import type { Deps } from '../deps.ts'
import { languages, translator } from '../web/i18n.ts'
import { Problem } from '../web/problem.ts'
import { addressOf, queryOf } from './queue-address.ts'
import { knownColumns, type QueueColumn, usualColumns } from './queue-columns.ts'

/** A list that somebody named: what stands behind `?` in the queue's address. */
export interface SavedView {
  id: number
  owner: string
  name: string
  query: string
  shared: boolean
}

/** What one person's queue looks like. */
export interface Desk {
  columns: readonly QueueColumn[]
  /** own ones first, then those that others share */
  views: SavedView[]
}

/** Lists that everybody needs, by the key of their words. */
export const builtInViews = [
  { key: 'all', query: '' },
  { key: 'mine', query: 'mine=handler&open=true&sort=dueAt' },
  { key: 'registered', query: 'mine=registrar&open=true' },
  { key: 'late', query: 'open=true&late=true&sort=dueAt' },
  { key: 'today', query: 'open=true&due=today&sort=dueAt' },
  { key: 'undispatched', query: 'stage=register&sort=dueAt' },
  { key: 'unassigned', query: 'assigned=false&open=true&sort=dueAt' },
  { key: 'critical', query: 'level=critical&open=true&sort=dueAt' },
] as const

const mostViews = 100

/** SQL for what `deskOf` reads. */
export const deskSql = (login: string): SQL => sql`json_build_object(
  'columns', (select to_json(queue_columns) from preferences where person = ${login}),
  'views', (select json_agg(to_jsonb(view) - 'created_at') from (
    select * from saved_views where owner = ${login} or shared
    order by owner <> ${login}, name limit ${mostViews}) view))`

/** A person's columns, and the views they can use. */
export function deskOf(desk: unknown): Desk {
  const { columns, views } = parsedJson(desk) as { columns: string[] | null; views: SavedView[] | null }
  const chosen = knownColumns(columns ?? [])
  return { columns: chosen.length > 0 ? chosen : usualColumns, views: views ?? [] }
}

/** The same by itself, with the policies in force, whose levels a view may name. */
export async function loadDesk({ db, now }: Deps, login: string): Promise<Desk & { policies: Policy[] }> {
  const asked = sql`select ${deskSql(login)} as desk, ${policiesInForceSql(now())} as policies`
  const [row] = rowsOf<{ desk: unknown; policies: unknown }>(await db.execute(asked))
  return { ...deskOf(row?.desk), policies: await policiesIn(db, row?.policies) }
}

/** What the built-in ones are called, in every language: two tabs of one name could not be told apart. */
const builtInNames = new Set(
  languages.flatMap(language => builtInViews.map(({ key }) => translator(language)(`queue.views.builtIn.${key}`))),
)

const name = text(40).refine(value => !builtInNames.has(value), { params: { code: 'taken' } })
const shared = z
  .literal('true')
  .optional()
  .transform(value => value === 'true')

/** The form that keeps a list under a name. */
export const newView = z.object({ name, shared, query: z.string().max(2000).default('') })
/** The form that renames it, or shares it. */
export const changedView = newView.omit({ query: true })

/** Keeps a list under a name. @throws Problem 422 `taken` when this person has one of that name, or for no such list @returns its query */
export async function saveView({ db, now }: Deps, owner: string, view: z.output<typeof newView>): Promise<string> {
  const query = readQuery(view.query)
  await refuseTaken(() => db.insert(savedViews).values({ ...view, query, owner, createdAt: now().toISOString() }))
  return query
}

function readQuery(query: string): string {
  try {
    return queryOf(addressOf(query))
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new Problem(422, 'invalid', { fields: { query: 'unknown-conditions' } })
  }
}

/** Renames one's own view, or shares it. @throws Problem 404 when it is not one's own, 422 `taken` */
export async function changeView({ db }: Deps, owner: string, id: number, change: z.output<typeof changedView>) {
  const changed = () => db.update(savedViews).set(change).where(own(owner, id)).returning({ id: savedViews.id })
  requireFound(await refuseTaken(changed))
}

/** Throws one's own view away. @throws Problem 404 when it is not one's own */
export async function deleteView({ db }: Deps, owner: string, id: number): Promise<void> {
  requireFound(await db.delete(savedViews).where(own(owner, id)).returning({ id: savedViews.id }))
}

/** Keeps a person's columns; none are the usual ones. */
export async function saveColumns({ db }: Deps, person: string, columns: readonly QueueColumn[]): Promise<void> {
  const queueColumns = columns.length > 0 ? [...columns] : null
  await db
    .insert(preferences)
    .values({ person, queueColumns })
    .onConflictDoUpdate({ target: preferences.person, set: { queueColumns } })
}

const own = (owner: string, id: number) => and(eq(savedViews.owner, owner), eq(savedViews.id, id))

function requireFound(rows: unknown[]): void {
  if (rows.length === 0) throw new Problem(404, 'not-found')
}

async function refuseTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (sqlState(error).code !== '23505') throw error
    throw new Problem(422, 'invalid', { fields: { name: 'taken' } })
  }
}

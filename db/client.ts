import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { DrizzleQueryError } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as overPgliteDriver } from 'drizzle-orm/pglite'
import { drizzle as overServerDriver } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

export type Database = PgDatabase<PgQueryResultHKT, typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

export interface Connection {
  db: Database
  kind: 'pglite' | 'server'
  pglite?: PGlite
  databaseUrl?: string
  close(): Promise<void>
}

const options = { casing: 'snake_case', schema } as const
const oldestServer = 150_000
/** Statements share them, one behind the other; each more keeps its own plans warm, and all of them run slower. */
const connections = 4

/** Opens the database: a PostgreSQL server when there is a URL, else PGlite in `dataDir`. Rejects when it cannot be used. */
export async function connect(where: { databaseUrl?: string; dataDir: string }): Promise<Connection> {
  if (where.databaseUrl) return connectServer(where.databaseUrl)
  mkdirSync(where.dataDir, { recursive: true })
  return overPglite(await PGlite.create(where.dataDir))
}

/** The connection around a PGlite that is already open; closing the one closes the other. */
export function overPglite(pglite: PGlite): Connection {
  return { db: overPgliteDriver({ client: pglite, ...options }), kind: 'pglite', pglite, close: () => pglite.close() }
}

async function connectServer(databaseUrl: string): Promise<Connection> {
  const client = openClient(databaseUrl, connections)
  try {
    const [server] = await client`select current_setting('server_version_num')::int as version`
    if (server?.version < oldestServer) throw new Error('PostgreSQL 15 or newer is needed')
  } catch (error) {
    await client.end({ timeout: 0 })
    throw error
  }
  return {
    db: overServerDriver({ client, ...options }),
    kind: 'server',
    databaseUrl,
    close: () => client.end({ timeout: 5 }),
  }
}

/**
 * A client for drizzle alone (drizzle changes the serializers of the client it gets). With the default pipeline limit
 * postgres.js can lose a BEGIN that fills the pipeline, and leave its session idle in a transaction.
 */
export function openClient(databaseUrl: string, max: number): postgres.Sql {
  const clientOptions = {
    max,
    max_pipeline: 1_000_000,
    connect_timeout: 10,
    connection: {
      application_name: 'redress',
      idle_in_transaction_session_timeout: 60_000,
      // pages read few rows: starting workers for them costs more than they bring
      max_parallel_workers_per_gather: 0,
    },
    onnotice: () => {},
  }
  return alwaysPreparing(postgres(databaseUrl, clientOptions))
}

/**
 * drizzle asks the driver not to prepare its statements; then each is parsed anew, takes two round trips and lets no
 * other statement follow it on the wire.
 */
function alwaysPreparing<T extends postgres.Sql | postgres.TransactionSql>(client: T): T {
  const { unsafe } = client
  const prepared = (...[query, parameters, options]: Parameters<typeof unsafe>) =>
    answerOf(unsafe(query, parameters, { ...options, prepare: true }))
  Object.assign(client, { unsafe: prepared })
  if ('begin' in client) {
    const { begin } = client
    client.begin = ((work: (tx: postgres.TransactionSql) => unknown) =>
      begin(tx => work(alwaysPreparing(tx)))) as typeof begin
  }
  return client
}

type Query = postgres.PendingQuery<postgres.Row[]> & { resolve(rows: unknown): void }

/**
 * Sends a query and answers what it brings, apart from the query itself: that stays in memory until the next full
 * collection, because V8 makes every function that is assigned to a property in its old space, and a query of
 * postgres.js has two that know it. Rows held so cost the server more than reading them.
 */
function answerOf(sent: postgres.PendingQuery<postgres.Row[]>) {
  const query = sent as Query
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const settle = query.resolve
  const apart = (rows: unknown) => {
    Object.assign(query, { resolve: settle, strings: [], args: [] })
    settle(undefined)
    resolve(rows)
  }
  query.resolve = apart
  query.catch(reject)
  return Object.assign(promise, {
    execute: () => promise,
    values: () => {
      query.values()
      return promise
    },
  })
}

/** The rows of `db.execute()`, whose answer is an array on one driver and `{ rows }` on the other. */
export function rowsOf<T>(result: unknown): T[] {
  return (Array.isArray(result) ? result : (result as { rows: T[] }).rows) as T[]
}

/** SQLSTATE and constraint name of a failed query, under the same names whichever driver answered. */
export function sqlState(error: unknown): { code?: string; constraint?: string } {
  const cause = (error instanceof DrizzleQueryError ? error.cause : error) as Partial<
    Record<'code' | 'constraint' | 'constraint_name', string>
  > | null
  return { code: cause?.code, constraint: cause?.constraint ?? cause?.constraint_name }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle as overPgliteDriver } from 'drizzle-orm/pglite'
import { drizzle as overServerDriver } from 'drizzle-orm/postgres-js'
import { openClient } from '../../db/client.ts'
import * as schema from '../../db/schema.ts'
import { databaseFolder } from '../../server/data-folder.ts'
import { startServer } from '../support/postgres-server.ts'
import { type OpenDatabase, silent } from './door.ts'

const databaseNames = ['postgresql', 'pglite'] as const
export type DatabaseName = (typeof databaseNames)[number]

export const isDatabaseName = (name: string): name is DatabaseName => databaseNames.includes(name as DatabaseName)

/** An empty database in a temporary folder. */
export interface BenchDatabase {
  /** opens it in this process; PGlite can be open in one process only */
  open(): Promise<OpenDatabase>
  /** how the server is told to use it */
  env: Record<string, string>
  /** processes that work for it beside the server */
  processes: number[]
  remove(): Promise<void>
}

/** @throws Error where no PostgreSQL can be started */
export async function makeDatabase(name: DatabaseName): Promise<BenchDatabase> {
  return name === 'pglite' ? makePglite() : makeServerDatabase()
}

async function makePglite(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'))
  return {
    open: async () => {
      const pglite = await PGlite.create(databaseFolder(folder))
      const log = { listener: silent }
      const db = overPgliteDriver({ client: pglite, ...optionsFor(log) })
      return {
        connection: { db, kind: 'pglite', pglite, close: () => pglite.close() },
        log,
        sendRaw: statements =>
          pglite.transaction(async tx => {
            for (const { query, params } of statements) await tx.query(query, params)
          }),
      }
    },
    env: { DATA_DIR: folder },
    processes: [],
    remove: async () => rmSync(folder, { recursive: true }),
  }
}

async function makeServerDatabase(): Promise<BenchDatabase> {
  const server = await startServer(['-c', 'shared_buffers=256MB', '-c', 'max_wal_size=4GB'])
  if (!server) throw new Error('PostgreSQL could not be started')
  const databaseUrl = server.url('template_redress')
  return {
    open: async () => {
      const client = openClient(databaseUrl, 10)
      const log = { listener: silent }
      return {
        connection: {
          db: overServerDriver({ client, ...optionsFor(log) }),
          kind: 'server',
          databaseUrl,
          close: () => client.end({ timeout: 5 }),
        },
        log,
        sendRaw: async statements => {
          await client.begin(tx =>
            Promise.all(statements.map(({ query, params }) => tx.unsafe(query, params as never[], { prepare: true }))),
          )
        },
      }
    },
    env: { DATABASE_URL: databaseUrl },
    processes: [server.pid],
    remove: () => server.stop(),
  }
}

function optionsFor(log: OpenDatabase['log']) {
  const logger = { logQuery: (query: string, params: unknown[]) => log.listener.logQuery(query, params) }
  return { casing: 'snake_case', schema, logger } as const
}

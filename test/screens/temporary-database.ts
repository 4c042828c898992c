import { PGlite } from '@electric-sql/pglite'
import { type Connection, connect, openClient, overPglite } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'

/** A migrated database that is gone again afterwards: in memory, or on the server that a URL names. */
export async function temporaryDatabase(serverUrl: string | undefined) {
  const opened = serverUrl ? await onServer(serverUrl) : { connection: overPglite(await PGlite.create()), drop: none }
  await migrate(opened.connection)
  return { connection: opened.connection, [Symbol.asyncDispose]: opened.drop }
}

const none = async () => {}

async function onServer(serverUrl: string): Promise<{ connection: Connection; drop: () => Promise<void> }> {
  const name = `redress_screens_${process.pid}`
  const administer = async (statement: string) => {
    const client = openClient(serverUrl, 1)
    await client.unsafe(statement)
    await client.end()
  }
  await administer(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const connection = await connect({ databaseUrl: url.href, dataDir: '' })
  return { connection, drop: () => administer(`drop database ${name} with (force)`) }
}

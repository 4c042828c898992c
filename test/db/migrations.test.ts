import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { connect } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { databases, hasServer } from '../support/databases.ts'

describe('the migrations', () => {
  it('say the same as schema.ts', () => {
    const out = mkdtempSync(join(tmpdir(), 'redress-migrations-'))
    cpSync('db/migrations', out, { recursive: true })
    const options = [
      '--dialect=postgresql',
      '--casing=snake_case',
      '--schema=./db/schema.ts',
      `--out=${relative('.', out)}`,
    ]
    const answer = execFileSync('node_modules/.bin/drizzle-kit', ['generate', ...options], { encoding: 'utf8' })
    expect(answer).toContain('No schema changes')
    rmSync(out, { recursive: true })
  })

  it.each(databases)('change nothing the second time on $name', async ({ open }) => {
    const connection = await open()
    await expect(migrate(connection)).resolves.not.toThrow()
    await connection.close()
  })

  it.skipIf(!hasServer)('are applied once by nodes that start together', async () => {
    const databaseUrl = await emptyDatabase()
    const nodes = await Promise.all([1, 2, 3].map(() => connect({ databaseUrl, dataDir: '' })))
    await expect(Promise.all(nodes.map(migrate))).resolves.toHaveLength(3)
    await Promise.all(nodes.map(node => node.close()))
  })
})

async function emptyDatabase(): Promise<string> {
  const name = `empty_${process.pid}`
  const admin = await connect({ databaseUrl: inject('serverUrl'), dataDir: '' })
  await admin.db.execute(`create database ${name}`)
  await admin.close()
  return inject('serverUrl').replace(/[^/]+$/, name)
}

import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasServer, openDatabase } from '../support/databases.ts'
import { freePort } from '../support/postgres-server.ts'
import { type Program, startProgram } from '../support/program.ts'

const oneLine = /^Redress cannot start: .+\n$/

describe('the server', () => {
  let folder: string
  let program: Program
  const start = (env: Record<string, string>) => {
    program = startProgram({ DATA_DIR: folder, ...env })
    return program
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-start-'))
  })
  afterEach(() => {
    program?.process.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  it('runs on the Node that the lock file brings', () => {
    expect(process.version).toMatch(/^v24\./)
  })

  it('names the wrong setting and does not start', async () => {
    const { code, said } = await start({ PORT: 'eighty' }).ended()
    expect(code).toBe(1)
    expect(said).toMatch(oneLine)
    expect(said).toContain('PORT')
  })

  it('leaves a data folder alone that another process uses', async () => {
    const lock = join(folder, 'database.lock')
    writeFileSync(lock, String(process.pid))
    const { code, said } = await start({}).ended()
    expect(code).toBe(1)
    expect(said).toMatch(oneLine)
    expect(said).toContain(String(process.pid))
    expect(readFileSync(lock, 'utf8')).toBe(String(process.pid))
    expect(readdirSync(folder)).toEqual(['database.lock'])
  })

  it('touches no data when its port is taken', async () => {
    const other = createServer().listen(await freePort(), '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { code, said } = await start({ PORT: String(port) }).ended()
    other.close()
    expect(code).toBe(1)
    expect(said).toMatch(oneLine)
    expect(said).toContain(String(port))
    expect(readdirSync(folder)).toEqual([])
  })

  it('says which database it cannot reach, without the password', async () => {
    const databaseUrl = `postgres://redress:topsecret@127.0.0.1:${await freePort()}/redress`
    const { code, said } = await start({ DATABASE_URL: databaseUrl, PORT: String(await freePort()) }).ended()
    expect(code).toBe(1)
    expect(said).toMatch(oneLine)
    expect(said).toContain('DATABASE_URL')
    expect(said).not.toContain('topsecret')
  })

  it.skipIf(!hasServer).each(['SIGTERM', 'SIGINT'] as const)(
    'ends well on %s, whoever is still connected',
    async signal => {
      const connection = await openDatabase()
      const port = await freePort()
      await start({ DATABASE_URL: connection.databaseUrl ?? '', PORT: String(port) }).ready()
      const agent = new Agent({ keepAlive: true })
      const [response] = await once(get({ port, path: '/healthz', agent }), 'response')
      response.resume()
      await once(response, 'end')
      program.process.kill(signal)
      expect(await program.ended()).toEqual({ code: 0, said: '' })
      expect(response.statusCode).toBe(200)
      expect(existsSync(join(folder, 'database.lock'))).toBe(false)
      agent.destroy()
      await connection.close()
    },
  )
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockDataFolder } from '../../server/data-folder.ts'

describe('the lock of the data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-lock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const heldBy = (pid: number | undefined) => writeFileSync(join(folder, 'database.lock'), String(pid))

  it('leaves nothing behind when it is given back', () => {
    lockDataFolder(folder)()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is taken over from a process that died', () => {
    heldBy(spawnSync('true').pid)
    lockDataFolder(folder)
    expect(readdirSync(folder)).toEqual(['database.lock'])
  })

  it('is taken over from a namesake, as after the restart of a container', () => {
    heldBy(process.pid)
    expect(() => lockDataFolder(folder)).not.toThrow()
  })

  it('is never taken from a process that lives', () => {
    heldBy(process.ppid)
    expect(() => lockDataFolder(folder)).toThrow(String(process.ppid))
    expect(readdirSync(folder)).toEqual(['database.lock'])
  })

  it('makes the folder when there is none', () => {
    lockDataFolder(join(folder, 'a', 'new'))
    expect(readdirSync(join(folder, 'a', 'new'))).toEqual(['database.lock'])
  })

  it('says so where no folder can be made', () => {
    expect(() => lockDataFolder('/proc/nope')).toThrow(/^DATA_DIR cannot be used: .*ENOENT/)
    writeFileSync(join(folder, 'file'), '')
    expect(() => lockDataFolder(join(folder, 'file'))).toThrow(/^DATA_DIR cannot be used: .*ENOTDIR/)
  })
})

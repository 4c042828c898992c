import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { StartError } from './start-error.ts'

/** PGlite's own folder inside DATA_DIR; the lock lies beside it, because PGlite wants the folder for itself. */
export const databaseFolder = (dataDir: string) => resolve(dataDir, 'database')

/**
 * Two processes on one PGlite folder lose rows without any error, so the first one locks it. A lock counts as left
 * behind only when its process is dead: taking it from a busy one would destroy data. Gives the function that unlocks.
 */
export function lockDataFolder(dataDir: string): () => void {
  const lock = `${databaseFolder(dataDir)}.lock`
  try {
    makeFolder(dirname(lock))
    if (!claim(lock)) {
      removeDead(lock)
      if (!claim(lock)) throw inUse(lock)
    }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`DATA_DIR cannot be used: ${(error as Error).message}`)
  }
  return () => rmSync(lock, { force: true })
}

/** Step by step: Node's own recursion never ends where the system makes no folders, as below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    if (!existsSync(path)) throw error
  }
}

/** Linking a written file claims the name and its content at once: nobody can read a lock that is still empty. */
function claim(lock: string): boolean {
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine)
  }
}

/** Moved aside and read again first: another process may have replaced the dead one's lock a moment ago. */
function removeDead(lock: string): void {
  if (isAlive(holderOf(lock))) throw inUse(lock)
  const aside = `${lock}.dead.${process.pid}`
  renameSync(lock, aside)
  const taken = isAlive(holderOf(aside))
  if (taken) linkSync(aside, lock)
  rmSync(aside)
  if (taken) throw inUse(lock)
}

const holderOf = (file: string) => Number(readFileSync(file, 'utf8'))

const inUse = (lock: string) =>
  new StartError(`DATA_DIR is in use by another Redress (process ${holderOf(lock)}, lock ${lock})`)

/** Our own number in an old lock is a dead namesake, as happens in a restarted container. */
function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid) || pid < 1) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

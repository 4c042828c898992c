import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'

/** What lies in the store under a key. */
export interface Bytes {
  key: string
  /** bytes */
  size: number
  sha256: string
}

/** Where an installation keeps its files. */
export interface Place {
  config: Pick<Config, 'dataDir'>
}

type Keeper = Place & Pick<Deps, 'now' | 'random'>

/** The folder of the store, whether it is there yet or not. */
export const storeFolder = ({ config }: Place) => resolve(config.dataDir, 'files')

/** Where the bytes of files lie: `DATA_DIR/files`, which all nodes of one installation share. */
export function fileStore(place: Place): Disk {
  return new Disk(new FSDriver({ location: pathToFileURL(`${storeFolder(place)}/`), visibility: 'private' }))
}

/** The folder of what is taken in at an instant: one for each month, `2026/11`. */
export const folderOf = (at: Date) => at.toISOString().slice(0, 7).replace('-', '/')

/**
 * Takes in bytes under a new key. When this answers they are on the disk itself, not only on their way there.
 * @param most bytes that are kept; what comes after them is counted and thrown away
 */
export async function takeIn(deps: Keeper, source: Readable, most = Number.POSITIVE_INFINITY): Promise<Bytes> {
  const key = `${folderOf(deps.now())}/${deps.random()}`
  const store = fileStore(deps)
  const hash = createHash('sha256')
  let size = 0
  async function* counted() {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk)
      size += chunk.length
      if (size <= most) yield chunk
    }
  }
  try {
    await store.putStream(key, Readable.from(counted()))
    await flush(join(storeFolder(deps), key))
  } catch (error) {
    await store.delete(key)
    throw error
  }
  return { key, size, sha256: hash.digest('hex') }
}

/** SHA-256 of what lies under a key; null when nothing does. */
export async function sha256Of(store: Disk, key: string): Promise<string | null> {
  if (!(await store.exists(key))) return null
  const hash = createHash('sha256')
  for await (const chunk of await store.getStream(key)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** A power cut takes neither the bytes nor their name; Windows knows no such thing for folders. */
async function flush(path: string): Promise<void> {
  const places = process.platform === 'win32' ? [path] : [path, dirname(path), dirname(dirname(path))]
  for (const place of places) {
    const handle = await open(place, 'r+').catch(() => open(place, 'r'))
    await handle.sync().finally(() => handle.close())
  }
}

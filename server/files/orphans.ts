import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Deps } from '../deps.ts'
import { knownKeys } from './queries.ts'
import { fileStore, folderOf, storeFolder } from './store.ts'

const aDay = 86_400_000
const batch = 1000

/** Removes what lies under those of some keys that no case knows. */
export async function removeUnknown(deps: Deps, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const store = fileStore(deps)
  const known = await knownKeys(deps, keys)
  await Promise.all(keys.filter(key => !known.has(key)).map(key => store.delete(key)))
}

/**
 * Removes bytes that became nobody's file because a process ended between storing them and saying so. Only what has
 * lain there for a day: younger bytes may be somebody's upload that is still under way. Only what came in this month or
 * the last: what is older was looked through then, and the store grows for ever.
 */
export async function collectOrphans(deps: Deps): Promise<void> {
  const now = deps.now()
  const store = fileStore(deps)
  for (const folder of [folderOf(now), folderOf(monthBefore(now))]) {
    const keys = await keysIn(deps, folder)
    for (let start = 0; start < keys.length; start += batch) {
      const some = keys.slice(start, start + batch)
      const known = await knownKeys(deps, some.map(ownerOf))
      for (const key of some.filter(one => !known.has(ownerOf(one)))) {
        const { lastModified } = await store.getMetaData(key)
        if (lastModified.getTime() < now.getTime() - aDay) await store.delete(key)
      }
    }
  }
}

/** A small picture belongs to its file. */
const ownerOf = (key: string) => key.replace(/\..*$/, '')

/** The last instant of the month before. */
const monthBefore = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()) - 1)

async function keysIn(deps: Deps, folder: string): Promise<string[]> {
  if (!existsSync(join(storeFolder(deps), folder))) return []
  const { objects } = await fileStore(deps).listAll(folder)
  return [...objects].flatMap(one => (one.isFile ? [one.key] : []))
}

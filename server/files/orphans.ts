import { existsSync } from 'node:fs'
import type { Deps } from '../deps.ts'
import { knownKeys } from './queries.ts'
import { fileStore, storeFolder } from './store.ts'

const aDay = 86_400_000
const batch = 500

/** Removes what lies under those of some keys that no case knows. */
export async function removeUnknown(deps: Deps, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  const store = fileStore(deps)
  const known = await knownKeys(deps, keys)
  await Promise.all(keys.filter(key => !known.has(key)).map(key => store.delete(key)))
}

/**
 * Removes bytes that became nobody's file because a process ended between storing them and saying so. Only what has
 * lain there for a day: younger bytes may be somebody's upload that is still under way.
 */
export async function collectOrphans(deps: Deps): Promise<void> {
  const old = await keysOlderThan(deps, deps.now().getTime() - aDay)
  for (let start = 0; start < old.length; start += batch) {
    const keys = old.slice(start, start + batch)
    const known = await knownKeys(deps, keys.map(ownerOf))
    const store = fileStore(deps)
    for (const key of keys.filter(one => !known.has(ownerOf(one)))) await store.delete(key)
  }
}

/** A small picture belongs to its file. */
const ownerOf = (key: string) => key.replace(/\..*$/, '')

async function keysOlderThan(deps: Deps, limit: number): Promise<string[]> {
  if (!existsSync(storeFolder(deps))) return []
  const store = fileStore(deps)
  const old: string[] = []
  const { objects } = await store.listAll('', { recursive: true })
  for (const one of objects) {
    if (!one.isFile) continue
    const { lastModified } = await store.getMetaData(one.key)
    if (lastModified.getTime() < limit) old.push(one.key)
  }
  return old
}

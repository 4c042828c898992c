import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { cases, files } from '../../db/schema.ts'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { openTo, sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'

type FileRow = typeof files.$inferSelect

/** A file as the API shows it: everything but where it lies. */
export function shownFile({ number, name, mediaType, size, sha256, by, at }: FileRow) {
  return { number, name, mediaType, size, sha256, by, at: iso(at) }
}

/** The id of a case that this person may see. */
export async function visibleCaseId(deps: Deps, number: string, login: string): Promise<number | undefined> {
  const [row] = await deps.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.number, number), await seenBy(deps, login)))
  return row?.id
}

/** The files of a case, in the order in which they were attached. */
export function filesOf(deps: Deps, caseId: number): Promise<FileRow[]> {
  return deps.db.select().from(files).where(eq(files.caseId, caseId)).orderBy(asc(files.number))
}

/** One file of a case that this person may see. */
export async function visibleFile(
  deps: Deps,
  number: string,
  file: string,
  login: string,
): Promise<FileRow | undefined> {
  if (!/^[1-9]\d{0,3}$/.test(file)) return undefined
  const [row] = await deps.db
    .select({ file: files })
    .from(files)
    .innerJoin(cases, eq(cases.id, files.caseId))
    .where(and(eq(cases.number, number), eq(files.number, Number(file)), await seenBy(deps, login)))
  return row?.file
}

/** The last file of a case with these bytes and this name. */
export async function fileWith(deps: Deps, caseId: number, sha256: string, name: string): Promise<FileRow | undefined> {
  const [row] = await deps.db
    .select()
    .from(files)
    .where(and(eq(files.caseId, caseId), eq(files.sha256, sha256), eq(files.name, name)))
    .orderBy(desc(files.number))
    .limit(1)
  return row
}

/** Those of some keys that a case knows. */
export async function knownKeys(deps: Deps, keys: string[]): Promise<Set<string>> {
  const rows = await deps.db.select({ key: files.key }).from(files).where(inArray(files.key, keys))
  return new Set(rows.map(row => row.key))
}

async function seenBy(deps: Deps, login: string) {
  return openTo(sightOf(await loadOrganisation(deps.db), login, deps.now().toISOString()))
}

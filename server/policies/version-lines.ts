import type { Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { namesIn } from '../web/names.ts'
import { allVersions, casesByVersion, type StoredVersion, versionInForce } from './versions.ts'

/** A version as lists and headings show it. */
export interface VersionLine extends Pick<StoredVersion, 'code' | 'version' | 'status' | 'startsAt' | 'createdAt'> {
  /** who wrote it; empty: built in */
  by: string
  inForce: boolean
  /** how many were opened under it */
  cases: number
  /** the version before it, to compare with */
  earlier: number | null
}

export function titleOf({ policy, version }: StoredVersion, { locals: { t, language } }: Response): string {
  return t('policies.versionTitle', { name: policy.name[language], version })
}

export async function lineOf(deps: Deps, stored: StoredVersion): Promise<VersionLine> {
  const lines = await versionLines(deps, [...(await allVersions(deps)).filter(one => one.code === stored.code)])
  const found = lines.find(one => one.version === stored.version)
  if (!found) throw new Error(`${stored.code}/${stored.version} is not listed`)
  return found
}

export async function versionLines(deps: Deps, all: StoredVersion[]): Promise<VersionLine[]> {
  const [counts, organisation] = await Promise.all([casesByVersion(deps), loadOrganisation(deps.db)])
  const names = namesIn(organisation, 'zh-CN')
  const codes = [...new Set(all.map(one => one.code))]
  const inForce = await Promise.all(codes.map(async code => `${code}/${(await versionInForce(deps, code))?.version}`))
  return all.map(one => ({
    code: one.code,
    version: one.version,
    status: one.status,
    startsAt: one.startsAt,
    createdAt: one.createdAt,
    by: one.createdBy ? names.person(one.createdBy) : '',
    inForce: inForce.includes(`${one.code}/${one.version}`),
    cases: counts.get(`${one.code}/${one.version}`) ?? 0,
    earlier: all.findLast(other => other.code === one.code && other.version < one.version)?.version ?? null,
  }))
}

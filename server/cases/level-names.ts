import type { Database } from '../../db/client.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policyAt } from './policies.ts'

/** What a policy calls one of its levels. */
export type LevelName = Policy['levels'][number]['name']

/** How grave a level is among those of its policy; 1 is the mildest. */
export interface LevelRank {
  rank: number
  of: number
}

interface Levelled {
  level: string | null
  policy: { code: string; version: number }
}

/** @returns null for a case that is not graded yet */
export function levelNameIn({ levels }: Pick<Policy, 'levels'>, level: string | null): LevelName | null {
  return levels.find(one => one.code === level)?.name ?? null
}

/** @returns null for a case that is not graded yet */
export function levelRankIn({ levels }: Pick<Policy, 'levels'>, level: string | null): LevelRank | null {
  const found = levels.find(one => one.code === level)
  return found ? { rank: found.rank, of: levels.length } : null
}

/** Cases with what their level is called under their own policy version and how grave it is; a process reads each version once. */
export async function withLevelNames<T extends Levelled>(
  db: Database,
  cases: T[],
): Promise<(T & { levelName: LevelName | null; levelRank: LevelRank | null })[]> {
  const versions = new Map(cases.map(({ policy }) => [`${policy.code}/${policy.version}`, policy]))
  const policies = new Map<string, Policy>()
  for (const [key, { code, version }] of versions) policies.set(key, (await policyAt(db, code, version)).policy)
  return cases.map(one => {
    const policy = policies.get(`${one.policy.code}/${one.policy.version}`)
    return {
      ...one,
      levelName: policy ? levelNameIn(policy, one.level) : null,
      levelRank: policy ? levelRankIn(policy, one.level) : null,
    }
  })
}

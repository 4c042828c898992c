import { canonical } from '../evidence/canonical.ts'
import type { Role } from '../organisation/roles.ts'
import { cents, sumOf } from '../policy/money.ts'
import type { Policy } from '../policy/policy.ts'
import { purseOf } from '../policy/steps.ts'
import { type Level, type LimitKind, type NoticeKind, noticeKinds } from './codes.ts'
import type { Deadline } from './deadlines.ts'
import type { AskedDecision, Rehearsed } from './rehearsed.ts'

/** How a limit came out. `ended`: it stopped applying without being met; `unknown`: its decision was never asked. */
export const limitStatuses = ['met', 'missed', 'running', 'ended', 'unknown'] as const
export type LimitStatus = (typeof limitStatuses)[number]

/** What a limit's row says, stored or rehearsed, as far as its outcome goes. */
export type LimitRow = Pick<Deadline, 'kind' | 'entry' | 'dueAt' | 'metAt' | 'endedAt' | 'missedAt'> & {
  ledger: Pick<Deadline['ledger'], 'pauses'>
}

/** Money of a plan and the roles of the purse it was taken from, CNY. */
export interface PurseUse {
  roles: Role[]
  sum: string
}

type NoticeCounts = Partial<Record<NoticeKind, number>>

/** What a policy calls a level: two policies may mean different things by one code. */
type LevelName = Policy['levels'][number]['name'] | null

/** How a case went: by what is stored, or as a version would have had it. */
export interface Course {
  level: Level | null
  levelName: LevelName
  limits: { kind: LimitKind; entry: number; status: LimitStatus }[]
  notices: NoticeCounts
  decisions: AskedDecision[]
  /** of the last plan; null where it spends nothing */
  purse: PurseUse | null
  settle?: Rehearsed['settle']
}

/** In what a case can differ. */
export const aspects = ['level', 'limits', 'notices', 'decisions', 'money'] as const
export type Aspect = (typeof aspects)[number]

/** What would have been different on one case, and nothing else. */
export interface CaseDifference {
  aspects: Aspect[]
  /** without names where it was compared before they were kept */
  level: { was: Level | null; would: Level | null; names?: { was: LevelName; would: LevelName } }
  limits: { kind: LimitKind; entry: number; was: LimitStatus | null; would: LimitStatus | null }[]
  notices: { kind: NoticeKind; was: number; would: number }[]
  decisions: { asked: AskedDecision[]; spared: AskedDecision[] }
  purse: { was: PurseUse | null; would: PurseUse | null }
  /** the version would have refused to settle it on the spot, by that rule */
  settle?: Rehearsed['settle']
}

/** How a rehearsed case went. @param until UTC instant up to which it was rehearsed */
export function courseOf(rehearsed: Rehearsed, policy: Policy, until: string): Course {
  const { context, deadlines, told, decisions, settle } = rehearsed
  return {
    level: context.level,
    levelName: policy.levels.find(one => one.code === context.level)?.name ?? null,
    limits: withUnasked(limitsOf(deadlines, until), decisions),
    notices: countsOf(told),
    decisions,
    purse: purseUse(policy, sumOf(context.measures.map(one => one.amount))),
    ...(settle && { settle }),
  }
}

/** How limits came out by an instant: what is open past its due instant is missed, marked or not. */
export function limitsOf(rows: readonly LimitRow[], until: string): Course['limits'] {
  return rows.map(row => ({ kind: row.kind, entry: row.entry, status: statusOf(row, until) }))
}

/** Limits of decisions that were never asked come after those that ran. */
function withUnasked(limits: Course['limits'], decisions: readonly AskedDecision[]): Course['limits'] {
  const all = [...limits]
  for (const { limit } of decisions) {
    if (!limit) continue
    const entry = 1 + Math.max(0, ...all.filter(one => one.kind === limit.kind).map(one => one.entry))
    all.push({ kind: limit.kind, entry, status: 'unknown' })
  }
  return all
}

/** The purse that a sum (CNY) is taken from under a policy. */
export function purseUse(policy: Policy, sum: string): PurseUse | null {
  const purse = purseOf(policy, sum)
  return purse ? { roles: purse.steps, sum } : null
}

/** Compares how a case went with how it would have gone. */
export function differenceBetween(was: Course, would: Course): CaseDifference {
  const found = {
    level: levelsOf(was, would),
    limits: changedLimits(was.limits, would.limits),
    notices: changedNotices(was.notices, would.notices),
    decisions: {
      asked: without(would.decisions, was.decisions),
      spared: without(was.decisions, would.decisions),
    },
    purse: { was: was.purse, would: would.purse },
    ...(would.settle && { settle: would.settle }),
  }
  const differs: Record<Aspect, boolean> = {
    level: isOtherLevel(found.level),
    limits: found.limits.length > 0,
    notices: found.notices.length > 0,
    decisions: found.decisions.asked.length + found.decisions.spared.length > 0,
    money: purseKey(was.purse) !== purseKey(would.purse),
  }
  return { aspects: aspects.filter(one => differs[one]), ...found }
}

/** A level and what it is called, on both sides. */
export function levelsOf(was: Course, would: Course): Required<CaseDifference['level']> {
  return { was: was.level, would: would.level, names: { was: was.levelName, would: would.levelName } }
}

/** Whether it is another level, by its code or by what it is called. */
export function isOtherLevel({ was, would, names }: CaseDifference['level']): boolean {
  return was !== would || (names !== undefined && canonical(names.was) !== canonical(names.would))
}

const purseKey = (use: PurseUse | null) => (use ? `${cents(use.sum)} ${use.roles.join(' ')}` : '')

function statusOf(row: LimitRow, until: string): LimitStatus {
  if (row.missedAt !== null) return 'missed'
  if (row.metAt !== null) return 'met'
  if (row.endedAt !== null) return 'ended'
  const held = row.ledger.pauses.some(pause => pause.to === null)
  return !held && row.dueAt < until ? 'missed' : 'running'
}

function changedLimits(was: Course['limits'], would: Course['limits']): CaseDifference['limits'] {
  const key = ({ kind, entry }: { kind: string; entry: number }) => `${kind} ${entry}`
  const [before, after] = [was, would].map(list => new Map(list.map(one => [key(one), one])))
  const all = new Map([...was, ...would].map(one => [key(one), one]))
  return [...all].flatMap(([name, { kind, entry }]) => {
    const change = { kind, entry, was: before?.get(name)?.status ?? null, would: after?.get(name)?.status ?? null }
    return change.was === change.would ? [] : [change]
  })
}

function countsOf(told: Rehearsed['told']): NoticeCounts {
  const counts: NoticeCounts = {}
  for (const { kind } of told) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function changedNotices(was: NoticeCounts, would: NoticeCounts): CaseDifference['notices'] {
  return noticeKinds
    .map(kind => ({ kind, was: was[kind] ?? 0, would: would[kind] ?? 0 }))
    .filter(one => one.was !== one.would)
}

function without(list: AskedDecision[], others: AskedDecision[]): AskedDecision[] {
  // each role decides once in a round, in whatever way
  const key = ({ round, role }: AskedDecision) => `${round} ${role}`
  const known = new Set(others.map(key))
  return list.filter(one => !known.has(key(one)))
}

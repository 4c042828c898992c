import { canonical } from '../evidence/canonical.ts'
import type { Role } from '../organisation/roles.ts'
import { sumOf } from '../policy/money.ts'
import { type LimitKind, limitKinds, type NoticeKind, noticeKinds } from './codes.ts'
import {
  type Aspect,
  aspects,
  type CaseDifference,
  type Course,
  type LimitStatus,
  levelsOf,
  limitStatuses,
  type PurseUse,
} from './rehearsal-comparison.ts'

/** What happened and what would have: the same thing counted on both sides. */
export interface BothSides<T> {
  was: T
  would: T
}

type LimitCounts = Record<LimitStatus, number>

/** CNY, over so many plans */
interface PurseCounts {
  plans: number
  sum: string
}

/** The result of a rehearsal, side by side with what happened. */
export interface RehearsalSummary {
  cases: number
  differing: number
  byAspect: Record<Aspect, number>
  /** every pair that occurs; `was` equal to `would` is a level that stays */
  levels: (CaseDifference['level'] & { cases: number })[]
  limits: (BothSides<LimitCounts> & { kind: LimitKind })[]
  notices: (BothSides<number> & { kind: NoticeKind })[]
  /** decisions of each person; of those that they would have had, so many were never asked in fact */
  people: (BothSides<number> & { person: string; neverAsked: number })[]
  purses: (BothSides<PurseCounts> & { roles: Role[] })[]
}

/** Counts what happened and what would have, case by case. */
export class Tally {
  private cases = 0
  private differing = 0
  private readonly byAspect = Object.fromEntries(aspects.map(one => [one, 0])) as Record<Aspect, number>
  private readonly levels = new Map<string, RehearsalSummary['levels'][number]>()
  private readonly limits = new Map<string, RehearsalSummary['limits'][number]>()
  private readonly notices = new Map<string, RehearsalSummary['notices'][number]>()
  private readonly people = new Map<string, RehearsalSummary['people'][number]>()
  private readonly purses = new Map<string, RehearsalSummary['purses'][number]>()

  add(was: Course, would: Course, difference: CaseDifference): void {
    this.cases += 1
    if (difference.aspects.length > 0) this.differing += 1
    for (const aspect of difference.aspects) this.byAspect[aspect] += 1
    const pair = levelsOf(was, would)
    entry(this.levels, canonical(pair), () => ({ ...pair, cases: 0 })).cases += 1
    this.addSide('was', was)
    this.addSide('would', would)
  }

  summary(): RehearsalSummary {
    const { cases, differing, byAspect } = this
    return {
      ...{ cases, differing, byAspect },
      levels: [...this.levels.values()],
      limits: limitKinds.flatMap(kind => this.limits.get(kind) ?? []),
      notices: noticeKinds.flatMap(kind => this.notices.get(kind) ?? []),
      people: [...this.people.values()].sort((one, other) => (one.person < other.person ? -1 : 1)),
      purses: [...this.purses.values()],
    }
  }

  private addSide(side: keyof BothSides<unknown>, { limits, notices, decisions, purse }: Course): void {
    for (const { kind, status } of limits) {
      entry(this.limits, kind, () => ({ kind, was: noLimits(), would: noLimits() }))[side][status] += 1
    }
    for (const kind of noticeKinds) {
      const count = notices[kind] ?? 0
      if (count > 0) entry(this.notices, kind, () => ({ kind, was: 0, would: 0 }))[side] += count
    }
    for (const { people, how } of decisions) {
      for (const person of people) {
        const row = entry(this.people, person, () => ({ person, was: 0, would: 0, neverAsked: 0 }))
        row[side] += 1
        if (how === 'would-have-been-asked') row.neverAsked += 1
      }
    }
    if (purse) this.spend(side, purse)
  }

  private spend(side: keyof BothSides<unknown>, { roles, sum }: PurseUse): void {
    const row = entry(this.purses, roles.join(' '), () => ({ roles, was: noPlans(), would: noPlans() }))
    row[side] = { plans: row[side].plans + 1, sum: sumOf([row[side].sum, sum]) }
  }
}

const noLimits = () => Object.fromEntries(limitStatuses.map(one => [one, 0])) as LimitCounts
const noPlans = (): PurseCounts => ({ plans: 0, sum: '0.00' })

function entry<T>(map: Map<string, T>, key: string, fresh: () => T): T {
  const found = map.get(key) ?? fresh()
  map.set(key, found)
  return found
}

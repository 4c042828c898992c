import type { Response } from 'express'
import type { Level } from '../../workflows/complaint/codes.ts'
import {
  aspects,
  type CaseDifference,
  isOtherLevel,
  limitStatuses,
} from '../../workflows/complaint/rehearsal-comparison.ts'
import type { BothSides, RehearsalSummary } from '../../workflows/complaint/rehearsal-summary.ts'
import { canonical } from '../../workflows/evidence/canonical.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import type { LevelName } from '../cases/level-names.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'

/** Both sides of a number; `changed` is said in words too, never by colour alone. */
export interface ReadPair {
  was: number
  would: number
  changed: boolean
}

/** The result of a rehearsal in the reader's language. */
export interface ReadSummary {
  cases: number
  differing: number
  differingHref: string
  aspects: { name: string; cases: number; href: string }[]
  levels: (ReadLevels & { cases: number })[]
  limits: { name: string; statuses: (ReadPair & { name: string; none: boolean })[] }[]
  notices: (ReadPair & { name: string })[]
  people: (ReadPair & { name: string; neverAsked: number })[]
  purses: { name: string; plans: ReadPair; was: string; would: string }[]
}

/** The level on both sides, each as its own rules call it. */
export interface ReadLevels {
  was: Level | null
  wasName: LevelName | null
  would: Level | null
  wouldName: LevelName | null
  changed: boolean
}

/** Two levels of one name are told apart by whose they are. */
export function readLevels(level: CaseDifference['level'], t: Translate): ReadLevels {
  const { was, would, names } = level
  const changed = isOtherLevel(level)
  const alike = changed && names?.was && names.would && canonical(names.was) === canonical(names.would)
  const named = (name: LevelName | null | undefined, whose: string): LevelName | null =>
    name && alike ? { 'zh-CN': name['zh-CN'] + t(whose), en: name.en + t(whose) } : (name ?? null)
  return {
    ...{ was, would, changed },
    wasName: named(names?.was, 'rehearsals.byOwnRules'),
    wouldName: named(names?.would, 'rehearsals.byThisVersion'),
  }
}

/** @param href where the rehearsal is */
export function readSummary(
  { cases, differing, byAspect, levels, limits, notices, people, purses }: RehearsalSummary,
  { locals: { t } }: Response,
  names: Names,
  href: string,
): ReadSummary {
  return {
    cases,
    differing,
    differingHref: `${href}/cases?differs=true`,
    aspects: aspects.map(one => ({
      name: t(`rehearsals.aspects.${one}`),
      cases: byAspect[one],
      href: `${href}/cases?differs=${one}`,
    })),
    levels: levels
      .map(one => ({ ...readLevels(one, t), cases: one.cases }))
      .sort((one, other) => Number(other.changed) - Number(one.changed) || other.cases - one.cases),
    limits: limits.map(one => ({ name: t(`codes.limitKinds.${one.kind}`), statuses: statusPairs(one, t) })),
    notices: notices.map(one => ({ name: t(`codes.noticeKinds.${one.kind}`), ...pairOf(one) })),
    people: people.map(one => ({ name: names.person(one.person), neverAsked: one.neverAsked, ...pairOf(one) })),
    purses: purses.map(({ roles, was, would }) => ({
      name: rolesIn(roles, t),
      plans: pairOf({ was: was.plans, would: would.plans }),
      was: was.sum,
      would: would.sum,
    })),
  }
}

/** The roles of a purse: head; director + finance. */
export function rolesIn(roles: readonly Role[], t: Translate): string {
  return roles.map(role => t(`codes.roles.${role}`)).join(' + ')
}

function pairOf({ was, would }: BothSides<number>): ReadPair {
  return { was, would, changed: was !== would }
}

function statusPairs({ was, would }: RehearsalSummary['limits'][number], t: Translate) {
  return limitStatuses.map(one => ({
    ...pairOf({ was: was[one], would: would[one] }),
    name: t(`rehearsals.limitStatuses.${one}`),
    none: was[one] === 0 && would[one] === 0,
  }))
}

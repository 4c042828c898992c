import { type Level, noticeKinds } from '../../workflows/complaint/codes.ts'
import type { CaseDifference, Course, PurseUse } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { AskedDecision, Rehearsed } from '../../workflows/complaint/rehearsed.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { type ReadPair, rolesIn } from './result-words.ts'

/** One side of a case: how it went, or how it would have. */
export interface ReadSide {
  level: Level | null
  levelName: Course['levelName']
  purse: string
  decisions: string[]
}

export function sideOf({ level, levelName, purse, decisions, settle }: Course, names: Names, t: Translate): ReadSide {
  return {
    level,
    levelName,
    purse: purseWords(purse, t),
    decisions: [
      ...(settle ? [t('rehearsals.sentences.notOnTheSpot')] : []),
      ...decisions.map(one => decisionWords(one, names, t)),
    ],
  }
}

/** What would have been different, a sentence each; the level is shown by itself. */
export function differenceWords(
  { limits, notices, decisions, purse, settle }: CaseDifference,
  names: Names,
  t: Translate,
) {
  const status = (one: string | null) => t(`rehearsals.limitStatuses.${one ?? 'none'}`)
  const before = purseWords(purse.was, t) || t('rehearsals.noMoney')
  const after = purseWords(purse.would, t) || t('rehearsals.noMoney')
  return [
    ...(settle ? [t('rehearsals.sentences.notOnTheSpot')] : []),
    ...limits.map(({ kind, was, would }) =>
      t('rehearsals.sentences.limit', { kind: t(`codes.limitKinds.${kind}`), was: status(was), would: status(would) }),
    ),
    ...decisions.asked.map(one => t('rehearsals.sentences.asked', { decision: decisionWords(one, names, t) })),
    ...decisions.spared.map(one => t('rehearsals.sentences.spared', { decision: decisionWords(one, names, t) })),
    ...(before === after ? [] : [t('rehearsals.sentences.money', { was: before, would: after })]),
    ...notices.map(({ kind, was, would }) =>
      t('rehearsals.sentences.notices', { kind: t(`codes.noticeKinds.${kind}`), was, would }),
    ),
  ]
}

/** Notices by kind, on both sides. */
export function noticePairs(was: Course, would: Course, t: Translate): (ReadPair & { name: string })[] {
  return noticeKinds
    .map(kind => ({ kind, was: was.notices[kind] ?? 0, would: would.notices[kind] ?? 0 }))
    .filter(one => one.was + one.would > 0)
    .map(({ kind, was, would }) => ({ name: t(`codes.noticeKinds.${kind}`), was, would, changed: was !== would }))
}

/** Every notice that would have gone out, in order. */
export function toldWords({ told }: Rehearsed, names: Names, t: Translate): string[] {
  return told.map(({ kind, to, at }) =>
    t('rehearsals.sentences.told', { at: dateTime(at), kind: t(`codes.noticeKinds.${kind}`), to: names.person(to) }),
  )
}

function purseWords(purse: PurseUse | null, t: Translate): string {
  return purse ? t('rehearsals.sentences.purse', { sum: money(purse.sum), roles: rolesIn(purse.roles, t) }) : ''
}

function decisionWords({ role, kind, people, how, limit }: AskedDecision, names: Names, t: Translate): string {
  const words = t(`rehearsals.decisions.${how}`, {
    kind: t(`codes.stepKinds.${kind}`),
    role: t(`codes.roles.${role}`),
    people: people.map(one => names.person(one)).join(t('policies.comma')),
  })
  if (!limit) return words
  const { amount, unit } = limit.rule
  return t('rehearsals.decisions.limit', {
    decision: words,
    limit: t(`case.deadlines.units.${unit}`, { count: amount }),
  })
}

import { china } from '../calendar/china.ts'
import { dueAfter } from '../calendar/working-time.ts'
import type { Level, LimitKind } from '../complaint/codes.ts'
import { beyondBounds } from './bounds.ts'
import { neverPaused } from './limits.ts'
import { entriesOf, error, type LintFinding, unique, warning } from './lint-parts.ts'
import { marksOfKind } from './marks.ts'
import type { Limit, Policy } from './policy.ts'

/** Limits that are missing, that never run, or that outlast what they lie within; spans longer than anybody can mean. */
export function limitFindings(policy: Policy): LintFinding[] {
  const { limits, ungraded } = policy
  const all = [
    ...entriesOf(limits).flatMap(([kind, perLevel]) => entriesOf(perLevel).map(([, limit]) => [kind, limit] as const)),
    ...entriesOf(ungraded),
  ]
  const kindsOf = (is: (kind: LimitKind, limit: Limit) => boolean) =>
    unique(all.filter(([kind, limit]) => is(kind, limit)).map(([kind]) => kind))
  const outOfBounds = beyondBounds(policy)
  return [
    ...missing(policy),
    ...kindsOf((kind, { from }) => !marksOfKind[kind].includes(from)).map(kind =>
      error('limit-mark-never-set', `limit:${kind}`),
    ),
    ...kindsOf((kind, { pausable }) => pausable && neverPaused.has(kind)).map(kind =>
      error('limit-never-pauses', `limit:${kind}`),
    ),
    ...outOfBounds.map(({ path, most }) => error('beyond-bounds', `${path.join('.')} ≤ ${most}`)),
    ...(outOfBounds.length > 0 ? [] : policy.levels.flatMap(({ code }) => outlasting(limits, code))),
    ...spanFindings(policy),
  ]
}

function missing({ levels, limits, ungraded, closing }: Policy): LintFinding[] {
  const known = levels.map(one => one.code)
  const without = (kind: LimitKind) => known.filter(code => !limits[kind]?.[code])
  const named = unique(Object.values(limits).flatMap(perLevel => Object.keys(perLevel)))
  return [
    ...without('settle').map(code => error('level-without-limit', `level:${code}`)),
    ...without('report').map(code => error('level-without-report', `level:${code}`)),
    ...without('follow-up')
      .filter(code => !closing.outside.includes(code))
      .map(code => warning('level-without-follow-up', `level:${code}`)),
    ...(ungraded.report ? [] : [warning('ungraded-without-report', '')]),
    ...named
      .filter(code => !known.some(one => one === code))
      .map(code => warning('limit-of-unknown-level', `level:${code}`)),
  ]
}

/** Everything is done within the limit for settling; what runs from a later mark may be meant to outlast it. */
const within: [LimitKind, typeof error][] = [
  ...(['report', 'answer', 'plan', 'inform-leader', 'inform-centre', 'inform-director'] as const).map(
    (kind): [LimitKind, typeof error] => [kind, error],
  ),
  ...(['attend', 'review', 'approve'] as const).map((kind): [LimitKind, typeof error] => [kind, warning]),
]

function outlasting(limits: Policy['limits'], level: Level): LintFinding[] {
  const settle = limits.settle?.[level]
  if (!settle) return []
  return within.flatMap(([kind, finding]) => {
    const inner = limits[kind]?.[level]
    return inner && endOf(inner) > endOf(settle)
      ? [finding('limit-outlasts-settling', `level:${level} limit:${kind}`)]
      : []
  })
}

/** Limits of different units are compared as they would end in a week without holidays. */
const ordinaryMonday = '2026-03-02T01:00:00.000Z'
const endOf = (limit: Limit) => dueAfter(limit, ordinaryMonday, china)

/** What somebody may mean, and more likely mistyped: a year for reopening and appealing, a month for entering late. */
const usual = { reopenDays: 366, appealDays: 366, penaltyAppealWorkDays: 60, backdatingMinutes: 31 * 24 * 60 } as const

function spanFindings(policy: Policy): LintFinding[] {
  return entriesOf(usual)
    .filter(([span, most]) => policy[span] > most)
    .map(([span]) => warning('span-very-long', `cap:${span}`))
}

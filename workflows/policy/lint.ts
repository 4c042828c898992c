import { levels as allLevels } from '../complaint/codes.ts'
import { complaintEvents, personEventTypes } from '../complaint/events.ts'
import { beyondBounds } from './bounds.ts'
import { neverPaused } from './limits.ts'
import { marksOfKind } from './marks.ts'
import { cents } from './money.ts'
import type { Policy, Rung } from './policy.ts'

/** Something wrong with the rules or with who is to carry them out. Errors forbid publishing, warnings do not. */
export interface LintFinding {
  severity: 'error' | 'warning'
  rule: string
  /** what it is about, as words `level:major`, `role:head department:dining`, or plain text */
  about: string
}

const error = (rule: string, about: string): LintFinding => ({ severity: 'error', rule, about })
const warning = (rule: string, about: string): LintFinding => ({ severity: 'warning', rule, about })

/** What is wrong with a policy by itself, whoever works under it (issue of the rule book, domain.md §1.3–1.5). */
export function lintPolicy(policy: Policy): LintFinding[] {
  return [
    ...levelFindings(policy),
    ...gradingFindings(policy),
    ...limitFindings(policy),
    ...approvalFindings(policy),
    ...ladderFindings(policy),
    ...requiredFindings(policy),
    ...beyondBounds(policy).map(({ path, most }) => error('beyond-bounds', `${path.join('.')} ≤ ${most}`)),
  ]
}

function levelFindings({ levels, limits, closing }: Policy): LintFinding[] {
  const known = levels.map(one => one.code)
  const outsideOnly = (code: string) => closing.outside.some(one => one === code)
  return [
    ...repeated(known).map(code => error('level-twice', `level:${code}`)),
    ...repeated(levels.map(one => String(one.rank))).map(rank => error('rank-twice', rank)),
    ...known.filter(code => !limits.settle?.[code]).map(code => error('level-without-limit', `level:${code}`)),
    ...known
      .filter(code => !limits['follow-up']?.[code] && !outsideOnly(code))
      .map(code => warning('level-without-follow-up', `level:${code}`)),
    ...Object.values(limits)
      .flatMap(perLevel => Object.keys(perLevel))
      .filter((code, index, list) => !known.some(one => one === code) && list.indexOf(code) === index)
      .map(code => warning('limit-of-unknown-level', `level:${code}`)),
  ]
}

function gradingFindings({ levels, grading, types }: Policy): LintFinding[] {
  const known = new Set<string>(levels.map(one => one.code))
  const used = [
    ...grading.byAmount.map(one => one.level),
    ...grading.byCount.map(one => one.level),
    ...Object.values(grading.byFlag),
    ...grading.byConduct.map(one => one.level),
  ]
  const bounds = grading.byAmount.map(one => one.upTo)
  const counts = grading.byCount.map(one => one.from)
  return [
    ...allLevels
      .filter(code => used.includes(code) && !known.has(code))
      .map(code => error('grading-to-unknown-level', `level:${code}`)),
    ...[...known]
      .filter(code => !used.some(one => one === code))
      .map(code => warning('level-never-proposed', `level:${code}`)),
    ...(isRising(bounds) ? [] : [error('amounts-not-rising', 'amounts')]),
    ...(counts.every((from, index) => index === 0 || from > (counts[index - 1] ?? 0))
      ? []
      : [error('counts-not-rising', 'counts')]),
    ...repeated(grading.byConduct.map(one => one.code)).map(code => error('conduct-twice', code)),
    ...repeated(types.flatMap(one => one.categories)).map(code => error('category-in-two-types', `category:${code}`)),
  ]
}

function limitFindings({ limits, ungraded }: Policy): LintFinding[] {
  const all = [
    ...entriesOf(limits).flatMap(([kind, perLevel]) => entriesOf(perLevel).map(([, limit]) => [kind, limit] as const)),
    ...entriesOf(ungraded),
  ]
  const wrong = all.filter(([kind, limit]) => limit && !marksOfKind[kind].includes(limit.from))
  return [
    ...unique(wrong.map(([kind]) => kind)).map(kind => error('limit-mark-never-set', `limit:${kind}`)),
    ...unique(all.filter(([kind, limit]) => limit?.pausable && neverPaused.has(kind)).map(([kind]) => kind)).map(kind =>
      error('limit-never-pauses', `limit:${kind}`),
    ),
  ]
}

function approvalFindings({ approval, levels, types }: Policy): LintFinding[] {
  const used = unique([
    ...Object.values(approval.byLevel).flat(),
    ...approval.byMoney.flatMap(one => one.steps),
    ...types.flatMap(one => one.steps),
  ])
  const bounds = approval.byMoney.map(one => one.upTo)
  return [
    ...used.filter(role => !approval.order.includes(role)).map(role => error('step-without-place', `role:${role}`)),
    ...repeated(approval.order).map(role => error('place-twice', `role:${role}`)),
    ...used.filter(role => !approval.kindOf[role]).map(role => error('step-without-kind', `role:${role}`)),
    ...levels.filter(one => !approval.byLevel[one.code]).map(one => error('level-without-chain', `level:${one.code}`)),
    ...(isRising(bounds) ? [] : [error('purses-not-rising', 'purses')]),
  ]
}

function ladderFindings({ ladders }: Policy): LintFinding[] {
  const all: [string, Rung[]][] = [...entriesOf(ladders.byKind), ['other', ladders.other]]
  const falling = all.filter(([, list]) =>
    list.some((rung, index) => index > 0 && rung.percent <= (list[index - 1]?.percent ?? 0)),
  )
  const silent = all.filter(([, list]) => !list.some(rung => rung.percent >= 100))
  return [
    ...falling.map(([kind]) => error('rungs-not-rising', `limit:${kind}`)),
    ...silent.map(([kind]) => warning('nobody-told-when-late', `limit:${kind}`)),
  ]
}

function requiredFindings({ required }: Policy): LintFinding[] {
  return Object.entries(required).flatMap(([event, fields]) => {
    const known = personEventTypes.find(type => type === event)
    const schema = known && complaintEvents[known]
    if (!schema) return [error('required-of-unknown-event', `event:${event}`)]
    return fields
      .filter(field => !(field in schema.shape))
      .map(field => error('required-unknown-field', `${event}.${field}`))
  })
}

/** Bounds that rise, with an open end. */
function isRising(bounds: (string | null)[]): boolean {
  return bounds.every((bound, index) => {
    const before = bounds[index - 1]
    if (bound === null) return index === bounds.length - 1
    return index < bounds.length - 1 && (typeof before !== 'string' || cents(bound) > cents(before))
  })
}

function repeated(list: string[]): string[] {
  return unique(list.filter((one, index) => list.indexOf(one) !== index))
}

function unique<T>(list: T[]): T[] {
  return [...new Set(list)]
}

function entriesOf<K extends string, V>(record: Partial<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][]
}

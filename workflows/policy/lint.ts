import { levels as allLevels } from '../complaint/codes.ts'
import { complaintEvents, personEventTypes } from '../complaint/events.ts'
import { askable } from './askable.ts'
import { rankOf } from './grading.ts'
import { approvalFindings } from './lint-approval.ts'
import { limitFindings } from './lint-limits.ts'
import { entriesOf, error, type LintFinding, repeated, warning } from './lint-parts.ts'
import { isRising } from './order.ts'
import type { Policy, Rung } from './policy.ts'

/** What is wrong with a policy by itself, whoever works under it (issue of the rule book, domain.md §1.3–1.5). */
export function lintPolicy(policy: Policy): LintFinding[] {
  return [
    ...levelFindings(policy),
    ...gradingFindings(policy),
    ...limitFindings(policy),
    ...approvalFindings(policy),
    ...ladderFindings(policy),
    ...requiredFindings(policy),
  ]
}

function levelFindings({ levels }: Policy): LintFinding[] {
  return [
    ...repeated(levels.map(one => one.code)).map(code => error('level-twice', `level:${code}`)),
    ...repeated(levels.map(one => String(one.rank))).map(rank => error('rank-twice', rank)),
  ]
}

function gradingFindings(policy: Policy): LintFinding[] {
  const { levels, grading, types } = policy
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
    ...(isMilder(policy, grading.byAmount) ? [error('amounts-milder', 'amounts')] : []),
    ...(isMilder(policy, grading.byCount) ? [error('counts-milder', 'counts')] : []),
    ...repeated(grading.byConduct.map(one => one.code)).map(code => error('conduct-twice', code)),
    ...repeated(types.flatMap(one => one.categories)).map(code => error('category-in-two-types', `category:${code}`)),
  ]
}

/** Whether a greater sum or number leads to a milder level than the one before it. */
function isMilder(policy: Policy, rows: Policy['grading']['byAmount'] | Policy['grading']['byCount']): boolean {
  const ranks = rows.map(one => rankOf(policy, one.level))
  return ranks.some((rank, index) => rank > 0 && rank < (ranks[index - 1] ?? 0))
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
    const may: readonly string[] = entriesOf<string, string[]>(askable).find(([type]) => type === event)?.[1] ?? []
    const optional = Object.entries(schema.shape).filter(([, field]) => field.safeParse(undefined).success)
    return fields.flatMap(field => {
      if (!(field in schema.shape)) return [error('required-unknown-field', `${event}.${field}`)]
      // what only some cases have can not be given in the others: nothing would be accepted there any more
      const always = may.includes(field) || !optional.some(([name]) => name === field)
      return always ? [] : [error('required-only-sometimes', `${event}.${field}`)]
    })
  })
}

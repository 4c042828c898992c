import { describe, expect, it } from 'vitest'
import { levels, limitKinds } from '../../workflows/complaint/codes.ts'
import { ladderOf, toldAt } from '../../workflows/policy/ladder.ts'
import { limitOf } from '../../workflows/policy/limits.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'

const kept = (limit: ReturnType<typeof limitOf>) =>
  limit ? `${limit.amount} ${limit.unit} from ${limit.from}${limit.pausable ? ', pausable' : ''}` : '–'

/** domain.md §1.4, one row per kind: minor, general, major, critical. */
const limits: Record<(typeof limitKinds)[number], string[]> = {
  report: Array(4).fill('10 minute from received'),
  attend: Array(4).fill('10 minute from dispatched'),
  'inform-leader': ['–', '30 minute from received', '20 minute from received', '10 minute from received'],
  'inform-centre': ['–', '–', '10 minute from received', '10 minute from received'],
  'inform-director': ['–', '–', '60 minute from received', '30 minute from received'],
  answer: [
    '2 hour from received, pausable',
    '4 hour from received, pausable',
    '4 hour from received, pausable',
    '4 hour from received, pausable',
  ],
  plan: ['–', '4 hour from received, pausable', '8 hour from received, pausable', '12 hour from received, pausable'],
  review: [
    '–',
    '2 hour from step-opened, pausable',
    '4 hour from step-opened, pausable',
    '4 hour from step-opened, pausable',
  ],
  approve: ['–', '–', '4 hour from step-opened, pausable', '8 hour from step-opened, pausable'],
  settle: [
    '2 hour from received, pausable',
    '12 hour from received, pausable',
    '48 hour from received, pausable',
    '120 hour from received, pausable',
  ],
  progress: [
    '–',
    '6 hour from contacted, pausable',
    '12 hour from contacted, pausable',
    '24 hour from contacted, pausable',
  ],
  'follow-up': [
    '24 month-end from resolved, pausable',
    '72 hour from resolved, pausable',
    '48 hour from resolved, pausable',
    '24 hour from resolved, pausable',
  ],
  recusal: Array(4).fill('1 work_day from asked'),
  appeal: Array(4).fill('30 day from asked'),
}

const work = '80 actor · 100 head+centre · 150 unit-leader'
const decision = '50 actor · 100 actor+next-up · 150 centre'
const others = '80 owner · 100 owner+head · 150 centre'

/** Who is told at which percentage (domain.md §1.4). */
const ladders: Record<(typeof limitKinds)[number], string> = {
  report: work,
  attend: work,
  'inform-leader': others,
  'inform-centre': others,
  'inform-director': others,
  answer: others,
  plan: others,
  review: decision,
  approve: decision,
  settle: '50 owner · 80 owner+head · 100 owner+next-up · 150 centre+director',
  progress: others,
  'follow-up': others,
  recusal: '50 actor · 100 actor+centre · 150 director',
  appeal: '50 actor · 100 actor+centre · 150 director',
}

const climbed = (kind: (typeof limitKinds)[number], level: (typeof levels)[number]) =>
  ladderOf(winery, kind)
    .map(rung => `${rung.percent} ${toldAt(rung, level).join('+')}`)
    .join(' · ')

describe.each(limitKinds)('the limit %s', kind => {
  it('is as written for minor, general, major and critical', () => {
    expect(levels.map(level => kept(limitOf(winery, kind, level)))).toEqual(limits[kind])
  })

  it('climbs the same ladder at every level, but for the minor settlement', () => {
    for (const level of levels) {
      const exception = kind === 'settle' && level === 'minor'
      const expected = exception ? ladders.settle.replace('centre+director', 'centre+unit-leader') : ladders[kind]
      expect(climbed(kind, level)).toBe(expected)
    }
  })
})

describe('the winery policy', () => {
  it('gives an ungraded complaint ten minutes to be reported, and no other limit', () => {
    expect(limitKinds.filter(kind => limitOf(winery, kind, null))).toEqual(['report'])
  })

  it('is a valid document, and one with a hole is not', () => {
    expect(policySchema.safeParse(winery).success).toBe(true)
    expect(policySchema.safeParse({ ...winery, caps: { handBacks: 3 } }).success).toBe(false)
    expect(policySchema.safeParse({ ...winery, surprise: true }).success).toBe(false)
  })

  it('never lets a higher level have less time to settle', () => {
    const hours = levels.map(level => limitOf(winery, 'settle', level)?.amount ?? 0)
    expect(hours).toEqual([...hours].sort((one, other) => one - other))
  })
})

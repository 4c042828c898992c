import { describe, expect, it } from 'vitest'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import type { PureCase } from '../support/pure-case.ts'
import { minutesIn } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const minutesOf = (at: string | null | undefined) => (Date.parse(at ?? '') - Date.parse(minutesIn(0))) / 60_000

/** Lets the clock climb a ladder to its end: each rung with the minute it stands at and the people it tells. */
function climb(life: PureCase, kind: LimitKind) {
  const told: [rung: number, minute: number, people: string[]][] = []
  for (let next = life.deadline(kind); next?.nextRung; next = life.deadline(kind)) {
    const minute = minutesOf(next.nextRungAt)
    const { entry, nextRung: rung } = next
    const decision = life.at(minute).does(null, 'deadline-reach', { kind, entry, rung })
    told.push([rung, Math.floor(minute), decision.told.map(notice => notice.to).sort()])
  }
  return told
}

describe('the ladder', () => {
  it('of a general settlement: owner, head, next level up, then centre and director', () => {
    expect(climb(caseIn('investigate.inquire', 'general'), 'settle')).toEqual([
      [50, 360, ['handler.dining']],
      [80, 576, ['handler.dining', 'head.dining']],
      [100, 720, ['handler.dining', 'leader.hospitality']],
      [150, 1080, ['centre', 'director']],
    ])
  })

  it('of a minor settlement ends with centre and unit leader', () => {
    expect(climb(caseIn('investigate.inquire', 'minor'), 'settle').at(-1)).toEqual([
      150,
      180,
      ['centre', 'leader.hospitality'],
    ])
  })

  it('of arriving: the head, then head and centre, then the unit leader; the director sleeps', () => {
    expect(climb(caseIn('investigate.attend', 'critical'), 'attend')).toEqual([
      [80, 8, ['head.dining']],
      [100, 10, ['centre', 'head.dining']],
      [150, 15, ['leader.hospitality']],
    ])
  })

  it('of reporting tells whoever must register it, then the centre, and never wakes the director', () => {
    expect(climb(caseIn('receive'), 'report')).toEqual([
      [80, 8, ['rep']],
      [100, 10, ['centre']],
      [150, 15, ['centre']],
    ])
  })

  it('of a review: the approver, the level above, the centre', () => {
    expect(climb(caseIn('propose.review', 'general'), 'review')).toEqual([
      [50, 60, ['leader.hospitality']],
      [100, 120, ['director', 'leader.hospitality']],
      [150, 180, ['centre']],
    ])
  })

  it('of a case of the service centre itself ends with the director, for nobody is told about themselves alone', () => {
    const life = caseIn('register', 'general')
    life.does('centre', 'dispatch', { department: 'centre' })
    expect(climb(life, 'attend').at(-1)).toEqual([150, 15, ['director']])
  })

  it('warns before the due instant and says late after it', () => {
    const life = caseIn('investigate.inquire', 'general')
    climb(life, 'settle')
    const kinds = life.decisions.flatMap(one => (one.event.type === 'deadline-reach' ? [one.told[0]?.kind] : []))
    expect(kinds).toEqual(['warning', 'warning', 'late', 'late'])
  })
})

describe('a rung', () => {
  const reach = (life: PureCase, rung: number) =>
    life.refusal(null, 'deadline-reach', { kind: 'settle', entry: 1, rung })

  it('goes off once for ever, also after regrading', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(400).does(null, 'deadline-reach', { kind: 'settle', entry: 1, rung: 50 })
    life.does('rep', 'regrade', { level: 'major' })
    expect(reach(life, 50)).toMatchObject({ rule: 'rung-done' })
    expect(life.deadline('settle')).toMatchObject({ nextRung: 80 })
  })

  it('stands a millisecond past its share, so that what is met on the last instant is not called late', () => {
    const life = caseIn('investigate.inquire', 'general')
    for (const rung of [50, 80]) life.does(null, 'deadline-reach', { kind: 'settle', entry: 1, rung })
    expect(life.deadline('settle')?.dueAt).toBe('2026-09-01T14:00:00.000Z')
    expect(life.deadline('settle')?.nextRungAt).toBe('2026-09-01T14:00:00.001Z')
  })

  it('of a limit that was met never goes off', () => {
    const life = caseIn('follow-up', 'general')
    expect(life.deadline('settle')?.nextRungAt).toBeNull()
    expect(reach(life, 50)).toMatchObject({ rule: 'rung-done' })
  })

  it('is moved by a pause as the due instant is', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.at(100).does('head.dining', 'pause')
    life.at(160).does('head.dining', 'resume')
    expect(Math.floor(minutesOf(life.deadline('settle')?.nextRungAt))).toBe(360 + 60)
  })

  it('of a new entry goes off again', () => {
    const life = caseIn('follow-up', 'general')
    life.does('rep', 'call-back', { outcome: 'dissatisfied' })
    expect(climb(life, 'settle').map(([rung]) => rung)).toEqual([50, 80, 100, 150])
  })
})

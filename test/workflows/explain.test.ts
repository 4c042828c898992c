import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import { type Explained, explainDeadline, type Reached } from '../../workflows/complaint/explain.ts'
import type { PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const hour = 60
const explained = (life: PureCase, kind: LimitKind, reached: Reached[] = []): Explained => {
  const deadline = life.deadline(kind)
  if (!deadline) throw new Error(`no ${kind}`)
  const { context, organisation, version } = life
  const at = life.facts(null).at
  return explainDeadline(deadline, { version, calendars: calendarsOf(), context, organisation, at, reached })
}
const shapeOf = ({ stretches }: Explained) => stretches.map(one => one.kind)
const lengthOf = ({ stretches }: Explained, kind: string) =>
  stretches
    .filter(one => one.kind === kind)
    .reduce((sum, one) => sum + Date.parse(one.to ?? one.from) - Date.parse(one.from), 0)

describe('a deadline explains itself', () => {
  it('with its rule, where that stands, the calendar and the time that counts', () => {
    expect(explained(caseIn('investigate.inquire'), 'settle')).toMatchObject({
      rule: { amount: 12, unit: 'hour', from: 'received' },
      source: { code: 'winery', version: 1, path: 'limits.settle.general' },
      calendar: 'china-2026.1',
      stretches: [{ kind: 'counted' }],
      extension: null,
      held: false,
      provisional: false,
    })
  })

  it('with every pause in its place, and the running one without an end', () => {
    const life = caseIn('investigate.inquire')
    life.at(hour).does('head.dining', 'pause')
    const held = explained(life, 'settle')
    expect(held.held).toBe(true)
    expect(shapeOf(held)).toEqual(['counted', 'paused'])
    expect(held.stretches.at(-1)).toMatchObject({ to: null, reasonCode: 'testing' })
    expect(held.rungs.at(-1)?.at).toBeNull()
    life.at(3 * hour).does('head.dining', 'resume')
    const resumed = explained(life, 'settle')
    expect(shapeOf(resumed)).toEqual(['counted', 'paused', 'counted'])
    expect(resumed.stretches.at(-1)?.to).toBe(resumed.dueAt)
  })

  it('with an extension behind the time of the rule, and pauses on either side of it', () => {
    const life = caseIn('investigate.inquire')
    life.at(hour).does('head.dining', 'pause')
    life.at(2 * hour).does('head.dining', 'resume')
    const until = new Date(Date.parse(life.deadline('settle')?.dueAt ?? '') + 5 * hour * 60_000).toISOString()
    life.at(3 * hour).does('leader.hospitality', 'extend', { kind: 'settle', until })
    life.at(4 * hour).does('head.dining', 'pause')
    life.at(5 * hour).does('head.dining', 'resume')
    const told = explained(life, 'settle')
    expect(shapeOf(told)).toEqual(['counted', 'paused', 'counted', 'paused', 'counted', 'extended'])
    expect(lengthOf(told, 'extended')).toBe(5 * hour * 60_000)
    expect(told.stretches.at(-1)?.to).toBe(told.dueAt)
    expect(told.extension?.until).toBe(until)
  })

  it('with the rungs that went off and whom they told, and those to come', () => {
    const life = caseIn('investigate.inquire')
    const first = life.deadline('settle')
    life.at((Date.parse(first?.nextRungAt ?? '') - Date.parse(first?.startedAt ?? '')) / 60_000)
    life.does(null, 'deadline-reach', { kind: 'settle', entry: 1, rung: first?.nextRung ?? 0 })
    const at = life.facts(null).at
    const { rungs } = explained(life, 'settle', [
      { kind: 'settle', entry: 1, rung: first?.nextRung ?? 0, at, people: ['handler.dining'] },
    ])
    expect(rungs[0]).toMatchObject({ percent: first?.nextRung, fired: true, at, people: ['handler.dining'] })
    const next = life.deadline('settle')
    expect(rungs[1]).toMatchObject({ percent: next?.nextRung, fired: false, at: next?.nextRungAt })
    expect(rungs.slice(1).every(one => !one.fired && one.people.length > 0)).toBe(true)
  })

  it('without rungs to come once it is met', () => {
    const life = caseIn('propose.draft')
    expect(explained(life, 'attend').rungs.every(one => one.fired)).toBe(true)
  })

  it('whatever pauses there were: no gap, a due instant moved by just their length, the limit counted whole', () => {
    const pauses = fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 300 })), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(pauses, list => {
        const life = caseIn('investigate.inquire')
        const plain = Date.parse(explained(life, 'settle').dueAt)
        let paused = 0
        for (const [before, length] of list) {
          life.at(life.minute + before).does('head.dining', 'pause')
          life.at(life.minute + length).does('head.dining', 'resume')
          paused += length * 60_000
        }
        const told = explained(life, 'settle')
        expect(Date.parse(told.dueAt)).toBe(plain + paused)
        expect(lengthOf(told, 'paused')).toBe(paused)
        expect(lengthOf(told, 'counted')).toBe(12 * 3_600_000)
        expect(told.stretches[0]?.from).toBe(told.startedAt)
        for (const [index, one] of told.stretches.slice(1).entries()) expect(one.from).toBe(told.stretches[index]?.to)
        expect(told.stretches.at(-1)?.to).toBe(told.dueAt)
      }),
      { numRuns: 25 },
    )
  })
})

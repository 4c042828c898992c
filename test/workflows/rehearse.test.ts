import { describe, expect, it } from 'vitest'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import { courseOf, differenceBetween } from '../../workflows/complaint/rehearsal-comparison.ts'
import { Tally } from '../../workflows/complaint/rehearsal-summary.ts'
import { rehearse } from '../../workflows/complaint/rehearse.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { park, wineryVersion } from '../support/organisation.ts'
import { minutesIn, number, type PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

/** What another version would have made of the events of a case, a week later. */
function tried(life: PureCase, change: (policy: Policy) => void = () => {}) {
  const policy = structuredClone(wineryVersion.policy)
  change(policy)
  const until = minutesIn(7 * 24 * 60)
  const recorded = life.decisions.map(one => one.event)
  const again = (version: typeof wineryVersion) =>
    rehearse(number, recorded, { version, organisation: park, calendars: calendarsOf(), until })
  const [was, would] = [again(wineryVersion), again({ ...wineryVersion, version: 2, policy })]
  const [before, after] = [courseOf(was, wineryVersion.policy, until), courseOf(would, policy, until)]
  return { was, would, before, after, difference: differenceBetween(before, after) }
}

describe('a rehearsed case', () => {
  it('ends as it ended where the rules are the same', () => {
    const life = caseIn('execute', 'general')
    const { would, difference } = tried(life)
    expect(would.context.steps).toEqual(life.context.steps)
    expect(difference.aspects).toEqual([])
  })

  it('would have asked another approver, by name, and tells whose word was not needed', () => {
    const { would, difference } = tried(caseIn('execute', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    expect(difference.decisions.asked).toEqual([
      { round: 1, role: 'director', kind: 'approve', people: ['director'], how: 'would-have-been-asked' },
    ])
    expect(difference.decisions.spared).toMatchObject([{ role: 'unit-leader', how: 'given' }])
    expect(would.told.filter(one => one.kind === 'approval-asked').map(one => one.to)).toContain('director')
  })

  it('invents no duration: no limit runs for an answer that nobody gave', () => {
    const { would } = tried(caseIn('execute', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    const approvals = would.deadlines.filter(one => one.kind === 'review' || one.kind === 'approve')
    expect(approvals).toEqual([])
  })

  it('keeps a step waiting that still waits, for whoever it would wait for', () => {
    const { after } = tried(caseIn('propose.review', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    expect(after.decisions).toMatchObject([{ role: 'director', how: 'waiting', people: ['director'] }])
  })

  it('sends the reminders of a shorter limit earlier, and stays at its level', () => {
    const { was, would, difference } = tried(caseIn('investigate.inquire', 'general'), ({ limits }) => {
      Object.assign(limits.plan?.general ?? {}, { amount: 1, unit: 'minute' })
    })
    const first = (rungs: typeof was.rungs) => rungs.find(one => one.kind === 'plan')?.at ?? ''
    expect(first(would.rungs) < first(was.rungs)).toBe(true)
    expect(difference.level.was).toBe(difference.level.would)
  })

  it('counts on both sides: what stays the same stays out of the differences', () => {
    const { before, after, difference } = tried(caseIn('execute', 'general'), ({ approval }) => {
      approval.byLevel.general = ['director']
    })
    const tally = new Tally()
    tally.add(before, after, difference)
    const { cases, differing, people, levels } = tally.summary()
    expect({ cases, differing }).toEqual({ cases: 1, differing: 1 })
    expect(levels).toEqual([{ was: 'general', would: 'general', cases: 1 }])
    expect(people.find(one => one.person === 'director')).toEqual({
      person: 'director',
      was: 0,
      would: 1,
      neverAsked: 1,
    })
  })
})

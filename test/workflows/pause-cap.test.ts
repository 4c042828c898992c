import { describe, expect, it } from 'vitest'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import { explainDeadline } from '../../workflows/complaint/explain.ts'
import { rehearse } from '../../workflows/complaint/rehearse.ts'
import { park, wineryVersion } from '../support/organisation.ts'
import { minutesIn, number } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const head = 'head.dining'
const handler = 'handler.dining'
const day = 24 * 60
const { policy } = wineryVersion
const daysOfPause = (pauseDays?: number) => {
  const { pauseDays: _, ...others } = policy.caps
  return { ...wineryVersion, policy: { ...policy, caps: { ...others, ...(pauseDays && { pauseDays }) } } }
}

describe('a pause that uses up its days', () => {
  const pausedAt = (minute: number) => {
    const life = caseIn('investigate.inquire', 'general', { version: daysOfPause(1) }).at(minute)
    life.does(head, 'pause', { reasonCode: 'customer-request' })
    return life
  }

  it('ends by itself at that instant, however late the clock rings, and the owner is told', () => {
    const life = pausedAt(60)
    expect(life.at(60 + day - 1).refusal(null, 'resume')).toMatchObject({ rule: 'pause-days-left' })
    const { told, event } = life.at(60 + day + 30).does(null, 'resume')
    expect(event.by).toBeNull()
    expect(told).toEqual([{ kind: 'pause-ended', to: handler, params: { days: 1, dueAt: minutesIn(240 + day) } }])
    expect(life.context.pauses).toEqual([
      { from: minutesIn(60), to: minutesIn(60 + day), reasonCode: 'customer-request', capped: 1 },
    ])
    expect(life.due('settle')).toBe(720 + day)
    expect(life.refusal(null, 'resume')).toMatchObject({ code: 'not-in-this-stage' })
    expect(life.refusal(head, 'pause')).toMatchObject({ rule: 'pause-days-used-up' })
  })

  it('counts the pauses before it', () => {
    const life = pausedAt(0)
    life.at(day / 2).does(head, 'resume')
    life.at(day).does(head, 'pause')
    expect(life.at(day + day / 2 - 1).refusal(null, 'resume')).toMatchObject({ rule: 'pause-days-left' })
    life.at(day + day / 2).does(null, 'resume')
    expect(life.due('settle')).toBe(720 + day)
  })

  it('ends there too where somebody resumes before the clock has noticed', () => {
    const life = pausedAt(60)
    const { told } = life.at(60 + 2 * day).does(head, 'resume')
    expect(told).toEqual([])
    expect(life.due('settle')).toBe(720 + day)
  })

  it('says so in the ledger of the deadline', () => {
    const life = pausedAt(60)
    life.at(60 + day).does(null, 'resume')
    const settle = life.deadline('settle')
    if (!settle) throw new Error('no limit')
    const { version, context, organisation, calendars } = life
    const facts = { version, context, organisation, calendars, at: minutesIn(60 + day), reached: [] }
    const paused = explainDeadline(settle, facts).stretches.filter(one => one.kind === 'paused')
    const running = pausedAt(60)
    const held = running.deadline('settle')
    const before = held && explainDeadline(held, { ...facts, context: running.context })
    expect(before?.stretches.at(-1)).toMatchObject({ kind: 'paused', to: null, latest: minutesIn(60 + day) })
    expect(paused).toEqual([
      { kind: 'paused', from: minutesIn(60), to: minutesIn(60 + day), reasonCode: 'customer-request', capped: 1 },
    ])
  })

  it('runs on where the policy names no days', () => {
    const life = caseIn('investigate.inquire', 'general', { version: daysOfPause() })
    life.does(head, 'pause')
    expect(life.at(1000 * day).refusal(null, 'resume')).toMatchObject({ rule: 'pause-days-left' })
  })

  it('ends earlier in a rehearsal of a version that allows less', () => {
    const life = caseIn('investigate.inquire', 'general', { version: daysOfPause(3) })
    life.at(60).does(head, 'pause')
    life.at(60 + 2 * day).does(head, 'resume')
    const recorded = life.decisions.map(one => one.event)
    const until = minutesIn(3 * day)
    const tried = (days: number) =>
      rehearse(number, recorded, { version: daysOfPause(days), organisation: park, calendars: calendarsOf(), until })
    const due = (days: number) => tried(days).deadlines.find(one => one.kind === 'settle')?.dueAt
    expect(due(3)).toBe(minutesIn(720 + 2 * day))
    expect(due(1)).toBe(minutesIn(720 + day))
    const ended = tried(1).told.filter(one => one.kind === 'pause-ended')
    expect(ended.map(({ to, at }) => [to, at])).toEqual([[handler, minutesIn(60 + day)]])
  })
})

describe('a limit that was met', () => {
  it('is not moved by a pause that comes later, nor by the rest of one that runs', () => {
    const life = caseIn('investigate.inquire').at(30)
    life.does(handler, 'contact')
    const due = life.due('answer')
    life.at(60).does(head, 'pause', { reasonCode: 'customer-request' })
    life.at(90).does(handler, 'find')
    life.at(100).does(handler, 'plan')
    const planned = life.due('plan')
    life.at(240).does(head, 'resume')
    expect(life.due('answer')).toBe(due)
    expect(life.deadline('answer')?.ledger.pauses).toEqual([])
    expect(life.due('plan')).toBe(planned)
    expect(life.deadline('settle')?.ledger.pauses).toHaveLength(1)
  })
})

import { describe, expect, test } from 'vitest'
import { scheduleOfActions } from '../../db/demo/action.ts'
import { hospitality } from '../../db/demo/actions/hospitality.ts'
import { production } from '../../db/demo/actions/production.ts'
import { calling, daytime, type Hours, office } from '../../db/demo/hours.ts'
import { demoDelegations, demoDepartments, demoPeople, demoPosts } from '../../db/demo/organisation.ts'
import { stories } from '../../db/demo/stories.ts'
import { type Played, scheduleOf, scheduleOfAll } from '../../db/demo/story.ts'
import { channels, levels, outcomes } from '../../workflows/complaint/codes.ts'
import { isPaused } from '../../workflows/complaint/context.ts'
import { complaintEvents } from '../../workflows/complaint/events.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import { isLate, playPurely } from '../support/demo-play.ts'

const now = new Date('2026-11-21T08:00:00.000Z')
const anyNumber = 'TS-20261121-0001'
const played = scheduleOfAll(stories, now)
const departments = new Set(demoDepartments.map(department => department.code))
const logins = new Set(demoPeople.map(person => person.login))

const end = playPurely(stories, now)
const everyState = [
  'close.closed',
  'close.settle',
  'execute',
  'follow-up',
  'investigate.attend',
  'investigate.inquire',
  'propose.consult',
  'propose.draft',
  'propose.review',
  'receive',
  'register',
]

/** The event as the door would receive it, once the player knows the other complaint's number. */
const asSent = ({ event }: Played) => (event.type === 'merge' ? { ...event, into: anyNumber } : event)
const endsWith = (type: string) => stories.filter(story => story.steps.at(-1)?.event.type === type)
const typesOf = (key: string) => stories.find(story => story.key === key)?.steps.map(step => step.event.type) ?? []

/** Every free text of a value: Chinese or longer than a code. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /\p{Script=Han}{8,}|[\p{L} ]{30,}/u.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

describe('the demo winery', () => {
  test('every post is held by a demo person in a demo department', () => {
    for (const { person, department } of demoPosts) {
      expect(logins).toContain(person)
      expect(departments).toContain(department)
    }
    for (const { parent } of demoDepartments) if (parent !== null) expect(departments).toContain(parent)
  })

  test('its one delegation is over, so nobody has borrowed rights today', () => {
    for (const { startsAt, endsAt } of demoDelegations) {
      expect(Date.parse(startsAt)).toBeLessThan(Date.parse(endsAt))
      expect(Date.parse(endsAt)).toBeLessThan(now.getTime() - 75 * 86_400_000)
    }
  })
})

/** Minutes after midnight in Shanghai. */
const timeOfDay = (at: string) => (Date.parse(at) / 60_000 + 480) % 1_440
const isOutside = ({ from, until }: Hours, at: string) => timeOfDay(at) < from || timeOfDay(at) > until

describe.each(['00:20', '05:10', '08:31', '09:05', '13:40', '17:30', '21:14', '23:59'])('a demo loaded at %s', time => {
  const loaded = new Date(`2026-11-22T${time}:00+08:00`)

  test('tells of people who work and complain by day, and of nothing that is still to come', () => {
    const all = scheduleOfAll(stories, loaded)
    expect(all.filter(({ at }) => isOutside(daytime, at) || at > loaded.toISOString())).toEqual([])
    expect(all.filter(({ event, at }) => event.type === 'call-back' && isOutside(calling, at))).toEqual([])
  })

  test('has open complaints that are late and more that are not, some paused and some reopened', () => {
    const { cases, refused } = playPurely(stories, loaded)
    expect(refused).toEqual([])
    const open = [...cases.values()].flatMap(({ snapshot }) =>
      statePath(snapshot.value) === 'close.closed' ? [] : [snapshot.context],
    )
    const late = open.filter(context => isLate(context, loaded)).length
    expect(late).toBeGreaterThanOrEqual(8)
    expect(late).toBeLessThanOrEqual(15)
    expect(open.length - late).toBeGreaterThanOrEqual(10)
    expect(open.filter(isPaused).length).toBeGreaterThanOrEqual(3)
    expect(open.filter(({ reopened }) => reopened > 0).length).toBeGreaterThanOrEqual(3)
  })
})

describe('the corrective actions of the demo', () => {
  const actions = [...hospitality, ...production]

  test('name every complaint whose closing says that one was opened, and no other', () => {
    const opened = played.filter(({ event }) => event.type === 'close' && event.correctiveAction === 'opened')
    const named = actions.flatMap(one => one.complaints)
    expect(named.toSorted()).toEqual(opened.map(one => one.story).toSorted())
  })

  test('are worked on in office hours, and none of it is still to come', () => {
    const all = scheduleOfActions(actions, stories, now)
    expect(all.filter(({ at }) => isOutside(office, at) || at > now.toISOString())).toEqual([])
  })
})

describe('the demo complaints', () => {
  test('every event has the shape its form asks for', () => {
    const refused = played.flatMap(entry => {
      const result = complaintEvents[entry.event.type].safeParse(asSent(entry))
      return result.success ? [] : [`${entry.story} ${entry.event.type}: ${result.error.message}`]
    })
    expect(refused).toEqual([])
  })

  test('nothing happens in the future, and every story runs forward', () => {
    for (const story of stories) {
      const times = scheduleOf(story, now).map(entry => Date.parse(entry.at))
      expect(times, story.key).toEqual(times.toSorted((a, b) => a - b))
      expect(times.at(-1), story.key).toBeLessThanOrEqual(now.getTime())
    }
  })

  test('an extension ends after the moment it is granted', () => {
    const extensions = played.filter(entry => entry.event.type === 'extend')
    expect(extensions.length).toBeGreaterThan(0)
    for (const { event, at } of extensions) if (event.type === 'extend') expect(event.until > at).toBe(true)
  })

  test('there are at least 66, about 60 % of them closed, each with its own key and customer', () => {
    const closed = ['close', 'withdraw', 'decline', 'merge'].flatMap(endsWith)
    expect(stories.length).toBeGreaterThanOrEqual(66)
    expect(closed.length / stories.length).toBeGreaterThan(0.5)
    expect(closed.length / stories.length).toBeLessThan(0.7)
    expect(new Set(stories.map(story => story.key)).size).toBe(stories.length)
    expect(new Set(stories.map(story => story.open.customer.phone)).size).toBe(stories.length)
  })

  test('no sentence is used twice', () => {
    const texts = stories.flatMap(story => textsIn([story.open, story.steps.map(step => step.event)]))
    const seen = new Set<string>()
    const repeated = texts.filter(text => seen.size === seen.add(text).size)
    expect(repeated).toEqual([])
  })

  test('a complaint is merged into an older one that is still open', () => {
    const merged = played.filter(entry => entry.event.type === 'merge')
    expect(merged.length).toBeGreaterThan(0)
    for (const { event, at } of merged) {
      if (event.type !== 'merge' || typeof event.into === 'string') continue
      const target = played.filter(entry => entry.story === event.into.story)
      expect(target[0]?.at.localeCompare(at)).toBe(-1)
      expect(target.some(entry => entry.event.type === 'close' && entry.at < at)).toBe(false)
    }
  })

  test('they come in by every channel', () => {
    expect(new Set(stories.map(story => story.open.channel))).toEqual(new Set(channels))
  })

  test('they use every event a person can send but files, which need an upload', () => {
    const types = Object.keys(complaintEvents).filter(
      type => !['deadline-reach', 'recalendar', 'hand-over', 'attach'].includes(type),
    )
    expect(new Set(played.map(entry => entry.event.type))).toEqual(new Set(types))
  })

  test('levels are argued about: one is set by hand, some raised, some lowered', () => {
    const chosen = played.flatMap(({ event }) => (event.type === 'register' && event.level ? [event.level] : []))
    const changed = played.flatMap(({ event }) => (event.type === 'regrade' ? [event.level] : []))
    expect(chosen.length).toBeGreaterThan(0)
    expect(new Set(changed)).toEqual(new Set(levels.filter(level => level !== 'major')))
  })

  test('customers refuse, cannot be reached, are not satisfied, and come back', () => {
    const outcomes = new Set(
      played.flatMap(({ event }) =>
        event.type === 'consent' || event.type === 'call-back' ? [`${event.type} ${event.outcome}`] : [],
      ),
    )
    expect(outcomes).toEqual(
      new Set([
        'consent accepted',
        'consent refused',
        'consent unreachable',
        'call-back satisfied',
        'call-back dissatisfied',
        'call-back unreached',
      ]),
    )
    expect(typesOf('sediment-repeat')).toContain('reopen')
  })

  test('the workflow accepts every step of every story', () => {
    expect(end.refused).toEqual([])
    expect(end.cases.size).toBe(stories.length)
  })

  test('in the end they stand in every state, at every level, with every outcome', () => {
    const snapshots = [...end.cases.values()].map(one => one.snapshot)
    const states = new Set(snapshots.map(snapshot => statePath(snapshot.value)))
    expect([...states].toSorted()).toEqual(everyState)
    expect(new Set(snapshots.map(({ context }) => context.level))).toEqual(new Set([...levels, null]))
    expect(new Set(snapshots.map(({ context }) => context.outcome))).toEqual(new Set([...outcomes, null]))
  })
})

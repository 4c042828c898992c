import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Level, LimitKind } from '../../workflows/complaint/codes.ts'
import { isOpen } from '../../workflows/complaint/deadlines.ts'
import { type Climb, ladderOf, nextRung, rungAt } from '../../workflows/policy/ladder.ts'
import { wineryVersion } from '../support/organisation.ts'
import { minutesIn, type PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const millisecond = 1 / 60_000
const { policy } = wineryVersion
const minuteOf = (at: string) => (Date.parse(at) - Date.parse(minutesIn(0))) / 60_000
const percentsOf = (kind: LimitKind) => ladderOf(policy, kind).map(rung => rung.percent)

type Step = { wait: number } & (
  | { does: 'regrade'; level: Level }
  | { does: 'pause' | 'resume' | 'contact' | 'nothing' }
)
/** What people do to a case whose clock runs, and how many minutes they let pass before. */
const steps = fc.array(
  fc.tuple(
    fc.oneof(fc.constantFrom(0, 1, 10, 72, 360), fc.nat(3000)),
    fc.oneof(
      fc
        .constantFrom<Level>('minor', 'general', 'major', 'critical')
        .map(level => ({ does: 'regrade' as const, level })),
      fc.constantFrom('pause', 'resume', 'contact', 'nothing').map(does => ({ does: does as 'pause' })),
    ),
  ),
  { minLength: 1, maxLength: 12 },
)

/** Somebody who may do it: the level above lowers a level, the head does the rest. */
const hands = ['head.dining', 'leader.hospitality', 'director', 'centre']

/** The step happens where the rules let it; a step that they refuse changes nothing. */
function take(life: PureCase, step: Omit<Step, 'wait'>): void {
  const { does, ...fields } = step as { does: 'pause' }
  if ((does as string) === 'nothing') return
  const by = hands.find(login => life.refusal(login, does, fields) === undefined)
  if (by) life.does(by, does, fields)
  life.minute += millisecond
}

/** The clock wakes at every rung until that minute, as it does on a server that is never down. */
function runTo(life: PureCase, minute: number): void {
  for (;;) {
    const standing = life.deadlines().filter(one => one.nextRungAt !== null && minuteOf(one.nextRungAt) <= minute)
    const next = standing.sort((one, other) => Number((one.nextRungAt ?? '') > (other.nextRungAt ?? '')) || -1)[0]
    if (!next?.nextRung || !next.nextRungAt) break
    life.at(Math.max(life.minute + millisecond, minuteOf(next.nextRungAt)))
    life.does(null, 'deadline-reach', { kind: next.kind, entry: next.entry, rung: next.nextRung })
  }
  life.at(Math.max(life.minute, minute))
}

/** The rungs that went off, by limit and entry, in the order in which they did. */
function gone(life: PureCase): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const { event } of life.decisions) {
    if (event.type !== 'deadline-reach') continue
    const key = `${event.kind}/${event.entry}`
    found.set(key, [...(found.get(key) ?? []), event.rung])
  }
  return found
}

describe('under any regrades and pauses', () => {
  const lives = fc.constantFrom<Level>('minor', 'general', 'major', 'critical')
  const lived = (level: Level, list: [number, Omit<Step, 'wait'>][]) => {
    const life = caseIn('investigate.inquire', level)
    for (const [wait, step] of list) {
      runTo(life, life.minute + wait)
      take(life, step)
    }
    return life
  }

  it('each rung of a ladder goes off once, and in the order of the ladder, none left out', () => {
    fc.assert(
      fc.property(lives, steps, (level, list) => {
        for (const [key, rungs] of gone(lived(level, list))) {
          expect(rungs, key).toEqual(percentsOf(key.split('/')[0] as LimitKind).slice(0, rungs.length))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('what stays open is climbed to the end, sooner or later', () => {
    fc.assert(
      fc.property(lives, steps, (level, list) => {
        const life = lived(level, list)
        take(life, { does: 'resume' })
        runTo(life, life.minute + 365 * 24 * 60)
        const found = gone(life)
        for (const { kind, entry, nextRung: left } of life.deadlines().filter(isOpen)) {
          expect(left, kind).toBeNull()
          expect(found.get(`${kind}/${entry}`), kind).toEqual(percentsOf(kind))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('no rung goes off before its share of the time has passed', () => {
    fc.assert(
      fc.property(lives, steps, (level, list) => {
        const life = lived(level, list)
        for (const { event, before, deadlines } of life.decisions) {
          if (event.type !== 'deadline-reach' || !before) continue
          const limit = deadlines.find(one => one.kind === event.kind && one.entry === event.entry)
          if (!limit) continue
          const share = ((Date.parse(limit.dueAt) - Date.parse(limit.startedAt)) * event.rung) / 100
          // pauses lengthen the way to the due instant; a rung never stands before its share of the plain way
          const paused = life.context.pauses.reduce((sum, one) => sum + lengthOf(one), 0)
          expect(Date.parse(event.at)).toBeGreaterThan(
            Date.parse(limit.startedAt) + share - (paused * event.rung) / 100,
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})

const lengthOf = ({ from, to }: { from: string; to: string | null }) => (to ? Date.parse(to) - Date.parse(from) : 0)

describe('a ladder by itself', () => {
  const climbs = fc
    .record({ length: fc.integer({ min: 1, max: 200_000 }), fired: fc.subarray(percentsOf('settle')) })
    .map(({ length, fired }): Climb => {
      return { kind: 'settle', startedAt: minutesIn(0), plainDueAt: minutesIn(length), pauses: [], fired }
    })

  it('has its rungs one after the other, and the next one is the lowest that has not gone off', () => {
    fc.assert(
      fc.property(climbs, climb => {
        const instants = percentsOf('settle').map(percent => rungAt(climb, percent) ?? '')
        expect(instants).toEqual([...instants].sort())
        const left = percentsOf('settle').filter(percent => !climb.fired.includes(percent))
        expect(nextRung(policy, climb)?.rung).toBe(left[0])
      }),
    )
  })

  it('is moved by a pause of x by just x, as the due instant is, and held while a pause runs', () => {
    fc.assert(
      fc.property(climbs, fc.nat(200_000), fc.integer({ min: 1, max: 50_000 }), (climb, from, length) => {
        for (const percent of percentsOf('settle')) {
          const plain = rungAt(climb, percent) ?? ''
          const pause = { from: minutesIn(from), to: minutesIn(from + length), reasonCode: 'testing' }
          const moved = plain >= pause.from ? new Date(Date.parse(plain) + length * 60_000).toISOString() : plain
          expect(rungAt({ ...climb, pauses: [pause] }, percent)).toBe(moved)
          const running = rungAt({ ...climb, pauses: [{ ...pause, to: null }] }, percent)
          expect(running).toBe(plain > pause.from ? null : plain)
        }
      }),
    )
  })
})

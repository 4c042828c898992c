import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Accepted } from '../../workflows/complaint/accepted.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { isOpen } from '../../workflows/complaint/deadlines.ts'
import type { StoredFile } from '../../workflows/complaint/finding.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import {
  type Decision,
  decide,
  persisted,
  replayed,
  restored,
  type Snapshot,
  type Verdict,
} from '../../workflows/decide.ts'
import { canonical } from '../../workflows/evidence/canonical.ts'
import { joined, split } from '../../workflows/evidence/personal.ts'
import { payloads } from '../support/payloads.ts'
import { number, type PureCase } from '../support/pure-case.ts'
import { chosen, type Draw, randomLife } from '../support/random-steps.ts'
import { caseIn } from '../support/stages.ts'

const target = { number: 'TS-20260901-0099', open: true }
const millisecond = 1 / 60_000

interface Seen {
  before: Snapshot
  state: string
  facts: ReturnType<PureCase['facts']>
  step: ReturnType<typeof chosen>
  verdict: Verdict
}

interface Life {
  /** how to see this life again */
  name: string
  life: PureCase
  seen: Seen[]
}

const seed = Date.now()
const lives = fc.sample(randomLife, { numRuns: 80, seed }).map(({ state, level, steps }, index): Life => {
  const life = caseIn(state, level)
  const seen = steps.map(draw => take(life, draw))
  return { name: `life ${index} of seed ${seed}`, life, seen }
})

function take(life: PureCase, draw: Draw): Seen {
  life.at(life.minute + draw.wait + millisecond)
  letRungsGoOff(life)
  const step = chosen(draw, login => life.offers(login))
  const facts = { ...life.facts(step.by), target, stored: payloads.attach as StoredFile }
  const before = life.snapshot
  const verdict = decide(complaint, before, step.body, facts)
  if ('decision' in verdict) {
    life.snapshot = verdict.decision.snapshot
    life.decisions.push(verdict.decision)
  }
  return { before, state: life.state, facts, step, verdict }
}

/** What the clock does between two events of people. */
function letRungsGoOff(life: PureCase): void {
  for (;;) {
    const now = life.facts(null).at
    const due = life.deadlines().find(one => one.nextRungAt !== null && one.nextRungAt <= now)
    if (!due?.nextRung) return
    life.does(null, 'deadline-reach', { kind: due.kind, entry: due.entry, rung: due.nextRung })
    life.minute += millisecond
  }
}

const throughJson = (value: unknown) => JSON.parse(JSON.stringify(value))
const bytes = (snapshot: Snapshot) => canonical(throughJson(persisted(complaint, snapshot)))

describe('in any life of a complaint', () => {
  it('chance tries something in every state', () => {
    expect(new Set(lives.flatMap(({ seen }) => seen.map(one => statePath(one.before.value)))).size).toBe(11)
  })

  it('a snapshot that comes from the database decides as the live one', () => {
    for (const { name, seen } of lives) {
      for (const { before, facts, step, verdict } of seen) {
        const stored = restored(complaint, throughJson(persisted(complaint, before)))
        const again = decide(complaint, stored, step.body, facts)
        if ('refused' in verdict) expect(again, name).toEqual(verdict)
        else expect(resultOf((again as { decision: Decision }).decision), name).toBe(resultOf(verdict.decision))
      }
    }
  })

  it('what is offered is never refused for the stage, nor for the person, but for what the form says', () => {
    const byForm = new Set(['regrade', 'recuse', 'end-recusal', 'settle', 'appeal'])
    for (const { name, seen } of lives) {
      for (const { step, verdict } of seen) {
        if (!step.offered || !('refused' in verdict)) continue
        const allowed = byForm.has(step.body.type) ? ['invalid', 'not-permitted'] : ['invalid']
        expect(allowed, `${name}: ${step.by} ${step.body.type}`).toContain(verdict.refused.code)
      }
    }
  })

  it('the events alone, taken apart and put together again, lead to the same state', () => {
    for (const { name, life } of lives) {
      const end = life.decisions.reduce<Snapshot | null>((snapshot, { event }) => {
        return replayed(complaint, number, snapshot, asStored(event))
      }, null)
      expect(end && bytes(end), name).toBe(bytes(life.snapshot))
    }
  })

  it('no rung goes off twice', () => {
    for (const { name, life } of lives) {
      const rungs = life.decisions.flatMap(({ event }) =>
        event.type === 'deadline-reach' ? [`${event.kind}/${event.entry}/${event.rung}`] : [],
      )
      expect(rungs, name).toEqual([...new Set(rungs)])
    }
  })

  it('what was late stays late', () => {
    for (const { name, life } of lives) {
      const late = life.decisions.map(one => one.after.late)
      expect(late, name).toEqual([...late].sort((one, other) => Number(one) - Number(other)))
    }
  })

  it('a closed complaint has an outcome and no limit that runs, but for the second call', () => {
    for (const { name, life } of lives) {
      for (const { to, after, deadlines } of life.decisions) {
        expect(after.outcome !== null, name).toBe(to === 'close.closed')
        const running = deadlines.filter(one => isOpen(one) && one.kind !== 'follow-up' && one.kind !== 'appeal')
        if (to === 'close.closed') expect(running, name).toEqual([])
      }
    }
  })

  it('nobody is told twice by one event, nobody outside is told, and every ask finds somebody', () => {
    for (const { name, life } of lives) {
      for (const { told, asked } of life.decisions) {
        const reasons = told.map(notice => `${notice.kind} ${notice.to}`)
        expect(reasons, name).toEqual([...new Set(reasons)])
        expect(told.filter(notice => ['admin', 'auditor'].includes(notice.to))).toEqual([])
        expect(
          (asked ?? []).filter(ask => ask.people.length === 0 && ask.role !== 'service-rep'),
          name,
        ).toEqual([])
      }
    }
  })

  it('whoever decided was not the handler, the proposer, the respondent or recused', () => {
    for (const { name, life } of lives) {
      for (const { event, before } of life.decisions) {
        if (event.type !== 'approve' && event.type !== 'return') continue
        const away = [before?.handler, before?.proposer, before?.respondent, ...(before?.recused ?? [])]
        expect(away, name).not.toContain(event.by)
      }
    }
  })
})

function resultOf({ snapshot, ...rest }: Decision): string {
  return bytes(snapshot) + canonical(throughJson(rest))
}

function asStored({ by, capacity, at, computed, ...fields }: Accepted): Accepted {
  const { facts, personal } = throughJson(split(complaint.events[fields.type], fields))
  return { ...(joined(facts, personal) as object), by, capacity, at, computed: throughJson(computed) } as Accepted
}

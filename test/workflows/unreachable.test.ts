import { describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { chinaDocument } from '../../workflows/calendar/china.ts'
import { complaintMachine } from '../../workflows/complaint/machine.ts'
import { unreachableStates } from '../../workflows/complaint/unreachable.ts'
import { lintCalendar, lintStages } from '../../workflows/policy/lint-house.ts'

describe('the stages of a machine', () => {
  it('of the complaint are all reached by some event', () => {
    expect(unreachableStates(complaintMachine)).toEqual([])
  })

  it('are named when no event leads to them', () => {
    const machine = createMachine({
      initial: 'draft',
      states: {
        draft: { on: { send: '#review' } },
        talk: {
          initial: 'idle',
          states: { idle: {}, review: { id: 'review', always: { guard: () => false, target: '#done' } } },
        },
        island: { on: { back: 'draft' } },
        done: { id: 'done' },
      },
    })
    expect(unreachableStates(machine)).toEqual(['talk.idle', 'island'])
    expect(lintStages(machine)).toContainEqual({ severity: 'error', rule: 'stage-unreachable', about: 'state:island' })
  })
})

describe('the years of a calendar', () => {
  const calendar = { years: { 2026: chinaDocument.years[2026] ?? { off: [], work: [] } } }

  it.each([
    ['2026-11-30T00:00:00.000Z', []],
    ['2026-12-01T00:00:00.000Z', ['year:2027']],
    ['2027-03-01T00:00:00.000Z', ['year:2027']],
  ])('that are missing at %s are %j', (at, missing) => {
    expect(lintCalendar(calendar, at).map(one => one.about)).toEqual(missing)
  })
})

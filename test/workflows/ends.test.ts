import { describe, expect, it } from 'vitest'
import { refunding } from '../support/payloads.ts'
import { minutesIn } from '../support/pure-case.ts'
import { approveAll, caseIn } from '../support/stages.ts'

describe('the ways in which a complaint ends', () => {
  it.each([
    ['withdraw', 'withdrawn'],
    ['decline', 'declined'],
    ['merge', 'merged'],
  ] as const)('%s closes it as %s, and no limit runs on', (type, outcome) => {
    const life = caseIn('register')
    life.does('rep', type)
    expect(life.context).toMatchObject({ outcome, closedAt: minutesIn(0) })
    expect(life.deadlines().every(one => one.metAt || one.endedAt)).toBe(true)
    expect(life.deadlines().every(one => one.nextRungAt === null)).toBe(true)
  })

  it('closing after the customer agreed is resolved', () => {
    expect(caseIn('close.closed').context.outcome).toBe('resolved')
  })

  it.each(['refused', 'unreachable'] as const)(
    'after a %s consent the last approver may conclude without agreement',
    outcome => {
      const life = caseIn('propose.consult')
      expect(life.refusal('leader.hospitality', 'conclude')).toMatchObject({ code: 'not-in-this-stage' })
      life.does('handler.dining', 'consent', { outcome })
      expect(life.refusal('head.dining', 'conclude')).toMatchObject({ code: 'not-permitted' })
      life.does('leader.hospitality', 'conclude')
      expect(life.state).toBe('close.settle')
      life.does('centre', 'close')
      expect(life.context.outcome).toBe('unresolved')
    },
  )

  it('a new plan after a refusal takes the conclusion off the table until the customer answers again', () => {
    const life = caseIn('propose.consult')
    life.does('handler.dining', 'consent', { outcome: 'refused' })
    life.does('handler.dining', 'plan')
    expect(life.refusal('leader.hospitality', 'conclude')).toMatchObject({ code: 'not-in-this-stage' })
    approveAll(life)
    expect(life.context).toMatchObject({ round: 2, consent: null })
  })

  it('a reopened complaint forgets how it ended, and can end otherwise', () => {
    const life = caseIn('propose.consult')
    life.does('handler.dining', 'consent', { outcome: 'refused' })
    life.does('leader.hospitality', 'conclude')
    life.does('centre', 'close')
    life.does('rep', 'reopen')
    expect(life.context).toMatchObject({ outcome: null, closedAt: null, concluded: false, reopened: 1 })
  })

  it('reopening is possible to the last instant of the window, and not after it', () => {
    const days = 24 * 60
    const life = caseIn('close.closed')
    expect(life.at(30 * days).refusal('rep', 'reopen')).toBeUndefined()
    expect(life.at(30 * days + 1).refusal('rep', 'reopen')).toMatchObject({ rule: 'window-passed' })
    expect(life.offers('rep')).not.toContain('reopen')
  })

  it('a customer who cannot be reached is called three times, then the complaint goes on', () => {
    const life = caseIn('follow-up')
    life.does('rep', 'call-back', { outcome: 'unreached' })
    life.does('rep', 'call-back', { outcome: 'unreached' })
    expect(life.state).toBe('follow-up')
    life.does('rep', 'call-back', { outcome: 'unreached' })
    expect(life.state).toBe('close.settle')
  })

  it('a settlement on the spot is for what needs no approval', () => {
    const minor = caseIn('investigate.attend', 'minor')
    minor.does('head.dining', 'settle')
    expect(minor.state).toBe('follow-up')
    const paid = refunding('1')
    const costly = caseIn('investigate.attend', 'minor')
    expect(costly.refusal('head.dining', 'settle', paid)).toMatchObject({ rule: 'approval-needed' })
    expect(caseIn('register', 'minor').refusal('rep', 'settle', paid)).toMatchObject({ rule: 'money-needs-approval' })
    const general = caseIn('investigate.attend')
    expect(general.refusal('head.dining', 'settle')).toMatchObject({ rule: 'approval-needed' })
    expect(general.offers('head.dining')).not.toContain('settle')
  })

  it('the fourth hand-back is refused, and after the third only the service head dispatches', () => {
    const life = caseIn('register')
    for (const _ of [1, 2, 3]) {
      expect(life.refusal('rep', 'dispatch')).toBeUndefined()
      life.does('rep', 'dispatch')
      life.does('head.dining', 'hand-back')
    }
    expect(life.refusal('rep', 'dispatch')).toEqual({ code: 'not-permitted', rule: 'arbiter-only' })
    life.does('centre', 'dispatch')
    expect(life.refusal('head.dining', 'hand-back')).toMatchObject({ code: 'invalid', rule: 'cap-reached' })
    expect(life.offers('head.dining')).not.toContain('hand-back')
  })

  it('a fourth transfer is refused', () => {
    const life = caseIn('investigate.attend')
    for (const department of ['sales', 'dining', 'sales']) life.does('centre', 'transfer', { department })
    expect(life.refusal('centre', 'transfer', { department: 'dining' })).toMatchObject({ rule: 'cap-reached' })
  })

  it('where a case can neither be handed back nor transferred any more, the service head alone sends it on', () => {
    const life = caseIn('register')
    for (const _ of [1, 2, 3]) {
      life.does('centre', 'dispatch')
      life.does('head.dining', 'hand-back')
    }
    life.does('centre', 'dispatch')
    for (const department of ['sales', 'dining', 'sales']) life.does('rep', 'transfer', { department })
    const dining = { department: 'dining' }
    expect(life.refusal('rep', 'transfer', dining)).toMatchObject({ rule: 'cap-reached' })
    expect(life.offers('rep')).not.toContain('transfer')
    expect(life.refusal('centre', 'transfer', dining)).toBeUndefined()
  })
})

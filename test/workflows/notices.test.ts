import { describe, expect, it } from 'vitest'
import type { Decision } from '../../workflows/decide.ts'
import { withoutPerson } from '../../workflows/organisation/organisation.ts'
import { absence, park, parkWith } from '../support/organisation.ts'
import { refunding } from '../support/payloads.ts'
import { approveAll, caseIn } from '../support/stages.ts'

const told = ({ told }: Decision) => told.map(notice => `${notice.to}: ${notice.kind}`).sort()

describe('who is told', () => {
  it('of a major complaint: centre and director when it is registered, the unit leader when it is dispatched', () => {
    const life = caseIn('receive')
    expect(told(life.does('rep', 'register', { amount: '6000' }))).toEqual(['centre: informed', 'director: informed'])
    expect(told(life.does('rep', 'dispatch', { handler: 'handler.dining' }))).toEqual([
      'handler.dining: assigned',
      'head.dining: assigned',
      'leader.hospitality: informed',
    ])
  })

  it('of a minor complaint: only those who get the work', () => {
    const life = caseIn('receive')
    expect(told(life.does('rep', 'register'))).toEqual([])
    expect(told(life.does('rep', 'dispatch'))).toEqual(['head.dining: assigned'])
  })

  it('when the level rises: those whom the lower level did not tell', () => {
    const life = caseIn('investigate.inquire', 'general')
    expect(told(life.does('rep', 'regrade', { level: 'major' }))).toEqual(['centre: informed', 'director: informed'])
  })

  it('nobody about what they did themselves', () => {
    const life = caseIn('receive')
    expect(told(life.does('centre', 'register', { amount: '6000' }))).toEqual(['director: informed'])
    life.does('centre', 'dispatch', { department: 'dining' })
    expect(told(life.does('head.dining', 'assign', { handler: 'handler.dining' }))).toEqual([
      'handler.dining: assigned',
    ])
  })

  it('who takes over a case under way that it is theirs, not that somebody waits to be seen', () => {
    const early = caseIn('investigate.attend').does('head.dining', 'assign', { handler: 'handler.dining' })
    expect(early.told.map(one => one.params)).toEqual([{}])
    const late = caseIn('execute').does('centre', 'assign', { handler: 'handler.dining' })
    expect(late.told.map(one => one.params)).toEqual([{ underWay: 1 }, { underWay: 1 }])
  })

  it('each approver when it is their turn, and the owner when all have agreed', () => {
    const life = caseIn('propose.draft', 'major')
    expect(told(life.does('head.dining', 'plan'))).toEqual(['centre: approval-asked'])
    expect(told(life.does('centre', 'approve'))).toEqual(['leader.hospitality: approval-asked'])
    expect(told(life.does('leader.hospitality', 'approve'))).toEqual(['director: approval-asked'])
    expect(told(life.does('director', 'approve'))).toEqual(['handler.dining: approved', 'head.dining: approved'])
  })

  it('finance, of money that the unit leader may spend alone', () => {
    const life = caseIn('propose.draft', 'general')
    life.does('handler.dining', 'plan', refunding('3000'))
    expect(told(life.does('leader.hospitality', 'approve'))).toEqual(['finance: informed', 'handler.dining: approved'])
  })

  it('owner, proposer and finance, when a lower level leaves nobody to decide', () => {
    const life = caseIn('propose.draft', 'major')
    life.does('handler.dining', 'plan', refunding('3000'))
    life.does('centre', 'approve')
    life.does('leader.hospitality', 'approve')
    expect(told(life.does('director', 'regrade', { level: 'general' }))).toEqual([
      'finance: informed',
      'handler.dining: approved',
    ])
  })

  it('the leader of another unit to which a case goes, and nobody else once more', () => {
    const life = caseIn('investigate.attend', 'general')
    expect(told(life.does('centre', 'transfer', { department: 'cellar' }))).toEqual([
      'head.cellar: assigned',
      'leader.production: informed',
    ])
    life.does('head.cellar', 'hand-back')
    expect(told(life.does('rep', 'dispatch', { department: 'dining' }))).toEqual([
      'head.dining: assigned',
      'leader.hospitality: informed',
    ])
  })

  it('nobody who has left', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.organisation = withoutPerson(park, 'rep')
    expect(told(life.does('centre', 'withdraw'))).toEqual(['handler.dining: closed', 'head.dining: closed'])
  })

  it('owner and proposer, when a plan comes back', () => {
    const life = caseIn('propose.draft', 'general')
    life.does('head.dining', 'plan')
    expect(told(life.does('leader.hospitality', 'return'))).toEqual([
      'handler.dining: returned',
      'head.dining: returned',
    ])
  })

  it('centre and registrar, when a department hands back', () => {
    expect(told(caseIn('investigate.attend').does('head.dining', 'hand-back'))).toEqual([
      'centre: handed-back',
      'rep: handed-back',
    ])
  })

  it('owner, head and one level above the approver, when the customer is dissatisfied', () => {
    const outcome = 'dissatisfied' as const
    const everybody = ['handler.dining: dissatisfied', 'head.dining: dissatisfied']
    expect(told(caseIn('follow-up', 'general').does('rep', 'call-back', { outcome }))).toEqual(
      ['director: dissatisfied', ...everybody].sort(),
    )
    expect(told(caseIn('follow-up', 'minor').does('rep', 'call-back', { outcome }))).toEqual(
      [...everybody, 'leader.hospitality: dissatisfied'].sort(),
    )
  })

  it('registrar, handler and head, when it is closed', () => {
    expect(told(caseIn('close.settle').does('centre', 'close'))).toEqual([
      'handler.dining: closed',
      'head.dining: closed',
      'rep: closed',
    ])
  })

  it('the deputy in place of who is away, and on whose behalf', () => {
    const delegations = [
      absence('leader.hospitality', 'head.sales', '2026-09-01T00:00:00.000Z', '2026-09-30T16:00:00.000Z'),
    ]
    const life = caseIn('propose.draft', 'general', { organisation: parkWith({ delegations }) })
    const [notice] = life.does('handler.dining', 'plan').told
    expect(notice).toMatchObject({
      to: 'head.sales',
      params: { onBehalfOf: 'leader.hospitality', role: 'unit-leader' },
    })
    expect(life.does('head.sales', 'approve').event.capacity).toEqual({
      role: 'unit-leader',
      department: 'hospitality',
      onBehalfOf: 'leader.hospitality',
    })
  })

  it('whoever must decide instead, when the approver is recused while the step is open', () => {
    const life = caseIn('propose.review', 'general')
    const recusal = life.does('leader.hospitality', 'recuse', { person: 'leader.hospitality' })
    expect(told(recusal)).toEqual(['director: approval-asked'])
  })
})

describe('what waits for whom', () => {
  const asks = (life: ReturnType<typeof caseIn>) => {
    const last = life.decisions.findLast(one => one.asked !== null)?.asked ?? []
    return last.map(ask => `${ask.purpose}: ${ask.people.join(', ') || `every ${ask.role}`}`)
  }

  it.each([
    ['receive', 'register: every service-rep'],
    ['register', 'dispatch: every service-rep'],
    ['investigate.attend', 'attend: head.dining'],
    ['investigate.inquire', 'handle: handler.dining'],
    ['propose.draft', 'handle: handler.dining'],
    ['propose.review', 'approve: leader.hospitality'],
    ['propose.consult', 'handle: handler.dining'],
    ['execute', 'handle: handler.dining'],
    ['follow-up', 'call-back: every service-rep'],
    ['close.settle', 'close: centre'],
  ] as const)('in %s: %s', (state, expected) => {
    expect(asks(caseIn(state))).toEqual([expected])
  })

  it('while money is owed, finance is asked to pay', () => {
    const life = caseIn('propose.draft')
    life.does('handler.dining', 'plan', refunding('3000'))
    life.does('leader.hospitality', 'approve')
    life.does('handler.dining', 'consent')
    expect(asks(life)).toEqual(['handle: handler.dining', 'pay: finance'])
    life.does('finance', 'perform', { paidAmount: '3000' })
    expect(asks(life)).toEqual(['handle: handler.dining'])
  })

  it('of a closed complaint nothing', () => {
    expect(asks(caseIn('close.closed'))).toEqual([])
  })

  it('goes to the service head once a complaint has come back three times', () => {
    const life = caseIn('register')
    for (const _ of [1, 2, 3]) {
      life.does('centre', 'dispatch')
      life.does('head.dining', 'hand-back')
    }
    expect(asks(life)).toEqual(['dispatch: centre'])
  })

  it('names the kind of the step that is open', () => {
    const life = caseIn('propose.review', 'critical')
    life.does('centre', 'approve')
    life.does('leader.hospitality', 'approve')
    expect(asks(life)).toEqual(['opinion: legal'])
    approveAll(life)
    expect(asks(life)).toEqual(['handle: handler.dining'])
  })
})

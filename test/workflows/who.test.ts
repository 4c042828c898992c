import { describe, expect, it } from 'vitest'
import type { Level } from '../../workflows/complaint/codes.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import { absence, park, parkWith } from '../support/organisation.ts'
import { type EventType, payloads, refunding } from '../support/payloads.ts'
import { PureCase } from '../support/pure-case.ts'
import { approveAll, caseIn, type State } from '../support/stages.ts'

const desk = ['rep', 'rep2', 'centre']
const head = 'head.dining'
const handler = 'handler.dining'
const workers = [head, handler]
const everyoneOnIt = [...desk, ...workers]

type Row = [event: EventType, state: State, level: Level, who: string[]]

/** Who of the eighteen may send an event on a case of dining, registered by rep and handled by handler.dining. */
const table: Row[] = [
  ['register', 'receive', 'general', desk],
  ['decline', 'receive', 'general', desk],
  ['withdraw', 'receive', 'general', desk],
  ['merge', 'receive', 'general', desk],
  ['dispatch', 'register', 'general', desk],
  ['settle', 'investigate.attend', 'minor', ['rep', 'rep2', ...workers]],
  ['assign', 'investigate.attend', 'general', [...desk, head]],
  ['transfer', 'investigate.attend', 'general', [...desk, head]],
  ['arrive', 'investigate.attend', 'general', workers],
  ['hand-back', 'investigate.attend', 'general', [head]],
  ['find', 'investigate.inquire', 'general', workers],
  ['plan', 'propose.draft', 'general', workers],
  ['approve', 'propose.review', 'minor', [head]],
  ['approve', 'propose.review', 'general', ['leader.hospitality']],
  ['approve', 'propose.review', 'major', ['centre']],
  ['return', 'propose.review', 'general', ['leader.hospitality']],
  ['return', 'propose.review', 'critical', ['centre']],
  ['consent', 'propose.consult', 'general', everyoneOnIt],
  ['perform', 'execute', 'general', [...workers, 'finance']],
  ['resolve', 'execute', 'general', workers],
  ['call-back', 'follow-up', 'general', desk],
  ['close', 'close.settle', 'minor', ['centre', head]],
  ['close', 'close.settle', 'general', ['centre']],
  ['close', 'close.settle', 'critical', ['centre']],
  ['reopen', 'close.closed', 'general', desk],
  ['amend', 'propose.draft', 'general', everyoneOnIt],
  ['note', 'propose.draft', 'general', everyoneOnIt],
  ['contact', 'propose.draft', 'general', everyoneOnIt],
  ['attach', 'propose.draft', 'general', [...everyoneOnIt, 'finance']],
  ['note', 'propose.review', 'general', [...everyoneOnIt, 'leader.hospitality']],
  ['pause', 'investigate.inquire', 'general', ['centre', head]],
  ['extend', 'investigate.inquire', 'general', ['leader.hospitality']],
  ['extend', 'investigate.inquire', 'minor', [head]],
  ['extend', 'investigate.inquire', 'major', ['director']],
  ['ask-extension', 'investigate.inquire', 'general', workers],
  ['refuse-extension', 'investigate.inquire', 'general', ['leader.hospitality']],
  ['ask-recusal', 'investigate.inquire', 'general', everyoneOnIt],
  ['decide-recusal', 'investigate.inquire', 'general', ['centre', head]],
  ['end-recusal', 'investigate.inquire', 'general', ['centre', head]],
  ['appeal', 'close.closed', 'general', desk],
  ['decide-appeal', 'close.closed', 'general', ['leader.hospitality']],
  ['recuse', 'investigate.inquire', 'general', [handler]],
  ['externalise', 'investigate.inquire', 'general', ['centre']],
  ['external-result', 'investigate.inquire', 'general', ['centre']],
  ['deadline-reach', 'investigate.inquire', 'general', []],
  ['hand-over', 'investigate.inquire', 'general', ['admin']],
  ['recalendar', 'investigate.inquire', 'general', []],
]

const permitted = (life: PureCase, type: EventType, fields: object = {}) =>
  park.people.map(person => person.login).filter(login => life.refusal(login, type, fields)?.code !== 'not-permitted')

describe('who may send which event', () => {
  it.each(table)('%s in %s (%s)', (type, state, level, who) => {
    expect(permitted(caseIn(state, level), type).sort()).toEqual([...who].sort())
  })

  it('after a refused consent, the last approver of the level concludes', () => {
    const last = { minor: head, general: 'leader.hospitality', major: 'director', critical: 'director' }
    for (const level of ['minor', 'general', 'major', 'critical'] as const) {
      const life = caseIn('propose.consult', level)
      life.does(handler, 'consent', { outcome: 'refused' })
      expect(permitted(life, 'conclude')).toEqual([last[level]])
    }
  })

  it('whoever decided stays on the case in the rounds that follow', () => {
    const life = caseIn('follow-up', 'general')
    life.does('rep', 'call-back', { outcome: 'dissatisfied' })
    expect(life.offers('leader.hospitality')).toContain('note')
    life.does(handler, 'plan')
    life.does('leader.hospitality', 'return')
    life.does(handler, 'plan', { measures: [{ kind: 'apology', description: '当面道歉' }] })
    expect(life.refusal('leader.hospitality', 'contact')).toBeUndefined()
    expect(life.context.deciders).toEqual(['leader.hospitality'])
    expect(life.refusal('leader.production', 'contact')).toMatchObject({ code: 'not-permitted' })
  })

  it('who decides after somebody else in the same seat has moved the round on is told so', () => {
    const second = { person: 'second.leader', role: 'unit-leader', department: 'hospitality' } as const
    const life = caseIn('propose.draft', 'major', { organisation: parkWith({ posts: [second] }) })
    life.does(handler, 'plan')
    life.does('centre', 'approve')
    life.does('leader.hospitality', 'approve')
    expect(life.refusal('second.leader', 'approve')).toEqual({ code: 'stale' })
    expect(life.refusal('leader.production', 'approve')).toMatchObject({ code: 'not-permitted' })
  })

  it('whoever may pause a case may resume it', () => {
    const life = caseIn('investigate.inquire')
    life.does(head, 'pause')
    expect(permitted(life, 'resume').sort()).toEqual(['centre', head])
  })

  it('raising the level is for anybody on the case, lowering it for the last approver of the higher level', () => {
    const life = caseIn('investigate.inquire', 'major')
    expect(permitted(life, 'regrade', { level: 'critical' }).sort()).toEqual([...everyoneOnIt, 'director'].sort())
    expect(permitted(life, 'regrade', { level: 'general' })).toEqual(['director'])
    expect(life.offers('director')).toContain('regrade')
  })

  it('any member of staff may open a complaint, but not whoever only administers or audits', () => {
    const may = (login: string) => {
      try {
        return new PureCase({}, {}, login).state === 'receive'
      } catch {
        return false
      }
    }
    const logins = park.people.map(person => person.login)
    expect(logins.filter(login => !may(login))).toEqual(['auditor', 'admin'])
  })

  it('a receiver elsewhere registers, dispatches, corrects and withdraws what they took in, and no more', () => {
    const life = new PureCase({}, {}, 'handler.cellar')
    expect(life.offers('handler.cellar').sort()).toEqual([
      'amend',
      'attach',
      'contact',
      'decline',
      'note',
      'register',
      'withdraw',
    ])
    life.does('handler.cellar', 'register')
    life.does('handler.cellar', 'dispatch')
    expect(life.offers('handler.cellar').sort()).toEqual([
      'amend',
      'ask-recusal',
      'attach',
      'contact',
      'note',
      'recuse',
      'regrade',
      'withdraw',
    ])
  })
})

describe('nobody decides on their own matter', () => {
  it('a head who proposed sends the decision to the unit leader', () => {
    const life = caseIn('propose.draft', 'minor')
    life.does(head, 'plan', refunding('300'))
    expect(life.refusal(head, 'approve')).toEqual({ code: 'not-permitted', rule: 'own-proposal' })
    expect(permitted(life, 'approve')).toEqual(['leader.hospitality'])
  })

  it('a head who handles the case sends it up as well', () => {
    const life = caseIn('investigate.inquire', 'minor')
    life.does('centre', 'assign', { handler: head })
    life.does(head, 'find')
    life.does(head, 'plan', refunding('300'))
    expect(permitted(life, 'approve')).toEqual(['leader.hospitality'])
  })

  it('a respondent has no part in the case, and their superior none in the decision when it is about conduct', () => {
    const life = caseIn('propose.review')
    life.does('rep', 'amend', { fields: { respondent: head } })
    for (const type of ['note', 'arrive', 'assign', 'pause'] as const) {
      expect(['not-permitted', 'not-in-this-stage']).toContain(life.refusal(head, type)?.code)
    }
    expect(permitted(life, 'approve')).toEqual(['director'])
    life.does('rep', 'amend', { fields: { category: 'product' } })
    expect(permitted(life, 'approve')).toEqual(['leader.hospitality'])
  })

  it('a recused person has no part in it any more, and a recused handler hands over', () => {
    const life = caseIn('propose.review')
    life.does(handler, 'recuse', { person: handler })
    expect(life.context.handler).toBeNull()
    expect(life.refusal(handler, 'note')).toMatchObject({ code: 'not-permitted' })
    life.does('leader.hospitality', 'note')
    life.does('leader.hospitality', 'recuse', { person: 'leader.hospitality' })
    expect(permitted(life, 'approve')).toEqual(['director'])
  })

  it('whoever handled or settled a case does not make the follow-up call', () => {
    const settled = caseIn('register', 'minor')
    settled.does('rep', 'settle')
    expect(permitted(settled, 'call-back').sort()).toEqual(['centre', 'rep2'])
  })
})

const ofOwnPenalty = (person: string) => ({ against: 'penalty', person })

describe('what is offered', () => {
  it.each([...new Set(table.map(([, state]) => state))])(
    'in %s nobody is offered what they would be refused',
    state => {
      const life = caseIn(state)
      for (const { login } of park.people) {
        for (const type of life.offers(login)) {
          const own = type === 'recuse' ? { person: login } : type === 'appeal' ? ofOwnPenalty(login) : {}
          const code = life.refusal(login, type, { ...payloads[type], ...own })?.code
          expect([undefined, 'invalid'], `${login} ${type}`).toContain(code)
        }
      }
    },
  )

  it('admin and auditor are offered nothing', () => {
    const life = caseIn('investigate.inquire')
    approveAll(life)
    expect([...life.offers('admin'), ...life.offers('auditor')]).toEqual([])
  })
})

describe("one's own matter", () => {
  it('is not registered away: whoever logged a complaint about themselves neither sends, ends nor amends it', () => {
    const life = new PureCase({}, {}, 'rep2')
    life.does('rep2', 'register', { respondent: 'rep2' })
    const attempts = [
      life.refusal('rep2', 'dispatch'),
      life.refusal('rep2', 'decline'),
      life.refusal('rep2', 'withdraw'),
      life.refusal('rep2', 'amend', { fields: { respondent: 'rep' }, reason: '登记有误' }),
    ]
    expect(attempts).toEqual(attempts.map(() => ({ code: 'not-permitted', rule: 'own-matter' })))
    life.does('rep', 'dispatch')
  })

  it('is taken from a handler who turns out to be the respondent', () => {
    const life = caseIn('investigate.inquire')
    life.does('head.dining', 'amend', { fields: { respondent: handler }, reason: '客户补充说明' })
    expect(life.context.handler).toBeNull()
  })

  it('asks an absent holder before a stranger when the delegate must stay away', () => {
    const delegations = [
      absence('leader.hospitality', 'quality', '2026-09-01T00:00:00.000Z', '2026-09-30T16:00:00.000Z'),
    ]
    const organisation = parkWith({ delegations })
    const found = standIns(organisation, 'unit-leader', 'dining', ['quality', 'director'], '2026-09-02T00:00:00.000Z')
    expect(found.map(one => one.person)).toEqual(['leader.hospitality'])
  })

  it('is not decided by the deputy of a deputy: the level above decides while both are away', () => {
    const life = caseIn('propose.review')
    const month = ['2026-09-01T00:00:00.000Z', '2026-09-30T16:00:00.000Z'] as const
    const first = absence('leader.hospitality', 'head.sales', ...month)
    life.organisation = parkWith({ delegations: [first] })
    expect(permitted(life, 'approve')).toEqual(['head.sales', 'leader.hospitality'])
    life.organisation = parkWith({ delegations: [first, absence('head.sales', 'quality', ...month)] })
    expect(permitted(life, 'approve')).toEqual(['leader.hospitality', 'director'])
  })

  it('a regrade is offered only to those who have a level to choose', () => {
    const life = caseIn('investigate.inquire', 'critical')
    expect(life.offers('head.dining')).not.toContain('regrade')
    expect(life.offers('director')).toContain('regrade')
  })

  it('money is paid by a sum or with a proof: nothing at all is neither', () => {
    const life = caseIn('propose.draft', 'minor')
    life.does(handler, 'plan', refunding('300'))
    life.does('head.dining', 'approve')
    life.does(handler, 'consent')
    const nothing = { paidAmount: '0', evidence: undefined }
    expect(life.refusal(handler, 'perform', nothing)).toMatchObject({ rule: 'evidence-missing' })
    life.does('finance', 'perform', { paidAmount: '300', evidence: undefined })
  })
})

describe('the clock', () => {
  it('reaches deadlines and does nothing else, also where nobody handles the case', () => {
    const life = caseIn('investigate.inquire')
    life.does(handler, 'recuse', { person: handler })
    const others = (Object.keys(payloads) as EventType[]).filter(
      type => !['open', 'deadline-reach', 'recalendar'].includes(type),
    )
    const accepted = others.filter(type => life.refusal(null, type) === undefined)
    expect(accepted).toEqual([])
  })
})

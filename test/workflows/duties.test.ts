import { describe, expect, it } from 'vitest'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { absence, parkWith, wineryVersion } from '../support/organisation.ts'
import { refunding } from '../support/payloads.ts'
import type { PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

type Joint = NonNullable<Policy['approval']['joint']>[number]

/** A major plan with 20 000: service head, unit leader, then director and finance, who decide together. */
function planned(joint: Partial<Joint> & Pick<Joint, 'rule'>): PureCase {
  const { policy } = wineryVersion
  const approval = {
    ...policy.approval,
    joint: [{ roles: ['director', 'finance', 'service-head'], ...joint } as Joint],
  }
  const version = { ...wineryVersion, policy: policySchema.parse({ ...policy, approval }) }
  const life = caseIn('propose.draft', 'major', { version })
  life.does('handler.dining', 'plan', refunding('20000'))
  return life
}
const asked = (life: PureCase) => life.decisions.findLast(one => one.asked !== null)?.asked?.[0]?.people

describe('joint steps', () => {
  it('all: everybody is asked at once, and the last one opens the next step', () => {
    const life = planned({ rule: 'all' })
    expect(asked(life)).toEqual(['centre', 'director', 'finance'])
    life.does('finance', 'approve')
    expect(asked(life)).toEqual(['centre', 'director'])
    expect(life.refusal('finance', 'approve')).toEqual({ code: 'not-permitted', rule: 'decided-already' })
    life.does('centre', 'approve')
    life.does('director', 'approve')
    expect(asked(life)).toEqual(['leader.hospitality'])
  })

  it('any: one voice is enough', () => {
    const life = planned({ rule: 'any' })
    life.does('director', 'approve')
    expect(asked(life)).toEqual(['leader.hospitality'])
    expect(life.refusal('finance', 'approve')).toMatchObject({ code: 'not-permitted' })
  })

  it('quorum: so many of them', () => {
    const life = planned({ rule: 'quorum', quorum: 2 })
    life.does('director', 'approve')
    expect(life.context.steps[0]).toMatchObject({ status: 'open' })
    life.does('centre', 'approve')
    expect(life.context.steps[0]).toMatchObject({ status: 'approved' })
  })

  it('a return by any of them sends the plan back', () => {
    const life = planned({ rule: 'any' })
    life.does('finance', 'return')
    expect(life.state).toBe('propose.draft')
  })

  it('where a round asks only one of them, it is a step like any other', () => {
    const life = planned({ rule: 'all', roles: ['finance', 'board'] })
    expect(life.context.steps.map(step => step.role)).toEqual([
      'service-head',
      'unit-leader',
      'director',
      'finance',
      'handler',
    ])
    expect(life.context.steps.some(step => step.joint)).toBe(false)
  })

  it('a quorum needs its number, and only a quorum has one', () => {
    const { policy } = wineryVersion
    const taken = (joint: object) =>
      policySchema.safeParse({ ...policy, approval: { ...policy.approval, joint: [joint] } }).success
    const roles = ['director', 'finance']
    expect(taken({ roles, rule: 'quorum', quorum: 1 })).toBe(true)
    expect(taken({ roles, rule: 'quorum' })).toBe(false)
    expect(taken({ roles, rule: 'all', quorum: 1 })).toBe(false)
  })
})

describe('an absent approver', () => {
  const at = '2026-09-10T02:00:00.000Z'
  const away = (who: string, deputy: string) =>
    absence(who, deputy, '2026-09-01T00:00:00.000Z', '2026-09-30T16:00:00.000Z')
  const deciders = (delegations: ReturnType<typeof away>[], excluded: string[] = []) =>
    standIns(parkWith({ delegations }), 'unit-leader', 'dining', excluded, at)

  it('is stood in for by the delegate, with both names', () => {
    expect(deciders([away('leader.hospitality', 'head.sales')])).toEqual([
      { person: 'head.sales', role: 'unit-leader', department: 'hospitality', onBehalfOf: 'leader.hospitality' },
    ])
  })

  it('whose delegate must stay away, goes to the next level up', () => {
    const found = deciders([away('leader.hospitality', 'head.sales')], ['head.sales'])
    expect(found.map(one => one.person)).toEqual(['director'])
  })

  it('decides again from the moment when the delegation is over', () => {
    const over = absence('leader.hospitality', 'head.sales', '2026-09-01T00:00:00.000Z', '2026-09-09T00:00:00.000Z')
    expect(deciders([over]).map(one => one.person)).toEqual(['leader.hospitality'])
  })
})

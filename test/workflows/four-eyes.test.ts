import { describe, expect, it } from 'vitest'
import type { Category } from '../../workflows/complaint/codes.ts'
import { decidesFor } from '../../workflows/complaint/deciding.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import type { Policy, PolicyVersion } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { absence, parkWith } from '../support/organisation.ts'
import { refunding } from '../support/payloads.ts'
import { PureCase } from '../support/pure-case.ts'

const leader = 'leader.hospitality'
const peer = 'leader.production'

interface About {
  sum: string
  level?: 'general' | 'major' | 'critical'
  respondent?: string
  category?: Category
  conduct?: string[]
  version?: PolicyVersion
  organisation?: ReturnType<typeof parkWith>
}

/** A plan of handler.dining with a sum, in a case about somebody. */
function planned({ sum, level = 'major', respondent, category = 'product', conduct, version, organisation }: About) {
  const life = new PureCase({ ...(version && { version }), ...(organisation && { organisation }) })
  const particulars = version?.policy.particulars && { 'schedule-told': '2026-09-30' }
  const about = { ...(respondent && { respondent }), ...(conduct && { conduct }), ...(particulars && { particulars }) }
  life.does('rep', 'register', { level, levelReason: '按制度', category, ...about })
  life.does('rep', 'dispatch', { handler: 'handler.dining' })
  life.does('handler.dining', 'arrive')
  life.does('handler.dining', 'find')
  life.does('handler.dining', 'plan', refunding(sum))
  return life
}

const asked = (life: PureCase) => life.decisions.findLast(one => one.asked !== null)?.asked?.[0]?.people ?? []

/** Every step is decided by the first of those who are asked. @returns `role: person` */
function decidedOneByOne(life: PureCase): string[] {
  const list: string[] = []
  while (life.state === 'propose.review') {
    const [by = 'nobody'] = asked(life)
    const step = life.context.steps.find(one => one.status === 'open')
    const held = { attendance: '三位合伙人', resolution: '同意', regulator: 'no-report' } as const
    list.push(`${step?.role}: ${by}`)
    life.does(by, 'approve', step?.kind === 'meeting' ? held : {})
  }
  return list
}

describe('nobody decides two steps of a round while somebody else may', () => {
  it.each<[string, About, string[]]>([
    [
      'a leader who must stay away is stood in for by a peer, for the director has a step of their own',
      { sum: '20000', respondent: leader },
      ['service-head: centre', `unit-leader: ${peer}`, 'director: director', 'finance: finance'],
    ],
    [
      'a director who must stay away, with no board above, is stood in for by a leader who has not decided yet',
      { sum: '20000', level: 'general', respondent: 'director' },
      [`unit-leader: ${leader}`, `director: ${peer}`, 'finance: finance'],
    ],
    [
      'a board that nobody sits on is stood in for by the director, never by a leader with a smaller purse',
      { sum: '60000' },
      ['service-head: centre', `unit-leader: ${leader}`, 'director: director', 'finance: finance', 'board: director'],
    ],
    [
      'a board that somebody sits on decides for a director who must stay away',
      {
        sum: '20000',
        level: 'general',
        respondent: 'director',
        organisation: parkWith({ posts: [{ person: 'chair', role: 'board', department: 'park' }] }),
      },
      [`unit-leader: ${leader}`, 'director: chair', 'finance: finance'],
    ],
    [
      'where only one person is left with the purse, they decide again rather than somebody below it',
      { sum: '20000', level: 'general', respondent: leader, organisation: parkWith({ without: [peer] }) },
      ['unit-leader: director', 'director: director', 'finance: finance'],
    ],
    [
      'a countersignature is rather given by another leader than by whoever has decided',
      { sum: '20000', level: 'general', organisation: parkWith({ without: ['finance'] }) },
      [`unit-leader: ${leader}`, 'director: director', `finance: ${peer}`],
    ],
    [
      'a partner firm: opinion, approval and meeting are different people’s',
      {
        sum: '1000',
        respondent: 'head.dining',
        category: 'service',
        version: { code: 'professional', version: 1, policy: policySchema.parse(professional) },
        organisation: parkWith({ posts: [{ person: 'chair', role: 'board', department: 'park' }] }),
      },
      ['head: head.sales', `unit-leader: ${peer}`, 'board: chair', 'board: director'],
    ],
  ])('%s', (_, about, decisions) => {
    expect(decidedOneByOne(planned(about))).toEqual(decisions)
  })

  it('and the record says whose step it was', () => {
    const life = planned({ sum: '60000' })
    for (const by of ['centre', leader]) expect(life.does(by, 'approve').event.computed.insteadOf).toBeUndefined()
    life.does('director', 'approve')
    life.does('finance', 'approve')
    expect(life.does('director', 'approve').event.computed.insteadOf).toBe('board')
  })

  it('and whoever has decided is told so when they try', () => {
    const life = planned({ sum: '20000', level: 'general', respondent: 'director' })
    life.does(leader, 'approve')
    expect(life.refusal(leader, 'approve')).toMatchObject({ code: 'not-permitted' })
  })
})

describe('seats that decide together', () => {
  const together = (roles: Policy['approval']['order']): PolicyVersion => {
    const approval = {
      ...iso.approval,
      byLevel: { ...iso.approval.byLevel, major: roles },
      joint: [{ roles, rule: 'all' as const }],
      kindOf: { ...iso.approval.kindOf, legal: { kind: 'opinion' as const, limit: 'review' as const } },
    }
    return { code: 'iso', version: 2, policy: policySchema.parse({ ...iso, approval }) }
  }
  const version = together(['unit-leader', 'legal', 'director'])

  it('are all answered for where one person is left for two of them', () => {
    const life = planned({ sum: '100', respondent: leader, category: 'service', version })
    if (life.state === 'propose.consult') life.does('handler.dining', 'consent')
    expect([...asked(life)].sort()).toEqual(['legal', peer].sort())
    const { event } = life.does(peer, 'approve')
    expect(event.computed).toMatchObject({ seat: 'unit-leader', also: ['director'] })
    expect(asked(life)).toEqual(['legal'])
    life.does('legal', 'approve')
    expect(life.state).not.toBe('propose.review')
  })

  it('tell the deputy of each for whom they decide', () => {
    const organisation = parkWith({
      delegations: [absence('director', 'quality', '2026-08-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z')],
    })
    const life = planned({ sum: '100', version, organisation })
    if (life.state === 'propose.consult') life.does('handler.dining', 'consent')
    const at = '2026-09-02T00:00:00.000Z'
    expect(asked(life)).toContain('quality')
    expect(decidesFor(life.context, organisation, 'quality', at)).toBe('director')
    expect(decidesFor(life.context, organisation, leader, at)).toBeNull()
    expect(life.does('quality', 'approve').event).toMatchObject({ capacity: { onBehalfOf: 'director' } })
  })

  it('are never stuck: who has answered is asked again when nobody else is left for the last seat', () => {
    const life = planned({ sum: '100', version })
    if (life.state === 'propose.consult') life.does('handler.dining', 'consent')
    life.does(leader, 'approve')
    life.does('legal', 'approve')
    life.does('director', 'recuse', { person: 'director' })
    expect(asked(life)).toEqual([peer])
    life.does(peer, 'approve')
    expect(life.state).not.toBe('propose.review')
  })
})

describe('the direct superior of the person complained of', () => {
  const listed: PolicyVersion = {
    code: 'winery',
    version: 2,
    policy: policySchema.parse({
      ...iso,
      levels: iso.levels,
      grading: {
        ...iso.grading,
        byConduct: [{ code: 'pushing', words: { 'zh-CN': '强推', en: 'pushing' }, level: 'major' }],
      },
      approval: {
        ...iso.approval,
        byLevel: { ...iso.approval.byLevel, major: ['unit-leader'] },
        byMoney: [{ upTo: null, steps: [], inform: [] }],
        consent: 'last',
      },
    }),
  }

  it.each<[Category, string[] | undefined, string]>([
    ['service', undefined, 'director'],
    ['product', ['pushing'], 'director'],
    ['other', ['pushing'], 'director'],
    ['product', undefined, leader],
  ])('in a complaint of the kind %s with conduct %j is replaced by or is: %s', (category, conduct, who) => {
    const life = planned({
      sum: '100',
      respondent: 'head.dining',
      category,
      version: listed,
      ...(conduct && { conduct }),
    })
    expect(asked(life)).toEqual([who])
  })
})

describe('a step that asks for an opinion', () => {
  it('is not passed without one', () => {
    const life = planned({ sum: '100', level: 'critical' })
    for (const by of ['head.dining', 'centre', leader]) life.does(by, 'approve', { opinion: undefined })
    expect(life.refusal('legal', 'approve', { opinion: undefined })).toMatchObject({ rule: 'opinion-missing' })
    life.does('legal', 'approve', { opinion: '合同依据充分' })
  })
})

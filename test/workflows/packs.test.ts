import { describe, expect, it } from 'vitest'
import { asksOf } from '../../workflows/complaint/asks.ts'
import { categories } from '../../workflows/complaint/codes.ts'
import { distribution } from '../../workflows/policy/packs/distribution.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { PolicyDocument } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { park } from '../support/organisation.ts'
import { payloads } from '../support/payloads.ts'
import { minutesIn, PureCase } from '../support/pure-case.ts'

const versionOf = (pack: PolicyDocument) => ({ code: pack.code, version: 1, policy: policySchema.parse(pack) })
const under = (pack: PolicyDocument) => new PureCase({ version: versionOf(pack) })
const rule = (refused: ReturnType<PureCase['refusal']>) => refused && 'rule' in refused && refused.rule
const toldOf = (life: PureCase, kind: string) =>
  life.decisions
    .at(-1)
    ?.told.filter(one => one.kind === kind)
    .map(one => one.to)

/** What the complainant of a professional firm was told when they came. */
const scheduled = { particulars: { 'schedule-told': '2026-09-30' } }

/** From the entry to a plan, by the people of the dining department. */
function planned(
  life: PureCase,
  register: Parameters<PureCase['does']>[2],
  money?: string,
  arriving = 'head.dining',
): PureCase {
  life.does('rep', 'register', register as never)
  life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
  life.does(arriving, 'arrive')
  life.does('handler.dining', 'find', { liability: 'product' })
  life.does('handler.dining', 'plan', {
    measures: [{ kind: 'compensation', description: '赔付', ...(money && { amount: money }) }],
  })
  return life
}
/** What every entry of the technical service confirms. */
const particulars = { 'contract-term': '2026 年全年', delivered: '2026-08-20' }
const confirmed = { category: 'service', demand: '尽快上门', particulars } as const
/** The tips beside the forms of a stage, dos and don'ts in one line. */
const said = ({ guidance }: PolicyDocument, stage: 'receive' | 'register' | 'propose') =>
  [...(guidance[stage]?.do ?? []), ...(guidance[stage]?.dont ?? [])].map(one => one['zh-CN']).join(' ')
const openAsks = (life: PureCase) =>
  asksOf(life.state, life.context, life.version.policy, life.organisation, minutesIn(life.minute)).map(
    ({ purpose, people }) => [purpose, people] as const,
  )
const steps = (life: PureCase) => life.context.steps.map(step => `${step.role} ${step.kind}`)

describe('every pack', () => {
  it.each([winery, iso, professional, manufacturer, technicalService, distribution])(
    '$code is a valid policy',
    pack => {
      expect(policySchema.safeParse(pack).error).toBeUndefined()
    },
  )
})

describe('P2, ISO style', () => {
  it('what costs money, or is not settled on the spot, is in the procedure', () => {
    const paid = under(iso)
    paid.does('rep', 'register', { category: 'service', amount: '0.01' })
    expect(paid.context.level).toBe('major')
    expect(rule(paid.refusal('rep', 'settle'))).toBe('approval-needed')
  })

  it('is negotiated until the customer accepts', () => {
    const life = planned(under(iso), { category: 'product', amount: '800.00' })
    life.does('handler.dining', 'consent', { outcome: 'refused' })
    expect(life.state).toBe('propose.draft')
    life.does('handler.dining', 'plan')
    expect(life.state).toBe('propose.consult')
    expect(life.refusal('director', 'approve')).toMatchObject({ code: 'not-in-this-stage' })
    life.does('handler.dining', 'consent', { outcome: 'accepted' })
    expect(life.state).toBe('propose.review')
  })

  it('what is settled on the spot without money stands outside the procedure: closed at once', () => {
    const life = under(iso)
    life.does('rep', 'register', { category: 'service', amount: '0.00' })
    expect(life.context.level).toBe('minor')
    life.does('rep', 'settle')
    expect(life.state).toBe('close.closed')
    expect(life.context.outcome).toBe('resolved')
    expect(life.deadlines().filter(one => one.metAt === null && one.endedAt === null)).toEqual([])
  })

  it('the customer accepts before the sales director approves for good', () => {
    const life = planned(under(iso), { category: 'product', amount: '800.00' }, '300.00')
    expect(steps(life)).toEqual(['handler consent', 'unit-leader opinion', 'director approve'])
    expect(life.state).toBe('propose.consult')
    expect(life.refusal('director', 'approve')).toMatchObject({ code: 'not-in-this-stage' })
    life.does('handler.dining', 'consent', { outcome: 'accepted' })
    expect(life.state).toBe('propose.review')
  })

  it('a serious complaint closes only with a corrective action', () => {
    const life = planned(under(iso), { category: 'product', amount: '800.00' })
    life.does('handler.dining', 'consent', { outcome: 'accepted' })
    life.does('leader.hospitality', 'approve')
    life.does('director', 'approve')
    life.does('handler.dining', 'perform', { measure: 1 })
    life.does('handler.dining', 'resolve')
    life.does('rep', 'call-back', { outcome: 'satisfied' })
    const close = { correctiveAction: 'none', waiverReason: '无' } as const
    expect(rule(life.refusal('centre', 'close', close))).toBe('corrective-action-missing')
    expect(life.refusal('centre', 'close', { correctiveAction: 'opened' })).toBeUndefined()
  })
})

describe('P3, professional firm', () => {
  const grave = { ...scheduled, category: 'service', scopeFlags: ['regulator'] } as const

  const minutes = { attendance: '全体合伙人', resolution: '按方案处理', regulator: 'report' } as const

  it('the meeting writes down who attended, what it resolved and whether the regulator is told', () => {
    const life = planned(under(professional), grave)
    expect(rule(life.refusal('head.dining', 'approve', { opinion: '属实', ...minutes }))).toBe('no-meeting')
    life.does('head.dining', 'approve', { opinion: '属实' })
    life.does('leader.hospitality', 'approve', { opinion: '提交会议' })
    const without = life.refusal('director', 'approve', { opinion: '同意' })
    expect(without).toMatchObject({
      rule: 'minutes-missing',
      findings: [{ field: 'attendance' }, { field: 'resolution' }, { field: 'regulator' }],
    })
    expect(life.refusal('director', 'approve', { opinion: '同意', ...minutes })).toBeUndefined()
  })

  it('nobody is the meeting alone, with a vacant board neither: the director and a partner who has not decided hold it', () => {
    const life = planned(under(professional), grave)
    life.does('head.dining', 'approve', { opinion: '属实' })
    life.does('leader.hospitality', 'approve', { opinion: '提交会议' })
    expect(openAsks(life)).toEqual([['meeting', ['leader.production', 'director']]])
    life.does('director', 'approve', { opinion: '按方案处理', ...minutes })
    expect(life.state).toBe('propose.review')
    expect(rule(life.refusal('director', 'approve', { opinion: '同意', ...minutes }))).toBe('decided-already')
    expect(life.refusal('leader.hospitality', 'approve', { opinion: '同意' })).toMatchObject({ code: 'not-permitted' })
    life.does('leader.production', 'approve', { opinion: '同意会议决定' })
    expect(life.state).toBe('propose.consult')
  })

  it('whoever gave the opinion of the person in charge does not hold the meeting alone', () => {
    const life = planned(under(professional), { ...grave, respondent: 'head.dining' }, undefined, 'handler.dining')
    const [opinion] = openAsks(life)
    for (let turn = 0; life.state === 'propose.review' && turn < 6; turn++) {
      const [person] = openAsks(life)[0]?.[1] ?? []
      const isMeeting = openAsks(life)[0]?.[0] === 'meeting'
      life.does(person ?? '', 'approve', { opinion: '同意', ...(isMeeting && turn < 3 && minutes) })
    }
    expect(opinion?.[1]).not.toContain('head.dining')
    const held = life.context.steps.find(step => step.kind === 'meeting')?.joint?.seats.map(seat => seat.by)
    expect(new Set(held).size).toBe(2)
    expect(life.state).toBe('propose.consult')
  })

  it('is told the complainant, until when they have an answer, at the entry', () => {
    const entry = { category: 'service' } as const
    expect(rule(under(professional).refusal('rep', 'register', entry))).toBe('particulars-missing')
    const over = { ...entry, particulars: { 'schedule-told': '2026-08-31' } }
    expect(rule(under(professional).refusal('rep', 'register', over))).toBe('particular-in-the-past')
    expect(under(professional).refusal('rep', 'register', { ...entry, ...scheduled })).toBeUndefined()
  })

  it('a respondent who was not reached has not been asked: both are called again, as often as the policy says', () => {
    const life = planned(under(professional), { ...scheduled, category: 'service', respondentDepartment: 'dining' })
    life.does('head.dining', 'approve', { opinion: '属实' })
    life.does('leader.hospitality', 'approve', { opinion: '同意' })
    life.does('handler.dining', 'consent', { outcome: 'accepted' })
    life.does('handler.dining', 'perform', { measure: 1 })
    life.does('handler.dining', 'resolve')
    const half = { outcome: 'satisfied', respondentOutcome: 'unreached', comment: '满意' } as const
    for (let call = 1; call < 3; call++) {
      life.does('rep', 'call-back', half)
      expect([life.state, life.context.unreached]).toEqual(['follow-up', call])
    }
    life.does('rep', 'call-back', half)
    expect(life.state).toBe('close.settle')
  })

  it('opinions are given in writing, that of the meeting too', () => {
    const life = planned(under(professional), grave)
    expect(rule(life.refusal('head.dining', 'approve', { opinion: undefined }))).toBe('required-by-policy')
    life.does('head.dining', 'approve', { opinion: '属实' })
    life.does('leader.hospitality', 'approve', { opinion: '提交会议' })
    expect(rule(life.refusal('director', 'approve', { opinion: undefined }))).toBe('required-by-policy')
    life.does('director', 'approve', { opinion: '按方案处理', ...minutes })
    expect(rule(life.refusal('leader.production', 'approve', { opinion: undefined }))).toBe('required-by-policy')
    life.does('leader.production', 'approve', { opinion: '同意会议决定' })
    expect(life.state).toBe('propose.consult')
  })

  it('where the partner in charge is absent, the director decides', () => {
    const away = structuredClone(park)
    away.people = away.people.map(one => (one.login === 'leader.hospitality' ? { ...one, active: false } : one))
    const life = new PureCase({ version: versionOf(professional), organisation: away })
    planned(life, { ...scheduled, category: 'service' }).does('head.dining', 'approve', { opinion: '属实' })
    expect(life.refusal('leader.hospitality', 'approve')).toMatchObject({ code: 'not-permitted' })
    expect(life.refusal('director', 'approve', { opinion: '同意' })).toBeUndefined()
  })

  it('facts are investigated before anything is proposed', () => {
    const life = under(professional)
    life.does('rep', 'register', { ...scheduled, category: 'service' })
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    life.does('head.dining', 'arrive')
    expect(life.refusal('handler.dining', 'plan')).toMatchObject({ code: 'not-in-this-stage' })
  })

  it('says beside the forms: tell the schedule, do not argue, promise nothing, disclose nothing', () => {
    expect(said(professional, 'receive')).toMatch(/时间安排.*不争辩.*承诺.*不向无关人员透露/)
    expect(said(professional, 'propose')).toMatch(/会议.*报告监管部门.*作出决定之前，不向任何一方作出承诺/)
  })

  it('nothing is promised before the decision: no settling on the spot at either level', () => {
    const life = under(professional)
    life.does('rep', 'register', { ...scheduled, category: 'service' })
    expect(rule(life.refusal('rep', 'settle'))).toBe('approval-needed')
    expect(life.offers('rep')).not.toContain('settle')
  })

  it('a grave matter is decided by the meeting, after the opinion of the person in charge', () => {
    const life = planned(under(professional), grave)
    expect(life.context.level).toBe('major')
    expect(steps(life)).toEqual(['head opinion', 'unit-leader approve', 'board meeting', 'handler consent'])
  })

  it('the respondent stays away, whatever seat they hold', () => {
    const life = under(professional)
    life.does('rep', 'register', {
      ...scheduled,
      ...{ category: 'service', respondent: 'head.dining', respondentDepartment: 'dining' },
    })
    life.does('rep', 'dispatch', { department: 'dining' })
    expect(life.refusal('head.dining', 'arrive')).toMatchObject({ code: 'not-permitted', rule: 'own-matter' })
  })

  it('asks both sides for satisfaction', () => {
    const life = planned(under(professional), { ...scheduled, category: 'service', respondentDepartment: 'dining' })
    life.does('head.dining', 'approve', { opinion: '属实，应予补偿' })
    life.does('leader.hospitality', 'approve', { opinion: '同意' })
    life.does('handler.dining', 'consent', { outcome: 'accepted' })
    life.does('handler.dining', 'perform', { measure: 1 })
    life.does('handler.dining', 'resolve')
    const call = { outcome: 'satisfied', comment: '满意' } as const
    expect(rule(life.refusal('rep', 'call-back', call))).toBe('respondent-not-asked')
    life.does('rep', 'call-back', { ...call, respondentOutcome: 'satisfied' })
    expect(life.state).toBe('close.settle')
  })
})

describe('P4, manufacturer', () => {
  const quality = { category: 'product', confirmation: 'signature' } as const

  it('has three types of matter: service conduct, professional work of sales staff, product quality', () => {
    expect(manufacturer.types?.map(one => one.name['zh-CN'])).toEqual(['服务行为', '营业人员专业工作', '产品质量'])
    const sorted = manufacturer.types?.flatMap(one => one.categories) ?? []
    expect([...sorted].sort()).toEqual([...categories].sort())
  })

  it('tells a product fault from misuse: no finding without it', () => {
    const life = under(manufacturer)
    life.does('rep', 'register', quality)
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    life.does('head.dining', 'arrive')
    expect(life.refusal('handler.dining', 'find', { liability: undefined })).toMatchObject({ code: 'invalid' })
    for (const liability of ['product', 'customer'] as const)
      expect(life.refusal('handler.dining', 'find', { liability })).toBeUndefined()
  })

  it('is looked at on the spot, and then it is one or the other', () => {
    const life = under(manufacturer)
    life.does('rep', 'register', quality)
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    expect(rule(life.refusal('head.dining', 'arrive', { method: 'phone' }))).toBe('method-not-accepted')
    life.does('head.dining', 'arrive', { method: 'on-site' })
    expect(rule(life.refusal('handler.dining', 'find', { liability: 'unknown' }))).toBe('liability-not-accepted')
  })

  it('is not left open at the closing either: what was found stays, or is one or the other', () => {
    const life = under(manufacturer)
    life.does('rep', 'register', quality)
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    life.does('head.dining', 'arrive', { method: 'on-site' })
    life.does('handler.dining', 'find', { liability: 'product' })
    life.does('handler.dining', 'plan')
    life.does('quality', 'approve', { opinion: '产品缺陷' })
    life.does('leader.hospitality', 'approve')
    life.does('handler.dining', 'consent')
    life.does('handler.dining', 'perform')
    life.does('handler.dining', 'resolve')
    life.does('rep', 'call-back')
    expect(rule(life.refusal('centre', 'close', { liability: 'unknown' }))).toBe('liability-not-accepted')
    expect(life.refusal('centre', 'close', { liability: 'customer' })).toBeUndefined()
    expect(life.refusal('centre', 'close', { liability: undefined })).toBeUndefined()
  })

  it('what the customer confirmed is confirmed anew when it is corrected, but not how to reach them', () => {
    const life = under(manufacturer)
    expect(life.refusal('rep', 'amend', { fields: { demand: '换货' } })).toBeUndefined()
    life.does('rep', 'register', quality)
    expect(rule(life.refusal('rep', 'amend', { fields: { demand: '换货' } }))).toBe('confirmation-missing')
    expect(life.refusal('rep', 'amend', { fields: { demand: '换货', confirmation: 'recording' } })).toBeUndefined()
    expect(life.refusal('rep', 'amend', { fields: { phone: '13911112222' } })).toBeUndefined()
  })

  it('the customer confirms the entry', () => {
    expect(under(manufacturer).refusal('rep', 'register', { category: 'product' })).toMatchObject({
      rule: 'required-by-policy',
      findings: [{ field: 'confirmation' }],
    })
  })

  it.each([
    ['product', ['quality opinion', 'unit-leader approve', 'handler consent']],
    ['service', ['service-head countersign', 'unit-leader approve', 'handler consent']],
    ['price', ['unit-leader approve', 'handler consent']],
  ] as const)('a matter of %s takes its own route', (category, expected) => {
    expect(steps(planned(under(manufacturer), { ...quality, category }))).toEqual(expected)
  })

  it('every quality case is made known to the general manager and to quality inspection', () => {
    const life = under(manufacturer)
    life.does('rep', 'register', quality)
    expect(toldOf(life, 'informed')).toEqual(expect.arrayContaining(['director', 'quality']))
  })

  it('a case that turns out to be one of quality is made known as if it had been registered so, and once', () => {
    const life = under(manufacturer)
    life.does('rep', 'amend', { fields: { category: 'service' } })
    expect(toldOf(life, 'informed')).toEqual([])
    life.does('rep', 'register', { category: 'price', confirmation: 'signature' })
    life.does('rep', 'amend', { fields: { category: 'product', confirmation: 'phone' } })
    expect(toldOf(life, 'informed')).toEqual(expect.arrayContaining(['director', 'quality']))
    life.does('rep', 'amend', { fields: { category: 'safety', confirmation: 'phone' } })
    expect(toldOf(life, 'informed')).toEqual([])
  })

  it('the visit is due within two working days', () => {
    const life = under(manufacturer)
    life.does('rep', 'register', quality)
    life.does('rep', 'dispatch', { department: 'dining' })
    // dispatched on Tuesday 1 September 2026: to the end of Thursday in Shanghai
    expect(life.deadline('attend')?.dueAt).toBe('2026-09-03T15:59:59.999Z')
  })
})

describe('P5, technical service', () => {
  it('verifies the term of the contract, the subcontractor and the day of delivery', () => {
    const tried = (given: Record<string, string>) =>
      rule(under(technicalService).refusal('rep', 'register', { ...confirmed, particulars: given }))
    expect(tried({ delivered: '2026-08-20' })).toBe('particulars-missing')
    expect(tried({ ...particulars, delivered: '八月二十日' })).toBe('particular-no-day')
    expect(tried({ ...particulars, weather: '晴' })).toBe('unknown-particular')
    expect(tried({ ...particulars, subcontractor: '金税服务站' })).toBeUndefined()
  })

  it('confirms what the customer wants at the entry', () => {
    expect(under(technicalService).refusal('rep', 'register', { ...confirmed, demand: undefined })).toMatchObject({
      rule: 'required-by-policy',
      findings: [{ field: 'demand' }],
    })
  })

  it.each([
    ['general', 'hotline', '热线多次打不通或推诿'],
    ['general', 'not-replaced', '应换未换故障件'],
    ['general', 'repairs-failed', '多次维修仍未修好'],
    ['general', 'visit-refused', '拒绝上门服务'],
    ['general', 'late-30', '上门迟到超过 30 分钟'],
    ['general', 'no-upgrade', '未按约定升级'],
    ['major', 'bad-conduct', '言行恶劣，损害信誉'],
    ['major', 'broken-appointments', '多次爽约，给客户造成损失'],
    ['major', 'media', '媒体曝光'],
    ['major', 'repeated', '一般投诉重复发生'],
    ['major', 'pushing', '强推产品、乱收费、收受礼品'],
    ['major', 'authority', '受到主管税务机关批评'],
  ])('is %s for %s: %s', (level, code, words) => {
    const life = under(technicalService)
    life.does('rep', 'register', { ...confirmed, conduct: [code] })
    expect(life.context.level).toBe(level)
    expect(technicalService.grading.byConduct?.find(one => one.code === code)?.words['zh-CN']).toBe(words)
  })

  it('the subcontractor answers: a case is dispatched to a unit outside', () => {
    const life = under(technicalService)
    life.does('rep', 'register', { ...confirmed, conduct: ['late-30'] })
    life.does('rep', 'dispatch', { department: 'coaches', handler: undefined })
    expect(life.context.department).toBe('coaches')
  })

  it('a serious complaint closes only with an improvement', () => {
    expect(technicalService.closing?.correctiveAction).toEqual(['major'])
  })

  it('has two classes, graded by the conduct that it lists', () => {
    const ordinary = under(technicalService)
    ordinary.does('rep', 'register', { ...confirmed, conduct: ['late-30'] })
    expect(ordinary.context.level).toBe('general')
    const serious = under(technicalService)
    serious.does('rep', 'register', { ...confirmed, conduct: ['pushing', 'late-30'] })
    expect(serious.context.level).toBe('major')
    expect(serious.context.gradingReasons).toEqual([{ by: 'conduct', conduct: 'pushing', level: 'major' }])
  })

  it('knows no other level and no other conduct', () => {
    const life = under(technicalService)
    const critical = { ...confirmed, level: 'critical', levelReason: '试' } as const
    expect(rule(life.refusal('rep', 'register', critical))).toBe('level-not-in-policy')
    expect(rule(life.refusal('rep', 'register', { ...confirmed, conduct: ['rude'] }))).toBe('unknown-conduct')
  })

  it('the quality department has checked the improvement before a serious case is decided', () => {
    const life = planned(under(technicalService), { ...confirmed, conduct: ['media'] })
    expect(steps(life)).toEqual(['quality countersign', 'unit-leader approve', 'handler consent'])
  })
})

describe('P6, distribution', () => {
  it('the responsible party is named: product, transport, staff; and the department gets the case', () => {
    const life = under(distribution)
    life.does('rep', 'register', { category: 'transport', liability: 'transport', respondentDepartment: 'dining' })
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    expect(life.context).toMatchObject({ department: 'dining', respondentDepartment: 'dining' })
  })

  it('the service desk keeps asking: progress is due every 24 hours', () => {
    expect(distribution.limits.progress?.general).toMatchObject({ amount: 24, unit: 'hour', from: 'contacted' })
  })

  it('where the account manager is at fault, the time is set by the nature of the matter and told to the customer', () => {
    expect(said(distribution, 'register')).toMatch(/客户经理责任的，按性质定处理时间，并告诉客户/)
  })

  it('notes until when the customer was told it takes, where it is the account manager', () => {
    const entry = { category: 'service', liability: 'staff', respondentDepartment: 'dining' } as const
    expect(rule(under(distribution).refusal('rep', 'register', entry))).toBe('particulars-missing')
    const told = { ...entry, particulars: { 'told-until': '2026-09-04' } }
    expect(under(distribution).refusal('rep', 'register', told)).toBeUndefined()
  })

  it('refuses to have told the customer a day that is over; today is none', () => {
    const entry = { category: 'service', liability: 'staff', respondentDepartment: 'dining' } as const
    const tried = (day: string) =>
      rule(under(distribution).refusal('rep', 'register', { ...entry, particulars: { 'told-until': day } }))
    expect(tried('2026-08-31')).toBe('particular-in-the-past')
    expect(tried('2026-09-01')).toBeUndefined()
  })

  it('takes no "unknown" at the entry, for responsibility comes first; a finding may still say so', () => {
    const entry = { category: 'transport', liability: 'unknown', respondentDepartment: 'dining' } as const
    expect(rule(under(distribution).refusal('rep', 'register', entry))).toBe('liability-not-accepted')
    const life = under(distribution)
    life.does('rep', 'register', { ...entry, liability: 'transport' })
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    life.does('head.dining', 'arrive')
    expect(life.refusal('handler.dining', 'find', { liability: 'unknown' })).toBeUndefined()
  })

  it('the time told to the customer holds when it turns out to be the account manager later', () => {
    const life = under(distribution)
    life.does('rep', 'register', { category: 'product', liability: 'product', respondentDepartment: 'dining' })
    life.does('rep', 'dispatch', { department: 'dining', handler: 'handler.dining' })
    life.does('head.dining', 'arrive')
    const found = { type: 'find', ...payloads.find, liability: 'staff' }
    const judged = (body: object, particulars: Record<string, string>, liability: 'product' | 'staff') => {
      const verdict = life.judge('handler.dining', body, { noted: { particulars, liability } })
      return 'refused' in verdict ? rule(verdict.refused) : 'taken'
    }
    expect(judged(found, {}, 'product')).toBe('particulars-missing')
    expect(judged({ ...found, particulars: { 'told-until': '2026-09-04' } }, {}, 'product')).toBe('taken')
    // noted at the entry it stands, even when that day has passed; a correction does not take it away again
    expect(judged(found, { 'told-until': '2026-08-30' }, 'product')).toBe('taken')
    const dropped = { type: 'amend', fields: { particulars: {} }, reason: '更正' }
    expect(judged(dropped, { 'told-until': '2026-09-04' }, 'staff')).toBe('particulars-missing')
  })

  it('judges responsibility first', () => {
    expect(under(distribution).refusal('rep', 'register', { category: 'transport' })).toMatchObject({
      rule: 'required-by-policy',
      findings: [{ field: 'liability' }, { field: 'respondentDepartment' }],
    })
  })

  it('a quality matter passes quality inspection and is told to it', () => {
    const judged = { category: 'product', liability: 'product', respondentDepartment: 'cellar' } as const
    const life = planned(under(distribution), judged)
    expect(steps(life)).toEqual(['quality opinion', 'service-head approve', 'handler consent'])
  })

  it('takes complaints in round the clock: the first answer is due within 24 natural hours', () => {
    const life = under(distribution)
    life.does('rep', 'register', { category: 'transport', liability: 'transport', respondentDepartment: 'cellar' })
    expect(life.due('answer')).toBe(24 * 60)
  })
})

import { describe, expect, it } from 'vitest'
import en from '../../views/locales/en.json' with { type: 'json' }
import zh from '../../views/locales/zh-CN.json' with { type: 'json' }
import { complaint } from '../../workflows/complaint/complaint.ts'
import type { StoredFile } from '../../workflows/complaint/finding.ts'
import { type Circumstances, decideOpening, type Verdict } from '../../workflows/decide.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import type { Policy, PolicyDocument } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { park, wineryVersion } from '../support/organisation.ts'
import { type EventType, type Fields, payloads, refunding } from '../support/payloads.ts'
import { minutesIn, number, PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const [head, handler, leader] = ['head.dining', 'handler.dining', 'leader.hospitality']
const day = 24 * 60

const versionOf = (pack: PolicyDocument) => ({ code: pack.code, version: 1, policy: policySchema.parse(pack) })
const under = (pack: PolicyDocument) => new PureCase({ version: versionOf(pack) })
/** A general case that is being looked into, under the winery's rules with something changed. */
const inquired = (change: Partial<Policy> = {}) =>
  caseIn('investigate.inquire', 'general', {
    version: { ...wineryVersion, policy: { ...wineryVersion.policy, ...change } },
  })
const after = (life: PureCase, ...events: [by: string | null, type: EventType, fields?: object][]) => {
  for (const [by, type, fields] of events) life.does(by, type, fields as never)
  return life
}
const with_ = (life: PureCase, by: string, body: object, more: Partial<Circumstances>): Verdict =>
  life.judge(by, body, more)
const opening = (fields: Partial<Fields<'open'>>, by = 'rep') =>
  decideOpening(complaint, number, { type: 'open', ...payloads.open, ...fields }, new PureCase().facts(by))
const handedBack = () =>
  after(
    caseIn('investigate.attend'),
    ...[1, 2].flatMap(() => [[head, 'hand-back'] as const, ['rep', 'dispatch'] as const]).map(one => [...one] as never),
    [head, 'hand-back'],
  )
const closed = () => caseIn('close.closed')
/** Each can be recorded, and both together cannot. */
const tooMuch = ['999999999999.99', '0.01'].flatMap(amount => refunding(amount).measures)
const appealed = () => after(closed(), ['rep', 'appeal'])
const joint = { ...wineryVersion.policy.approval, joint: [{ roles: ['service-head', 'director'], rule: 'all' }] }

/** Every rule of the complaint, and a way to run into it. */
const walk: Record<string, () => ReturnType<PureCase['refusal']> | Verdict> = {
  // registering and sending on
  'in-the-future': () => opening({ receivedAt: minutesIn(10) }),
  'received-reason-missing': () => opening({ receivedAt: minutesIn(-40) }),
  'occurred-after-receipt': () => opening({ occurredAt: minutesIn(1) }),
  'staff-only': () => opening({}, 'auditor'),
  'level-reason-missing': () => new PureCase().refusal('rep', 'register', { level: 'critical' }),
  'level-not-in-policy': () =>
    under(professional).refusal('rep', 'register', {
      ...{ level: 'critical', levelReason: '客户要求' },
      particulars: { 'schedule-told': '2026-09-30' },
    }),
  'unknown-conduct': () =>
    under(technicalService).refusal('rep', 'register', {
      ...{ demand: '退费', conduct: ['rude'] },
      particulars: { 'contract-term': '2026 年全年', delivered: '2026-08-20' },
    }),
  'required-by-policy': () => under(manufacturer).refusal('rep', 'register'),
  'no-such-department': () => new PureCase().refusal('rep', 'register', { respondentDepartment: 'moon' }),
  'no-such-person': () => new PureCase().refusal('rep', 'register', { respondent: 'nobody' }),
  'not-a-department': () => caseIn('register').refusal('rep', 'dispatch', { department: 'hospitality' }),
  'not-in-department': () => caseIn('register').refusal('rep', 'dispatch', { handler: 'handler.cellar' }),
  'same-department': () => caseIn('investigate.attend').refusal(head, 'transfer', { department: 'dining' }),
  'merge-into-itself': () => caseIn('register').refusal('rep', 'merge', { into: number }),
  'no-such-case': () => caseIn('register').refusal('rep', 'merge'),
  'merge-target-closed': () => {
    const target = { number: payloads.merge.into, open: false }
    return with_(caseIn('register'), 'rep', { type: 'merge', ...payloads.merge }, { target })
  },
  'same-level': () => caseIn('register').refusal('rep', 'regrade', { level: 'general' }),
  'cap-reached': () => after(handedBack(), ['centre', 'dispatch']).refusal(head, 'hand-back'),
  'arbiter-only': () => handedBack().refusal('rep', 'dispatch'),
  // who may
  'not-on-duty': () => caseIn('register').refusal('quality', 'dispatch'),
  'own-matter': () => after(inquired(), ['rep', 'amend', { fields: { respondent: head } }]).refusal(head, 'find'),
  'own-proposal': () =>
    after(caseIn('propose.draft', 'minor'), [head, 'plan', refunding('200')]).refusal(head, 'approve'),
  'decided-already': () => {
    const version = { ...wineryVersion, policy: policySchema.parse({ ...wineryVersion.policy, approval: joint }) }
    return after(caseIn('propose.review', 'major', { version }), ['centre', 'approve']).refusal('centre', 'approve')
  },
  'clock-only': () => inquired().refusal('rep', 'deadline-reach'),
  'rung-done': () => after(inquired(), [null, 'deadline-reach']).refusal(null, 'deadline-reach'),
  'calendar-not-in-force': () => inquired().refusal(null, 'recalendar', { calendar: 'calendar-9' }),
  // settling, carrying out, closing
  'approval-needed': () => caseIn('investigate.attend').refusal(head, 'settle'),
  'money-needs-approval': () => caseIn('investigate.attend', 'minor').refusal('rep', 'settle', refunding('100')),
  'no-such-measure': () => caseIn('execute').refusal(handler, 'perform', { measure: 9 }),
  'already-performed': () => {
    const two = { measures: [1, 2].map(index => ({ kind: 'apology' as const, description: `致歉 ${index}` })) }
    const life = after(caseIn('propose.draft', 'minor'), [handler, 'plan', two], [handler, 'consent'])
    return after(life, [handler, 'perform']).refusal(handler, 'perform')
  },
  'all-performed': () => after(caseIn('execute'), [handler, 'perform']).refusal(handler, 'perform'),
  'measures-open': () => caseIn('execute').refusal(handler, 'resolve'),
  'evidence-missing': () => caseIn('execute', 'minor').refusal(handler, 'perform', { evidence: undefined }),
  'over-approved': () => caseIn('execute', 'minor').refusal(handler, 'perform', { paidAmount: '200.01' }),
  'sum-too-large': () => caseIn('propose.draft').refusal(handler, 'plan', { measures: tooMuch }),
  'respondent-not-asked': () => {
    const life = caseIn('propose.draft', 'minor', {
      version: {
        ...wineryVersion,
        policy: { ...wineryVersion.policy, closing: { ...wineryVersion.policy.closing, bothSides: true } },
      },
    })
    life.does('rep', 'amend', { fields: { respondentDepartment: 'dining' } })
    after(life, [handler, 'plan'], [handler, 'consent'], [handler, 'perform'], [handler, 'resolve'])
    return life.refusal('rep', 'call-back')
  },
  'waiver-reason-missing': () => caseIn('close.settle').refusal('centre', 'close', { waiverReason: undefined }),
  'corrective-action-missing': () => {
    const closing = { ...wineryVersion.policy.closing, correctiveAction: ['general' as const] }
    const version = { ...wineryVersion, policy: { ...wineryVersion.policy, closing } }
    return caseIn('close.settle', 'general', { version }).refusal('centre', 'close')
  },
  'window-passed': () =>
    closed()
      .at(31 * day)
      .refusal('rep', 'reopen'),
  'already-external': () => after(inquired(), ['centre', 'externalise']).refusal('centre', 'externalise'),
  'not-external': () => inquired().refusal('centre', 'external-result'),
  // time
  'level-not-pausable': () => caseIn('investigate.inquire', 'minor').refusal(head, 'pause'),
  'reason-not-in-policy': () => inquired({ pauseReasons: ['mediation'] }).refusal(head, 'pause'),
  'pauses-used-up': () => inquired({ caps: { ...wineryVersion.policy.caps, pauses: 0 } }).refusal(head, 'pause'),
  'pause-days-left': () => after(inquired(), [head, 'pause']).refusal(null, 'resume'),
  'no-open-deadline': () => inquired().refusal(leader, 'extend', { kind: 'follow-up' }),
  'not-extendable': () => caseIn('investigate.attend').refusal(leader, 'extend', { kind: 'attend' }),
  'already-expired': () =>
    inquired()
      .at(13 * 60)
      .refusal(leader, 'extend'),
  'not-later': () => inquired().refusal(leader, 'extend', { until: minutesIn(10) }),
  'extension-pending': () =>
    after(inquired(), [head, 'ask-extension', { until: minutesIn(20 * 60) }]).refusal(head, 'ask-extension'),
  'no-extension-asked': () => inquired().refusal(leader, 'refuse-extension'),
  'own-request': () =>
    after(caseIn('investigate.inquire', 'minor'), [head, 'ask-extension', { until: minutesIn(20 * 60) }]).refusal(
      head,
      'extend',
    ),
  // staying away
  'already-recused': () => after(inquired(), [handler, 'recuse']).refusal('rep', 'ask-recusal'),
  'own-relation-only': () => inquired().refusal(head, 'recuse'),
  'recusal-pending': () => after(inquired(), ['rep', 'ask-recusal']).refusal('rep', 'ask-recusal'),
  'no-part-in-this-case': () => inquired().refusal('rep', 'ask-recusal', { person: 'rep2' }),
  'recusal-refused-before': () =>
    after(inquired(), ['rep', 'ask-recusal'], [head, 'decide-recusal', { outcome: 'refused' }]).refusal(
      'rep',
      'ask-recusal',
    ),
  'which-recusal': () =>
    after(inquired(), ['rep', 'ask-recusal'], ['centre', 'ask-recusal', { person: leader }]).refusal(
      'director',
      'decide-recusal',
    ),
  'no-recusal-asked': () => inquired().refusal(head, 'decide-recusal'),
  'nobody-recused': () => inquired().refusal(head, 'end-recusal'),
  'not-recused': () =>
    after(inquired(), ['rep', 'ask-recusal'], [head, 'decide-recusal']).refusal(head, 'end-recusal', {
      person: leader,
    }),
  'own-recusal-only': () => after(inquired(), [handler, 'recuse']).refusal(head, 'end-recusal'),
  'no-part-in-cases': () => inquired().refusal('rep', 'ask-recusal', { person: 'admin' }),
  // appeals
  'appeal-pending': () => appealed().refusal('rep', 'appeal'),
  'no-appeal': () => closed().refusal(leader, 'decide-appeal'),
  'nothing-to-appeal': () => after(caseIn('register'), ['rep', 'withdraw']).refusal('rep', 'appeal'),
  'appeal-final': () =>
    after(appealed(), ['director', 'decide-appeal', { outcome: 'rejected' }]).refusal('rep', 'appeal'),
  'appeal-window-passed': () =>
    closed()
      .at(31 * day)
      .refusal('rep', 'appeal'),
  'own-penalty-only': () => closed().refusal('rep', 'appeal', { against: 'penalty', person: handler }),
  'appellant-not-customer': () => closed().refusal('rep', 'appeal', { person: handler }),
  'no-such-penalty': () => closed().refusal(handler, 'appeal', { against: 'penalty', person: handler }),
  // files and notes
  'unknown-file': () => inquired().refusal(handler, 'find', { files: [3] }),
  'upload-only': () => inquired().refusal('rep', 'attach'),
  'too-many-files': () => {
    const life = inquired()
    for (let count = 0; count < 100; count++) life.does('rep', 'attach')
    return with_(life, 'rep', { type: 'attach', ...payloads.attach }, { stored: payloads.attach as StoredFile })
  },
  'mention-ambiguous': () => {
    const organisation = { ...park, people: park.people.map(one => ({ ...one, name: '李娜' })) }
    return caseIn('investigate.inquire', 'general', { organisation }).refusal('rep', 'note', { text: '请 @李娜 看' })
  },
  'too-many-mentions': () => {
    const text = park.people.slice(0, 11).map(one => `@${one.login} `)
    return inquired().refusal('rep', 'note', { text: text.join('') })
  },
  'mention-without-sight': () =>
    with_(inquired(), 'rep', { type: 'note', text: '请 @handler.cellar 看' }, { blind: ['handler.cellar'] }),
}

const refusedIn = (answer: ReturnType<(typeof walk)[string]>) =>
  answer && 'refused' in answer ? answer.refused : answer && 'decision' in answer ? undefined : answer

describe('a refusal names its rule, and the rule has words in both languages', () => {
  it.each(Object.entries(walk))('%s', (rule, run) => {
    expect(refusedIn(run())).toMatchObject({ rule })
    expect(zh.rules).toHaveProperty(rule)
    expect(en.rules).toHaveProperty(rule)
  })

  it('amounts that are too much together are named where they stand', () => {
    const field = (refused: object | undefined) => (refused as { findings?: { field?: string }[] }).findings?.[0]?.field
    expect(field(caseIn('propose.draft').refusal(handler, 'plan', { measures: tooMuch }))).toBe('measures')
    const settled = caseIn('investigate.attend', 'minor').refusal(head, 'settle', { measures: tooMuch })
    expect(settled).toMatchObject({ rule: 'sum-too-large' })
  })

  it('what happened can be corrected, but not to have happened after the receipt', () => {
    const amended = (occurredAt: string) => inquired().refusal('rep', 'amend', { fields: { occurredAt } })
    expect(amended(minutesIn(24 * 60))).toMatchObject({
      rule: 'occurred-after-receipt',
      findings: [{ field: 'fields.occurredAt' }],
    })
    expect(amended(minutesIn(-24 * 60))).toBeUndefined()
  })
})

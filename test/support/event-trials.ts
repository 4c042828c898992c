import type { DemoLogin } from '../../db/demo/organisation.ts'
import type { Deps } from '../../server/deps.ts'
import { happen } from './case-in.ts'
import type { State } from './stages.ts'

interface Trial {
  /** the person who is offered the form */
  by: DemoLogin
  state: State
  /** what is filled in */
  fill: Record<string, string | string[]>
  /** what is filled in wrongly, and the field beside which the page says so */
  wrong: Record<string, string>
  at: string
  before?: (deps: Deps, number: string) => Promise<unknown>
}

const long = '长'.repeat(6000)
const finding = { facts: '后厨当天只有一人当班', cause: '排班没有调整', causeCode: 'process', liability: 'staff' }
const measure = { 'measures[0][kind]': 'refund', 'measures[0][description]': '退还菜金', 'measures[0][amount]': '800' }
const reason = (by: DemoLogin, state: State): Trial => ({
  ...{ by, state, fill: { reason: '客户来电说明了情况' }, wrong: { reason: long }, at: 'reason' },
})

/** One right and one wrong way to fill in the form of each event a person can send. */
export const eventTrials: Record<string, Trial> = {
  register: {
    by: 'rep',
    state: 'receive',
    fill: { category: 'service', amount: '320' },
    wrong: { amount: '三百' },
    at: 'amount',
  },
  dispatch: {
    by: 'rep',
    state: 'register',
    fill: { department: 'dining' },
    wrong: { department: 'park' },
    at: 'department',
  },
  settle: {
    by: 'head.dining',
    state: 'investigate.attend',
    before: (deps, number) => happen(deps, number, 'leader.hospitality', 'regrade', { level: 'minor' }),
    fill: {
      ...finding,
      'measures[0][kind]': 'apology',
      'measures[0][description]': '当面致歉',
      result: '客户接受',
      method: 'on-site',
    },
    wrong: { 'measures[1][kind]': 'apology' },
    at: 'measures[1][description]',
  },
  assign: {
    by: 'head.dining',
    state: 'investigate.inquire',
    fill: { handler: 'head.dining' },
    wrong: { handler: 'rep' },
    at: 'handler',
  },
  transfer: {
    by: 'head.dining',
    state: 'propose.draft',
    fill: { department: 'sales', reason: '由销售部经办' },
    wrong: { department: 'dining' },
    at: 'department',
  },
  arrive: {
    by: 'head.dining',
    state: 'investigate.attend',
    fill: { method: 'on-site', summary: '听客户讲完' },
    wrong: { summary: long },
    at: 'summary',
  },
  'hand-back': reason('head.dining', 'investigate.attend'),
  find: { by: 'handler.dining', state: 'investigate.inquire', fill: finding, wrong: { facts: long }, at: 'facts' },
  plan: {
    by: 'handler.dining',
    state: 'propose.draft',
    fill: { ...measure, explanation: '退还菜金' },
    wrong: { 'measures[0][amount]': '8.888' },
    at: 'measures[0][amount]',
  },
  approve: {
    by: 'leader.hospitality',
    state: 'propose.review',
    fill: { opinion: '同意' },
    wrong: { opinion: long },
    at: 'opinion',
  },
  return: reason('leader.hospitality', 'propose.review'),
  consent: {
    by: 'handler.dining',
    state: 'propose.consult',
    fill: { outcome: 'accepted', method: 'phone' },
    wrong: { method: 'email' },
    at: 'method',
  },
  conclude: {
    ...reason('leader.hospitality', 'propose.consult'),
    before: (deps, number) => happen(deps, number, 'handler.dining', 'consent', { outcome: 'refused' }),
  },
  perform: {
    by: 'handler.dining',
    state: 'execute',
    fill: { measure: '1', paidAmount: '800' },
    wrong: { paidAmount: '900' },
    at: 'paidAmount',
  },
  resolve: {
    by: 'handler.dining',
    state: 'execute',
    before: (deps, number) => happen(deps, number, 'handler.dining', 'perform'),
    fill: { result: '已退款' },
    wrong: { result: long },
    at: 'result',
  },
  'call-back': {
    by: 'rep',
    state: 'follow-up',
    fill: { outcome: 'satisfied', satisfaction: '5' },
    wrong: { satisfaction: '6' },
    at: 'satisfaction',
  },
  close: {
    by: 'centre',
    state: 'close.settle',
    fill: {
      correctiveAction: 'none',
      waiverReason: '个别情况',
      'penalties[0][person]': 'handler.dining',
      'penalties[0][kind]': '提醒谈话',
    },
    wrong: { waiverReason: '' },
    at: 'waiverReason',
  },
  reopen: reason('rep', 'close.closed'),
  withdraw: reason('rep', 'register'),
  decline: reason('rep', 'receive'),
  merge: { by: 'rep', state: 'register', fill: {}, wrong: { into: 'TS-20990101-0001' }, at: 'into' },
  regrade: {
    by: 'rep',
    state: 'register',
    fill: { level: 'critical', reason: '有媒体到场' },
    wrong: { level: 'general' },
    at: 'level',
  },
  amend: {
    by: 'rep',
    state: 'register',
    fill: { 'fields[phone]': '13900000002', reason: '记错一位' },
    wrong: { 'fields[phone]': '123' },
    at: 'fields[phone]',
  },
  pause: {
    by: 'head.dining',
    state: 'investigate.inquire',
    fill: { reasonCode: 'testing' },
    wrong: { note: long },
    at: 'note',
  },
  resume: {
    by: 'head.dining',
    state: 'investigate.inquire',
    before: (deps, number) => happen(deps, number, 'head.dining', 'pause'),
    fill: {},
    wrong: { surprise: 'x' },
    at: '',
  },
  extend: {
    by: 'leader.hospitality',
    state: 'investigate.inquire',
    fill: { kind: 'settle', until: '2026-12-01T10:00', reason: '等检测报告' },
    wrong: { until: '2020-01-01T10:00' },
    at: 'until',
  },
  'ask-extension': {
    by: 'head.dining',
    state: 'investigate.inquire',
    fill: { kind: 'settle', until: '2026-12-01T10:00', reason: '等检测报告' },
    wrong: { until: '2020-01-01T10:00' },
    at: 'until',
  },
  'refuse-extension': {
    ...reason('leader.hospitality', 'investigate.inquire'),
    before: (deps, number) =>
      happen(deps, number, 'head.dining', 'ask-extension', { until: '2026-12-01T10:00:00.000Z' }),
  },
  'ask-recusal': {
    by: 'rep',
    state: 'investigate.inquire',
    fill: { person: 'handler.dining', reason: '客户说与他有过争执' },
    wrong: { person: 'nobody' },
    at: 'person',
  },
  'decide-recusal': {
    by: 'head.dining',
    state: 'investigate.inquire',
    before: (deps, number) => happen(deps, number, 'rep', 'ask-recusal'),
    fill: { outcome: 'refused', reason: '核实后没有争执' },
    wrong: { outcome: 'perhaps' },
    at: 'outcome',
  },
  'end-recusal': {
    by: 'head.dining',
    state: 'investigate.inquire',
    before: async (deps, number) => {
      await happen(deps, number, 'rep', 'ask-recusal')
      await happen(deps, number, 'head.dining', 'decide-recusal')
    },
    fill: { person: 'handler.dining', reason: '核实后并无争执' },
    wrong: { person: 'nobody' },
    at: 'person',
  },
  appeal: {
    by: 'rep',
    state: 'close.closed',
    fill: { against: 'outcome', reason: '客户认为退款太少' },
    wrong: { against: 'penalty' },
    at: 'against',
  },
  'decide-appeal': {
    by: 'director',
    state: 'close.closed',
    before: (deps, number) => happen(deps, number, 'rep', 'appeal'),
    fill: { outcome: 'upheld', reason: '处理符合制度' },
    wrong: { outcome: 'perhaps' },
    at: 'outcome',
  },
  note: { by: 'rep', state: 'receive', fill: { text: '客户下午三点后方便' }, wrong: { text: long }, at: 'text' },
  contact: {
    by: 'rep',
    state: 'execute',
    fill: { method: 'call', summary: '告知进展' },
    wrong: { summary: long },
    at: 'summary',
  },
  recuse: {
    by: 'handler.dining',
    state: 'investigate.inquire',
    fill: { reason: '与客户是亲戚' },
    wrong: { reason: long },
    at: 'reason',
  },
  externalise: {
    by: 'centre',
    state: 'execute',
    fill: { body: '市场监督管理局', reason: '客户已投诉' },
    wrong: { body: '' },
    at: 'body',
  },
  'external-result': {
    by: 'centre',
    state: 'execute',
    before: (deps, number) => happen(deps, number, 'centre', 'externalise'),
    fill: { result: '调解达成一致' },
    wrong: { result: long },
    at: 'result',
  },
}

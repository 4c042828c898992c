import type { z } from 'zod'
import type { complaintEvents } from '../../workflows/complaint/events.ts'

type Schemas = typeof complaintEvents
export type EventType = keyof Schemas
export type Fields<T extends EventType> = Omit<z.input<Schemas[T]>, 'type'>

const finding = {
  facts: '后厨当天只有一人当班，上菜顺序排错。',
  cause: '排班没有按预订人数调整。',
  causeCode: 'process',
  liability: 'staff',
} as const

/** The least that each event needs, as a person would fill it in. */
export const payloads: { [T in EventType]: Fields<T> } = {
  open: {
    channel: 'phone',
    customer: { name: '王女士', phone: '13800000001' },
    narrative: '晚餐等了一个半小时，菜还是凉的。',
  },
  register: { category: 'service' },
  dispatch: { department: 'dining' },
  settle: {
    ...finding,
    measures: [{ kind: 'apology', description: '当面致歉' }],
    result: '客户接受道歉',
    method: 'on-site',
  },
  assign: { handler: 'handler.dining' },
  transfer: { department: 'sales', reason: '礼盒由销售部经办' },
  arrive: { method: 'on-site', summary: '到桌前听客户讲完经过' },
  'hand-back': { reason: '不是本部门的事' },
  find: finding,
  plan: { measures: [{ kind: 'apology', description: '书面致歉' }], explanation: '排班疏漏，书面致歉即可' },
  approve: { opinion: '同意' },
  return: { reason: '请补充客户的意见' },
  consent: { outcome: 'accepted', method: 'phone' },
  conclude: { reason: '客户坚持十倍赔偿，无法达成一致' },
  perform: { measure: 1, evidence: '致歉信已送达' },
  resolve: { result: '客户收到致歉信' },
  'call-back': { outcome: 'satisfied', satisfaction: 5 },
  close: { correctiveAction: 'none', waiverReason: '个别情况，已在班会提醒' },
  reopen: { reason: '客户来电说问题又出现' },
  withdraw: { reason: '客户撤诉' },
  decline: { reason: '不是对本园区的投诉' },
  merge: { into: 'TS-20260901-0099' },
  regrade: { level: 'critical', reason: '有媒体到场' },
  amend: { fields: { phone: '13900000002' }, reason: '号码记错一位' },
  pause: { reasonCode: 'testing' },
  resume: {},
  extend: { kind: 'settle', until: '2027-01-01T00:00:00.000Z', reason: '检测报告要等两天' },
  note: { text: '客户下午三点后方便接电话' },
  contact: { method: 'call', summary: '告知客户正在调查' },
  attach: {
    name: '现场照片.jpg',
    mediaType: 'image/jpeg',
    size: 2048,
    sha256: 'a'.repeat(64),
    key: '2026/09/0000000000000000000000000000000a',
  },
  recuse: { person: 'handler.dining', reason: '与客户是亲戚' },
  'ask-extension': { kind: 'settle', until: '2027-01-01T00:00:00.000Z', reason: '检测报告要等两天' },
  'refuse-extension': { reason: '库里有备用设备，不必等' },
  'ask-recusal': { person: 'handler.dining', reason: '客户说此人当场与他争吵过' },
  'decide-recusal': { outcome: 'granted', reason: '为免客户疑虑' },
  'end-recusal': { person: 'handler.dining', reason: '核实后并无亲属关系' },
  appeal: { against: 'outcome', reason: '客户认为退款太少' },
  'decide-appeal': { outcome: 'changed', reason: '应按菜金全额退还' },
  externalise: { body: '市场监督管理局', reason: '客户已向 12315 投诉' },
  'external-result': { result: '调解达成一致' },
  'deadline-reach': { kind: 'settle', entry: 1, rung: 50 },
  'hand-over': { from: 'handler.dining', to: 'head.dining' },
  recalendar: { calendar: 'calendar-2' },
}

/** Measures that pay the customer so much. */
export const refunding = (amount: string) => ({
  measures: [{ kind: 'refund' as const, description: '退还菜金', amount }],
})

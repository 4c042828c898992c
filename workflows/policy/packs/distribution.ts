import { liabilities } from '../../complaint/codes.ts'
import type { PolicyDocument } from '../policy.ts'
import {
  contacted,
  dispatched,
  flagsAt,
  limitsOfRequests,
  received,
  receivedStrict,
  resolved,
  stepOpened,
  twoLevels,
  usualCorrective,
  usualFlagsOfChannel,
  usualGuidance,
  usualLadders,
  usualOrder,
  usualPurses,
  usualSteps,
} from './usual.ts'

/**
 * 客户投诉处理方案 of a distributor (domain.md §2.1 P6): taken in round the clock, responsibility is judged first and
 * names the department; the service desk asks for progress until there is a joint plan.
 */
export const distribution: PolicyDocument = {
  code: 'distribution',
  name: { 'zh-CN': '客户投诉处理方案（配送流通）', en: 'Complaint handling (distribution)' },
  levels: twoLevels({ 'zh-CN': '严重', en: 'Serious' }),
  grading: {
    byAmount: [
      { upTo: '2000.00', level: 'general' },
      { upTo: null, level: 'major' },
    ],
    byCount: [
      { from: 1, level: 'general' },
      { from: 3, level: 'major' },
    ],
    byFlag: flagsAt('major', { 'two-departments': 'general', 'public-review': 'general' }),
    flagsOfChannel: usualFlagsOfChannel,
  },
  types: [
    {
      code: 'quality',
      name: { 'zh-CN': '产品质量', en: 'Product quality' },
      categories: ['product', 'safety'],
      steps: ['quality'],
      inform: ['quality'],
    },
  ],
  // responsibility first: whose fault it looks like, and whose department answers
  required: { register: ['liability', 'respondentDepartment'] },
  accepted: { entryLiability: liabilities.filter(one => one !== 'unknown') },
  particulars: [
    {
      code: 'told-until',
      kind: 'day',
      required: false,
      requiredFor: ['staff'],
      ahead: true,
      words: { 'zh-CN': '已告知客户的办结日期', en: 'Day by which the customer was told it will be settled' },
    },
  ],
  limits: {
    report: { general: receivedStrict(60, 'minute'), major: receivedStrict(30, 'minute') },
    attend: { general: dispatched(24, 'hour'), major: dispatched(4, 'hour') },
    answer: { general: received(24, 'hour'), major: received(4, 'hour') },
    plan: { general: received(2, 'day'), major: received(1, 'day') },
    review: { general: stepOpened(8, 'hour'), major: stepOpened(4, 'hour') },
    approve: { general: stepOpened(8, 'hour'), major: stepOpened(8, 'hour') },
    settle: { general: received(5, 'day'), major: received(3, 'day') },
    progress: { general: contacted(24, 'hour'), major: contacted(12, 'hour') },
    'follow-up': { general: resolved(3, 'day'), major: resolved(2, 'day') },
    ...limitsOfRequests(['general', 'major']),
  },
  ungraded: { report: receivedStrict(60, 'minute') },
  secondFollowUp: {},
  approval: {
    byLevel: { general: ['service-head'], major: ['service-head', 'unit-leader'] },
    byMoney: usualPurses,
    order: usualOrder,
    kindOf: { ...usualSteps, 'service-head': { kind: 'approve', limit: 'review' } },
    consent: 'last',
    pauseBy: 'service-head',
    extensionBy: 'service-head',
  },
  closing: { byHead: ['general'], outside: [], correctiveAction: [], ...usualCorrective, bothSides: false },
  ladders: usualLadders,
  caps: { handBacks: 3, transfers: 3, unreached: 3, pauses: 5, pauseDays: 30, extensions: 2, extensionDays: 10 },
  reopenDays: 30,
  backdatingMinutes: 60,
  guidance: {
    ...usualGuidance,
    register: {
      do: [
        {
          'zh-CN': '先判断责任在生产、质监、运输还是客户经理，再确定责任部门，附《客户投诉处理单》副本。',
          en: 'Judge first whose responsibility it is, then name the department and send the sheet.',
        },
        {
          'zh-CN': '属于客户经理责任的，按性质定处理时间，并告诉客户。',
          en: "Where it is the account manager's fault, set a time by the nature of the matter and tell the customer.",
        },
      ],
      dont: [{ 'zh-CN': '责任没判清，不往下转。', en: 'Pass nothing on before responsibility is judged.' }],
    },
  },
}

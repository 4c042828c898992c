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
  usualFlagsOfChannel,
  usualGuidance,
  usualLadders,
  usualOrder,
  usualSteps,
} from './usual.ts'

/** The meeting stands for its step, of which the director is one voice. */
const meetingLast: PolicyDocument['approval']['order'] = [
  ...usualOrder.filter(role => role !== 'director' && role !== 'finance' && role !== 'board'),
  ...(['board', 'director', 'finance'] as const),
]

/**
 * 客户投诉及客户意见反馈处理管理制度 of a professional firm (domain.md §2.1 P3): the respondent stays away, nothing
 * is promised before the decision, a grave matter goes to the partners' meeting, and both sides are asked whether
 * they are satisfied.
 */
export const professional: PolicyDocument = {
  code: 'professional',
  name: { 'zh-CN': '客户投诉及意见反馈处理管理制度（专业机构）', en: 'Complaints and feedback (professional firm)' },
  levels: twoLevels({ 'zh-CN': '重大', en: 'Grave' }),
  grading: {
    byAmount: [
      { upTo: '50000.00', level: 'general' },
      { upTo: null, level: 'major' },
    ],
    byCount: [
      { from: 1, level: 'general' },
      { from: 5, level: 'major' },
    ],
    byFlag: flagsAt('major', { 'two-departments': 'general', 'public-review': 'general' }),
    flagsOfChannel: usualFlagsOfChannel,
  },
  particulars: [
    {
      code: 'schedule-told',
      kind: 'day',
      required: true,
      ahead: true,
      words: { 'zh-CN': '已告知投诉人的答复日期', en: 'Day by which the complainant was told to have an answer' },
    },
  ],
  limits: {
    report: { general: receivedStrict(1, 'work_day'), major: receivedStrict(4, 'hour') },
    attend: { general: dispatched(2, 'work_day'), major: dispatched(1, 'work_day') },
    'inform-director': { major: received(4, 'hour') },
    answer: { general: received(1, 'work_day'), major: received(1, 'work_day') },
    plan: { general: received(10, 'work_day'), major: received(10, 'work_day') },
    review: { general: stepOpened(3, 'work_day'), major: stepOpened(3, 'work_day') },
    approve: { general: stepOpened(5, 'work_day'), major: stepOpened(5, 'work_day') },
    settle: { general: received(30, 'day'), major: received(60, 'day') },
    progress: { general: contacted(10, 'day'), major: contacted(7, 'day') },
    'follow-up': { general: resolved(15, 'day'), major: resolved(15, 'day') },
    ...limitsOfRequests(['general', 'major']),
  },
  ungraded: { report: receivedStrict(1, 'work_day') },
  secondFollowUp: {},
  approval: {
    byLevel: { general: ['head', 'unit-leader'], major: ['head', 'unit-leader', 'board', 'director'] },
    byMoney: [
      { upTo: '50000.00', steps: ['director'], inform: ['finance'] },
      { upTo: null, steps: ['director', 'finance', 'board'], inform: [] },
    ],
    order: meetingLast,
    // nobody is a meeting alone: where there is no board, the director and a partner who has not decided yet
    joint: [{ roles: ['board', 'director'], rule: 'all' }],
    kindOf: {
      ...usualSteps,
      head: { kind: 'opinion', limit: 'review' },
      board: { kind: 'meeting', limit: 'approve' },
    },
    consent: 'last',
    pauseBy: 'unit-leader',
    extensionBy: 'unit-leader',
  },
  // opinions are given in writing; that of the meeting says whether the regulator is told
  required: { approve: ['opinion'], 'call-back': ['comment'] },
  closing: { byHead: [], outside: [], correctiveAction: [], bothSides: true },
  ladders: usualLadders,
  caps: { handBacks: 2, transfers: 2, unreached: 3, pauses: 5, pauseDays: 90, extensions: 2, extensionDays: 30 },
  reopenDays: 30,
  backdatingMinutes: 24 * 60,
  guidance: {
    ...usualGuidance,
    receive: {
      do: [
        {
          'zh-CN': '书面材料留原件，登记台账，当场告知投诉人处理程序和时间安排。',
          en: 'Keep originals, enter the ledger, tell the complainant the schedule at once.',
        },
      ],
      dont: [
        {
          'zh-CN': '不争辩，不表态承诺，不向无关人员透露。',
          en: 'No arguing, no promise, no disclosure to the uninvolved.',
        },
      ],
    },
    propose: {
      do: [
        {
          'zh-CN': '事实查清再写意见；原则问题提交会议，并决定是否报告监管部门。',
          en: 'Establish the facts first; matters of principle go to the meeting, which also decides on reporting.',
        },
      ],
      dont: [{ 'zh-CN': '作出决定之前，不向任何一方作出承诺。', en: 'No promise to either side before the decision.' }],
    },
  },
}

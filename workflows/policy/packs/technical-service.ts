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
 * 客户投诉处理管理办法 of a technical service (domain.md §2.1 P5): two classes, graded by the conduct that the rule
 * lists; subcontractors answer, the improvement is checked.
 */
export const technicalService: PolicyDocument = {
  code: 'technical-service',
  name: { 'zh-CN': '客户投诉处理管理办法（技术服务）', en: 'Complaint handling (technical service)' },
  levels: twoLevels({ 'zh-CN': '严重', en: 'Serious' }),
  grading: {
    byAmount: [
      { upTo: '5000.00', level: 'general' },
      { upTo: null, level: 'major' },
    ],
    byCount: [
      { from: 1, level: 'general' },
      { from: 5, level: 'major' },
    ],
    byFlag: flagsAt('major', { 'two-departments': 'general', 'public-review': 'general' }),
    flagsOfChannel: usualFlagsOfChannel,
    byConduct: [
      {
        code: 'hotline',
        level: 'general',
        words: { 'zh-CN': '热线多次打不通或推诿', en: 'Hotline unreachable repeatedly, or shirking' },
      },
      { code: 'not-replaced', level: 'general', words: { 'zh-CN': '应换未换故障件', en: 'Faulty item not replaced' } },
      {
        code: 'repairs-failed',
        level: 'general',
        words: { 'zh-CN': '多次维修仍未修好', en: 'Several repairs failed' },
      },
      { code: 'visit-refused', level: 'general', words: { 'zh-CN': '拒绝上门服务', en: 'Visit refused' } },
      {
        code: 'late-30',
        level: 'general',
        words: { 'zh-CN': '上门迟到超过 30 分钟', en: 'More than 30 minutes late' },
      },
      { code: 'no-upgrade', level: 'general', words: { 'zh-CN': '未按约定升级', en: 'Upgrade not done' } },
      {
        code: 'bad-conduct',
        level: 'major',
        words: { 'zh-CN': '言行恶劣，损害信誉', en: 'Bad conduct that hurts our reputation' },
      },
      {
        code: 'broken-appointments',
        level: 'major',
        words: { 'zh-CN': '多次爽约，给客户造成损失', en: 'Repeated broken appointments that harm the customer' },
      },
      { code: 'media', level: 'major', words: { 'zh-CN': '媒体曝光', en: 'Media exposure' } },
      { code: 'repeated', level: 'major', words: { 'zh-CN': '一般投诉重复发生', en: 'Repeated general complaints' } },
      {
        code: 'pushing',
        level: 'major',
        words: { 'zh-CN': '强推产品、乱收费、收受礼品', en: 'Pushing products, undue fees, gifts' },
      },
      {
        code: 'authority',
        level: 'major',
        words: { 'zh-CN': '受到主管税务机关批评', en: 'Criticised by the tax authority' },
      },
    ],
  },
  // what the customer wants is confirmed before anything else
  required: { register: ['demand'] },
  particulars: [
    { code: 'contract-term', kind: 'text', required: true, words: { 'zh-CN': '合同期限', en: 'Term of the contract' } },
    { code: 'subcontractor', kind: 'text', required: false, words: { 'zh-CN': '分包单位', en: 'Subcontractor' } },
    { code: 'delivered', kind: 'day', required: true, words: { 'zh-CN': '交付日期', en: 'Day of delivery' } },
  ],
  limits: {
    report: { general: receivedStrict(30, 'minute'), major: receivedStrict(30, 'minute') },
    attend: { general: dispatched(4, 'hour'), major: dispatched(2, 'hour') },
    'inform-leader': { major: received(60, 'minute') },
    answer: { general: received(4, 'hour'), major: received(2, 'hour') },
    plan: { general: received(2, 'work_day'), major: received(1, 'work_day') },
    review: { general: stepOpened(4, 'hour'), major: stepOpened(4, 'hour') },
    approve: { major: stepOpened(1, 'work_day') },
    settle: { general: received(5, 'work_day'), major: received(3, 'work_day') },
    progress: { general: contacted(2, 'day'), major: contacted(1, 'day') },
    'follow-up': { general: resolved(3, 'day'), major: resolved(2, 'day') },
    ...limitsOfRequests(['general', 'major']),
  },
  ungraded: { report: receivedStrict(30, 'minute') },
  secondFollowUp: {},
  approval: {
    byLevel: { general: [], major: ['quality', 'unit-leader'] },
    byMoney: usualPurses,
    order: usualOrder,
    // the quality department has checked the improvement before the leader decides
    kindOf: { ...usualSteps, quality: { kind: 'countersign', limit: 'review' } },
    consent: 'last',
    extensionBy: 'unit-leader',
  },
  closing: {
    byHead: ['general'],
    outside: [],
    correctiveAction: ['major'],
    correctiveVerified: ['major'],
    ...usualCorrective,
    bothSides: false,
  },
  ladders: usualLadders,
  caps: { handBacks: 3, transfers: 3, unreached: 3, pauses: 5, pauseDays: 30, extensions: 2, extensionDays: 10 },
  reopenDays: 30,
  backdatingMinutes: 60,
  guidance: {
    ...usualGuidance,
    register: {
      do: [
        {
          'zh-CN': '先核对客户名称、合同期限、分包单位和交付日期。',
          en: 'Verify customer, contract term, subcontractor and delivery date first.',
        },
        { 'zh-CN': '能马上帮的先帮，再派单。', en: 'Help at once where you can, then dispatch.' },
      ],
      dont: [{ 'zh-CN': '不替分包单位下结论。', en: 'Do not conclude for the subcontractor.' }],
    },
  },
}

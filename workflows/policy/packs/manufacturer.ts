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

const bothAt = <T>(limit: T) => ({ general: limit, major: limit })

/**
 * 客户投诉处理程序 of a manufacturer (domain.md §2.1 P4): three types of matter with their routes, a visit within two
 * working days, an entry that the customer confirms; quality cases are made known to the general manager.
 */
export const manufacturer: PolicyDocument = {
  code: 'manufacturer',
  name: { 'zh-CN': '客户投诉处理程序（制造企业）', en: 'Customer complaint procedure (manufacturer)' },
  levels: twoLevels({ 'zh-CN': '重大', en: 'Grave' }),
  grading: {
    byAmount: [
      { upTo: '5000.00', level: 'general' },
      { upTo: null, level: 'major' },
    ],
    byCount: [
      { from: 1, level: 'general' },
      { from: 5, level: 'major' },
    ],
    byFlag: flagsAt('major', { 'two-departments': 'general', 'public-review': 'general', repeat: 'general' }),
    flagsOfChannel: usualFlagsOfChannel,
  },
  types: [
    {
      code: 'conduct',
      name: { 'zh-CN': '服务行为', en: 'Service conduct' },
      categories: ['service', 'transport'],
      steps: ['service-head'],
      inform: [],
    },
    {
      code: 'sales-work',
      name: { 'zh-CN': '营业人员专业工作', en: 'Professional work of sales staff' },
      categories: ['price', 'contract', 'billing', 'other'],
      steps: [],
      inform: ['service-head'],
    },
    {
      code: 'quality',
      name: { 'zh-CN': '产品质量', en: 'Product quality' },
      categories: ['product', 'safety'],
      // quality inspection tells a product fault from misuse; every quality case is made known to the top
      steps: ['quality'],
      inform: ['quality', 'director'],
    },
  ],
  required: { register: ['confirmation'] },
  // somebody goes and looks; then it is a product fault or misuse, not unknown
  accepted: { attend: ['on-site'], liability: liabilities.filter(one => one !== 'unknown') },
  limits: {
    report: bothAt(receivedStrict(4, 'hour')),
    attend: bothAt(dispatched(2, 'work_day')),
    answer: bothAt(received(1, 'work_day')),
    plan: bothAt(received(5, 'work_day')),
    review: bothAt(stepOpened(1, 'work_day')),
    approve: bothAt(stepOpened(2, 'work_day')),
    settle: { general: received(10, 'work_day'), major: received(15, 'work_day') },
    progress: bothAt(contacted(3, 'day')),
    'follow-up': bothAt(resolved(7, 'day')),
    ...limitsOfRequests(['general', 'major']),
  },
  ungraded: { report: receivedStrict(4, 'hour') },
  secondFollowUp: {},
  approval: {
    byLevel: { general: ['unit-leader'], major: ['unit-leader', 'director'] },
    byMoney: usualPurses,
    order: usualOrder,
    kindOf: usualSteps,
    consent: 'last',
    extensionBy: 'unit-leader',
  },
  closing: { byHead: ['general'], outside: [], correctiveAction: ['major'], ...usualCorrective, bothSides: false },
  ladders: usualLadders,
  caps: { handBacks: 3, transfers: 3, unreached: 3, pauses: 5, pauseDays: 60, extensions: 2, extensionDays: 30 },
  reopenDays: 30,
  backdatingMinutes: 4 * 60,
  guidance: {
    ...usualGuidance,
    register: {
      do: [
        {
          'zh-CN': '逐项记录投诉内容，念给客户听，请客户确认后再提交。',
          en: 'Enter the content item by item, read it back, have the customer confirm it.',
        },
      ],
      dont: [
        {
          'zh-CN': '没到现场看过，不判定是质量问题还是使用不当。',
          en: 'Do not judge between fault and misuse before the visit.',
        },
      ],
    },
  },
}

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
  usualCorrective,
  usualFlagsOfChannel,
  usualGuidance,
  usualLadders,
  usualOrder,
  usualSteps,
} from './usual.ts'

/**
 * 客户投诉处理程序（顾客投诉） in the manner of ISO (domain.md §2.1 P2): what is settled on the spot without money
 * stands outside the procedure; else the customer accepts before the sales director approves for good, and a
 * corrective action follows.
 */
export const iso: PolicyDocument = {
  code: 'iso',
  name: { 'zh-CN': '顾客投诉处理程序（ISO 体例）', en: 'Customer complaint procedure (ISO style)' },
  levels: [
    { code: 'minor', rank: 1, name: { 'zh-CN': '轻微', en: 'Minor' }, pausable: false },
    { code: 'major', rank: 2, name: { 'zh-CN': '严重', en: 'Serious' }, pausable: true },
  ],
  grading: {
    byAmount: [
      { upTo: '0.00', level: 'minor' },
      { upTo: null, level: 'major' },
    ],
    byCount: [
      { from: 1, level: 'minor' },
      { from: 2, level: 'major' },
    ],
    byFlag: flagsAt('major'),
    flagsOfChannel: usualFlagsOfChannel,
  },
  limits: {
    report: { minor: receivedStrict(60, 'minute'), major: receivedStrict(60, 'minute') },
    attend: { major: dispatched(24, 'hour') },
    answer: { minor: received(4, 'hour'), major: received(24, 'hour') },
    plan: { major: received(5, 'work_day') },
    review: { major: stepOpened(2, 'work_day') },
    approve: { major: stepOpened(2, 'work_day') },
    settle: { minor: received(24, 'hour'), major: received(15, 'work_day') },
    progress: { major: contacted(3, 'day') },
    'follow-up': { major: resolved(7, 'day') },
    ...limitsOfRequests(['minor', 'major']),
  },
  ungraded: { report: receivedStrict(60, 'minute') },
  secondFollowUp: {},
  approval: {
    byLevel: { minor: [], major: ['unit-leader', 'director'] },
    byMoney: [
      { upTo: '50000.00', steps: ['director'], inform: ['finance'] },
      { upTo: null, steps: ['director', 'finance', 'board'], inform: [] },
    ],
    order: usualOrder,
    // the sales manager gives an opinion, the sales director decides
    kindOf: { ...usualSteps, 'unit-leader': { kind: 'opinion', limit: 'review' } },
    consent: 'first',
    extensionBy: 'director',
  },
  closing: {
    byHead: ['minor'],
    outside: ['minor'],
    correctiveAction: ['major'],
    correctiveVerified: ['major'],
    ...usualCorrective,
    bothSides: false,
  },
  ladders: usualLadders,
  caps: { handBacks: 3, transfers: 3, unreached: 3, pauses: 5, pauseDays: 60, extensions: 2, extensionDays: 30 },
  reopenDays: 30,
  backdatingMinutes: 60,
  guidance: usualGuidance,
}

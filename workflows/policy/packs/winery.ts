import { pauseReasons } from '../../complaint/codes.ts'
import type { Policy } from '../policy.ts'
import {
  contacted,
  dispatched,
  limitsOfRequests,
  received,
  receivedStrict,
  resolved,
  stepOpened,
  usualGuidance,
  usualLadders,
} from './usual.ts'

const tenMinutes = receivedStrict(10, 'minute')

/** 客户投诉处界定及处理流程 of the winery park: the numbers of domain.md §1.3–1.5, the guidance of §2.6. */
export const winery: Policy = {
  code: 'winery',
  name: { 'zh-CN': '酒庄客户投诉界定及处理流程', en: 'Winery complaint grading and handling' },
  levels: [
    { code: 'minor', rank: 1, name: { 'zh-CN': '轻微', en: 'Minor' }, pausable: false },
    { code: 'general', rank: 2, name: { 'zh-CN': '一般', en: 'General' }, pausable: true },
    { code: 'major', rank: 3, name: { 'zh-CN': '特大', en: 'Major' }, pausable: true },
    { code: 'critical', rank: 4, name: { 'zh-CN': '重大', en: 'Critical' }, pausable: true },
  ],
  grading: {
    byAmount: [
      { upTo: '500.00', level: 'minor' },
      { upTo: '5000.00', level: 'general' },
      { upTo: '50000.00', level: 'major' },
      { upTo: null, level: 'critical' },
    ],
    byCount: [
      { from: 1, level: 'minor' },
      { from: 2, level: 'general' },
      { from: 5, level: 'major' },
      { from: 20, level: 'critical' },
    ],
    byFlag: {
      'two-departments': 'general',
      'public-review': 'general',
      repeat: 'general',
      'local-media': 'major',
      'social-media': 'major',
      regulator: 'major',
      'slight-injury': 'major',
      'food-safety': 'major',
      'same-complaint': 'major',
      'national-media': 'critical',
      'serious-injury': 'critical',
      recall: 'critical',
      lawsuit: 'critical',
      accident: 'critical',
    },
    flagsOfChannel: { '12315': ['regulator'], '12345': ['regulator'], media: ['local-media'] },
    byConduct: [],
  },
  types: [],
  required: {},
  limits: {
    report: { minor: tenMinutes, general: tenMinutes, major: tenMinutes, critical: tenMinutes },
    attend: {
      minor: dispatched(10, 'minute'),
      general: dispatched(10, 'minute'),
      major: dispatched(10, 'minute'),
      critical: dispatched(10, 'minute'),
    },
    'inform-leader': {
      general: receivedStrict(30, 'minute'),
      major: receivedStrict(20, 'minute'),
      critical: receivedStrict(10, 'minute'),
    },
    'inform-centre': { major: tenMinutes, critical: tenMinutes },
    'inform-director': { major: receivedStrict(60, 'minute'), critical: receivedStrict(30, 'minute') },
    answer: {
      minor: received(2, 'hour'),
      general: received(4, 'hour'),
      major: received(4, 'hour'),
      critical: received(4, 'hour'),
    },
    plan: { general: received(4, 'hour'), major: received(8, 'hour'), critical: received(12, 'hour') },
    review: { general: stepOpened(2, 'hour'), major: stepOpened(4, 'hour'), critical: stepOpened(4, 'hour') },
    approve: { major: stepOpened(4, 'hour'), critical: stepOpened(8, 'hour') },
    settle: {
      minor: received(2, 'hour'),
      general: received(12, 'hour'),
      major: received(48, 'hour'),
      critical: received(120, 'hour'),
    },
    progress: { general: contacted(6, 'hour'), major: contacted(12, 'hour'), critical: contacted(24, 'hour') },
    'follow-up': {
      minor: resolved(24, 'month-end'),
      general: resolved(72, 'hour'),
      major: resolved(48, 'hour'),
      critical: resolved(24, 'hour'),
    },
    ...limitsOfRequests(['minor', 'general', 'major', 'critical']),
  },
  ungraded: { report: tenMinutes },
  secondFollowUp: { critical: 30 },
  approval: {
    byLevel: {
      minor: [],
      general: ['unit-leader'],
      major: ['service-head', 'unit-leader', 'director'],
      critical: ['service-head', 'unit-leader', 'legal', 'pr', 'director'],
    },
    byMoney: [
      { upTo: '500.00', steps: ['head'], inform: [] },
      { upTo: '5000.00', steps: ['unit-leader'], inform: ['finance'] },
      { upTo: '50000.00', steps: ['director', 'finance'], inform: [] },
      { upTo: null, steps: ['director', 'finance', 'board'], inform: [] },
    ],
    order: ['head', 'service-head', 'unit-leader', 'legal', 'pr', 'director', 'finance', 'board'],
    kindOf: {
      head: { kind: 'approve', limit: 'review' },
      'service-head': { kind: 'countersign', limit: 'review' },
      'unit-leader': { kind: 'approve', limit: 'review' },
      legal: { kind: 'opinion', limit: 'review' },
      pr: { kind: 'opinion', limit: 'review' },
      director: { kind: 'approve', limit: 'approve' },
      finance: { kind: 'countersign', limit: 'approve' },
      board: { kind: 'approve', limit: 'approve' },
    },
    consent: 'last',
  },
  closing: { byHead: ['minor'], outside: [], correctiveAction: [], bothSides: false },
  ladders: usualLadders,
  caps: { handBacks: 3, transfers: 3, unreached: 3, pauses: 10, pauseDays: 60, extensions: 3, extensionDays: 15 },
  pauseReasons: [...pauseReasons],
  reopenDays: 30,
  appealDays: 30,
  penaltyAppealWorkDays: 5,
  backdatingMinutes: 30,
  guidance: {
    ...usualGuidance,
    register: {
      do: [
        {
          'zh-CN': '先问开放式问题，再用封闭式问题核对人数、金额、时间。',
          en: 'Ask open questions first, then check people, amount and time.',
        },
        {
          'zh-CN': '10 分钟内报到责任部门负责人；金额不明可先留空，系统会标注“金额待核”。',
          en: 'Report to the responsible head within 10 minutes; leave an unknown amount empty.',
        },
      ],
      dont: [{ 'zh-CN': '不因个人好恶或心情降低级别。', en: 'Do not let mood or liking decide the level.' }],
    },
  },
}

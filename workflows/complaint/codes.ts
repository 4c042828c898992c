/** The closed lists of a complaint (design.md §1). Their words for people live in the locale files. */
export const channels = [
  'phone',
  'visit',
  'email',
  'letter',
  'wechat',
  'web',
  '12315',
  '12345',
  'media',
  'other',
] as const
export const categories = [
  'product',
  'service',
  'transport',
  'price',
  'contract',
  'billing',
  'safety',
  'other',
] as const
export const causeCodes = [
  'product',
  'service',
  'transport',
  'price',
  'process',
  'customer',
  'third-party',
  'other',
] as const
export const scopeFlags = [
  'two-departments',
  'public-review',
  'repeat',
  'local-media',
  'social-media',
  'regulator',
  'slight-injury',
  'food-safety',
  'same-complaint',
  'national-media',
  'serious-injury',
  'recall',
  'lawsuit',
  'accident',
] as const
export const levels = ['minor', 'general', 'major', 'critical'] as const
export const liabilities = ['product', 'staff', 'transport', 'third-party', 'customer', 'none', 'unknown'] as const
export const measureKinds = [
  'apology',
  'explanation',
  'repair',
  'replacement',
  'refund',
  'top-up',
  'compensation',
  'discipline',
  'other',
] as const
export const pauseReasons = ['testing', 'mediation', 'customer-request', 'customer-unreachable'] as const
/** What a meeting decides about telling the regulator. */
export const regulatorAnswers = ['report', 'no-report'] as const
export const recusalOutcomes = ['granted', 'refused'] as const
/** What an appeal is against: how the case ended, or what was laid on a member of staff. */
export const appealTargets = ['outcome', 'penalty'] as const
export const appealOutcomes = ['upheld', 'changed', 'rejected'] as const
export const attendMethods = ['on-site', 'phone', 'video'] as const
export const consentMethods = ['signature', 'recording', 'message', 'phone'] as const
export const settleMethods = ['on-site', 'phone', 'video', 'signature', 'recording', 'message'] as const
export const contactMethods = ['call', 'visit', 'message', 'video', 'email', 'letter', 'other'] as const
/** What a call and a visit were called before; still understood, and kept under the present word. */
export const earlierContactMethods = { phone: 'call', 'on-site': 'visit' } as const
/** The five boxes of CLEAR (domain.md §2.6), in the order of a talk. */
export const clearSteps = ['control', 'listen', 'establish', 'apologize', 'resolve'] as const
export const limitKinds = [
  'report',
  'attend',
  'inform-leader',
  'inform-centre',
  'inform-director',
  'answer',
  'plan',
  'review',
  'approve',
  'settle',
  'progress',
  'follow-up',
  'recusal',
  'appeal',
] as const
export const stages = ['receive', 'register', 'investigate', 'propose', 'execute', 'follow-up', 'close'] as const
export const outcomes = ['resolved', 'unresolved', 'withdrawn', 'declined', 'merged'] as const
export const stepKinds = ['approve', 'opinion', 'countersign', 'meeting', 'consent'] as const
export const noticeKinds = [
  'assigned',
  'informed',
  'approval-asked',
  'approved',
  'returned',
  'warning',
  'late',
  'handed-back',
  'dissatisfied',
  'closed',
  'mentioned',
  'extension-asked',
  'extension-granted',
  'extension-refused',
  'pause-ended',
  'recusal-asked',
  'recusal-decided',
  'recusal-ended',
  'appealed',
  'appeal-decided',
  'penalised',
] as const

export type Level = (typeof levels)[number]
export type Channel = (typeof channels)[number]
export type Category = (typeof categories)[number]
export type ScopeFlag = (typeof scopeFlags)[number]
export type MeasureKind = (typeof measureKinds)[number]
export type LimitKind = (typeof limitKinds)[number]
export type StepKind = (typeof stepKinds)[number]
export type NoticeKind = (typeof noticeKinds)[number]
export type AppealTarget = (typeof appealTargets)[number]
export type Liability = (typeof liabilities)[number]
export type Outcome = (typeof outcomes)[number]

/** The six places where causes are looked for, 5M1E 人机料法环测 (domain.md §2.5). */
export const causeKinds = ['man', 'machine', 'material', 'method', 'environment', 'measurement'] as const

/** Days after verification on which the effect is looked at (domain.md §2.5 [D]). */
export const effectDays = [30, 60, 90] as const

export const actionStates = [
  'proposed',
  'approved',
  'in-progress',
  'implemented',
  'verified',
  'closed',
  'ineffective',
  'withdrawn',
] as const
export type ActionState = (typeof actionStates)[number]

/** What has to be done by an instant, named by the task that meets it; the plan's day bounds its approval and start too. */
export const actionLimits = ['implement', 'verify', 'check-effect', 'reopen'] as const
export type ActionLimit = (typeof actionLimits)[number]
/** Those that are counted in working days; the plan names a day. */
export type CountedLimit = Exclude<ActionLimit, 'implement'>

/** What the clock reminds of, from the mildest to the gravest. */
export const reminderKinds = ['action-effect-day', 'action-soon', 'action-late', 'action-later'] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** Why a complaint calls for a corrective action, whatever its policy demands (domain.md §2.5 [D]). */
export type CallingReason = 'grave' | 'food-safety' | 'same-cause'

/** What mails about corrective actions tell: whose turn it is, what is due or late, how it ended. */
export const actionNoticeKinds = [
  'action-approve',
  'action-revise',
  'action-start',
  'action-implement',
  'action-verify',
  'action-check-effect',
  'action-reopen',
  'action-closed',
  'action-withdrawn',
  ...reminderKinds,
] as const
export type ActionNoticeKind = (typeof actionNoticeKinds)[number]

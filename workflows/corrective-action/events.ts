import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { code, shaped, text } from '../complaint/fields.ts'
import { causeKinds, effectDays, reminderKinds } from './codes.ts'

const zone = 'Asia/Shanghai'
const caseNumber = shaped(20, /^TS-\d{8}-\d{4,}$/, 'case-number')

/** A day as it is typed, 2026-12-01; becomes its last instant in Shanghai. */
const day = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'day' })
  .transform((typed, context) => {
    try {
      const next = Temporal.PlainDate.from(typed, { overflow: 'reject' }).add({ days: 1 })
      return new Date(next.toZonedDateTime(zone).epochMilliseconds - 1).toISOString()
    } catch {
      context.addIssue({ code: 'custom', params: { code: 'day' } })
      return z.NEVER
    }
  })

/** Files of its complaints, as TS-20261121-0001/3. */
const files = z.array(shaped(40, /^TS-\d{8}-\d{4,}\/\d{1,4}$/)).max(50)

const reason = text(1000)
const evidence = text(4000)

const days = z
  .union([z.number(), z.string().transform(Number)])
  .pipe(z.literal([...effectDays], { error: 'wrong-choice' }))
  .meta({ enum: [...effectDays, ...effectDays.map(String)] })

const plan = {
  title: text(120),
  cause: z.enum(causeKinds),
  rootCause: text(2000),
  correction: text(2000),
  corrective: text(2000),
  preventive: text(2000).optional(),
  owner: code(),
  verifier: code(),
  due: day,
  effectDays: days,
}

/** One schema per event: its form, and its API. */
export const actionEvents = {
  propose: z.strictObject({ type: z.literal('propose'), complaints: z.array(caseNumber).min(1).max(50), ...plan }),
  revise: z.strictObject({ type: z.literal('revise'), ...plan }),
  approve: z.strictObject({ type: z.literal('approve'), opinion: text(1000).optional() }),
  return: z.strictObject({ type: z.literal('return'), reason }),
  withdraw: z.strictObject({ type: z.literal('withdraw'), reason }),
  start: z.strictObject({ type: z.literal('start') }),
  implement: z.strictObject({ type: z.literal('implement'), evidence, files: files.optional() }),
  verify: z.strictObject({ type: z.literal('verify'), evidence, files: files.optional() }),
  'send-back': z.strictObject({ type: z.literal('send-back'), reason }),
  'check-effect': z.strictObject({
    type: z.literal('check-effect'),
    outcome: z.enum(['effective', 'ineffective']),
    evidence,
    files: files.optional(),
  }),
  reopen: z.strictObject({ type: z.literal('reopen'), ...plan }),
  adjust: z
    .strictObject({
      type: z.literal('adjust'),
      owner: code().optional(),
      verifier: code().optional(),
      due: day.optional(),
      reason,
    })
    .refine(({ owner, verifier, due }) => owner ?? verifier ?? due, {
      params: { code: 'nothing-to-amend' },
      path: ['owner'],
    }),
  link: z.strictObject({ type: z.literal('link'), complaint: caseNumber }),
  /** somebody leaves: whatever they are to do in it, another does */
  'hand-over': z.strictObject({ type: z.literal('hand-over'), from: code(), to: code() }),
  /** the calendar in force moves the limit that runs */
  recalendar: z.strictObject({ type: z.literal('recalendar'), calendar: code() }),
  remind: z.strictObject({ type: z.literal('remind'), kind: z.enum(reminderKinds) }),
}

export type ActionEventType = keyof typeof actionEvents
export type ActionEvent = { [T in ActionEventType]: z.output<(typeof actionEvents)[T]> }[ActionEventType]
export type ActionEventOf<T extends ActionEventType> = z.output<(typeof actionEvents)[T]>

/** What only the clock does: nobody's form is outdated by it, and it leads nowhere else. */
export const quietActionEvents: ReadonlySet<ActionEventType> = new Set(['recalendar', 'remind'])

/** What people do to one that is there, in the order in which it is wanted; handing over is done on the people page. */
export const laterEventTypes = (Object.keys(actionEvents) as ActionEventType[]).filter(
  type => type !== 'propose' && type !== 'hand-over' && !quietActionEvents.has(type),
)

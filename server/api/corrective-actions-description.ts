import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import { stretchKinds } from '../../workflows/calendar/stretches.ts'
import { actionLimits, actionStates, causeKinds, reminderKinds } from '../../workflows/corrective-action/codes.ts'
import { type ActionEventType, actionEvents, laterEventTypes } from '../../workflows/corrective-action/events.ts'
import { actionFilter } from '../corrective-actions/api.ts'
import { answer, json, number, onceOnly, refused } from './operation-parts.ts'

/** What the API answers and takes about corrective actions, for its description. */
const instant = z.iso.datetime().nullable()
const login = z.string().meta({ description: 'a log-in' })
const actionNumber = z.string().meta({ example: 'CA-20261121-0001' })

const standing = {
  number: actionNumber,
  title: z.string(),
  state: z.enum(actionStates),
  owner: login,
  verifier: login.meta({ description: 'never the owner' }),
  waitsFor: login.nullable().meta({ description: 'null: whoever may approve, or it has ended' }),
  dueAt: instant.meta({ description: 'the limit that runs now' }),
}

const deadline = {
  kind: z.enum(actionLimits),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().meta({ description: 'inclusive' }),
  calendar: z.string().nullable().meta({ description: 'in which it is counted; null: a day that the plan names' }),
  metAt: instant,
  endedAt: instant.meta({ description: 'it was withdrawn before that' }),
  provisional: z.boolean().meta({ description: 'it rests on a year whose holidays nobody has entered yet' }),
}

const ledgerAnswer = z
  .strictObject({
    ...deadline,
    rule: z
      .strictObject({ amount: z.int(), unit: z.literal('work_day') })
      .nullable()
      .meta({ description: 'null: the plan names the day' }),
    stretches: z
      .array(z.strictObject({ kind: z.enum(stretchKinds), from: z.iso.datetime(), to: z.iso.datetime() }))
      .meta({ description: 'without gaps from the start to the due instant' }),
    reminders: z.array(
      z.strictObject({
        kind: z.enum(reminderKinds),
        at: z.iso.datetime(),
        fired: z.boolean(),
        people: z.array(login).meta({ description: 'who was told, or would be now' }),
      }),
    ),
  })
  .meta({ id: 'CorrectiveActionLedger' })

const actionAnswer = z
  .looseObject({
    ...standing,
    revision: z.int().meta({ description: 'send it back with an event; another one is refused as `stale`' }),
    round: z.int(),
    late: z.boolean(),
    complaints: z.array(z.string()).meta({ description: 'numbers of those that you may see' }),
    unseenComplaints: z.int(),
    cause: z.enum(causeKinds),
    rootCause: z.string(),
    correction: z.string(),
    corrective: z.string(),
    preventive: z.string().nullable(),
    proposer: login,
    approver: login.nullable(),
    due: instant,
    effectDays: z.int(),
    deadlines: z.array(z.strictObject({ ...deadline, late: z.boolean() })),
    events: z.array(
      z.looseObject({
        seq: z.int(),
        type: z.string(),
        by: login.nullable().meta({ description: 'null: the clock' }),
        at: instant,
        to: z.enum(actionStates),
      }),
    ),
    allowed: z.array(z.enum(laterEventTypes as [ActionEventType, ...ActionEventType[]])),
  })
  .meta({ id: 'CorrectiveAction' })

const actionListAnswer = z.strictObject({
  items: z.array(z.strictObject({ ...standing, complaints: z.int() }).meta({ id: 'CorrectiveActionInList' })),
  nextCursor: z.string().nullable(),
})

const { type: _, ...proposal } = actionEvents.propose.shape
const proposalBody = z.strictObject(proposal).meta({ id: 'CorrectiveActionProposal' })

const [first, ...others] = laterEventTypes.map(type =>
  z
    .strictObject({ ...actionEvents[type].shape, revision: z.int().min(0).optional() })
    .meta({ id: `corrective-${type}` }),
)
const actionEventBody = z.discriminatedUnion('type', [first, ...others] as [z.ZodObject, ...z.ZodObject[]])

/** The calls themselves. */
export const correctiveActionOperations: Record<string, Record<string, ZodOpenApiOperationObject>> = {
  '/corrective-actions': {
    post: {
      operationId: 'proposeCorrectiveAction',
      summary: 'Propose a corrective action, from one or several complaints',
      requestParams: { header: onceOnly },
      requestBody: { required: true, content: json(proposalBody) },
      responses: { 201: answer('it', actionAnswer), ...refused(400, 401, 403, 413, 415, 422) },
    },
    get: {
      operationId: 'listCorrectiveActions',
      summary: 'The corrective actions that you may see',
      requestParams: { query: actionFilter },
      responses: { 200: answer('one page', actionListAnswer), ...refused(401, 422) },
    },
  },
  '/corrective-actions/{number}': {
    get: {
      operationId: 'showCorrectiveAction',
      summary: 'One corrective action, with its record and what you may do now',
      requestParams: { path: number },
      responses: { 200: answer('it', actionAnswer), ...refused(401, 404) },
    },
  },
  '/corrective-actions/{number}/deadlines/{kind}': {
    get: {
      operationId: 'explainCorrectiveActionDeadline',
      summary: 'Why a deadline of a corrective action is due when it is, and of what it reminds whom',
      requestParams: { path: number.extend({ kind: z.enum(actionLimits) }) },
      responses: { 200: answer('its ledger', ledgerAnswer), ...refused(401, 404) },
    },
  },
  '/corrective-actions/{number}/events': {
    post: {
      operationId: 'changeCorrectiveAction',
      summary: 'Change a corrective action',
      requestParams: { path: number, header: onceOnly },
      requestBody: { required: true, content: json(actionEventBody) },
      responses: { 200: answer('it after that', actionAnswer), ...refused(400, 401, 403, 404, 409, 413, 415, 422) },
    },
  },
}

import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import { actionStates, causeKinds } from '../../workflows/corrective-action/codes.ts'
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

import { z } from 'zod'
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi'
import { limitKinds } from '../../workflows/complaint/codes.ts'
import { complaintEvents, personEventTypes } from '../../workflows/complaint/events.ts'
import { code } from '../../workflows/complaint/fields.ts'
import { openingSchema } from '../cases/opening.ts'
import { eventFilter } from '../complaints/event-list.ts'
import { explainedQuery } from '../complaints/explained.ts'
import { listFilter } from '../complaints/list-filter.ts'
import { noticeFilter } from '../outbox/list.ts'
import { credentials } from '../web/password.ts'
import {
  complaintListAnswer,
  disclosureAnswer,
  eventListAnswer,
  lintAnswer,
  noticeListAnswer,
  tokenAnswer,
} from './answers.ts'
import { complaintAnswer, fileListAnswer } from './complaint-answer.ts'
import { correctiveActionOperations } from './corrective-actions-description.ts'
import { explainedAnswer } from './explained-answer.ts'
import { answer, json, number, onceOnly, refused } from './operation-parts.ts'
import { rehearsalOperations } from './rehearsals-description.ts'
import { ruleBookOperations } from './rule-book-description.ts'

const opening = z.strictObject({ ...openingSchema.shape, policy: code().optional() }).meta({
  id: 'Opening',
  description: 'with `category` also registered, with `department` also dispatched, with `settle` also settled',
})

const uploadBody = z.object({
  files: z.array(z.string().meta({ format: 'binary' })),
})

// a file is attached by uploading it
const sentTypes = personEventTypes.filter(type => type !== 'attach')
const [first, ...others] = sentTypes.map(type =>
  z
    .strictObject({
      ...complaintEvents[type].shape,
      revision: z.int().min(0).optional().meta({ description: 'the revision that you saw' }),
    })
    .meta({ id: type }),
)
const event = z.discriminatedUnion('type', [first, ...others] as [z.ZodObject, ...z.ZodObject[]])

const operations: Record<string, Record<string, ZodOpenApiOperationObject>> = {
  '/tokens': {
    post: {
      operationId: 'createToken',
      summary: 'Log in: a bearer token for 30 days',
      security: [],
      requestBody: { required: true, content: json(credentials) },
      responses: {
        201: answer('the token; it is shown only now', tokenAnswer),
        ...refused(400, 401, 413, 415, 422, 429),
      },
    },
  },
  '/complaints': {
    post: {
      operationId: 'openComplaint',
      summary: 'Open a complaint',
      requestParams: { header: onceOnly },
      requestBody: { required: true, content: json(opening) },
      responses: { 201: answer('the case', complaintAnswer), ...refused(400, 401, 403, 413, 415, 422) },
    },
    get: {
      operationId: 'listComplaints',
      summary: 'The complaints that you may see',
      requestParams: { query: z.object(listFilter.shape) },
      responses: { 200: answer('one page', complaintListAnswer), ...refused(401, 422) },
    },
  },
  '/complaints/{number}': {
    get: {
      operationId: 'showComplaint',
      summary: 'One complaint, with what you may do now',
      requestParams: { path: number },
      responses: { 200: answer('the case', complaintAnswer), ...refused(401, 404) },
    },
  },
  '/complaints/{number}/events': {
    post: {
      operationId: 'sendEvent',
      summary: 'Change a complaint',
      requestParams: { path: number, header: onceOnly },
      requestBody: { required: true, content: json(event) },
      responses: {
        200: answer('the case after it', complaintAnswer),
        ...refused(400, 401, 403, 404, 409, 413, 415, 422),
      },
    },
    get: {
      operationId: 'listEvents',
      summary: 'What happened, oldest first',
      requestParams: { path: number, query: eventFilter },
      responses: { 200: answer('one page', eventListAnswer), ...refused(401, 404, 422) },
    },
  },
  '/complaints/{number}/files': {
    post: {
      operationId: 'attachFiles',
      summary: 'Attach files: up to 10 of 20 MB each, whatever the form fields are called; all of them or none',
      requestParams: { path: number, header: onceOnly },
      requestBody: { required: true, content: { 'multipart/form-data': { schema: uploadBody } } },
      responses: { 201: answer('the files', fileListAnswer), ...refused(400, 401, 403, 404, 409, 415, 422) },
    },
    get: {
      operationId: 'listFiles',
      summary: 'The files of a complaint, in the order in which they were attached',
      requestParams: { path: number },
      responses: { 200: answer('all files', fileListAnswer), ...refused(401, 404) },
    },
  },
  '/complaints/{number}/files/{file}': {
    get: {
      operationId: 'downloadFile',
      summary: 'What a file holds, as it was attached',
      requestParams: { path: number.extend({ file: z.int().meta({ description: 'its number' }) }) },
      responses: {
        200: { description: 'the bytes', content: { 'application/octet-stream': {} } },
        304: { description: 'you have it already: `If-None-Match`' },
        ...refused(401, 404),
      },
    },
  },
  '/complaints/{number}/deadlines/{kind}': {
    get: {
      operationId: 'explainDeadline',
      summary: 'Why a deadline is due when it is: every stretch of its time, the rule, the rungs',
      requestParams: { path: number.extend({ kind: z.enum(limitKinds) }), query: explainedQuery },
      responses: { 200: answer('its ledger', explainedAnswer), ...refused(401, 404, 422) },
    },
  },
  '/complaints/{number}/disclosures': {
    post: {
      operationId: 'discloseCustomer',
      summary: 'Phone and address in full; this is put on record',
      requestParams: { path: number },
      responses: { 200: answer('phone and address', disclosureAnswer), ...refused(401, 404) },
    },
  },
  ...correctiveActionOperations,
  ...rehearsalOperations,
  ...ruleBookOperations,
  '/notices': {
    get: {
      operationId: 'listNotices',
      summary: 'The outbox, newest first',
      requestParams: { query: noticeFilter },
      responses: { 200: answer('one page', noticeListAnswer), ...refused(401, 422) },
    },
  },
  '/lint': {
    get: {
      operationId: 'lint',
      summary: 'What is wrong with rules in force, calendar and organisation; for administrators',
      responses: { 200: answer('all findings', lintAnswer), ...refused(401, 403) },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'describe',
      summary: 'This description',
      security: [],
      responses: { 200: answer('OpenAPI 3.1', z.looseObject({})) },
    },
  },
}

/** The description of the API (OpenAPI 3.1), made of the schemas that judge its requests. */
export const openapi = createDocument(
  {
    openapi: '3.1.0',
    info: { title: 'Redress', version: '1' },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: operations,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  },
  {
    override: ({ jsonSchema }) => {
      // our own mark for what leaves the hash chain, and what `format` says already
      Reflect.deleteProperty(jsonSchema, 'personal')
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  },
)

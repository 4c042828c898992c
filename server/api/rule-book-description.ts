import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import { stretchKinds } from '../../workflows/calendar/stretches.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { dueQuestion } from '../calendars/due.ts'
import { draftBody, publicationBody } from '../policies/changes.ts'
import { answer, json, onceOnly, refused } from './operation-parts.ts'

const instant = z.iso.datetime()
const summary = {
  version: z.int(),
  status: z.enum(['draft', 'published', 'retired']),
  startsAt: instant.nullable().meta({ description: 'null: always' }),
  createdAt: instant,
  createdBy: z.string().nullable().meta({ description: 'a log-in; null: built in' }),
}
const words = z.object({ 'zh-CN': z.string(), en: z.string() })
const policy = z.object({
  code: z.string(),
  name: words.optional(),
  inForce: z.int().nullable(),
  versions: z.array(z.object(summary)),
})
const version = z
  .object({
    code: z.string(),
    ...summary,
    findings: z.array(z.object({ severity: z.enum(['error', 'warning']), rule: z.string(), about: z.string() })),
    document: policySchema,
  })
  .meta({ id: 'PolicyVersion' })
const value = z.looseObject({ is: z.string() }).nullable()
const difference = z.object({ table: z.string(), row: z.string(), column: z.string(), before: value, after: value })
const stretch = z.object({
  kind: z.enum(stretchKinds),
  from: instant,
  to: instant,
})
const due = z.object({
  dueAt: instant.meta({ description: 'inclusive' }),
  ledger: z.looseObject({
    startedAt: instant,
    calendar: z.string(),
    provisional: z.boolean(),
    stretches: z.array(stretch),
  }),
})

const code = z.object({ code: z.string().meta({ example: 'winery' }) })
const place = z.object({ ...code.shape, version: z.int() })
const between = z.object({ from: z.int(), to: z.int() })

/** The rule books and working time (changed by administrators, read by everybody). */
export const ruleBookOperations: Record<string, Record<string, ZodOpenApiOperationObject>> = {
  '/policies': {
    get: {
      operationId: 'listPolicies',
      summary: 'Every policy with its versions',
      responses: { 200: answer('the policies', z.object({ items: z.array(policy) })), ...refused(401) },
    },
  },
  '/policies/{code}/versions': {
    post: {
      operationId: 'draftPolicy',
      summary: 'A new draft: a document, or a copy of a version',
      requestParams: { path: code, header: onceOnly },
      requestBody: { required: true, content: json(draftBody) },
      responses: { 201: answer('the draft', version), ...refused(400, 401, 403, 404, 413, 415, 422) },
    },
  },
  '/policies/{code}/versions/{version}': {
    get: {
      operationId: 'showPolicyVersion',
      summary: 'One version as its document',
      requestParams: { path: place },
      responses: { 200: answer('the version', version), ...refused(401, 404) },
    },
  },
  '/policies/{code}/versions/{version}/publication': {
    post: {
      operationId: 'publishPolicyVersion',
      summary: 'Put a draft in force from an instant on; running cases keep theirs',
      requestParams: { path: place, header: onceOnly },
      requestBody: { required: true, content: json(publicationBody) },
      responses: { 200: answer('the version', version), ...refused(400, 401, 403, 404, 413, 415, 422) },
    },
  },
  '/policies/{code}/diff': {
    get: {
      operationId: 'comparePolicyVersions',
      summary: 'What differs between two versions, field by field',
      requestParams: { path: code, query: between },
      responses: {
        200: answer('the differences', z.object({ items: z.array(difference) })),
        ...refused(401, 404, 422),
      },
    },
  },
  '/due': {
    post: {
      operationId: 'explainDue',
      summary: 'When a limit is due, with every stretch that counted or did not',
      requestBody: { required: true, content: json(dueQuestion) },
      responses: { 200: answer('the due instant with its ledger', due), ...refused(400, 401, 413, 415, 422) },
    },
  },
}

import { z } from 'zod'
import type { ZodOpenApiOperationObject } from 'zod-openapi'
import { levels, limitKinds, noticeKinds, stepKinds } from '../../workflows/complaint/codes.ts'
import { aspects, limitStatuses } from '../../workflows/complaint/rehearsal-comparison.ts'
import { roles } from '../../workflows/organisation/roles.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { caseFilter, rehearsalBody } from '../rehearsals/rehearsals.ts'
import { answer, json, onceOnly, refused } from './operation-parts.ts'

const both = <T extends z.ZodType>(side: T) => ({
  was: side.meta({ description: 'what happened, by the stored rows' }),
  would: side.meta({ description: 'by the version that is rehearsed' }),
})
const level = z.enum(levels).nullable()
const instant = z.iso.datetime()
const status = z.enum(['queued', 'running', 'done', 'failed', 'ended'])
const trouble = z.enum(['interrupted', 'beyond-horizon', 'fault']).nullable()
const limitCounts = z.strictObject(Object.fromEntries(limitStatuses.map(one => [one, z.int()])))
const purse = z.strictObject({ roles: z.array(z.enum(roles)), sum: z.string().meta({ description: 'CNY' }) }).nullable()
const levelName = z.strictObject({ 'zh-CN': z.string(), en: z.string() }).nullable()
const bothLevels = {
  ...both(level),
  names: z
    .strictObject(both(levelName))
    .optional()
    .meta({ description: 'what the rules of each side call it; missing in rehearsals from before names were kept' }),
}
const limit = z.strictObject({ kind: z.enum(limitKinds), rule: policySchema.shape.ungraded.valueType })
const decision = z.strictObject({
  round: z.int(),
  role: z.enum(roles),
  kind: z.enum(stepKinds),
  people: z.array(z.string()).meta({ description: 'log-ins: who gave it, else who is or would have been asked' }),
  how: z.enum(['given', 'waiting', 'would-have-been-asked']),
  limit: limit.optional().meta({ description: 'of a decision that was never asked: neither met nor missed' }),
})

const result = z.strictObject({
  cases: z.int(),
  differing: z.int(),
  byAspect: z.strictObject(Object.fromEntries(aspects.map(one => [one, z.int()]))),
  levels: z.array(z.strictObject({ ...bothLevels, cases: z.int() })),
  limits: z.array(z.strictObject({ kind: z.enum(limitKinds), ...both(limitCounts) })),
  notices: z.array(z.strictObject({ kind: z.enum(noticeKinds), ...both(z.int()) })),
  people: z.array(z.strictObject({ person: z.string(), ...both(z.int()), neverAsked: z.int() })),
  purses: z.array(
    z.strictObject({ roles: z.array(z.enum(roles)), ...both(z.strictObject({ plans: z.int(), sum: z.string() })) }),
  ),
})

const begun = z.strictObject({ id: z.int(), status, href: z.string() })

/** What GET /rehearsals/:id answers. */
export const rehearsalAnswer = z
  .strictObject({
    ...{ id: z.int(), policy: z.string(), version: z.int(), from: instant, to: instant, status, trouble },
    ...{ total: z.int(), done: z.int(), createdBy: z.string(), createdAt: instant, finishedAt: instant.nullable() },
    href: z.string(),
    result: result.nullable().meta({ description: 'null until it is done' }),
  })
  .meta({ id: 'Rehearsal' })

/** What GET /rehearsals/:id/cases answers. */
export const rehearsedCasesAnswer = z.strictObject({
  items: z.array(
    z
      .strictObject({
        ...{ number: z.string(), differs: z.boolean(), aspects: z.array(z.enum(aspects)) },
        level: z.strictObject(bothLevels),
        limits: z.array(
          z.strictObject({ kind: z.enum(limitKinds), entry: z.int(), ...both(z.enum(limitStatuses).nullable()) }),
        ),
        notices: z.array(z.strictObject({ kind: z.enum(noticeKinds), ...both(z.int()) })),
        decisions: z.strictObject({ asked: z.array(decision), spared: z.array(decision) }),
        purse: z.strictObject(both(purse)),
        settle: z
          .literal('approval-needed')
          .optional()
          .meta({ description: 'the version would have refused to settle it on the spot, by that rule' }),
      })
      .meta({ id: 'RehearsedCase', description: 'what would have been different, and nothing else' }),
  ),
  nextCursor: z.string().nullable(),
})

const id = z.object({ id: z.int() })

export const rehearsalOperations: Record<string, Record<string, ZodOpenApiOperationObject>> = {
  '/rehearsals': {
    post: {
      operationId: 'beginRehearsal',
      summary: 'Try a version on the cases received in a period; for administrators and the director',
      requestParams: { header: onceOnly },
      requestBody: { required: true, content: json(rehearsalBody) },
      responses: { 202: answer('it is queued: ask again at `href`', begun), ...refused(400, 401, 403, 413, 415, 422) },
    },
  },
  '/rehearsals/{id}': {
    get: {
      operationId: 'showRehearsal',
      summary: 'How far a rehearsal is, and its result; for administrators, director and auditors',
      requestParams: { path: id },
      responses: { 200: answer('progress and result', rehearsalAnswer), ...refused(401, 403, 404) },
    },
  },
  '/rehearsals/{id}/end': {
    post: {
      operationId: 'endRehearsal',
      summary: 'End one that waits or runs; for administrators and the director',
      requestParams: { path: id },
      responses: { 200: answer('as it stands', rehearsalAnswer), ...refused(401, 403, 404, 422) },
    },
  },
  '/rehearsals/{id}/cases': {
    get: {
      operationId: 'listRehearsedCases',
      summary: 'Its cases, by number, with what would have been different',
      requestParams: { path: id, query: caseFilter },
      responses: { 200: answer('one page', rehearsedCasesAnswer), ...refused(401, 403, 404, 422) },
    },
  },
}

import { z } from 'zod'
import { errorAnswer } from './answers.ts'

/** What an operation of the description is made of. */
export const json = (schema: z.ZodType) => ({ 'application/json': { schema } })
export const answer = (description: string, schema: z.ZodType) => ({ description, content: json(schema) })
const refusals = {
  400: 'the request cannot be read',
  401: 'no valid token',
  403: 'not permitted: `not-permitted`, with the rule',
  404: 'no such case, or none that you may see',
  409: '`stale`, or `not-in-this-stage`',
  413: 'too large',
  415: 'not JSON, or for files not multipart/form-data',
  422: '`invalid`: wrong fields, or against a rule',
  429: 'too many failed attempts',
}
export const refused = (...statuses: (keyof typeof refusals)[]) =>
  Object.fromEntries(statuses.map(status => [status, answer(refusals[status], errorAnswer)]))

export const number = z.object({ number: z.string().meta({ example: 'TS-20261121-0001' }) })
export const onceOnly = z.object({
  'Idempotency-Key': z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'the same key gives the first answer for 24 h' }),
})

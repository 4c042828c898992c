import { z } from 'zod'
import {
  categories,
  causeCodes,
  clearSteps,
  consentMethods,
  contactMethods,
  earlierContactMethods,
  levels,
  liabilities,
  measureKinds,
  regulatorAnswers,
  scopeFlags,
} from './codes.ts'
import { code, email, money, personal, phone, text, whole } from './fields.ts'

/** What several events ask for in the same way. */
export const reason = personal(text(2000))
const measure = z.strictObject({
  kind: z.enum(measureKinds),
  description: personal(text(1000)),
  amount: money.optional(),
})
/** How many files one case can have. */
export const maxFiles = 100

export const measures = z.array(measure).min(1).max(20)
export const flags = z
  .array(z.enum(scopeFlags))
  .max(scopeFlags.length)
  .transform(list => [...new Set(list)].sort())

/** Numbers of this case's files, as evidence. */
export const evidenceFiles = z
  .array(whole(1, maxFiles))
  .max(maxFiles)
  .transform(list => [...new Set(list)].sort((one, other) => one - other))

export const contactMethod = z
  .enum([...contactMethods, ...(Object.keys(earlierContactMethods) as (keyof typeof earlierContactMethods)[])])
  .transform(method => (method === 'phone' || method === 'on-site' ? earlierContactMethods[method] : method))

export const clear = z
  .array(z.enum(clearSteps))
  .max(clearSteps.length)
  .transform(list => clearSteps.filter(step => list.includes(step)))

export const customer = personal(z.strictObject({ name: text(100), phone, email: email.optional() }))

export const conduct = z
  .array(code())
  .max(60)
  .transform(list => [...new Set(list)].sort())

/** What the policy has noted beyond the form, by its codes; a correction names all of it anew. */
export const particulars = personal(z.record(code(), text(500)))

/** What a customer tells before anybody can say what kind of complaint it is. */
export const details = {
  amount: money.optional(),
  affectedCount: whole(1, 1_000_000).optional(),
  scopeFlags: flags.optional(),
  product: personal(text(200)).optional(),
  batchNo: personal(text(100)).optional(),
  orderNo: personal(text(100)).optional(),
  respondentDepartment: code().optional(),
  respondent: code().optional(),
  /** codes of the conduct that the policy lists */
  conduct: conduct.optional(),
  confirmation: z.enum(consentMethods).optional(),
  particulars: particulars.optional(),
  /** as it looks at first; the finding has the last word */
  liability: z.enum(liabilities).optional(),
}

export const grading = {
  category: z.enum(categories),
  ...details,
  level: z.enum(levels).optional(),
  levelReason: personal(text(1000)).optional(),
  demand: personal(text(2000)).optional(),
}

/** Of a meeting: who was there, what it resolved, and whether the regulator is told (domain.md P3). */
export const minutes = {
  attendance: personal(text(1000)).optional(),
  resolution: personal(text(2000)).optional(),
  regulator: z.enum(regulatorAnswers).optional(),
}

export const finding = {
  facts: personal(text(5000)),
  cause: personal(text(2000)),
  causeCode: z.enum(causeCodes),
  liability: z.enum(liabilities),
  /** what the policy asks for with such a liability; all of it anew, without it what was noted stays */
  particulars: particulars.optional(),
}

import { z } from 'zod'
import {
  attendMethods,
  categories,
  channels,
  levels,
  liabilities,
  limitKinds,
  pauseReasons,
  scopeFlags,
  stages,
  stepKinds,
} from '../complaint/codes.ts'
import { roles } from '../organisation/roles.ts'
import { itemCode, money, words } from './pieces.ts'

/**
 * A policy 制度 is one document (design.md §1): everything an owner may want to change about complaints.
 * It is checked when it is stored and when it is read; a case keeps the version it started under.
 */
const level = z.enum(levels)

export const particularKinds = ['text', 'day'] as const

export const unitsOfLimits = ['minute', 'hour', 'day', 'work_minute', 'work_day', 'month', 'month-end'] as const
export const marksOfLimits = [
  'received',
  'arrived',
  'dispatched',
  'step-opened',
  'contacted',
  'resolved',
  'asked',
] as const

const limit = z.strictObject({
  amount: z.int().positive(),
  unit: z.enum(unitsOfLimits),
  from: z.enum(marksOfLimits),
  pausable: z.boolean(),
  roll: z.boolean(),
})

/** Who a rung tells: people by their part in the case. `actor` is whoever must act for this limit to be met. */
export const toldRoles = ['actor', 'owner', 'head', 'next-up', 'unit-leader', 'centre', 'director'] as const
const told = z.enum(toldRoles)
const rung = z.strictObject({
  percent: z.int().min(1).max(1000),
  tell: z.array(told).min(1),
  tellAt: z.partialRecord(level, z.array(told).min(1)).optional(),
})
const ladder = z.array(rung).min(1)

const stepRole = z.enum(roles)

/** A kind of matter with a route of its own: who is asked and told beyond what level and money ask for. */
const matterType = z.strictObject({
  code: itemCode,
  name: words,
  /** a category belongs to one type at most */
  categories: z.array(z.enum(categories)).min(1),
  steps: z.array(stepRole),
  /** told when the complaint is registered */
  inform: z.array(stepRole),
})

/** Something that a policy has noted when a complaint is registered, beyond what every form asks (domain.md P5, P6). */
const particular = z.strictObject({
  code: itemCode,
  words,
  kind: z.enum(particularKinds),
  required: z.boolean(),
  /** asked for where responsibility looks like one of these */
  requiredFor: z.array(z.enum(liabilities)).min(1).optional(),
  /** a day that is still to come: one before today is refused */
  ahead: z.boolean().optional(),
})

/** Answers that a policy accepts, where its form knows more of them. */
const accepted = z.strictObject({
  /** how one goes to the customer */
  attend: z.array(z.enum(attendMethods)).min(1).optional(),
  /** whose fault it looks like at the entry, where the policy judges that first */
  entryLiability: z.array(z.enum(liabilities)).min(1).optional(),
  /** what a finding, and the closing, say of responsibility */
  liability: z.array(z.enum(liabilities)).min(1).optional(),
})

/** Conduct that a policy lists by name and grades by (domain.md P5). */
const conduct = z.strictObject({ code: itemCode, words, level })

const joint = z
  .strictObject({
    roles: z.array(stepRole).min(2),
    rule: z.enum(['all', 'any', 'quorum']),
    quorum: z.int().min(1).optional(),
  })
  .refine(one => (one.quorum !== undefined) === (one.rule === 'quorum'), {
    path: ['quorum'],
    params: { code: 'quorum' },
  })

const closing = z.strictObject({
  /** levels that the department's head may close; the service head closes all */
  byHead: z.array(level),
  /** levels outside the procedure: settled on the spot they are closed at once, with a short record */
  outside: z.array(level),
  /** levels that close only with a corrective action */
  correctiveAction: z.array(level),
  /** of those, the levels for which it has to be verified as well */
  correctiveVerified: z.array(level).optional(),
  /** circumstances that call for a corrective action at any level */
  correctiveFlags: z.array(z.enum(scopeFlags)).optional(),
  /** so many complaints of one department, category and cause within so many days call for one too */
  correctiveAlike: z.strictObject({ cases: z.int().min(2).max(20), days: z.int().min(1).max(366) }).optional(),
  /** the respondent is asked for satisfaction as well */
  bothSides: z.boolean(),
})
const perLevel = <T extends z.ZodType>(value: T) => z.partialRecord(level, value)

/** A document as it was stored: what `policySchema` bounds came later than some of them, and those are still to be read. */
export const storedPolicy = z.strictObject({
  code: itemCode,
  name: words,
  levels: z.array(z.strictObject({ code: level, rank: z.int().min(1), name: words, pausable: z.boolean() })).min(1),
  grading: z.strictObject({
    /** the first row whose bound (inclusive, CNY) is not exceeded; the last row has no bound */
    byAmount: z.array(z.strictObject({ upTo: money.nullable(), level })),
    /** the last row whose count is reached */
    byCount: z.array(z.strictObject({ from: z.int().min(1), level })),
    byFlag: z.record(z.enum(scopeFlags), level),
    flagsOfChannel: z.partialRecord(z.enum(channels), z.array(z.enum(scopeFlags))),
    byConduct: z.array(conduct).max(60).default([]),
  }),
  types: z.array(matterType).max(20).default([]),
  /** fields that an event must carry beyond what its form asks everybody for: `{register: ['confirmation']}` */
  required: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  particulars: z.array(particular).max(20).optional(),
  accepted: accepted.optional(),
  limits: z.partialRecord(z.enum(limitKinds), perLevel(limit)),
  /** limits of a case that has no level yet */
  ungraded: z.partialRecord(z.enum(limitKinds), limit),
  /** days after settling at which the customer is called once more */
  secondFollowUp: perLevel(z.int().positive()),
  approval: z.strictObject({
    byLevel: perLevel(z.array(stepRole)),
    /** purses: by the sum of a plan's money, CNY, bounds inclusive; `inform` roles get a notice when approved */
    byMoney: z.array(z.strictObject({ upTo: money.nullable(), steps: z.array(stepRole), inform: z.array(stepRole) })),
    /** the order of a round */
    order: z.array(stepRole).min(1),
    kindOf: z.partialRecord(
      stepRole,
      z.strictObject({ kind: z.enum(stepKinds), limit: z.enum(['review', 'approve']) }),
    ),
    consent: z.enum(['first', 'last']),
    /** roles that decide together where a round asks several of them: all, any one, or a number of them must agree */
    joint: z.array(joint).max(10).optional(),
    /** who allows a pause; without it the department's head or the head of the service centre */
    pauseBy: stepRole.optional(),
    /** who extends a limit; without it the last approver of the level */
    extensionBy: stepRole.optional(),
  }),
  closing: closing.default({ byHead: ['minor'], outside: [], correctiveAction: [], bothSides: false }),
  ladders: z.strictObject({ byKind: z.partialRecord(z.enum(limitKinds), ladder), other: ladder }),
  caps: z.strictObject({
    handBacks: z.int().min(0),
    transfers: z.int().min(0),
    unreached: z.int().min(1),
    /** how often one case may be paused, and for how many days of 24 hours in all; without it as there is reason */
    pauses: z.int().min(0).optional(),
    pauseDays: z.int().min(1).max(366).optional(),
    /** how often the limits of one case may be extended, and by how many days of 24 hours each of them in all */
    extensions: z.int().min(0).optional(),
    extensionDays: z.int().min(1).max(366).optional(),
  }),
  pauseReasons: z
    .array(z.enum(pauseReasons))
    .min(1)
    .default([...pauseReasons]),
  reopenDays: z.int().min(0),
  /** natural days from closing in which the customer may appeal; working days in which staff may, against a penalty */
  appealDays: z.int().min(0).default(30),
  penaltyAppealWorkDays: z.int().min(0).default(5),
  backdatingMinutes: z.int().min(0),
  guidance: z.partialRecord(z.enum(stages), z.strictObject({ do: z.array(words), dont: z.array(words) })),
})

export type Policy = z.output<typeof storedPolicy>
/** As it is written down: what has a default may be left out. */
export type PolicyDocument = z.input<typeof storedPolicy>
export type Limit = z.infer<typeof limit>
export type Rung = z.infer<typeof rung>
export type Told = z.infer<typeof told>
export type Joint = z.infer<typeof joint>

/** A policy as one case sees it: the document with the version it came from. */
export interface PolicyVersion {
  code: string
  version: number
  policy: Policy
}

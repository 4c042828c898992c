import { z } from 'zod'
import { stretchKinds } from '../../workflows/calendar/stretches.ts'
import { limitKinds } from '../../workflows/complaint/codes.ts'
import { marksOfLimits, toldRoles, unitsOfLimits } from '../../workflows/policy/policy.ts'
import { instant } from './answer-fields.ts'

const limitRule = z.strictObject({
  amount: z.int(),
  unit: z.enum(unitsOfLimits),
  from: z.enum(marksOfLimits),
  pausable: z.boolean(),
  roll: z.boolean(),
})

/** Why a deadline is due when it is, for the description of the API. */
export const explainedAnswer = z
  .strictObject({
    kind: z.enum(limitKinds),
    entry: z.int(),
    rule: limitRule,
    source: z.strictObject({ code: z.string(), version: z.int(), path: z.string() }).meta({
      description: 'policy, version and place of the rule',
      example: { code: 'winery', version: 1, path: 'limits.settle.general' },
    }),
    calendar: z.string().meta({ description: 'the calendar that it is counted in' }),
    startedAt: instant,
    stretches: z
      .array(
        z.strictObject({
          kind: z.enum([...stretchKinds, 'paused', 'extended']),
          from: instant,
          to: instant.nullable().meta({ description: 'null: a pause that runs' }),
          reasonCode: z.string().optional(),
          latest: instant.optional().meta({ description: 'of a pause that runs: when it ends by itself' }),
          capped: z.int().optional().meta({
            description: 'the pause ended by itself: `caps.pauseDays` of the policy allows so many days in all',
          }),
        }),
      )
      .meta({ description: 'without gaps from the start to the due instant' }),
    extension: z.strictObject({ until: instant, at: instant }).nullable(),
    dueAt: instant.meta({ description: 'inclusive' }),
    held: z.boolean().meta({ description: 'a pause runs: the due instant moves on until it ends' }),
    provisional: z.boolean(),
    metAt: instant.nullable(),
    endedAt: instant.nullable(),
    missedAt: instant.nullable(),
    rungs: z.array(
      z.strictObject({
        percent: z.int(),
        at: instant.nullable().meta({ description: 'null while a pause holds it' }),
        fired: z.boolean(),
        told: z.array(z.enum(toldRoles)).meta({ description: 'by their part in the case' }),
        people: z.array(z.string()).meta({ description: 'log-ins: who was told, or would be now' }),
      }),
    ),
  })
  .meta({ id: 'DeadlineLedger' })

import { z } from 'zod'
import { levels, outcomes, stages } from '../../workflows/complaint/codes.ts'

/** Fields that many answers of the API have. */
export const instant = z.iso.datetime().meta({ description: 'UTC, with milliseconds' })
export const money = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .meta({ description: 'CNY', example: '320.00' })
export const login = z.string().meta({ description: 'a log-in' })
export const department = z.string().meta({ description: 'the code of a department' })
export const number = z.string().meta({ description: 'case number', example: 'TS-20261121-0001' })
export const level = z.enum(levels).nullable()
export const nextCursor = z.string().nullable().meta({ description: 'for `cursor`; null on the last page' })

export const standing = {
  number,
  stage: z.enum(stages),
  state: z.string().meta({ example: 'propose.review' }),
  level,
  department: department.nullable(),
  handler: login.nullable(),
  registrar: login,
  outcome: z.enum(outcomes).nullable(),
  receivedAt: instant,
  dueAt: instant.nullable().meta({ description: 'the earliest running limit' }),
  late: z.boolean().meta({ description: 'a limit is missed now, or was once' }),
  paused: z.boolean(),
}

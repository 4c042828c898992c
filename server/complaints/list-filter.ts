import { and, eq, isNotNull, isNull, not, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { cases } from '../../db/schema.ts'
import { levels, stages } from '../../workflows/complaint/codes.ts'
import { code } from '../../workflows/complaint/fields.ts'
import { day, dayOf, isInReach, startOf } from '../cases/shanghai.ts'
import { cursorOf, pageSize } from '../web/cursor.ts'

const sorts = ['-receivedAt', 'receivedAt', 'dueAt'] as const
const position = z.tuple([z.enum(sorts), z.union([z.iso.datetime(), z.literal('infinity')]), z.int().min(0)])

const date = z.iso.date().refine(isInReach, { params: { code: 'day' } })
const yes = z.enum(['true', 'false']).transform(value => value === 'true')

/** The query of GET /complaints (design.md §7) and of the queue page. */
export const listFilter = z
  .object({
    stage: z.enum(stages).optional(),
    level: z.enum(levels).optional(),
    department: code().optional(),
    handler: code().optional(),
    registrar: code().optional(),
    mine: z.enum(['handler', 'registrar']).optional().meta({ description: 'the caller handles it, or logged it' }),
    assigned: yes.optional().meta({ description: 'a handler is named' }),
    open: yes.optional().meta({ description: 'not closed' }),
    late: yes.optional(),
    due: z
      .enum(['today', 'week'])
      .optional()
      .meta({ description: 'due by the end of the day, or of the sixth after it' }),
    receivedFrom: date.optional().meta({ description: 'Asia/Shanghai day' }),
    receivedTo: date.optional().meta({ description: 'Asia/Shanghai day, included' }),
    q: z.string().trim().max(100).optional().meta({
      description: 'words, pinyin initials of the name, end of the phone number, order, lot or case number',
    }),
    sort: z.enum(sorts).default('-receivedAt'),
    limit: pageSize,
    cursor: cursorOf(position).optional(),
  })
  .refine(({ cursor, sort }) => cursor === undefined || cursor[0] === sort, {
    path: ['cursor'],
    params: { code: 'wrong' },
  })

/** What a list is narrowed to; the queue page may name the policy that a level belongs to. */
export type ListFilter = z.output<typeof listFilter> & { policy?: string | undefined }

/** Cases without a running limit come last. */
export const dueLast = sql`coalesce(${cases.dueAt}, 'infinity')`

/** What a case must be like to be listed, but for the words that are searched for. */
export function conditionsOf(filter: ListFilter, login: string, now: Date): (SQL | undefined)[] {
  const { stage, level, policy, department, handler, registrar, late, assigned, open, mine } = filter
  const overdue = sql`(${cases.late} or ${dueLast} < ${now.toISOString()}::timestamptz)`
  return [
    stage && eq(cases.stage, stage),
    level && eq(cases.level, level),
    policy && eq(cases.policyCode, policy),
    department && eq(cases.department, department),
    handler && eq(cases.handler, handler),
    registrar && eq(cases.registrar, registrar),
    mine && eq(cases[mine], login),
    either(late, overdue, not(overdue)),
    either(assigned, isNotNull(cases.handler), and(isNull(cases.handler), isNotNull(cases.department))),
    either(open, isNull(cases.closedAt), isNotNull(cases.closedAt)),
    ...betweenDays(filter, now),
  ].map(condition => condition || undefined)
}

const either = (asked: boolean | undefined, yes: SQL | undefined, no: SQL | undefined) =>
  asked === undefined ? undefined : asked ? yes : no

function betweenDays({ due, receivedFrom, receivedTo }: ListFilter, now: Date): (SQL | undefined)[] {
  const dueBefore = due && startOfDay(now, due === 'today' ? 1 : 7)
  return [
    due && sql`${dueLast} < ${dueBefore}::timestamptz`,
    receivedFrom && sql`${cases.receivedAt} >= ${startOf(receivedFrom).toISOString()}::timestamptz`,
    receivedTo &&
      sql`${cases.receivedAt} < ${new Date(startOf(receivedTo).getTime() + day).toISOString()}::timestamptz`,
  ].map(condition => condition || undefined)
}

/** Midnight in Asia/Shanghai, some days after that of an instant; UTC. */
export function startOfDay(at: Date, days: number): string {
  return new Date(startOf(dayOf(at)).getTime() + days * day).toISOString()
}

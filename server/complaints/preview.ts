import { z } from 'zod'
import { dueAfter } from '../../workflows/calendar/working-time.ts'
import type { Level, LimitKind } from '../../workflows/complaint/codes.ts'
import { complaintEvents } from '../../workflows/complaint/events.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import { type Grading, grade } from '../../workflows/policy/grading.ts'
import { limitOf } from '../../workflows/policy/limits.ts'
import type { Limit, Policy } from '../../workflows/policy/policy.ts'
import { stepsOf } from '../../workflows/policy/steps.ts'
import { calendar } from '../cases/load.ts'

const { open, register, dispatch } = complaintEvents

/** What of the form decides level, limits and approvers; the rest may still be empty. */
export const previewSchema = z.object({
  channel: open.shape.channel,
  receivedAt: open.shape.receivedAt,
  amount: register.shape.amount,
  affectedCount: register.shape.affectedCount,
  scopeFlags: register.shape.scopeFlags,
  level: register.shape.level,
  department: dispatch.shape.department.optional(),
})

export interface Preview {
  level: Level
  grading: Grading
  limits: { kind: LimitKind; dueAt: string }[]
  approvers: { role: Role; people: string[] }[]
}

/** The limits that begin with a complaint, in the order in which they fall due at most levels. */
const early: LimitKind[] = ['report', 'attend', 'answer', 'plan', 'settle']

/** What the policy makes of a complaint that is not written yet. @param now UTC instant */
export function previewOf(
  typed: z.output<typeof previewSchema>,
  policy: Policy,
  organisation: Organisation,
  { now, home }: { now: string; home: string },
): Preview {
  const { channel, amount = null, affectedCount = null, scopeFlags = [] } = typed
  const grading = grade(policy, { channel, amount, affectedCount, scopeFlags })
  const level = typed.level ?? grading.level
  const startOf = (limit: Limit) => (limit.from === 'received' ? (typed.receivedAt ?? now) : now)
  return {
    level,
    grading,
    limits: early.flatMap(kind => {
      const limit = limitOf(policy, kind, level)
      return limit ? [{ kind, dueAt: dueAfter(limit, startOf(limit), calendar) }] : []
    }),
    approvers: stepsOf(policy, level, '0.00')
      .filter(step => step.kind !== 'consent')
      .map(({ role }) => ({
        role,
        people: standIns(organisation, role, typed.department ?? home, [], now).map(one => one.person),
      })),
  }
}

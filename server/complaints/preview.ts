import { z } from 'zod'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import { dueAfter } from '../../workflows/calendar/working-time.ts'
import { excludedFromDeciding } from '../../workflows/complaint/away.ts'
import type { Level, LimitKind } from '../../workflows/complaint/codes.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { complaintEvents } from '../../workflows/complaint/events.ts'
import { decide, decideOpening, offers } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { standIns } from '../../workflows/organisation/stand-ins.ts'
import { type Grading, grade } from '../../workflows/policy/grading.ts'
import { limitOf } from '../../workflows/policy/limits.ts'
import type { Limit, Policy, PolicyVersion } from '../../workflows/policy/policy.ts'
import { stepsOf } from '../../workflows/policy/steps.ts'

const { open, register, dispatch } = complaintEvents

/** What of the form decides level, limits and approvers; the rest may still be empty. */
export const previewSchema = z.object({
  channel: open.shape.channel,
  category: register.shape.category.optional(),
  receivedAt: open.shape.receivedAt,
  amount: register.shape.amount,
  affectedCount: register.shape.affectedCount,
  scopeFlags: register.shape.scopeFlags,
  conduct: register.shape.conduct,
  level: register.shape.level,
  department: dispatch.shape.department.optional(),
  handler: dispatch.shape.handler,
  respondent: z.string().optional(),
})

export type PreviewFields = z.output<typeof previewSchema>

interface Approver {
  role: Role
  people: string[]
}

export interface Preview {
  level: Level
  grading: Grading
  limits: { kind: LimitKind; limit: Limit; dueAt: string }[]
  approvers: Approver[]
  /** who decides as well when the whole amount is paid; empty when nobody else does */
  payers: Approver[]
  /** who is told at once when it is dispatched */
  told: string[]
}

/** The limits that begin with a complaint, in the order in which they fall due at most levels. */
const early: LimitKind[] = ['report', 'attend', 'answer', 'plan', 'settle']

/** What the policy makes of a complaint that is not written yet. @param now UTC instant */
export function previewOf(
  typed: PreviewFields,
  policy: Policy,
  organisation: Organisation,
  { now, home, calendars }: { now: string; home: string; calendars: Calendars },
): Preview {
  const { channel, category = null, department, handler = null, respondent = null } = typed
  const { amount = null, affectedCount = null, scopeFlags = [], conduct = [] } = typed
  const grading = grade(policy, { channel, amount, affectedCount, scopeFlags, conduct })
  const level = typed.level ?? grading.level
  const startOf = (limit: Limit) => (limit.from === 'received' ? (typed.receivedAt ?? now) : now)
  const away = [handler, respondent].filter(one => one !== null)
  const peopleIn = (role: Role, away: string[]) =>
    standIns(organisation, role, department ?? home, away, now).map(one => one.person)
  const concerned = { handler, respondent, proposer: null, recused: [], category, conduct }
  const excluded = excludedFromDeciding(concerned, organisation)
  const asked = (sum: string): Approver[] =>
    stepsOf(policy, level, sum, category)
      .filter(step => step.kind !== 'consent')
      .flatMap(({ role, together }) => together?.roles ?? [role])
      .map(role => ({ role, people: peopleIn(role, excluded) }))
  const approvers = asked('0.00')
  return {
    level,
    grading,
    limits: early.flatMap(kind => {
      const limit = limitOf(policy, kind, level)
      return limit ? [{ kind, limit, dueAt: dueAfter(limit, startOf(limit), calendars.inForce) }] : []
    }),
    approvers,
    payers: asked(amount ?? '0.00').filter(({ role }) => !approvers.some(one => one.role === role)),
    told: department === undefined ? [] : peopleIn('head', away),
  }
}

/** Words that nobody has said yet, in an opening that only asks what would be allowed. */
const unsaid = { narrative: '-----', customer: { name: '-', phone: '13800000000' } }

/** Whether the rules let this person settle such a complaint on the spot: asked of the complaint as it would be. */
export function maySettle(
  {
    channel,
    category = 'other',
    amount,
    affectedCount,
    scopeFlags,
    conduct,
    level,
  }: Partial<PreviewFields> & Pick<PreviewFields, 'channel'>,
  facts: { actor: string; version: PolicyVersion; organisation: Organisation; calendars: Calendars; at: string },
): boolean {
  const opened = decideOpening(complaint, '', { type: 'open', channel, ...unsaid }, facts)
  if ('refused' in opened) return false
  const graded = { amount, affectedCount, scopeFlags, conduct, ...(level && { level, levelReason: '-' }) }
  const { particulars = [], accepted } = facts.version.policy
  const noted = Object.fromEntries(particulars.map(one => [one.code, one.kind === 'day' ? '9999-12-31' : '-']))
  const asked = {
    ...{
      confirmation: 'phone',
      liability: accepted?.entryLiability?.[0] ?? 'unknown',
      respondentDepartment: rootOf(facts.organisation),
    },
    particulars: noted,
  }
  const registration = { type: 'register', category, ...asked, ...graded }
  const registered = decide(complaint, opened.decision.snapshot, registration, facts)
  return 'decision' in registered && offers(complaint, registered.decision.snapshot, facts).includes('settle')
}

/** A department that there is; which one does not matter. */
function rootOf({ departments }: Organisation): string | undefined {
  return departments.find(one => one.parent === null)?.code
}

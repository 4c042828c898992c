import type { Computed } from '../../workflows/complaint/accepted.ts'
import type { AppealTarget } from '../../workflows/complaint/codes.ts'
import type { EventOf } from '../../workflows/complaint/events.ts'
import type { Notice } from '../../workflows/complaint/notice.ts'
import { joined } from '../../workflows/evidence/personal.ts'
import { iso } from '../cases/instant.ts'
import type { PenaltySight } from '../cases/penalty-sight.ts'

interface PenaltyTerms {
  kind: string
  amount?: string
}

/** A penalty in force, with what it replaces. */
export interface Penalty extends PenaltyTerms {
  person: string
  /** what was laid first, where an appeal changed it */
  before?: PenaltyTerms[]
}

/** An appeal from the day when it was made to its decision. */
interface ShownAppeal {
  against: AppealTarget
  person: string | null
  by: string | null
  at: string
  outcome: string | null
  decidedBy: string | null
  decidedAt: string | null
}

/** An event about penalties and appeals, as `case_events` has it. */
export interface LaidRow {
  type: 'close' | 'appeal' | 'decide-appeal'
  facts: object
  personal: object | null
  by: string | null
  at: string
}

/** Penalties and appeals of a case, told from their events in order; what this reader must not read is left out. */
export function laidOf(rows: readonly LaidRow[], mayRead: PenaltySight) {
  let penalties: Penalty[] = []
  const appeals: ShownAppeal[] = []
  for (const row of rows) {
    const event = { ...(joined(row.facts, row.personal) as object), type: row.type } as Told
    const at = iso(row.at)
    if (event.type === 'close') penalties = event.penalties ?? penalties
    else if (event.type === 'appeal') appeals.push({ ...appealOf(event, row.by), at })
    else {
      const named = event.computed.judged
      const decided = appeals.find(
        one => one.decidedAt === null && (!named || (one.against === named.against && one.person === named.person)),
      )
      if (decided) Object.assign(decided, { outcome: event.outcome, decidedBy: row.by, decidedAt: at })
      if (event.penaltyKind) penalties = changed(penalties, named?.person ?? null, event)
    }
  }
  return {
    penalties: penalties.filter(one => mayRead(one.person)),
    appeals: appeals.filter(one => one.against === 'outcome' || mayRead(one.person)),
  }
}

type Told = (EventOf<'close'> | EventOf<'appeal'> | EventOf<'decide-appeal'>) & { computed: Computed }

const appealOf = ({ against, person }: EventOf<'appeal'>, by: string | null) => ({
  against,
  person: against === 'penalty' ? (person ?? by) : null,
  by,
  ...{ outcome: null, decidedBy: null, decidedAt: null },
})

/** The new penalty takes the place of everything that was laid on that person. */
function changed(penalties: Penalty[], person: string | null, event: EventOf<'decide-appeal'>): Penalty[] {
  const replaced = penalties.filter(one => one.person === person)
  const [first] = replaced
  if (!first) return penalties
  const before = replaced.map(({ kind, amount }) => ({ kind, ...(amount && { amount }) }))
  const { penaltyKind: kind = '', penaltyAmount: amount } = event
  const anew = { person: first.person, kind, ...(amount && { amount }), before }
  return penalties.flatMap(one => (one === first ? [anew] : one.person === person ? [] : [one]))
}

/** Whose penalty an event of a case is about as a whole; null where it is about none, or about many things. */
export function penaltyOf({ type, by, fields }: { type: string; by: string | null; fields: Record<string, unknown> }) {
  if (type === 'appeal' && fields.against === 'penalty') return typeof fields.person === 'string' ? fields.person : by
  const { judged } = (fields.computed ?? {}) as Computed
  return type === 'decide-appeal' && judged?.against === 'penalty' ? judged.person : null
}

/** The notices of an event without those that tell others of their penalty. */
export const toldWithoutPenalties = (told: unknown, mayRead: PenaltySight): Notice[] =>
  ((told ?? []) as Notice[]).filter(one => one.kind !== 'penalised' || mayRead(one.to))

import type { ActionState, CountedLimit, ReminderKind } from './codes.ts'
import type { ActionEventOf, ActionEventType } from './events.ts'

/** A corrective action as the rules know it. Instants are UTC. */
export interface CorrectiveAction extends Omit<ActionEventOf<'revise'>, 'type' | 'preventive'> {
  number: string
  state: ActionState
  /** 1; one more each time it turned out ineffective and was taken up again */
  round: number
  /** numbers of the complaints it comes from */
  complaints: string[]
  preventive: string | null
  proposer: string
  approver: string | null
  /** the proposal was given back to be improved */
  returned: boolean
  /** when the plan of this round was proposed */
  plannedAt: string
  implementedBy: string | null
  implementedAt: string | null
  verifyDueAt: string | null
  verifiedAt: string | null
  /** from then on it can be called effective */
  effectFrom: string | null
  effectDueAt: string | null
  checkedAt: string | null
  /** by then an ineffective one has to be taken up again */
  reopenDueAt: string | null
  closedAt: string | null
  /** the calendars in which its limits were counted, by label */
  calendars: Partial<Record<CountedLimit, string>>
  /** the gravest that it has reminded of in this turn, or that was over before the turn began; null: nothing yet */
  remindedOf: ReminderKind | null
}

/** What has to be done next. `person` null: whoever may approve. */
export interface Awaited {
  task: ActionEventType
  person: string | null
  dueAt: string | null
}

/** Whose turn it is, and until when; null when it has ended. The plan's due also bounds its approval and its start. */
export function awaited(action: CorrectiveAction): Awaited | null {
  const { owner, verifier, proposer, due } = action
  switch (action.state) {
    case 'proposed':
      return action.returned
        ? { task: 'revise', person: proposer, dueAt: due }
        : { task: 'approve', person: null, dueAt: due }
    case 'approved':
      return { task: 'start', person: owner, dueAt: due }
    case 'in-progress':
      return { task: 'implement', person: owner, dueAt: due }
    case 'implemented':
      return { task: 'verify', person: verifier, dueAt: action.verifyDueAt }
    case 'verified':
      return { task: 'check-effect', person: verifier, dueAt: action.effectDueAt }
    case 'ineffective':
      return { task: 'reopen', person: proposer, dueAt: action.reopenDueAt }
    default:
      return null
  }
}

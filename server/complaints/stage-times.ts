import { stages } from '../../workflows/complaint/codes.ts'
import { iso } from '../cases/instant.ts'
import { duration } from '../web/due.ts'
import type { Translate } from '../web/i18n.ts'
import type { EventRows } from './case-events.ts'
import type { CaseView } from './case-view.ts'

/** One stage of the stepper, with the time that the case has spent in it, all visits together. */
export interface StepperStage {
  stage: string
  /** UTC instant of the last entry; null when it was never entered */
  at: string | null
  current: boolean
  done: boolean
  spent: string
}

/**
 * The seven stages of a case; the present one counts until `now`, a closed case until it was closed: it is done with its
 * last stage too.
 */
export function stepperOf(view: CaseView, moves: EventRows['moves'], now: string, t: Translate): StepperStage[] {
  const present = (stages as readonly string[]).indexOf(view.stage)
  const closed = view.closedAt !== null
  return stages.map((stage, index) => {
    const visits = visitsTo(stage, moves, view.closedAt ?? now)
    const at = visits.at(-1)?.at
    const current = index === present && !closed
    return {
      ...{ stage, current, at: at ? iso(at) : null },
      done: (index < present || closed) && at !== undefined,
      spent: at ? spentWords(visits, current, t) : '',
    }
  })
}

interface Visit {
  at: string
  milliseconds: number
}

function visitsTo(stage: string, moves: EventRows['moves'], end: string): Visit[] {
  const all = moves.map((move, index) => {
    const left = moves[index + 1]?.at ?? end
    return { ...move, milliseconds: Math.max(0, Date.parse(left) - Date.parse(move.at)) }
  })
  return all.filter(visit => visit.stage === stage)
}

/** What several visits took together says how many they were: the stage shows the entry of the last one alone. */
function spentWords(visits: Visit[], running: boolean, t: Translate): string {
  const spent = duration(
    visits.reduce((sum, visit) => sum + visit.milliseconds, 0),
    t,
  )
  const time = visits.length > 1 ? t('case.steps.visits', { times: visits.length, time: spent }) : spent
  return t(running ? 'case.steps.sofar' : 'case.steps.spent', { time })
}

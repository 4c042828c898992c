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

/** The seven stages of a case; the present one counts until `now`, a closed case until it was closed. */
export function stepperOf(view: CaseView, moves: EventRows['moves'], now: string, t: Translate): StepperStage[] {
  const present = (stages as readonly string[]).indexOf(view.stage)
  const end = view.closedAt ?? now
  return stages.map((stage, index) => {
    const at = moves.findLast(move => move.stage === stage)?.at
    const current = index === present
    return {
      ...{ stage, current, at: at ? iso(at) : null },
      done: index < present && at !== undefined,
      spent: at ? spentWords(timeIn(stage, moves, end), current && view.closedAt === null, t) : '',
    }
  })
}

function timeIn(stage: string, moves: EventRows['moves'], end: string): number {
  return moves.reduce((sum, move, index) => {
    if (move.stage !== stage) return sum
    return sum + Date.parse(moves[index + 1]?.at ?? end) - Date.parse(move.at)
  }, 0)
}

function spentWords(milliseconds: number, running: boolean, t: Translate): string {
  const time = duration(Math.max(0, milliseconds), t)
  return t(running ? 'case.steps.sofar' : 'case.steps.spent', { time })
}

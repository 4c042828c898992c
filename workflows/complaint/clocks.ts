import { labelOf } from '../calendar/calendars.ts'
import type { Accepted, AcceptedOf } from './accepted.ts'
import { appealNamed, pendingAppeals } from './appeals.ts'
import { ClockRun, latestOf, started } from './clock-run.ts'
import type { LimitKind } from './codes.ts'
import { type Clock, type Context, openStep } from './context.ts'
import { isHeard } from './heard.ts'
import { pendingRecusals, recusalNamed } from './requests.ts'

/** The limits that run from receipt (design.md §4); which of them apply is the level's business. */
const fromReceipt: LimitKind[] = [
  'report',
  'answer',
  'plan',
  'settle',
  'inform-leader',
  'inform-centre',
  'inform-director',
]
const isNews = (event: Accepted) => event.type !== 'call-back' && isHeard(event)

export function openingClocks(receivedAt: string): Clock[] {
  return fromReceipt.map(kind => started(kind, 1, receivedAt))
}

/**
 * The clocks after an event, by the table of design.md §4: late ones marked, then those met or ended, then those
 * that start. A clock that a newer entry of its kind has replaced is kept for one event, so that its row is closed.
 */
export function clocksAfter(before: Context, after: Context, event: Accepted): Clock[] {
  const run = new ClockRun(latestOf(before.clocks), event.at)
  if (event.computed.calendar) run.keepCalendar(labelOf(before))
  run.miss(event.computed.missed ?? [])
  run.meet(...(event.computed.inform ?? []))
  if (event.type === 'deadline-reach') run.fire(event.kind, event.entry, event.rung)
  if (event.type === 'extend') run.extend(event.kind, event.until)
  if (isNews(event)) heard(run, after)
  stepClocks(run, before, after)
  if (event.type === 'decide-appeal') appealDecided(run, before, after, event)
  if (event.type === 'decide-recusal') {
    const decided = recusalNamed(before, event)
    run.meetNth('recusal', decided ? pendingRecusals(before).indexOf(decided) : -1)
  }
  byEvent[event.type]?.(run, after, event)
  return run.clocks
}

/** Appeals and their limits begin in the same order. */
function appealDecided(run: ClockRun, before: Context, after: Context, event: AcceptedOf<'decide-appeal'>): void {
  const decided = appealNamed(before, event)
  run.meetNth('appeal', decided ? pendingAppeals(before).indexOf(decided) : -1)
  if (before.closedAt !== null && after.closedAt === null) beginAgain(run, after)
}

/** What one event does to the clocks, beyond what holds for several events. */
const byEvent: Partial<Record<Accepted['type'], (run: ClockRun, after: Context, event: Accepted) => void>> = {
  dispatch: run => {
    run.meet('report')
    run.start('attend')
  },
  transfer: run => {
    run.end('attend')
    run.start('attend')
  },
  arrive: run => run.meet('attend'),
  'hand-back': run => {
    run.end('attend')
    run.start('report')
  },
  plan: run => run.meet('plan'),
  settle: (run, _after, event) => {
    run.meet('report', 'attend', 'answer', 'plan', 'settle')
    if (event.computed.outside) run.endAll()
    else resolved(run)
  },
  resolve: run => {
    run.meet('settle')
    resolved(run)
  },
  'call-back': (run, after, event) => {
    if (event.type !== 'call-back') return
    if (event.computed.passOn) run.end('follow-up')
    if (event.outcome === 'unreached') return
    run.meet('follow-up')
    if (event.outcome === 'dissatisfied' && after.closedAt === null) restart(run, after)
  },
  reopen: (run, after) => beginAgain(run, after),
  'ask-recusal': run => run.start('recusal'),
  appeal: run => run.start('appeal'),
  conclude: run => run.endAll(),
  close: (run, after, event) => {
    run.endAll()
    const days = event.computed.againAfterDays
    if (days !== undefined && after.resolvedAt) run.start('follow-up', after.resolvedAt, days)
  },
  withdraw: run => run.endAll(),
  decline: run => run.endAll(),
  merge: run => run.endAll(),
}

function heard(run: ClockRun, after: Context): void {
  run.meet('answer', 'progress')
  if (after.resolvedAt === null && after.closedAt === null) run.start('progress')
}

function resolved(run: ClockRun): void {
  run.end('progress', 'plan', 'answer')
  run.start('follow-up')
}

function beginAgain(run: ClockRun, after: Context): void {
  run.end('follow-up')
  restart(run, after)
  if (after.department === null) run.start('report')
}

/** Work begins again: the customer is owed a new plan, news and a settlement, counted from now. */
function restart(run: ClockRun, after: Context): void {
  run.end('plan', 'settle', 'progress')
  if (after.department === null) {
    run.start('settle')
    return
  }
  run.start('plan')
  run.start('settle')
  run.start('progress')
}

/** `review` and `approve` follow the open step. */
function stepClocks(run: ClockRun, before: Context, after: Context): void {
  const was = openStep(before)
  const is = openStep(after)
  const sameStep = was?.role === is?.role && was?.kind === is?.kind && before.round === after.round
  if (sameStep) return
  const decided = was && after.steps.some(step => step.role === was.role && step.kind === was.kind && step.by !== null)
  if (was?.limit) decided ? run.meet(was.limit) : run.end(was.limit)
  if (is?.limit) run.start(is.limit)
}

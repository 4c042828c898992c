import { explainSpan, type Stretch } from '../../workflows/calendar/stretches.ts'
import type { Calendar } from '../../workflows/calendar/working-time.ts'
import type { Ledger } from '../../workflows/complaint/deadlines.ts'
import { duration } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'

/** A stretch of the time since a limit began: it counts, or it is left out, and why. */
export interface Interval {
  counted: boolean
  words: string
}

const inCalendarTime: ReadonlySet<string> = new Set(['work_day', 'work_minute'])

/**
 * The time from the start of a limit until now, or until it was met, cut at its pauses; then the days and hours between
 * its start and its end that the calendar leaves out.
 * @param until UTC instant
 */
export function intervalsOf(ledger: Ledger, until: string, running: boolean, calendar: Calendar, t: Translate) {
  return [...pausedAndCounted(ledger, until, running, t), ...nonWorking(ledger, calendar, t)]
}

function pausedAndCounted(ledger: Ledger, until: string, running: boolean, t: Translate): Interval[] {
  const intervals: Interval[] = []
  let from = ledger.startedAt
  for (const pause of ledger.pauses) {
    const begin = [pause.from, from].sort()[1] ?? from
    if (begin > from) intervals.push({ counted: true, words: between('counted', from, begin, t) })
    const reason = t(`codes.pauseReasons.${pause.reasonCode}`)
    const words = pause.to
      ? between('paused', begin, pause.to, t, { reason })
      : t('case.ledger.pausedNow', { from: dateTime(begin), reason })
    intervals.push({ counted: false, words })
    if (pause.to === null) return intervals
    from = pause.to
  }
  if (until > from) {
    intervals.push({ counted: true, words: between(running ? 'countedNow' : 'counted', from, until, t) })
  }
  return intervals
}

/** Only limits in working time leave out weekends, holidays and the hours after closing; an extension names an instant. */
function nonWorking({ limit, startedAt, extended }: Ledger, calendar: Calendar, t: Translate): Interval[] {
  if (extended || !(limit.roll || inCalendarTime.has(limit.unit))) return []
  const skipped = explainSpan(limit, startedAt, calendar).stretches.filter(isSkipped)
  return skipped.map(({ kind, from, to }) => ({
    counted: false,
    words: t(`case.ledger.skipped.${kind}`, { from: dateTime(from), to: dateTime(to) }),
  }))
}

const isSkipped = ({ kind }: Stretch) => kind !== 'counted' && kind !== 'rolled'

function between(key: string, from: string, to: string, t: Translate, more: Record<string, string> = {}): string {
  const time = duration(Date.parse(to) - Date.parse(from), t)
  return t(`case.ledger.${key}`, { from: dateTime(from), to: dateTime(to), time, ...more })
}

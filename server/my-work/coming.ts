import { day, dayOf } from '../cases/shanghai.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { WorkLine } from './lines.ts'

/** What falls due today or tomorrow and is not on fire yet, in one line. */
export interface Coming {
  href: string
  /** today or tomorrow, and the time of day */
  at: string
  what: string
  who: string
}

const most = 6

/** What comes next for the reader: what they have to do and what they handle, the first due on top. */
export function comingUp(lines: WorkLine[], now: Date, t: Translate): Coming[] {
  const [today, tomorrow] = [0, day].map(later => dayOf(new Date(now.getTime() + later)))
  return lines
    .flatMap(line => (line.due?.tone === 'calm' ? [{ ...line, at: line.due.dueAt }] : []))
    .filter(({ at }) => dayOf(at) === today || dayOf(at) === tomorrow)
    .sort((one, other) => one.at.localeCompare(other.at))
    .slice(0, most)
    .map(({ href, task, state, customerName, at }) => ({
      href,
      at: t(dayOf(at) === today ? 'myWork.coming.today' : 'myWork.coming.tomorrow', { time: dateTime(at).slice(11) }),
      what: task || t(`codes.states.${state}`),
      who: customerName,
    }))
}

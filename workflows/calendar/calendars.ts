import { china } from './china.ts'
import type { Calendar } from './workdays.ts'

/** The calendars that cases are judged by: the one in force, and every earlier one by its label. */
export interface Calendars {
  /** new cases are opened under it */
  inForce: Calendar
  /** @param label missing: the built-in one, in which cases stay until another one moves them @throws Error when unknown */
  of(label: string | undefined): Calendar
}

/** @param stored every published calendar @param inForce the built-in one when nobody has published another */
export function calendarsOf(stored: readonly Calendar[] = [], inForce: Calendar = china): Calendars {
  const byLabel = new Map([china, inForce, ...stored].map(one => [one.version, one]))
  return {
    inForce,
    of: (label = china.version) => {
      const found = byLabel.get(label)
      if (!found) throw new Error(`calendar ${label} is not stored`)
      return found
    },
  }
}

/** The label of the calendar that a case follows. */
export function labelOf({ calendar }: { calendar?: string }): string {
  return calendar ?? china.version
}

/** The calendars as they will be once another one is in force. */
export function withNext({ of }: Calendars, next: Calendar): Calendars {
  return { inForce: next, of: label => (label === next.version ? next : of(label)) }
}

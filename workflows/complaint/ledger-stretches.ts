import type { Stretch } from '../calendar/stretches.ts'
import type { Pause } from '../policy/limits.ts'

/** A part of the time of one deadline. */
export interface LedgerStretch {
  kind: Stretch['kind'] | 'paused' | 'extended'
  /** UTC instants; `to` is the first one that no longer belongs to it, null for a pause that runs */
  from: string
  to: string | null
  /** why it was paused */
  reasonCode?: string
  /** a pause that ended by itself: the policy allows so many days in all */
  capped?: number
  /** of a pause that runs, when it ends by itself; UTC */
  latest?: string
}

/** Stretches with the instant at which they end, in time to the last. */
export interface Line {
  stretches: LedgerStretch[]
  /** UTC, inclusive */
  end: string
}

/** Puts every pause in its place; what came after it moves on by its length, as the due instant does. */
export function withPauses(line: Line, pauses: readonly Pause[]): Line {
  return pauses.reduce(withPause, line)
}

/** The given time behind the time that the rule itself gives. @param until the new due instant, UTC */
export function withExtension({ stretches }: Line, until: string): Line {
  const kept = stretches.flatMap(one => part(one, one.from, until))
  const from = kept.at(-1)?.to ?? until
  return { stretches: [...kept, ...part({ kind: 'extended', from, to: until }, from, until)], end: until }
}

function withPause({ stretches, end }: Line, { from, to, reasonCode, capped }: Pause): Line {
  const first = stretches[0]?.from ?? from
  const begin = from < first ? first : from
  if (begin > end || (to !== null && to <= begin)) return { stretches, end }
  const before = stretches.flatMap(one => part(one, one.from, begin))
  const pause: LedgerStretch = { kind: 'paused', from: begin, to, reasonCode, ...(capped && { capped }) }
  if (to === null) return { stretches: [...before, pause], end }
  const length = Date.parse(to) - Date.parse(begin)
  const after = stretches
    .flatMap(one => part(one, begin, one.to))
    .map(one => ({ ...one, from: later(one.from, length), to: one.to && later(one.to, length) }))
  return { stretches: [...before, pause, ...after], end: later(end, length) }
}

/** What of a stretch lies between two instants; nothing when it lies outside. */
function part(stretch: LedgerStretch, first: string, last: string | null): LedgerStretch[] {
  const from = stretch.from < first ? first : stretch.from
  const to = last === null || (stretch.to !== null && stretch.to < last) ? stretch.to : last
  return to === null || from < to ? [{ ...stretch, from, to }] : []
}

function later(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString()
}

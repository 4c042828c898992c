import type { Level, LimitKind } from '../complaint/codes.ts'
import { type Pause, shifted } from './limits.ts'
import type { Policy, Rung, Told } from './policy.ts'

/** The escalation ladder of a limit kind (domain.md §1.4), lowest rung first. */
export function ladderOf(policy: Policy, kind: LimitKind): Rung[] {
  return policy.ladders.byKind[kind] ?? policy.ladders.other
}

/** Who a rung tells at a level. */
export function toldAt(rung: Rung, level: Level | null): Told[] {
  return (level && rung.tellAt?.[level]) || rung.tell
}

export interface Climb {
  kind: LimitKind
  startedAt: string
  /** the due instant without pauses */
  plainDueAt: string
  pauses: readonly Pause[]
  fired: readonly number[]
}

/** The next rung and its instant, or null when the ladder is climbed or a running pause holds it. */
export function nextRung(policy: Policy, climb: Climb): { rung: number; at: string } | null {
  const rung = ladderOf(policy, climb.kind).find(one => !climb.fired.includes(one.percent))
  const at = rung && rungAt(climb, rung.percent)
  return at ? { rung: rung.percent, at } : null
}

/**
 * The instant of a rung, or null while a running pause holds it. A rung stands at its percentage of the time from start
 * to due; pauses move it as they move the due instant.
 */
export function rungAt(climb: Climb, percent: number): string | null {
  const start = Date.parse(climb.startedAt)
  const length = Date.parse(climb.plainDueAt) - start
  // the first instant that is past the share: a deadline met at its last millisecond must not have fired
  const plain = new Date(start + Math.floor((length * percent) / 100) + 1).toISOString()
  const at = shifted(climb.startedAt, plain, climb.pauses)
  const running = climb.pauses.find(pause => pause.to === null)
  return running && at > running.from ? null : at
}

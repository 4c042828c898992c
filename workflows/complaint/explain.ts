import type { Calendars } from '../calendar/calendars.ts'
import { explainSpan, isProvisional } from '../calendar/stretches.ts'
import { dueAfter } from '../calendar/working-time.ts'
import { canonical } from '../evidence/canonical.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { ladderOf, rungAt, toldAt } from '../policy/ladder.ts'
import { limitOf, type Pause } from '../policy/limits.ts'
import type { Limit, PolicyVersion, Rung, Told } from '../policy/policy.ts'
import type { LimitKind } from './codes.ts'
import type { Context } from './context.ts'
import { type Deadline, isOpen, type Ledger, pausesOf } from './deadlines.ts'
import { type LedgerStretch, withExtension, withPauses } from './ledger-stretches.ts'
import { pauseCap } from './pause-cap.ts'
import { toldPeople } from './told-people.ts'

/** A rung that went off, as its event recorded it. */
export interface Reached {
  kind: LimitKind
  entry: number
  rung: number
  /** UTC instant */
  at: string
  /** log-ins of those who were told */
  people: string[]
}

interface LedgerRung {
  percent: number
  /** UTC; null while a pause holds it */
  at: string | null
  fired: boolean
  /** by their part in the case */
  told: Told[]
  /** log-ins: who was told, or who would be if it went off now */
  people: string[]
}

/** Why one deadline is due when it is, whole: what page, API and rehearsal show. */
export interface Explained {
  kind: LimitKind
  entry: number
  rule: Limit
  /** where the rule stands: the policy with its version, and the place in its document */
  source: { code: string; version: number; path: string }
  calendar: string
  startedAt: string
  /** from the start to the due instant; `to` is null for a pause that runs */
  stretches: LedgerStretch[]
  extension: Ledger['extended']
  /** UTC, inclusive; while it is held, the instant as it stood when the pause began */
  dueAt: string
  held: boolean
  /** 日历暂定: it rests on a year whose holidays nobody has entered yet */
  provisional: boolean
  metAt: string | null
  endedAt: string | null
  missedAt: string | null
  rungs: LedgerRung[]
}

export interface ExplainFacts {
  version: PolicyVersion
  calendars: Calendars
  context: Context
  organisation: Organisation
  /** UTC instant for which people are looked up */
  at: string
  reached: readonly Reached[]
}

/**
 * Explains a deadline: each counted, paused, extended and non-working stretch, the rule and where it stands, the
 * calendar, and every rung with who is told (domain.md §1.4, §5.1).
 * @param deadline as `deadlinesOf` computed it, or as its row keeps it
 */
export function explainDeadline(deadline: Deadline, facts: ExplainFacts): Explained {
  const { kind, entry, startedAt, dueAt, metAt, endedAt, missedAt, ledger } = deadline
  const [code = '', version = ''] = ledger.policy.split('/')
  return {
    ...{ kind, entry, startedAt, dueAt, metAt, endedAt, missedAt },
    rule: ledger.limit,
    source: { code, version: Number(version), path: pathOf(deadline, facts) },
    calendar: ledger.calendar,
    stretches: stretchesOf(ledger, facts.calendars).map(one => (one.to === null ? heldUntil(one, facts) : one)),
    extension: ledger.extended,
    held: isOpen(deadline) && pausesOf(ledger).some(one => one.to === null),
    provisional: isProvisionalDeadline(deadline, facts.calendars),
    rungs: rungsOf(deadline, facts),
  }
}

/** Whether a due instant rests on a year without a table; an extension names its instant itself. */
export function isProvisionalDeadline({ ledger, dueAt }: Deadline, calendars: Calendars): boolean {
  const { limit, startedAt, extended } = ledger
  const calendar = calendars.of(ledger.calendar)
  if (extended || !isProvisional(limit, startedAt, dueAt, calendar)) return false
  // a pause may have moved only the end into that year
  return isProvisional(limit, startedAt, dueAfter(limit, startedAt, calendar), calendar)
}

function stretchesOf(ledger: Ledger, calendars: Calendars): LedgerStretch[] {
  const { limit, startedAt, pauses, extended } = ledger
  const { stretches, dueAt } = explainSpan(limit, startedAt, calendars.of(ledger.calendar))
  const plain = { stretches: stretches as LedgerStretch[], end: dueAt }
  if (!extended) return withPauses(plain, pauses).stretches
  const before = pauses
    .filter(one => one.from < extended.at)
    .map(one => (one.to !== null && one.to < extended.at ? one : cutAt(one, extended.at)))
  const after = withExtension(withPauses(plain, before), extended.until)
  return withPauses(after, pausesOf(ledger)).stretches
}

/** A running pause says when it ends at the latest, where the policy allows so many days in all. */
function heldUntil(pause: LedgerStretch, { context, version }: ExplainFacts): LedgerStretch {
  const latest = pauseCap(context, version.policy)?.at
  return latest ? { ...pause, latest } : pause
}

const cutAt = ({ from, reasonCode }: Pause, to: string): Pause => ({ from, to, reasonCode })

function rungsOf(deadline: Deadline, facts: ExplainFacts): LedgerRung[] {
  const { kind, entry, ledger } = deadline
  const plainDueAt =
    ledger.extended?.until ?? dueAfter(ledger.limit, ledger.startedAt, facts.calendars.of(ledger.calendar))
  const climb = { kind, startedAt: ledger.startedAt, plainDueAt, pauses: pausesOf(ledger), fired: ledger.fired }
  const rungs = ladderOf(facts.version.policy, kind)
  return rungs.flatMap((rung): LedgerRung[] => {
    const { percent } = rung
    const told = toldAt(rung, facts.context.level)
    if (ledger.fired.includes(percent)) {
      const known = facts.reached.find(one => one.kind === kind && one.entry === entry && one.rung === percent)
      return [{ percent, told, fired: true, at: known?.at ?? rungAt(climb, percent), people: known?.people ?? [] }]
    }
    const people = peopleOf(rung, deadline, facts)
    return isOpen(deadline) ? [{ percent, told, fired: false, at: rungAt(climb, percent), people }] : []
  })
}

function peopleOf(rung: Rung, deadline: Deadline, { context, organisation, at }: ExplainFacts): string[] {
  const standing = { after: context, organisation, event: { at } }
  return [...new Set(toldAt(rung, context.level).flatMap(one => toldPeople(standing, one, deadline)))]
}

/** The place of the rule in the document; a second call after closing has a table of its own. */
function pathOf({ kind, ledger }: Deadline, { version, context }: ExplainFacts): string {
  const { level } = context
  if (level === null) return `ungraded.${kind}`
  const usual = limitOf(version.policy, kind, level)
  const isSecond = kind === 'follow-up' && usual && canonical(usual) !== canonical(ledger.limit)
  return isSecond ? `secondFollowUp.${level}` : `limits.${kind}.${level}`
}

import { explainSpan } from '../../workflows/calendar/stretches.ts'
import { limitKinds } from '../../workflows/complaint/codes.ts'
import type { Deadline } from '../../workflows/complaint/deadlines.ts'
import { limitsOf } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { RehearsalFacts } from '../../workflows/complaint/rehearsed.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'

interface ReadLedger {
  status: string
  dueAt: string
  lines: string[]
}

/** One limit of a case, as it was and as it would have been; null where a version sets none. */
export interface ReadLimit {
  name: string
  changed: boolean
  was: ReadLedger | null
  would: ReadLedger | null
}

type Facts = Pick<RehearsalFacts, 'calendars' | 'until'>

/** Both ledgers of every limit of a case, side by side. */
export function readLimits(was: Deadline[], would: Deadline[], facts: Facts, t: Translate): ReadLimit[] {
  const key = ({ kind, entry }: Deadline) => `${kind}/${entry}`
  const [before, after] = [was, would].map(list => new Map(list.map(one => [key(one), one])))
  const all = new Map([...was, ...would].map(one => [key(one), one]))
  const ordered = [...all].sort(([, one], [, other]) => limitKinds.indexOf(one.kind) - limitKinds.indexOf(other.kind))
  return ordered.map(([name, { kind, entry }]) => {
    const [old, fresh] = [before, after].map(one => readLedger(one?.get(name), facts, t))
    const words = t(`codes.limitKinds.${kind}`)
    return {
      name: entry > 1 ? t('rehearsals.entry', { kind: words, entry }) : words,
      changed: old?.status !== fresh?.status || old?.dueAt !== fresh?.dueAt,
      was: old ?? null,
      would: fresh ?? null,
    }
  })
}

function readLedger(deadline: Deadline | undefined, facts: Facts, t: Translate): ReadLedger | undefined {
  const status = deadline && limitsOf([deadline], facts.until)[0]?.status
  if (!deadline || !status) return undefined
  return {
    status: t(`rehearsals.limitStatuses.${status}`),
    dueAt: dateTime(deadline.dueAt),
    lines: ledgerLines(deadline, facts, t),
  }
}

function ledgerLines({ ledger, metAt, missedAt }: Deadline, { calendars }: Facts, t: Translate): string[] {
  const { limit, startedAt, pauses, extended, fired, policy } = ledger
  const { stretches } = explainSpan(limit, startedAt, calendars.of(ledger.calendar))
  const amount = limit.amount
  return [
    t('rehearsals.lines.rule', {
      limit: t(`policies.units.${limit.unit}`, { amount }),
      from: t(`policies.from.${limit.from}`),
    }),
    t('rehearsals.lines.started', { at: dateTime(startedAt) }),
    ...(extended
      ? [t('rehearsals.lines.extended', { at: dateTime(extended.at), until: dateTime(extended.until) })]
      : []),
    ...pauses.map(({ from, to, reasonCode }) =>
      t('rehearsals.lines.paused', {
        from: dateTime(from),
        to: to ? dateTime(to) : t('rehearsals.lines.now'),
        reason: t(`codes.pauseReasons.${reasonCode}`),
      }),
    ),
    ...(extended ? [] : stretches)
      .filter(({ kind }) => kind !== 'counted')
      .map(({ kind, from, to }) => `${dateTime(from)} – ${dateTime(to)} ${t(`due.stretches.${kind}`)}`),
    ...(fired.length > 0
      ? [t('rehearsals.lines.fired', { rungs: fired.map(one => `${one} %`).join(t('policies.comma')) })]
      : []),
    ...(metAt ? [t('rehearsals.lines.met', { at: dateTime(metAt) })] : []),
    ...(missedAt ? [t('rehearsals.lines.missed', { at: dateTime(missedAt) })] : []),
    t('rehearsals.lines.source', { policy, calendar: ledger.calendar }),
  ]
}

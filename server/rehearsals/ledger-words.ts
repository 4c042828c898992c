import { limitKinds } from '../../workflows/complaint/codes.ts'
import type { Deadline } from '../../workflows/complaint/deadlines.ts'
import { type ExplainFacts, explainDeadline, type Reached } from '../../workflows/complaint/explain.ts'
import { limitsOf } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { Rehearsed } from '../../workflows/complaint/rehearsed.ts'
import { levelNameIn } from '../cases/level-names.ts'
import { dateTime } from '../web/helpers.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { endWords, type LedgerWords, ledgerWords } from '../web/ledger-words.ts'
import type { Names } from '../web/names.ts'

interface ReadLedger extends LedgerWords {
  status: string
  dueAt: string
  /** when it was met or given up; empty while it runs */
  end: string
}

/** One limit of a case, as it was and as it would have been; null where a version sets none. */
export interface ReadLimit {
  name: string
  changed: boolean
  was: ReadLedger | null
  would: ReadLedger | null
}

/** One side of a comparison: its deadlines, and what explains them. */
export interface LedgerSide extends ExplainFacts {
  deadlines: Deadline[]
}

interface Reading {
  /** UTC instant up to which the clock got */
  until: string
  names: Names
  language: Language
  t: Translate
}

/** Both ledgers of every limit of a case, side by side, explained as on the page of the case. */
export function readLimits(was: LedgerSide, would: LedgerSide, reading: Reading): ReadLimit[] {
  const key = ({ kind, entry }: Deadline) => `${kind}/${entry}`
  const both = [...was.deadlines, ...would.deadlines]
  const all = new Map(both.map(one => [key(one), one]))
  const ordered = [...all].sort(([, one], [, other]) => limitKinds.indexOf(one.kind) - limitKinds.indexOf(other.kind))
  return ordered.map(([name, { kind, entry }]) => {
    const [old, fresh] = [was, would].map(side => {
      const deadline = side.deadlines.find(one => key(one) === name)
      return deadline ? readLedger(deadline, side, reading) : null
    })
    const words = reading.t(`codes.limitKinds.${kind}`)
    return {
      name: entry > 1 ? reading.t('rehearsals.entry', { kind: words, entry }) : words,
      changed: old?.status !== fresh?.status || old?.dueAt !== fresh?.dueAt,
      was: old ?? null,
      would: fresh ?? null,
    }
  })
}

/** The rungs that would have gone off, with whom they would have told. */
export function reachedIn({ rungs, told }: Rehearsed): Reached[] {
  return rungs.map(({ kind, entry, rung, at }) => {
    const notices = told.filter(({ params }) => params.limit === kind && params.entry === entry && params.rung === rung)
    return { kind, entry, rung, at, people: notices.map(one => one.to) }
  })
}

function readLedger(deadline: Deadline, side: LedgerSide, { until, names, language, t }: Reading): ReadLedger | null {
  const status = limitsOf([deadline], until)[0]?.status
  if (!status) return null
  const { version, context } = side
  const { policy } = version
  return {
    status: t(`rehearsals.limitStatuses.${status}`),
    dueAt: dateTime(deadline.dueAt),
    end: endWords(deadline, deadline.missedAt !== null, t),
    ...ledgerWords(explainDeadline(deadline, side), {
      at: until,
      policyName: policy.name[language],
      levelName: levelNameIn(policy, context.level)?.[language] ?? t('codes.levels.none'),
      paused: context.pauses.length > 0,
      names,
      t,
    }),
  }
}

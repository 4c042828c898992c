import type { Explained } from '../../workflows/complaint/explain.ts'
import type { LedgerStretch } from '../../workflows/complaint/ledger-stretches.ts'
import { duration } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'

/** A stretch of the time of a limit in words: it counts, or it is left out, and why. */
export interface Interval {
  counted: boolean
  words: string
}

/** The whole time of a deadline from its start to its due instant, cut where it is now. @param at UTC instant */
export function intervalsOf({ stretches }: Explained, at: string, t: Translate): Interval[] {
  return stretches.flatMap(one => cutNow(one, at)).map(one => intervalOf(one, at, t))
}

/** Only time that counts is told apart into what has passed and what is left. */
function cutNow(stretch: LedgerStretch, at: string): LedgerStretch[] {
  const { from, to } = stretch
  if (!isCounted(stretch) || to === null || at <= from || at >= to) return [stretch]
  return [
    { ...stretch, to: at },
    { ...stretch, from: at },
  ]
}

function intervalOf(stretch: LedgerStretch, at: string, t: Translate): Interval {
  const { kind, from, to, reasonCode = '' } = stretch
  const counted = isCounted(stretch)
  const reason = t(`codes.pauseReasons.${reasonCode}`)
  if (to === null) return { counted, words: t('case.ledger.pausedNow', { from: dateTime(from), reason }) }
  const time = duration(Date.parse(to) - Date.parse(from), t)
  const params = { from: dateTime(from), to: dateTime(to), time }
  if (kind === 'paused') return { counted, words: t('case.ledger.paused', { ...params, reason }) }
  if (!counted) return { counted, words: t(`case.ledger.skipped.${kind}`, params) }
  if (to === at) return { counted, words: t('case.ledger.countedNow', params) }
  if (from >= at) return { counted, words: t(`case.ledger.ahead.${kind}`, params) }
  return { counted, words: t(`case.ledger.${kind}`, params) }
}

const isCounted = ({ kind }: LedgerStretch) => kind === 'counted' || kind === 'extended' || kind === 'rolled'

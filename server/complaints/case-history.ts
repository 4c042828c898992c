import type { PenaltySight } from '../cases/penalty-sight.ts'
import type { Translate } from '../web/i18n.ts'
import { type EventRows, type Passage, pastEvent } from './case-events.ts'
import { type HistoryLine, historyLine } from './history.ts'
import { type HistoryKind, historyKinds, typesOf } from './history-kinds.ts'
import type { HistoryWords } from './history-sentences.ts'

/** One way to narrow the history down; a link, so that it works without scripts and can be shared. */
interface HistoryFilter {
  kind: HistoryKind | 'all'
  label: string
  many: number
  href: string
  current: boolean
}

export interface HistoryPart {
  lines: HistoryLine[]
  filters: HistoryFilter[]
  /** leads to what came before the lines shown */
  older: string | undefined
  /** leads back to the latest lines, from a page of older ones */
  latest: string | undefined
  /** every line of every kind is here, so a script can filter them at once */
  whole: boolean
}

export function historyPart(
  number: string,
  rows: EventRows,
  passage: Passage,
  words: HistoryWords & { mayRead: PenaltySight },
): HistoryPart {
  const { kind, before, limit } = passage
  const events = rows.events.slice(0, limit)
  const more = rows.events.length > limit
  const oldest = events.at(-1)?.seq
  return {
    lines: events.map(event => historyLine(pastEvent(event, words.mayRead), words)),
    filters: filtersOf(number, rows.counts, kind, words.t),
    older: more ? address(number, kind, oldest) : undefined,
    latest: before === undefined ? undefined : address(number, kind),
    whole: !more && before === undefined && kind === undefined,
  }
}

function filtersOf(number: string, counts: EventRows['counts'], chosen: HistoryKind | undefined, t: Translate) {
  const all = Object.values(counts).reduce((sum, many) => sum + many, 0)
  const ofKind = (kind: HistoryKind) => typesOf(kind).reduce((sum, type) => sum + (counts[type] ?? 0), 0)
  const kinds = historyKinds.map(kind => ({ kind, many: ofKind(kind), href: address(number, kind) }))
  return [{ kind: 'all' as const, many: all, href: address(number, undefined) }, ...kinds]
    .filter(one => one.many > 0 || one.kind === chosen)
    .map(one => ({
      ...one,
      label: t(`case.history.kinds.${one.kind}`),
      current: one.kind === (chosen ?? 'all'),
    }))
}

function address(number: string, kind: HistoryKind | undefined, before?: number): string {
  const query = new URLSearchParams({ ...(kind && { history: kind }), ...(before && { before: String(before) }) })
  return `/complaints/${number}${query.size > 0 ? `?${query}` : ''}#history`
}

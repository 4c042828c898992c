import { explainDeadline } from '../../workflows/complaint/explain.ts'
import { type Due, dueBadge, ledgerPlace } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { endWords, type LedgerWords, ledgerWords } from '../web/ledger-words.ts'
import type { ChoiceFacts } from './choice-facts.ts'
import { type ExplainedCase, explainFacts } from './deadlines.ts'

interface DeadlineCard extends LedgerWords {
  kind: string
  /** the name of its ledger on the page */
  anchor: string
  label: string
  due: Due
  /** the due instant in words; a running pause will move it */
  at: string
  /** it was missed before a pause or an extension gave it time again */
  wasLate: boolean
  provisional: boolean
}

interface PastDeadline {
  label: string
  words: string
  late: boolean
}

/** What is late now, else what is due next; the others that run; and those that are over. */
export interface DeadlineCards {
  late: boolean
  first: DeadlineCard[]
  others: DeadlineCard[]
  past: PastDeadline[]
}

type Deadline = ChoiceFacts['view']['deadlines'][number]

export interface DeadlineFacts extends ChoiceFacts {
  found: ExplainedCase
  policyName: string
}

const isOpen = (deadline: Deadline) => deadline.metAt === null && deadline.endedAt === null

export function deadlineCards(facts: DeadlineFacts): DeadlineCards {
  const { deadlines } = facts.view
  const running = deadlines.filter(isOpen).sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  const cards = running.map((one, index) => card(facts, one, anchorOf(running, index)))
  const overdue = cards.filter(one => one.due.tone === 'late')
  const first = overdue.length > 0 ? overdue : cards.slice(0, 1)
  const others = cards.filter(one => !first.includes(one))
  return {
    late: overdue.length > 0,
    first,
    others,
    past: deadlines.filter(one => !isOpen(one)).map(one => past(one, facts.t)),
  }
}

/** The name of a ledger on the page; of several appeals that wait the first has that of the kind. */
function anchorOf(running: Deadline[], index: number): string {
  const { kind, entry } = running[index] as Deadline
  const place = ledgerPlace(kind)
  return running.findIndex(one => one.kind === kind) === index ? place : `${place}-${entry}`
}

function card(facts: DeadlineFacts, deadline: Deadline, anchor: string): DeadlineCard {
  const { t, at, found, view } = facts
  const { kind, dueAt, late } = deadline
  const explained = explainDeadline({ ...deadline, nextRung: null, nextRungAt: null }, explainFacts(found, at))
  const { held, provisional } = explained
  const badge = dueBadge(dueAt, new Date(at), t, held)
  return {
    ...{ kind, anchor },
    label: t(`codes.limitKinds.${kind}`),
    due: badge,
    at: t(held ? 'case.deadlines.dueHeld' : 'case.deadlines.due', { at: dateTime(dueAt) }),
    wasLate: late && badge.tone !== 'late',
    provisional,
    ...ledgerWords(explained, {
      ...facts,
      levelName: t(`codes.levels.${view.level ?? 'none'}`),
      paused: view.pauses.length > 0,
    }),
  }
}

function past({ kind, metAt, endedAt, late }: Deadline, t: Translate): PastDeadline {
  return { label: t(`codes.limitKinds.${kind}`), words: endWords({ metAt, endedAt }, late, t), late }
}

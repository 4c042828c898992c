import { z } from 'zod'
import { dueBadge, whyDue } from '../web/due.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import type { Cell } from '../web/list-cell.ts'
import type { Names } from '../web/names.ts'
import { shortened } from '../web/shortened.ts'
import type { ListItem } from './list.ts'

/** The columns that can stand beside the number, in their usual order. */
export const queueColumns = [
  'customer',
  'state',
  'department',
  'received',
  'due',
  'category',
  'channel',
  'amount',
  'orderNo',
  'batchNo',
  'registrar',
] as const
export type QueueColumn = (typeof queueColumns)[number]

export const usualColumns: readonly QueueColumn[] = queueColumns.slice(0, 5)

/** Columns as an address has them: `customer,due`. Columns that there are not, or not any more, are left out. */
export const columnList = z
  .union([z.string(), z.array(z.string())])
  .transform(given => knownColumns([given].flat().join(',').split(',')))

/** The columns among some names, each once; what people chose outlives what there is to choose. */
export function knownColumns(names: readonly string[]): QueueColumn[] {
  const known = names.map(name => queueColumns.find(column => column === name))
  return [...new Set(known)].filter(column => column !== undefined)
}

/** More make the page heavier, and wider than any screen, than a list can be. */
export const mostColumns = 8

export interface CellWords {
  t: Translate
  names: Names
  now: Date
}

/** Columns that say themselves what they are. */
const plain: ReadonlySet<QueueColumn> = new Set(['customer', 'state', 'department', 'due'])

/** As much of what was said as tells cases apart. */
const summaryShown = 26

/** The line of a case, one cell for each column. */
export function cellsOf(item: ListItem, columns: readonly QueueColumn[], words: CellWords): Cell[] {
  return columns.map(column => {
    const shown = cells[column](item, words)
    const label = shown.main && !plain.has(column) ? words.t(`queue.columns.${column}`) : ''
    return { column, label, ...shown }
  })
}

const cells: Record<QueueColumn, (item: ListItem, words: CellWords) => Omit<Cell, 'column'>> = {
  customer: ({ customerName, phone, summary }) => ({
    main: customerName,
    note: phone,
    below: shortened(summary, summaryShown),
  }),
  state: ({ stage, state, outcome }, { t }) => ({
    main: t(`codes.states.${state}`),
    badge: `badge-state stage-${stage}`,
    note: outcome ? t(`codes.outcomes.${outcome}`) : '',
  }),
  department: ({ department, handler }, { t, names }) =>
    department
      ? { main: names.department(department), below: names.person(handler) }
      : { below: t('queue.undispatched') },
  received: ({ receivedAt }) => ({ main: dateTime(receivedAt) }),
  due: (item, words) => dueCell(item, words),
  category: ({ category }, { t }) => ({ main: category ? t(`codes.categories.${category}`) : '' }),
  channel: ({ channel }, { t }) => ({ main: t(`codes.channels.${channel}`) }),
  amount: ({ amount }) => ({ main: amount ? money(amount) : '' }),
  orderNo: ({ orderNo }) => ({ main: orderNo ?? '' }),
  batchNo: ({ batchNo }) => ({ main: batchNo ?? '' }),
  registrar: ({ registrar }, { names }) => ({ main: names.person(registrar) }),
}

/** The next limit, by its name; and that one was missed, unless the badge says so already. */
function dueCell({ number, dueAt, late, paused, limit }: ListItem, { t, now }: CellWords): Omit<Cell, 'column'> {
  const kind = limit ? t(`codes.limitKinds.${limit}`) : ''
  const why = limit ? whyDue(number, limit) : ''
  if (!dueAt) {
    const alert = late ? t('queue.wasLate') : ''
    return paused && limit
      ? { main: t('due.paused'), badge: 'badge-due due-paused', below: kind, why, alert }
      : { alert }
  }
  const { tone, words } = dueBadge(dueAt, now, t)
  const alert = late && tone !== 'late' ? t('queue.wasLate') : ''
  return {
    main: words,
    badge: `badge-due due-${tone}`,
    below: `${kind} ${dateTime(dueAt)}`.trim(),
    why,
    alert,
    // in whole seconds: fifty lines stay light
    running: dueAt.replace(/\.\d{3}Z$/, 'Z'),
  }
}

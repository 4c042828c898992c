import type { Response } from 'express'
import type { ZodError } from 'zod'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import { type LevelName, withLevelNames } from '../cases/level-names.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { namesIn } from '../web/names.ts'
import { seesCases } from '../web/navigation.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { mostAtOnce } from './bulk.ts'
import { mostExported } from './export.ts'
import { type LevelGroup, levelGroups, levelName } from './level-choices.ts'
import type { ListItem } from './list.ts'
import { filterOf, levelWritten, type QueueAddress, queryOf, queueAddress, queueAt } from './queue-address.ts'
import { type Chip, chipsOf } from './queue-chips.ts'
import { type CellWords, cellsOf, mostColumns, type QueueColumn } from './queue-columns.ts'
import { queueLists } from './queue-lists.ts'
import { readQueue } from './queue-read.ts'
import { builtInViews, type Desk } from './saved-views.ts'

interface ViewLink {
  label: string
  href: string
  current: boolean
  /** who shares it, when it is somebody else's */
  owner: string
}

interface Heading {
  column: QueueColumn
  /** the list in the order of this column; empty when it has none, or when it is the order already */
  href: string
  sorted: '' | 'ascending' | 'descending'
}

interface QueueLine {
  number: string
  level: string
  levelWords: string
  cells: ReturnType<typeof cellsOf>
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/queue': {
      title: string
      query: string
      links: Record<'columns' | 'export' | 'keep', string>
      form: Form
      views: ViewLink[]
      /** the list is none of the views, so it can be kept */
      nameless: boolean
      /** the reader is not one to see complaints */
      outside: boolean
      chips: Chip[]
      headings: Heading[]
      /** said when more columns were asked for than a list has */
      capped: string
      complaints: QueueLine[]
      lists: Record<'stage' | 'department' | 'handler' | 'sort' | 'mine' | 'due', Choice[]>
      levelGroups: LevelGroup[]
      mayMove: boolean
      most: { atOnce: number; exported: number }
      firstPage: string
      nextPage: string
    }
  }
}

/** The page with what was asked for, when that is no condition: which one is not understood, and nothing listed. */
export function showUnread(deps: Deps, response: Response, asked: unknown, { issues }: ZodError): Promise<void> {
  const { t } = response.locals
  const wrong = issues.flatMap(issue => (issue.code === 'unrecognized_keys' ? [] : [String(issue.path[0])]))
  const unknown = issues.flatMap(issue => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  const fields = Object.fromEntries([
    ...wrong.map(name => [name, t('queue.unknownValue')]),
    ...unknown.map(name => [name, t('queue.unknownCondition')]),
  ])
  const refused = form('queue', asked, { fields, rule: 'unread', message: t('queue.unread') })
  return showQueue(deps, response.status(422), queueAddress.parse({}), refused)
}

/**
 * The complaints in the reader's sight, narrowed as the address says.
 * @param unread the conditions as they were asked for, when they could not be read: no case is listed then
 */
export async function showQueue(deps: Deps, response: Response, address: QueueAddress, unread?: Form): Promise<void> {
  const { t, language } = response.locals
  const { login } = personOf(response)
  const { organisation, desk, policies, page } = await readQueue(deps, login, unread ? null : filterOf(address))
  const complaints = await withLevelNames(deps.db, page.items)
  const words = { t, language, names: namesIn(organisation, language), now: deps.now() }
  const chosen = address.columns?.length ? address.columns : desk.columns
  const columns = chosen.slice(0, mostColumns)
  const query = queryOf(address)
  const views = viewLinks(desk, query, login, t, words.names.person)
  render(response, 'complaints/queue', {
    title: t('queue.title'),
    query,
    links: linksOf(query),
    form: unread ?? form('queue', { ...filterOf(address), level: levelWritten(address) }),
    views,
    nameless: !unread && !views.some(one => one.current),
    outside: !seesCases(personOf(response)) && complaints.length === 0,
    chips: chipsOf(address, { t, names: words.names, level: levelName(policies, address, language) }),
    headings: headingsOf(columns, address),
    capped: chosen.length > mostColumns ? t('queue.columnChoice.capped', { count: mostColumns }) : '',
    complaints: complaints.map(item => lineOf(item, columns, words)),
    lists: queueLists(organisation, language, t),
    levelGroups: levelGroups(policies, address, language),
    mayMove: mayMove(organisation, login, words.now),
    most: { atOnce: mostAtOnce, exported: mostExported },
    firstPage: address.cursor ? queueAt(query) : '',
    nextPage: page.nextCursor ? queueAt([query, `cursor=${page.nextCursor}`].filter(Boolean).join('&')) : '',
  })
}

function lineOf(
  item: ListItem & { levelName: LevelName | null },
  columns: readonly QueueColumn[],
  words: CellWords & { language: Language },
): QueueLine {
  const level = item.level ?? 'none'
  return {
    number: item.number,
    level,
    levelWords: item.levelName?.[words.language] ?? words.t('codes.levels.none'),
    cells: cellsOf(item, columns, words),
  }
}

function linksOf(query: string) {
  const carried = new URLSearchParams({ query })
  return {
    columns: `/complaints/columns?${carried}`,
    export: `/complaints/export?${query}`,
    keep: `/complaints/views/new?${carried}`,
  }
}

function viewLinks(
  desk: Desk,
  query: string,
  login: string,
  t: Translate,
  nameOf: (login: string) => string,
): ViewLink[] {
  const builtIn = builtInViews.map(one => ({ label: t(`queue.views.builtIn.${one.key}`), query: one.query, owner: '' }))
  const saved = desk.views.map(one => ({
    label: one.name,
    query: one.query,
    owner: one.owner === login ? '' : nameOf(one.owner),
  }))
  return [...builtIn, ...saved].map(({ label, query: of, owner }) => ({
    ...{ label, owner },
    href: queueAt(of),
    current: of === query,
  }))
}

/** The two columns that have an order; clicking the one in force turns it round where that is possible. */
function headingsOf(columns: readonly QueueColumn[], address: QueueAddress): Heading[] {
  const sortedBy = (sort: QueueAddress['sort']) => queueAt(queryOf({ ...address, sort }))
  return columns.map((column): Heading => {
    if (column === 'received') {
      const sorted = { '-receivedAt': 'descending', receivedAt: 'ascending', dueAt: '' } as const
      const next = address.sort === '-receivedAt' ? 'receivedAt' : '-receivedAt'
      return { column, href: sortedBy(next), sorted: sorted[address.sort] }
    }
    const byDue = column === 'due' && address.sort === 'dueAt'
    return { column, href: column === 'due' && !byDue ? sortedBy('dueAt') : '', sorted: byDue ? 'ascending' : '' }
  })
}

/** Whether this person may be allowed to assign or transfer somewhere; each case is judged by the door. */
function mayMove(organisation: Organisation, login: string, now: Date): boolean {
  const movers = ['head', 'service-rep', 'service-head']
  return capacitiesOf(organisation, login, now.toISOString()).some(one => movers.includes(one.role))
}

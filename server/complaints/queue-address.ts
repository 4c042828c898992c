import { type ListFilter, listFilter } from './list-filter.ts'
import { columnList } from './queue-columns.ts'

/** What the address of the queue says: filters and order as in the API, and columns. */
export const queueAddress = listFilter.safeExtend({ columns: columnList.optional() })

export type QueueAddress = ReturnType<typeof queueAddress.parse>

/** What narrows the list, in the order in which it is named everywhere. */
export const narrowing = [
  'q',
  'mine',
  'stage',
  'level',
  'department',
  'handler',
  'registrar',
  'assigned',
  'open',
  'late',
  'due',
  'receivedFrom',
  'receivedTo',
] as const
export type Narrowing = (typeof narrowing)[number]

/**
 * The one query that stands for an address, so that two lists are the same when their queries are: what is usual is
 * not said, and the page is not part of it.
 */
export function queryOf({ columns, sort, ...filter }: Partial<QueueAddress>): string {
  const entries = narrowing.flatMap((name): [string, string][] => {
    const value = filter[name]
    return value === undefined || value === '' ? [] : [[name, String(value)]]
  })
  if (sort && sort !== '-receivedAt') entries.push(['sort', sort])
  if (columns?.length) entries.push(['columns', columns.join(',')])
  return String(new URLSearchParams(entries)).replaceAll('%2C', ',')
}

/** The address of the queue with this query. */
export const queueAt = (query: string): string => (query ? `/complaints?${query}` : '/complaints')

const paging = new Set(['cursor', 'limit'])

/** A query as it was stored or sent, read again, from its first page. @throws ZodError when it is none */
export const addressOf = (query: string): QueueAddress =>
  queueAddress.parse(
    Object.fromEntries([...new URLSearchParams(query)].filter(([name, value]) => value !== '' && !paging.has(name))),
  )

/** The filter of an address alone. */
export const filterOf = ({ columns: _, ...filter }: QueueAddress): ListFilter => filter

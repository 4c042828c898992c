import { z } from 'zod'
import { code } from '../../workflows/complaint/fields.ts'
import { type ListFilter, listFilter } from './list-filter.ts'
import { columnList } from './queue-columns.ts'

/**
 * What the address of the queue says: filters and order as in the API, and columns. A level may be that of one policy,
 * for policies have levels of their own: `level=iso.major`.
 */
export const queueAddress = z.preprocess(
  levelApart,
  listFilter.safeExtend({ columns: columnList.optional(), policy: code().optional() }).strict(),
)

export type QueueAddress = z.output<typeof queueAddress>

function levelApart(query: unknown): unknown {
  const { level, ...rest } = query as Record<string, unknown>
  const [, policy, own] = /^(.+)\.(.*)$/.exec(String(level ?? '')) ?? []
  return { ...rest, policy, level: own ?? level }
}

/** A level as the address says it. */
export const levelWritten = ({ level, policy }: { level?: string | undefined; policy?: string | undefined }) =>
  level && policy ? `${policy}.${level}` : level

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
    const value = name === 'level' ? levelWritten(filter) : filter[name]
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

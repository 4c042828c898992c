import type { Response } from 'express'
import writeXlsxFile from 'write-excel-file/node'
import { withLevelNames } from '../cases/level-names.ts'
import type { Deps } from '../deps.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { type ListItem, listComplaints } from './list.ts'
import type { ListFilter } from './list-filter.ts'

/** A table of more lines is nothing to read, and making it keeps everybody else waiting. */
export const mostExported = 5000

type ExportLine = ListItem & { levelWords: string }

interface Column {
  key: string
  width: number
  value(item: ExportLine, t: Translate, names: Names): string | number | Date | null
}

const columns: Column[] = [
  { key: 'number', width: 20, value: one => one.number },
  { key: 'level', width: 8, value: one => one.levelWords },
  { key: 'state', width: 14, value: (one, t) => t(`codes.states.${one.state}`) },
  { key: 'outcome', width: 10, value: (one, t) => one.outcome && t(`codes.outcomes.${one.outcome}`) },
  { key: 'customerName', width: 14, value: one => one.customerName },
  { key: 'phone', width: 16, value: one => one.phone },
  { key: 'summary', width: 60, value: one => one.summary },
  { key: 'category', width: 12, value: (one, t) => one.category && t(`codes.categories.${one.category}`) },
  { key: 'channel', width: 12, value: (one, t) => t(`codes.channels.${one.channel}`) },
  { key: 'amount', width: 12, value: one => (one.amount === null ? null : Number(one.amount)) },
  { key: 'orderNo', width: 18, value: one => one.orderNo },
  { key: 'batchNo', width: 18, value: one => one.batchNo },
  { key: 'department', width: 16, value: (one, _, names) => names.department(one.department) },
  { key: 'handler', width: 12, value: (one, _, names) => names.person(one.handler) },
  { key: 'registrar', width: 12, value: (one, _, names) => names.person(one.registrar) },
  { key: 'received', width: 17, value: one => shanghaiDate(one.receivedAt) },
  { key: 'due', width: 17, value: one => one.dueAt && shanghaiDate(one.dueAt) },
  { key: 'late', width: 8, value: (one, t) => (one.late ? t('queue.export.late') : null) },
]

/** Sends the list of an address as a workbook, phones masked; what is beyond the most is said in its last line. */
export async function sendExport(deps: Deps, response: Response, filter: Omit<ListFilter, 'limit' | 'cursor'>) {
  const wanted = { ...filter, limit: mostExported }
  const { items, organisation, nextCursor } = await listComplaints(deps, personOf(response).login, wanted)
  await sendWorkbook(deps, response, items, namesIn(organisation, response.locals.language), nextCursor !== null)
}

/** Sends some lines as a workbook. @param more there were more than are in it */
export async function sendWorkbook(deps: Deps, response: Response, items: ListItem[], names: Names, more = false) {
  const { t, language } = response.locals
  const head = columns.map(({ key }) => ({ value: t(`queue.export.columns.${key}`), fontWeight: 'bold' as const }))
  const named = (await withLevelNames(deps.db, items)).map(({ levelName, ...item }) => ({
    ...item,
    levelWords: levelName?.[language] ?? t('codes.levels.none'),
  }))
  const lines = named.map(item => columns.map(({ value }) => cellOf(value(item, t, names))))
  const note = more ? [[{ value: t('queue.export.capped', { count: items.length }), fontWeight: 'bold' as const }]] : []
  const buffer = await writeXlsxFile([head, ...lines, ...note], {
    sheet: t('queue.title'),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    dateFormat: 'yyyy-mm-dd hh:mm',
  }).toBuffer()
  const name = `${t('queue.title')}-${dateTime(deps.now().toISOString()).replaceAll(/[-: ]/g, '')}.xlsx`
  response.set('Cache-Control', 'no-store').attachment(name).send(buffer)
}

/** Nothing is a formula: what customers and colleagues typed stays text. */
function cellOf(value: string | number | Date | null) {
  if (value === null || value === '') return null
  if (value instanceof Date) return { value, type: Date }
  return typeof value === 'number' ? { value, type: Number, format: '#,##0.00' } : { value, type: String }
}

/** A workbook knows no zones: the instant whose UTC reads as the clock on the wall in Shanghai. */
const shanghaiDate = (at: string): Date => new Date(`${dateTime(at).replace(' ', 'T')}Z`)

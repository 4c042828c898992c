import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { queueAt } from './queue-address.ts'
import { knownColumns, mostColumns, type QueueColumn, queueColumns, usualColumns } from './queue-columns.ts'
import { loadDesk, saveColumns } from './saved-views.ts'

interface ColumnLine {
  column: QueueColumn
  shown: boolean
  first: boolean
  last: boolean
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/columns': {
      title: string
      lines: ColumnLine[]
      query: string
      back: string
      most: number
      problem: string
    }
  }
}

const columnsForm = z.object({
  columns: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform(value => knownColumns([value].flat())),
  /** `column:up`, `column:down`, `usual`, or nothing: keep them as they are ticked */
  step: z.string().default(''),
  query: z.string().max(2000).default(''),
})

/** Which columns this person's queue has, and in which order. */
export async function showColumns(deps: Deps, response: Response, given: unknown): Promise<void> {
  const { columns } = await loadDesk(deps, personOf(response).login)
  showChoice(response, columns, given)
}

function showChoice(response: Response, columns: readonly QueueColumn[], given: unknown, problem = ''): void {
  const query = typeof given === 'string' ? given : ''
  const hidden = queueColumns.filter(one => !columns.includes(one))
  render(response, 'complaints/columns', {
    title: response.locals.t('queue.columnChoice.title'),
    lines: [...columns, ...hidden].map((column, index) => ({
      column,
      shown: index < columns.length,
      first: index === 0,
      last: index >= columns.length - 1,
    })),
    ...{ query, back: queueAt(query), most: mostColumns, problem },
  })
}

/** Keeps the columns that are ticked; a step moves one of them and stays on the page. */
export async function takeColumns(deps: Deps, request: Request, response: Response): Promise<void> {
  const { columns, step, query } = columnsForm.parse(given(request.body))
  const [named = '', way] = step.split(':')
  const [column] = knownColumns([named])
  const next = step === 'usual' ? usualColumns : moved(columns, column, way === 'up' ? -1 : 1)
  if (next.length > mostColumns) return refuseMany(response, next, query)
  await saveColumns(deps, personOf(response).login, step === 'usual' ? [] : next)
  if (!step) return response.redirect(303, `${queueAt(query)}${query ? '&' : '?'}done=columns-saved`)
  response.redirect(303, `/complaints/columns?${new URLSearchParams({ query })}`)
}

/** Shows what was ticked again, and how many have to go. */
function refuseMany(response: Response, columns: readonly QueueColumn[], query: string): void {
  const words = { most: mostColumns, over: columns.length - mostColumns }
  showChoice(response.status(422), columns, query, response.locals.t('queue.columnChoice.tooMany', words))
}

/** The columns with one of them a place further on or back. */
function moved(columns: readonly QueueColumn[], column: QueueColumn | undefined, by: number): QueueColumn[] {
  const from = column ? columns.indexOf(column) : -1
  const to = from + by
  if (from < 0 || to < 0 || to >= columns.length) return [...columns]
  const rest = columns.filter(one => one !== column)
  return [...rest.slice(0, to), ...columns.slice(from, from + 1), ...rest.slice(to)]
}

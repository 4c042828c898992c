import type { Response } from 'express'
import type { Purpose } from '../../workflows/complaint/asks.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import {
  countTasks,
  type DueRange,
  type Task,
  type TaskCount,
  type TaskFilter,
  type TaskKind,
  taskKinds,
  tasksOf,
} from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'
import { type Due, dueBadge, soonMinutes } from '../web/due.ts'
import type { Translate } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { handledElsewhere, lateInSight, type OtherCase } from './queries.ts'

/** `late`, `soon` or a kind of work: what the reader narrowed the list to. */
export type Shown = 'late' | 'soon' | TaskKind

interface WorkLine {
  number: string
  /** where on the page of the case the work is done */
  anchor: string
  level: string | null
  stage: string
  state: string
  customerName: string
  /** what to do, in words */
  task: string
  limit: string
  due: Due | null
}

interface Tile {
  label: string
  count: number
  href: string
  current: boolean
  tone: string
}

declare module '../web/render.ts' {
  interface Views {
    'my-work/show': {
      title: string
      tiles: Tile[]
      tasks: WorkLine[]
      /** how many more tasks there are than the page shows */
      hidden: number
      shown: Shown | undefined
      handled: WorkLine[]
      late: WorkLine[]
    }
  }
}

const listed = 50
const listedOthers = 10

export async function showMyWork(deps: Deps, response: Response, shown: Shown | undefined): Promise<void> {
  const { t } = response.locals
  const now = deps.now()
  const sight = sightOf(await loadOrganisation(deps.db), personOf(response).login, now.toISOString())
  const due = dueAround(now)
  const [tasks, counts, handled, late] = await Promise.all([
    tasksOf(deps, sight, filterOf(shown, due), { limit: listed }),
    countTasks(deps, sight, due),
    handledElsewhere(deps, sight, listedOthers),
    lateInSight(deps, sight, listedOthers),
  ])
  const tiles = tilesOf(counts, shown, t)
  render(response, 'my-work/show', {
    title: t('myWork.title'),
    tiles,
    tasks: tasks.map(task => ({ ...lineOf(task, now, t), task: taskWords(task, t), anchor: `#${formOf(task)}` })),
    hidden: Math.max(0, (tiles.find(tile => tile.current)?.count ?? 0) - tasks.length),
    shown,
    handled: handled.map(other => lineOf(other, now, t)),
    late: late.map(other => lineOf(other, now, t)),
  })
}

/** Due is inclusive: what is due now is not late yet. */
function dueAround(now: Date): { late: DueRange; soon: DueRange } {
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString()
  return { late: { until: at(-1) }, soon: { from: at(0), until: at(soonMinutes * 60_000) } }
}

function filterOf(shown: Shown | undefined, due: ReturnType<typeof dueAround>): TaskFilter {
  if (!shown) return {}
  return shown === 'late' || shown === 'soon' ? { due: due[shown] } : { kind: shown }
}

/** All, late and soon always; a kind of work only for those who have some. */
function tilesOf(counts: TaskCount[], shown: Shown | undefined, t: Translate): Tile[] {
  const sum = (which: 'all' | 'late' | 'soon') => counts.reduce((total, one) => total + one[which], 0)
  const tile = (key: Shown | undefined, count: number): Tile => ({
    label: t(`myWork.tiles.${key ?? 'all'}`),
    count,
    href: key ? `/?show=${key}` : '/',
    current: key === shown,
    tone: count > 0 && key ? key : 'plain',
  })
  const kinds = taskKinds.map(kind => tile(kind, counts.find(one => one.kind === kind)?.all ?? 0))
  const used = kinds.filter(one => one.count > 0 || one.current)
  return [tile(undefined, sum('all')), tile('late', sum('late')), tile('soon', sum('soon')), ...used]
}

function lineOf(one: Task | OtherCase, now: Date, t: Translate): WorkLine {
  const { number, level, stage, state, customerName } = one
  return {
    ...{ number, level, stage, state, customerName },
    anchor: '',
    task: '',
    limit: one.limit ? t(`codes.limitKinds.${one.limit}`) : '',
    due: one.dueAt ? dueBadge(one.dueAt, now, t, one.paused) : null,
  }
}

/** What the reader has to do, as exactly as the case tells. */
function taskWords({ kind, purpose, state, returned }: Task, t: Translate): string {
  if (kind === 'approve') return t(`codes.stepKinds.${purpose}`)
  if (kind === 'handed-back') return t('myWork.tasks.handed-back')
  if (purpose !== 'handle') return t(`myWork.tasks.${purpose}`)
  return returned ? t('myWork.tasks.returned') : t(`myWork.tasks.handle.${state}`)
}

/** The form on the page of the case that does what is asked. */
function formOf({ kind, purpose, state }: Task): ComplaintEventType {
  if (kind === 'approve') return 'approve'
  return formOfPurpose[purpose] ?? formOfState[state] ?? 'perform'
}

const formOfPurpose: Partial<Record<Purpose, ComplaintEventType>> = {
  register: 'register',
  dispatch: 'dispatch',
  attend: 'arrive',
  'call-back': 'call-back',
  close: 'close',
}

const formOfState: Record<string, ComplaintEventType> = {
  'investigate.inquire': 'find',
  'propose.draft': 'plan',
  'propose.consult': 'consent',
}

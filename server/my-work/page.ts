import type { Response } from 'express'
import { mostCounted } from '../cases/task-rows.ts'
import { type TaskCount, type TaskKind, taskKinds } from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'
import { duration, soonMinutes } from '../web/due.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { type Person, personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { type Coming, comingUp } from './coming.ts'
import { deputyWords } from './deputy.ts'
import { type ActionLine, actionLine, otherLine, type WorkLine, workLine } from './lines.ts'
import { type Draft, readMyWork } from './queries.ts'

/** `late`, `soon` or a kind of work: what the reader narrowed the list to. */
export type Shown = 'late' | 'soon' | TaskKind

interface Tile {
  key: Shown | 'all'
  label: string
  count: string
  href: string
  current: boolean
  empty: boolean
}

/** Tasks under one heading. */
interface Group {
  key: Shown
  label: string
  count: string
  lines: WorkLine[]
  /** where all of them are, when only the first are listed */
  more: string
}

/** Cases that wait for others: the first of them, how many there are at least, and where all of them are. */
interface Others {
  lines: WorkLine[]
  count: string
  more: string
}

declare module '../web/render.ts' {
  interface Views {
    'my-work/show': {
      title: string
      /** hours and minutes when this was read */
      at: string
      tiles: Tile[]
      burning: Group[]
      waiting: Group[]
      shown: Shown | undefined
      nothing: boolean
      /** whose empty page this is: what will appear and what to do meanwhile depend on it */
      part: string
      handled: Others
      late: Others
      /** what falls due next for the reader */
      coming: Coming[]
      /** corrective actions that wait for the reader, and whether one is late */
      corrective: ActionLine[]
      correctiveLate: boolean
      /** the reader's latest unfinished complaint */
      draft: { id: string; words: string } | undefined
      /** for whom the reader stands in, now or soon */
      deputy: string[]
    }
  }
}

const listedOfEach = 8
const listedAlone = 50
const listedOthers = 8

export async function showMyWork(deps: Deps, response: Response, shown: Shown | undefined): Promise<void> {
  const { t } = response.locals
  const now = deps.now()
  const person = personOf(response)
  const soon = new Date(now.getTime() + soonMinutes * 60_000).toISOString()
  const wanted = { now: now.toISOString(), soon, only: shown, each: shown ? listedAlone : listedOfEach }
  const most = { others: listedOthers + 1, actions: listedOfEach }
  const { organisation, tasks, counts, others, drafts, corrective } = await readMyWork(deps, person.login, wanted, most)
  const keyOf = (task: (typeof tasks)[number]) => shown ?? (task.urgency === 'calm' ? task.kind : task.urgency)
  const groupOf = (key: Shown): Group => {
    const lines = tasks.filter(task => keyOf(task) === key).map(task => workLine(task, now, t))
    const count = shown ? countOf(counts, key) : countInGroup(counts, key)
    const more = count.count > lines.length && !shown ? `/?show=${key}` : ''
    return { key, label: t(`myWork.tiles.${key}`), count: shownCount(count), lines, more }
  }
  const groups = (keys: readonly Shown[]) => keys.map(groupOf).filter(group => group.lines.length > 0)
  const othersOf = (why: 'handled' | 'late', all: string): Others => {
    const found = others.filter(one => one.why === why)
    const lines = found.slice(0, listedOthers).map(one => otherLine(one, now, t))
    const isMore = found.length > lines.length
    return { lines, count: isMore ? `${listedOthers}+` : String(lines.length), more: isMore ? all : '' }
  }
  const mine = others.filter(one => one.why === 'handled').map(one => otherLine(one, now, t))
  render(response, 'my-work/show', {
    title: t('myWork.title'),
    at: dateTime(now.toISOString()).slice(11),
    tiles: tilesOf(counts, shown, t),
    burning: groups(['late', 'soon']),
    waiting: groups(taskKinds),
    shown,
    nothing: counts.length === 0,
    part: partOf(person),
    handled: othersOf('handled', `/complaints?handler=${person.login}`),
    late: othersOf('late', '/complaints?late=true'),
    coming: comingUp([...tasks.map(task => workLine(task, now, t)), ...mine], now, t),
    deputy: deputyWords(organisation, person.login, now, t),
    corrective: corrective.map(one => actionLine(one, now, t)),
    correctiveLate: corrective.some(one => one.dueAt !== null && one.dueAt < now.toISOString()),
    draft: drafts[0] && { id: drafts[0].id, words: draftWords(drafts[0], now, t) },
  })
}

const countOf = (counts: TaskCount[], key: Shown): Count => sum(counts, one => one.kind === key || one.urgency === key)

/** Under the heading of a kind stand those that are neither late nor soon due. */
const countInGroup = (counts: TaskCount[], key: Shown): Count =>
  sum(counts, one => one.urgency === key || (one.kind === key && one.urgency === 'calm'))

type Count = Pick<TaskCount, 'count' | 'more'>

function sum(counts: TaskCount[], which: (one: TaskCount) => boolean): Count {
  const counted = counts.filter(which)
  return { count: counted.reduce((total, one) => total + one.count, 0), more: counted.some(one => one.more) }
}

/** The lists that a whole desk shares are not read to their end. */
function shownCount({ count, more }: Count): string {
  return more || count > mostCounted ? `${Math.min(count, mostCounted)}+` : String(count)
}

/** All, late and soon always; a kind of work only for those who have some. */
function tilesOf(counts: TaskCount[], shown: Shown | undefined, t: Translate): Tile[] {
  const tile = (key: Tile['key'], count: Count): Tile => ({
    key,
    label: t(`myWork.tiles.${key}`),
    count: shownCount(count),
    href: key === 'all' ? '/' : `/?show=${key}`,
    current: key === (shown ?? 'all'),
    empty: count.count === 0,
  })
  const fixed = (['late', 'soon'] as const).map(key => tile(key, countOf(counts, key)))
  const kinds = taskKinds.map(key => tile(key, countOf(counts, key))).filter(one => !one.empty || one.current)
  return [
    ...fixed,
    ...kinds,
    tile(
      'all',
      sum(counts, () => true),
    ),
  ]
}

function partOf({ roles }: Person): string {
  if (roles.some(role => role === 'service-rep' || role === 'service-head')) return 'centre'
  if (roles.some(role => role === 'head' || role === 'handler')) return 'department'
  if (roles.includes('admin')) return 'admin'
  return roles.includes('auditor') ? 'auditor' : 'approver'
}

function draftWords({ customerName, savedAt, count }: Draft, now: Date, t: Translate): string {
  const age = duration(Math.max(0, now.getTime() - Date.parse(savedAt)), t)
  const latest = customerName ? t('myWork.drafts.of', { name: customerName, age }) : t('myWork.drafts.unnamed', { age })
  return count > 1 ? latest + t('myWork.drafts.others', { count: count - 1 }) : latest
}

import type { Response } from 'express'
import { isRequest } from '../../workflows/complaint/asks.ts'
import type { LevelName, LevelRank } from '../cases/level-names.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import { type Task, tasksOf } from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'
import { type Due, dueBadge, whyDue } from '../web/due.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'

interface ApprovalLine {
  number: string
  /** where it is decided */
  href: string
  level: string | null
  levelName: LevelName | null
  levelRank: LevelRank | null
  customerName: string
  department: string
  /** approval, opinion … */
  step: string
  role: string
  compensation: string | null
  /** which plan of the case it is, and what was paid on it before, CNY; null for the first plan */
  round: number | null
  paid: string | null
  /** a decision about money: what is asked of the level above is not */
  aboutPlan: boolean
  openedAt: string
  limit: string
  /** where the limit says why it is due when it is */
  why: string
  due: Due | null
}

declare module '../web/render.ts' {
  interface Views {
    'approvals/list': { title: string; approvals: ApprovalLine[]; more: boolean }
  }
}

const listed = 100

/** The decisions that wait for the reader, the first due on top. */
export async function showApprovals(deps: Deps, response: Response): Promise<void> {
  const { t, language } = response.locals
  const now = deps.now()
  const at = now.toISOString()
  const organisation = await loadOrganisation(deps.db)
  const sight = sightOf(organisation, personOf(response).login, at)
  const names = namesIn(organisation, language)
  const { tasks } = await tasksOf(deps, sight, { now: at, soon: at, only: 'approve', each: listed + 1 })
  const approvals = tasks.slice(0, listed).map(task => ({
    number: task.number,
    level: task.level,
    levelName: task.levelName,
    levelRank: task.levelRank,
    customerName: task.customerName,
    department: names.department(task.department),
    href: hrefOf(task),
    step: t(isRequest(task.purpose) ? `myWork.tasks.${task.purpose}` : `codes.stepKinds.${task.purpose}`),
    role: t(`codes.roles.${task.role}`),
    compensation: task.compensation,
    aboutPlan: !isRequest(task.purpose),
    round: !isRequest(task.purpose) && (task.round ?? 0) > 1 ? task.round : null,
    paid: task.paid,
    openedAt: task.openedAt,
    limit: task.limit ? t(`codes.limitKinds.${task.limit}`) : '',
    why: task.limit ? whyDue(task.number, task.limit) : '',
    due: task.dueAt ? dueBadge(task.dueAt, now, t, task.paused) : null,
  }))
  render(response, 'approvals/list', { title: t('approvals.title'), approvals, more: tasks.length > listed })
}

/** A plan is decided on a page of its own, what else is asked of the level above on the page of the case. */
function hrefOf({ number, purpose }: Task): string {
  if (!isRequest(purpose)) return `/complaints/${number}/approval`
  const form = purpose === 'extension' ? 'extend' : `decide-${purpose}`
  return `/complaints/${number}?form=${form}#${form}`
}

import { isRequest, type Purpose } from '../../workflows/complaint/asks.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { awaited } from '../../workflows/corrective-action/action.ts'
import type { LevelName, LevelRank } from '../cases/level-names.ts'
import type { Task } from '../cases/tasks.ts'
import { type Due, dueBadge, whyDue } from '../web/due.ts'
import type { Translate } from '../web/i18n.ts'
import { shortened } from '../web/shortened.ts'
import type { OtherCase, WaitingAction } from './queries.ts'

/** One case in a list of work. */
export interface WorkLine {
  number: string
  /** where the work is done */
  href: string
  level: string | null
  levelName: LevelName | null
  levelRank: LevelRank | null
  stage: string
  state: string
  customerName: string
  /** what the complaint is about: its category and how the narrative begins */
  about: string
  /** it came back to the reader */
  back: boolean
  /** what to do, in words; empty where nothing is asked of the reader */
  task: string
  /** which limit runs, and where it says why it is due when it is */
  limit: string
  why: string
  due: Due | null
}

export function workLine(task: Task, now: Date, t: Translate): WorkLine {
  return { ...line(task, now, t), href: whereToDo(task), task: taskWords(task, t), back: task.kind === 'handed-back' }
}

export function otherLine(other: OtherCase, now: Date, t: Translate): WorkLine {
  return { ...line(other, now, t), href: `/complaints/${other.number}`, task: '', back: false }
}

/** A corrective action in a list of work. */
export interface ActionLine {
  number: string
  title: string
  task: string
  due: Due | null
}

export function actionLine({ number, title, action, dueAt }: WaitingAction, now: Date, t: Translate): ActionLine {
  const task = awaited(action)?.task
  const words = task ? t(`myWork.corrective.tasks.${task}`) : ''
  return { number, title, task: words, due: dueAt ? dueBadge(dueAt, now, t) : null }
}

function line(one: Task | OtherCase, now: Date, t: Translate) {
  const { number, level, levelName, levelRank, stage, state, customerName } = one
  return {
    ...{ number, level, levelName, levelRank, stage, state, customerName },
    about: aboutOf(one, t),
    limit: one.limit ? t(`codes.limitKinds.${one.limit}`) : '',
    why: one.limit ? whyDue(number, one.limit) : '',
    due: one.dueAt ? dueBadge(one.dueAt, now, t, one.paused) : null,
  }
}

/** As long as one line of a list is wide. */
const longest = 46

function aboutOf({ category, beginning }: Pick<Task, 'category' | 'beginning'>, t: Translate): string {
  const said = shortened(beginning.replaceAll(/\s+/g, ' ').trim(), longest)
  return [category && t(`codes.categories.${category}`), said].filter(Boolean).join(' · ')
}

/** What the reader has to do, as exactly as the case tells. */
function taskWords({ kind, purpose, state }: Task, t: Translate): string {
  if (kind === 'approve') return t(isRequest(purpose) ? `myWork.tasks.${purpose}` : `codes.stepKinds.${purpose}`)
  if (kind === 'handed-back') return t(purpose === 'handle' ? 'myWork.tasks.returned' : 'myWork.tasks.handed-back')
  if (purpose !== 'handle') return t(`myWork.tasks.${purpose}`)
  return t(`myWork.tasks.handle.${state}`)
}

/** Decisions and calls have pages of their own; everything else is a form on the page of the case. */
function whereToDo({ number, kind, purpose, state }: Task): string {
  if (kind === 'approve' && !isRequest(purpose)) return `/complaints/${number}/approval`
  if (kind === 'call-back') return `/follow-ups/${number}`
  const request = formOfRequest[purpose]
  if (request) return `/complaints/${number}?form=${request}#${request}`
  return `/complaints/${number}#${formOfPurpose[purpose] ?? formOfState[state] ?? 'perform'}`
}

const formOfPurpose: Partial<Record<Purpose, ComplaintEventType>> = {
  register: 'register',
  dispatch: 'dispatch',
  attend: 'arrive',
  close: 'close',
}

/** These are never the likeliest form of the page, so the address names them. */
const formOfRequest: Partial<Record<Purpose, ComplaintEventType>> = {
  'tell-customer': 'contact',
  extension: 'extend',
  recusal: 'decide-recusal',
  appeal: 'decide-appeal',
}

const formOfState: Record<string, ComplaintEventType> = {
  'investigate.inquire': 'find',
  'propose.draft': 'plan',
  'propose.consult': 'consent',
}

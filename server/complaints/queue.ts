import type { Response } from 'express'
import { levels, stages } from '../../workflows/complaint/codes.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { type Form, form } from '../web/forms.ts'
import type { Language } from '../web/i18n.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { type ListFilter, type ListItem, listComplaints } from './list.ts'

interface QueueLine {
  number: string
  level: string | null
  stage: string
  state: string
  outcome: string
  customerName: string
  phone: string
  summary: string
  department: string
  handler: string
  receivedAt: string
  /** past due once, and in time again or closed */
  wasLate: boolean
  due: Due | null
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/queue': {
      title: string
      filter: Form
      filtered: boolean
      complaints: QueueLine[]
      stageChoices: Choice[]
      levelChoices: Choice[]
      departmentChoices: Choice[]
      sortChoices: Choice[]
      firstPage: string
      nextPage: string
    }
  }
}

/** The complaints in the reader's sight, narrowed as the address says. */
export async function showQueue(deps: Deps, response: Response, filter: ListFilter): Promise<void> {
  const { t, language } = response.locals
  const [page, organisation] = await Promise.all([
    listComplaints(deps, personOf(response).login, filter),
    loadOrganisation(deps.db),
  ])
  const now = deps.now()
  const names = namesIn(organisation, language)
  const { cursor, limit: _, ...narrowed } = filter
  const asked = new URLSearchParams(
    Object.entries(narrowed).map(([key, value]) => [key, String(value)] as [string, string]),
  )
  render(response, 'complaints/queue', {
    title: t('queue.title'),
    filter: form('filter', Object.fromEntries(asked)),
    filtered: Object.keys(narrowed).length > 1,
    complaints: page.items.map(item => ({
      ...lineOf(item),
      outcome: item.outcome ? t(`codes.outcomes.${item.outcome}`) : '',
      department: names.department(item.department),
      handler: names.person(item.handler),
      due: item.dueAt ? dueBadge(item.dueAt, now, t, item.paused) : null,
      wasLate: item.late && !(item.dueAt && item.dueAt < now.toISOString()),
    })),
    stageChoices: choices(stages, 'codes.stages', t),
    levelChoices: choices(levels, 'codes.levels', t),
    departmentChoices: answeringDepartments(organisation, language),
    sortChoices: choices(['-receivedAt', 'receivedAt', 'dueAt'], 'queue.sorts', t),
    firstPage: cursor ? `/complaints?${asked}` : '',
    nextPage: page.nextCursor ? `/complaints?${asked}&cursor=${page.nextCursor}` : '',
  })
}

/** Departments that can be given a complaint. */
export function answeringDepartments({ departments }: Organisation, language: Language): Choice[] {
  return departments
    .filter(({ active, kind }) => active && (kind === 'department' || kind === 'contractor'))
    .map(({ code, nameZh, nameEn }) => ({ value: code, label: language === 'en' ? nameEn : nameZh }))
}

function lineOf({ number, level, stage, state, customerName, phone, summary, receivedAt }: ListItem) {
  return { number, level, stage, state, customerName, phone, summary, receivedAt }
}

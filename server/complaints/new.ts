import type { Request, Response } from 'express'
import { categories, channels, levels, scopeFlags } from '../../workflows/complaint/codes.ts'
import { digestOf } from '../../workflows/evidence/chain.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import type { GradingReason } from '../../workflows/policy/grading.ts'
import { openCase } from '../cases/change-case.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { currentPolicy, defaultPolicy } from '../cases/policies.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Answer, answerTo } from '../web/errors.ts'
import { type Form, form, given } from '../web/forms.ts'
import { money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { type Names, namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { submit } from '../web/submit.ts'
import { type Preview, previewOf, previewSchema } from './preview.ts'
import { answeringDepartments } from './queue.ts'

interface ShownPreview {
  level: string
  reasons: string[]
  amountUnknown: boolean
  /** another level was chosen than the policy proposes */
  overrides: string
  limits: { name: string; dueAt: string }[]
  approvers: { role: string; people: string }[]
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/new': {
      title: string
      form: Form
      focus: boolean
      idempotencyKey: string
      preview: ShownPreview | undefined
      channelChoices: Choice[]
      categoryChoices: Choice[]
      flagChoices: Choice[]
      levelChoices: Choice[]
      departmentChoices: Choice[]
      handlerGroups: { label: string; choices: Choice[] }[]
    }
  }
}

interface Shown {
  typed?: unknown
  refused?: Pick<Answer, 'fields' | 'rule' | 'message'>
  key?: string
  preview?: ShownPreview
}

/** The form for a complaint; for everybody who may open one. */
export async function showNew(deps: Deps, response: Response, shown: Shown = {}): Promise<void> {
  const { t, language } = response.locals
  const organisation = await loadOrganisation(deps.db)
  homeOf(organisation, response, deps.now().toISOString())
  render(response, 'complaints/new', {
    title: t('newComplaint.title'),
    form: form('new', shown.typed ?? { channel: 'phone' }, shown.refused),
    focus: shown.typed === undefined,
    idempotencyKey: shown.key ?? deps.random(),
    preview: shown.preview,
    channelChoices: choices(channels, 'codes.channels', t),
    categoryChoices: choices(categories, 'codes.categories', t),
    flagChoices: choices(scopeFlags, 'codes.scopeFlags', t),
    levelChoices: choices(levels, 'codes.levels', t),
    departmentChoices: answeringDepartments(organisation, language),
    handlerGroups: handlersByDepartment(organisation, answeringDepartments(organisation, language)),
  })
}

/** Opens the complaint and goes on to its page; or, asked for a preview, shows what the policy would make of it. */
export async function takeNew(deps: Deps, { body }: Request, response: Response): Promise<void> {
  const { _csrf, action, idempotencyKey: key, ...typed } = body
  if (action === 'preview') return showPreview(deps, response, typed, key)
  const { login } = personOf(response)
  await submit(
    response,
    async () => {
      const complaint = named(await loadOrganisation(deps.db), given(typed) as Record<string, unknown>)
      const idempotency = typeof key === 'string' && key ? { key, digest: digestOf(complaint) } : undefined
      const { number, state } = await openCase(deps, complaint, { login }, idempotency && { idempotency })
      const done = { receive: 'complaint-received', register: 'complaint-registered' }[state]
      return { to: `/complaints/${number}`, done: done ?? 'complaint-dispatched' }
    },
    refused => showNew(deps, response, { typed, refused, ...(!isUsedUp(refused) && { key }) }),
  )
}

async function showPreview(deps: Deps, response: Response, typed: object, key: string): Promise<void> {
  const { t, language } = response.locals
  const parsed = previewSchema.safeParse(given(typed))
  if (!parsed.success) {
    response.status(422)
    return showNew(deps, response, { typed, key, refused: answerTo(parsed.error, t) })
  }
  const [organisation, policy] = await Promise.all([loadOrganisation(deps.db), currentPolicy(deps.db, defaultPolicy)])
  if (!policy) throw new Error(`policy ${defaultPolicy} is not stored`)
  const now = deps.now().toISOString()
  const home = homeOf(organisation, response, now)
  const preview = previewOf(parsed.data, policy.policy, organisation, { now, home })
  await showNew(deps, response, { typed, key, preview: inWords(preview, namesIn(organisation, language), t) })
}

function inWords({ level, grading, limits, approvers }: Preview, names: Names, t: Translate): ShownPreview {
  return {
    level,
    reasons: grading.reasons.map(reason => reasonInWords(reason, t)),
    amountUnknown: grading.amountUnknown,
    overrides: level === grading.level ? '' : t(`codes.levels.${grading.level}`),
    limits: limits.map(({ kind, dueAt }) => ({ name: t(`codes.limitKinds.${kind}`), dueAt })),
    approvers: approvers.map(({ role, people }) => ({
      role: t(`codes.roles.${role}`),
      people: people.map(names.person).join(t('newComplaint.preview.and')),
    })),
  }
}

function reasonInWords(reason: GradingReason, t: Translate): string {
  const shown = {
    ...(reason.by === 'flag' && { flag: t(`codes.scopeFlags.${reason.flag}`) }),
    ...(reason.by === 'amount' && { amount: money(reason.amount) }),
    ...(reason.by === 'count' && { people: reason.count }),
  }
  return t(`newComplaint.reasons.${reason.by}`, shown)
}

/** The department in which the reader receives complaints. @throws Problem for those who only look on */
function homeOf(organisation: Organisation, response: Response, at: string): string {
  const working = capacitiesOf(organisation, personOf(response).login, at)
  const post = working.find(({ role }) => role !== 'admin' && role !== 'auditor')
  if (!post) throw new Problem(403, 'not-permitted')
  return post.department
}

/** A respondent may be typed by name, as customers tell it; the rules know people by log-in. */
function named({ people }: Organisation, complaint: Record<string, unknown>): Record<string, unknown> {
  const meant = people.filter(({ name, active }) => active && name === complaint.respondent)
  return meant.length === 1 ? { ...complaint, respondent: meant[0]?.login } : complaint
}

function handlersByDepartment({ people, posts }: Organisation, departments: Choice[]) {
  const handlers = posts.filter(({ role }) => role === 'handler')
  return departments.flatMap(({ value, label }) => {
    const logins = handlers.filter(({ department }) => department === value).map(({ person }) => person)
    const here = people.filter(({ login, active }) => active && logins.includes(login))
    return here.length > 0 ? [{ label, choices: here.map(({ login, name }) => ({ value: login, label: name })) }] : []
  })
}

/** The key already stands for another complaint: what is sent next is a new one. */
const isUsedUp = ({ rule }: Answer) => rule === 'idempotency-key-reused'

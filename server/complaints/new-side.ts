import type { Response } from 'express'
import type { Calendars } from '../../workflows/calendar/calendars.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { capacitiesOf } from '../../workflows/organisation/stand-ins.ts'
import type { Policy, PolicyVersion } from '../../workflows/policy/policy.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { policyInForce } from '../cases/policies.ts'
import { type Sight, sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { fieldErrors } from '../web/forms.ts'
import { guidanceOf } from '../web/guidance.ts'
import { dateTime } from '../web/helpers.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { wordsUnder } from '../web/level-words.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import type { DraftValues } from './drafts.ts'
import { type Likely, likelyDuplicates } from './duplicates.ts'
import { customersAt, type KnownCustomer, wholePhone } from './lookup.ts'
import { withNamedRespondent } from './new-body.ts'
import { maySettle, type PreviewFields, previewOf, previewSchema } from './preview.ts'
import { type ShownPreview, shownPreview } from './preview-words.ts'

/** Everything that stands beside the form while it is filled in. */
export interface Side {
  /** one sentence that says what was found, for those who hear the page */
  summary: string
  phoneKnown: boolean
  /** each with the key that takes over the name, and with the contact in full when it was just disclosed */
  customers: (KnownCustomer & { key: number; contact: Contact | undefined })[]
  /** filled in by itself: there is only one customer at this number */
  name: string
  duplicates: Likely[]
  preview: ShownPreview | undefined
  /** the preview in one line: when it must be settled and who approves */
  outlook: string
  /** what keeps the preview from being made, by field */
  faults: { field: string; message: string }[]
  tips: { stage: string; open: boolean; do: string[]; dont: string[] }[]
  /** whether the rules let the reader settle this complaint on the spot, another one, or none */
  settling: 'allowed' | 'approval-needed' | 'never'
}

export interface Contact {
  customerId: number
  phone: string
  email: string | null
}

export interface Surroundings {
  organisation: Organisation
  version: PolicyVersion
  calendars: Calendars
  /** the code of the policy when it is another than the organisation's own */
  chosen: string
  sight: Sight
  /** the department in which the reader receives complaints */
  home: string
  now: string
}

/**
 * What has to be known for any complaint. @param policy a code; the organisation's own policy without
 * @throws Problem 403 for those who only look on, 404 for a policy that is not in force
 */
export async function surroundingsOf(deps: Deps, response: Response, policy: unknown): Promise<Surroundings> {
  const chosen = typeof policy === 'string' ? policy : ''
  const { login } = personOf(response)
  const now = deps.now().toISOString()
  const [organisation, version, calendars] = await Promise.all([
    loadOrganisation(deps.db),
    policyInForce(deps.db, chosen || null, now),
    loadCalendars(deps.db),
  ])
  if (!version && chosen) throw new Problem(404, 'not-found', { rule: 'no-such-policy' })
  if (!version) throw new Error('no policy is in force')
  const working = capacitiesOf(organisation, login, now).find(({ role }) => role !== 'admin' && role !== 'auditor')
  if (!working) throw new Problem(403, 'not-permitted', { rule: 'staff-only' })
  const sight = sightOf(organisation, login, now)
  return { organisation, version, calendars, chosen, sight, home: working.department, now }
}

/** What what was typed leads to: customer, likely duplicates, level and limits, tips. Two statements at most. */
export async function sideOf(
  deps: Deps,
  response: Response,
  around: Surroundings,
  values: DraftValues,
  disclosed?: Contact,
): Promise<Side> {
  const { language } = response.locals
  const t = wordsUnder(around.version.policy, response.locals.t, language)
  const typed = (name: string) => String(values[name] ?? '').trim()
  const phone = wholePhone(typed('customer[phone]')) ?? ''
  const clues = { phone, orderNo: typed('orderNo'), batchNo: typed('batchNo'), text: typed('narrative') }
  const [customers, duplicates] = await Promise.all([
    phone ? customersAt(deps, around.sight, phone) : [],
    likelyDuplicates(deps, around, clues),
  ])
  const parsed = previewSchema.safeParse(withNamedRespondent(filled(values), around.organisation))
  const preview = parsed.data && previewIn(around, parsed.data, t, language)
  return {
    summary: summaryOf(phone, customers, duplicates, t),
    phoneKnown: phone !== '',
    customers: customers.map((one, index) => ({
      ...one,
      key: index + 1,
      contact: disclosed?.customerId === one.id ? disclosed : undefined,
    })),
    duplicates,
    name: customers.length === 1 ? (customers[0]?.name ?? '') : '',
    preview,
    outlook: preview ? outlookOf(preview, t) : '',
    faults: parsed.error ? faultsOf(fieldErrors(parsed.error, t), t) : [],
    tips: tipsOf(around.version.policy, stageAtHand(typed('narrative')), language),
    settling: settlingOf(around, parsed.data),
  }
}

const filled = (values: DraftValues) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

function summaryOf(phone: string, customers: KnownCustomer[], duplicates: Likely[], t: Translate): string {
  const sum = (count: (customer: KnownCustomer) => number) => customers.reduce((all, one) => all + count(one), 0)
  const names = customers.map(one => one.name).join(t('newComplaint.preview.and'))
  const total = sum(one => one.complaints.length)
  const known = t('newComplaint.customer.known', { names, total, open: sum(one => one.open) })
  return [
    phone && (customers.length > 0 ? known : t('newComplaint.customer.unknown')),
    duplicates.length > 0 && t('newComplaint.duplicates.found', { total: duplicates.length }),
  ]
    .filter(Boolean)
    .join(' ')
}

function previewIn(around: Surroundings, typed: PreviewFields, t: Translate, language: Language): ShownPreview {
  const { organisation, version } = around
  const preview = previewOf(typed, version.policy, organisation, around)
  const reader = { names: namesIn(organisation, language), t, language }
  return shownPreview(preview, typed.amount, version.policy, reader)
}

function outlookOf({ limits, approvers }: ShownPreview, t: Translate): string {
  const last = limits.at(-1)
  const who = [...new Set(approvers.map(one => one.people))].join(t('newComplaint.preview.and'))
  return [
    last && t('newComplaint.preview.by', { limit: last.name, at: dateTime(last.dueAt).slice(5) }),
    who ? t('newComplaint.preview.approvedBy', { who }) : t('newComplaint.preview.noApprovers'),
  ]
    .filter(Boolean)
    .join(' · ')
}

const faultsOf = (fields: Record<string, string>, t: Translate) =>
  Object.entries(fields).map(([field, message]) => ({ field: t(`newComplaint.fields.${field}`), message }))

function settlingOf({ organisation, version, calendars, sight, now }: Surroundings, typed: PreviewFields | undefined) {
  const facts = { actor: sight.login, version, organisation, calendars, at: now }
  if (!maySettle({ channel: 'phone' }, facts)) return 'never'
  return typed && !maySettle(typed, facts) ? 'approval-needed' : 'allowed'
}

/** Whoever has nothing written down yet is still receiving. */
const stageAtHand = (narrative: string) => (narrative.length < 5 ? 'receive' : 'register')

function tipsOf(policy: Policy, present: string, language: Language): Side['tips'] {
  return (['receive', 'register'] as const).flatMap(stage => {
    const guidance = guidanceOf(policy, stage, language)
    const tip = { stage, open: stage === present, ...guidance }
    return guidance.do.length + guidance.dont.length > 0 ? [tip] : []
  })
}

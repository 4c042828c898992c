import type { Response } from 'express'
import {
  categories,
  causeCodes,
  channels,
  consentMethods,
  liabilities,
  measureKinds,
  scopeFlags,
  settleMethods,
} from '../../workflows/complaint/codes.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { chosenInputs } from '../web/draft-inputs.ts'
import { type Form, form, type Refused } from '../web/forms.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { wordsUnder } from '../web/level-words.ts'
import { maskedPhone } from '../web/masks.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { type AlreadySent, alreadySent, formKey } from './already-sent.ts'
import { type Draft, type DraftValues, draftsOf } from './drafts.ts'
import { entryLiabilities } from './form-choices.ts'
import { labelOf } from './new-body.ts'
import { type Contact, type Side, type Surroundings, sideOf, surroundingsOf } from './new-side.ts'
import { type ParticularField, particularFields } from './particulars.ts'
import { answeringDepartments } from './queue-lists.ts'

interface ShownDraft {
  id: string
  title: string
  savedAt: string
  current: boolean
}

declare module '../web/render.ts' {
  interface Views {
    'complaints/new': {
      title: string
      /** names levels as the policy does */
      t: Translate
      /** another policy than the organisation's own; without a code when it is that */
      policy: { code: string; name: string }
      /** fields that the policy asks for at registration */
      wanted: string[]
      particulars: ParticularField[]
      form: Form
      focus: boolean
      idempotencyKey: string
      draft: { id: string; savedAt: string }
      /** what this form, or the draft that was asked for, has become */
      already: (AlreadySent & { again: boolean }) | undefined
      drafts: ShownDraft[]
      side: Side
      /** the fields for settling on the spot are unfolded */
      settleOpen: boolean
      settleLines: { number: number; open: boolean; fields: Record<string, string> }[]
      choices: Record<string, Choice[]>
      handlerGroups: { label: string; choices: Choice[] }[]
    }
  }
}

/** A form that comes back: what was typed, and why. */
export interface Shown {
  values?: DraftValues
  refused?: Refused
  /** the key goes on standing for this complaint */
  key?: string
  draft?: { id: string; base: string }
  disclosed?: Contact | undefined
  settleOpen?: boolean
  already?: AlreadySent | undefined
}

/** What a complaint begins with. */
const blank: DraftValues = { channel: 'phone' }

/**
 * The form for a complaint, new or from one of the reader's drafts; for everybody who may open one. Whoever comes back to
 * a draft that was sent is told what it has become.
 * @param policy the code of another policy than the organisation's own; empty for that
 */
export async function showNew(deps: Deps, response: Response, draftId: string, policy: string): Promise<void> {
  const { login } = personOf(response)
  const kept = await draftsOf(deps, login)
  const draft = kept.find(one => one.id === draftId)
  const already = draft ? undefined : await alreadySent(deps, login, draftId)
  // the browser's way back must not show a draft as it once was
  if (draftId) response.set('Cache-Control', 'no-store')
  const around = await surroundingsOf(deps, response, draft ? draft.values.policy : policy)
  const shown = draft ? { values: draft.values, draft: { id: draft.id, base: draft.savedAt } } : { already }
  await showForm(deps, response, around, kept, shown)
}

/** The form again, with everything that was typed. */
export async function showAgain(deps: Deps, response: Response, around: Surroundings, shown: Shown): Promise<void> {
  await showForm(deps, response, around, await draftsOf(deps, personOf(response).login), shown)
}

async function showForm(deps: Deps, response: Response, around: Surroundings, kept: Draft[], shown: Shown) {
  const { language } = response.locals
  const { policy } = around.version
  const t = wordsUnder(policy, response.locals.t, language)
  const { values = blank, refused, already, draft = { id: deps.random(), base: '' } } = shown
  const made = form('new', values, refused)
  const departments = answeringDepartments(around.organisation, language)
  const lines = settleLines(values)
  render(response, 'complaints/new', {
    title: t('newComplaint.title'),
    t,
    policy: { code: around.chosen, name: policy.name[language] },
    wanted: policy.required.register ?? [],
    particulars: particularFields('register', policy, language),
    form: { ...made, errorList: made.errorList.map(error => ({ ...error, field: labelOf(error.field) })) },
    focus: refused === undefined,
    idempotencyKey: shown.key || formKey(draft.id, deps.random()),
    already: already && { ...already, again: shown.values !== undefined },
    draft: { id: draft.id, savedAt: draft.base },
    drafts: kept.flatMap(one => shownDraft(one, draft.id) ?? []),
    side: await sideOf(deps, response, around, values, shown.disclosed),
    settleOpen: shown.settleOpen ?? Object.keys(values).some(name => name.startsWith('settle[')),
    settleLines: lines,
    choices: choicesIn(policy, departments, t, language),
    handlerGroups: handlersByDepartment(around.organisation, departments),
  })
}

function choicesIn(policy: Policy, departments: Choice[], t: Translate, language: Language): Record<string, Choice[]> {
  const { levels, grading, required } = policy
  const byRank = levels.toSorted((one, other) => one.rank - other.rank)
  const asked = (field: string, list: Choice[]) => (required.register?.includes(field) ? list : [])
  return {
    channel: numbered(choices(channels, 'codes.channels', t)),
    category: numbered(choices(categories, 'codes.categories', t)),
    level: numbered(byRank.map(({ code, name }) => ({ value: code, label: name[language] }))),
    department: numbered(departments),
    respondentDepartment: departments,
    scopeFlags: choices(scopeFlags, 'codes.scopeFlags', t),
    conduct: grading.byConduct.map(({ code, words }) => ({ value: code, label: words[language] })),
    confirmation: asked('confirmation', choices(consentMethods, 'codes.consentMethods', t)),
    firstLiability: asked('liability', choices(entryLiabilities(policy), 'codes.liabilities', t)),
    causeCode: numbered(choices(causeCodes, 'codes.causeCodes', t)),
    liability: numbered(choices(liabilities, 'codes.liabilities', t)),
    kind: numbered(choices(measureKinds, 'codes.measureKinds', t)),
    method: numbered(choices(settleMethods, 'codes.settleMethods', t)),
  }
}

/**
 * With a digit in front: a list jumps to what begins with the key pressed, and Chinese has no such key. The tenth has 0,
 * later ones none, since a second one that begins with 1 would take that key from the first.
 */
const numbered = (list: Choice[]): Choice[] =>
  list.map(({ value, label }, index) => ({ value, label: index < 10 ? `${(index + 1) % 10}. ${label}` : label }))

/** A draft by who complains and what was written first; undefined while nothing is written. */
function shownDraft({ id, savedAt, values }: Draft, current: string): ShownDraft | undefined {
  const written = Object.keys(values).find(name => !chosenInputs.includes(name))
  if (written === undefined) return undefined
  const [name, phone, text] = ['customer[name]', 'customer[phone]', 'narrative'].map(key => String(values[key] ?? ''))
  const who = name || (phone && phone.length >= 7 ? maskedPhone(phone) : '')
  const said = text || (who ? '' : String(values[written]))
  const title = [who, [...said].slice(0, 24).join('')].filter(Boolean).join(' · ')
  return { id, title, savedAt, current: id === current }
}

const fewestLines = 2

/** Lines for measures: some, and one more than were filled in. */
function settleLines(values: DraftValues) {
  const typed = Object.keys(values).map(name => Number(/^settle\[measures\]\[(\d{1,2})\]/.exec(name)?.[1] ?? -1))
  const filled = Math.max(-1, ...typed) + 1
  return Array.from({ length: Math.min(20, Math.max(fewestLines, filled + 1)) }, (_, index) => ({
    number: index + 1,
    open: index === 0 || index < filled,
    fields: Object.fromEntries(
      ['kind', 'description', 'amount'].map(field => [field, `settle[measures][${index}][${field}]`]),
    ),
  }))
}

function handlersByDepartment({ people, posts }: Organisation, departments: Choice[]) {
  const handlers = posts.filter(({ role }) => role === 'handler')
  return departments.flatMap(({ value, label }) => {
    const logins = handlers.filter(({ department }) => department === value).map(({ person }) => person)
    const here = people.filter(({ login, active }) => active && logins.includes(login))
    return here.length > 0 ? [{ label, choices: here.map(({ login, name }) => ({ value: login, label: name })) }] : []
  })
}

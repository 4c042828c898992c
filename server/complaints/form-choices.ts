import {
  appealOutcomes,
  attendMethods,
  categories,
  causeCodes,
  channels,
  clearSteps,
  consentMethods,
  contactMethods,
  levels,
  liabilities,
  measureKinds,
  regulatorAnswers,
  scopeFlags,
  settleMethods,
} from '../../workflows/complaint/codes.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { minutesAreDue } from '../../workflows/complaint/policy-answers.ts'
import { pathOf } from '../../workflows/organisation/organisation.ts'
import { rankOf } from '../../workflows/policy/grading.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { type Choice, choices } from '../web/choices.ts'
import { money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { appealable, appealsToDecide } from './appeal-choices.ts'
import { fileChoices } from './case-files.ts'
import type { ChoiceFacts, Lists } from './choice-facts.ts'
import { concerned, concernedPeople, departmentsToSend, sendable, staff } from './people-choices.ts'
import { requestChoices } from './request-choices.ts'

/** What may be chosen in the form of an event: only what is valid on this case now. */
export function choicesOf(type: ComplaintEventType, facts: ChoiceFacts): Lists {
  return byEvent[type]?.(facts) ?? {}
}

const byEvent: Partial<Record<ComplaintEventType, (facts: ChoiceFacts) => Lists>> = {
  register: facts => ({
    ...gradingLists(facts),
    level: ranked(facts, [...levels]),
    respondent: staff(facts, () => true),
    confirmation: wanted('register', 'confirmation', facts)
      ? choices(consentMethods, 'codes.consentMethods', facts.t)
      : [],
    liability: wanted('register', 'liability', facts)
      ? choices(entryLiabilities(facts.policy), 'codes.liabilities', facts.t)
      : [],
  }),
  amend: facts => ({
    ...gradingLists(facts),
    channel: choices(channels, 'codes.channels', facts.t),
    confirmation: wanted('register', 'confirmation', facts)
      ? choices(consentMethods, 'codes.consentMethods', facts.t)
      : [],
    respondent: staff(facts, department => concerned(facts.view).includes(department)),
  }),
  dispatch: facts => ({
    department: departmentsToSend(facts),
    handler: staff(facts, department => sendable(facts).some(one => one.code === department)),
  }),
  transfer: facts => ({ department: departmentsToSend(facts).filter(one => one.value !== facts.view.department) }),
  assign: facts => ({
    handler: staff(facts, department => pathOf(facts.organisation, department).includes(facts.view.department ?? '')),
  }),
  settle: ({ t, policy }) => ({
    ...findingLists(t, policy),
    kind: choices(measureKinds, 'codes.measureKinds', t),
    method: choices(settleMethods, 'codes.settleMethods', t),
  }),
  arrive: ({ t, policy }) => ({ method: choices(policy.accepted?.attend ?? attendMethods, 'codes.attendMethods', t) }),
  approve: ({ t, view }) => ({
    regulator: minutesAreDue(view) ? choices(regulatorAnswers, 'codes.regulatorAnswers', t) : [],
  }),
  find: ({ t, view, policy }) => ({ ...findingLists(t, policy), files: fileChoices(view, t) }),
  plan: ({ t }) => ({ kind: choices(measureKinds, 'codes.measureKinds', t) }),
  consent: ({ t }) => ({
    outcome: choices(['accepted', 'refused', 'unreachable'], 'codes.consentOutcomes', t),
    method: choices(consentMethods, 'codes.consentMethods', t),
  }),
  perform: facts => ({ measure: openMeasures(facts), files: fileChoices(facts.view, facts.t) }),
  'call-back': ({ t, policy }) => ({
    outcome: choices(['satisfied', 'dissatisfied', 'unreached'], 'codes.callBackOutcomes', t),
    respondentOutcome: respondentOutcomes(policy, t),
    satisfaction: ['5', '4', '3', '2', '1'].map(value => ({ value, label: value })),
  }),
  close: ({ t, ...facts }) => ({
    ...findingLists(t, facts.policy),
    correctiveAction: choices(['none', 'opened'], 'codes.correctiveActions', t),
    person: staff({ t, ...facts }, department => facts.view.path.includes(department)),
  }),
  regrade: facts => ({ level: otherLevels(facts) }),
  pause: ({ t, policy }) => ({ reasonCode: choices(policy.pauseReasons, 'codes.pauseReasons', t) }),
  ...requestChoices,
  'ask-recusal': facts => ({ person: concernedPeople(facts) }),
  'end-recusal': ({ view, names }) => ({
    person: view.recusalsToEnd.map(value => ({ value, label: names.person(value) })),
  }),
  appeal: facts => ({ against: appealable(facts) }),
  'decide-appeal': facts => ({
    ...appealsToDecide(facts),
    outcome: choices(appealOutcomes, 'codes.appealOutcomes', facts.t),
  }),
  contact: ({ t }) => ({
    method: choices(contactMethods, 'codes.contactMethods', t),
    clear: choices(clearSteps, 'codes.clearSteps', t),
  }),
  // about nobody but the reader; the form names them for itself
  recuse: ({ login, names }) => ({ person: [{ value: login, label: names.person(login) }] }),
}

function gradingLists({ organisation, names, t, policy, language }: ChoiceFacts): Lists {
  return {
    conduct: policy.grading.byConduct.map(({ code, words }) => ({ value: code, label: words[language] })),
    category: choices(categories, 'codes.categories', t),
    scopeFlags: choices(scopeFlags, 'codes.scopeFlags', t),
    respondentDepartment: organisation.departments
      .filter(one => one.active)
      .map(({ code }) => ({ value: code, label: names.department(code) })),
  }
}

/** Whether the policy asks for a field that others do without. */
function wanted(type: ComplaintEventType, field: string, { policy }: ChoiceFacts): boolean {
  return policy.required[type]?.includes(field) ?? false
}

/** What the respondent thought of it, where the policy asks both sides. */
function respondentOutcomes({ closing }: Policy, t: Translate): Choice[] {
  return closing.bothSides ? choices(['satisfied', 'dissatisfied', 'unreached'], 'codes.callBackOutcomes', t) : []
}

/** Whose fault a complaint may look like when it comes in. */
export const entryLiabilities = ({ accepted }: Policy) => accepted?.entryLiability ?? liabilities

function findingLists(t: Translate, policy: Policy): Lists {
  return {
    causeCode: choices(causeCodes, 'codes.causeCodes', t),
    liability: choices(policy.accepted?.liability ?? liabilities, 'codes.liabilities', t),
  }
}

/** What is still to be done, or to be noted as paid. */
function openMeasures({ view, t }: ChoiceFacts): Choice[] {
  const unpaid = (one: (typeof view.measures)[number]) => one.amount !== null && one.paidAmount === null
  const open = view.measures.filter(one => one.performedAt === null || unpaid(one))
  return open.map(({ number, kind, description, amount }) => ({
    value: String(number),
    label: t(amount ? 'forms.measure.atAmount' : 'forms.measure.at', {
      number,
      kind: t(`codes.measureKinds.${kind}`),
      description,
      amount: amount && money(amount),
    }),
  }))
}

function ranked({ policy, t }: ChoiceFacts, codes: (typeof levels)[number][]): Choice[] {
  return codes
    .filter(code => rankOf(policy, code) > 0)
    .sort((one, other) => rankOf(policy, one) - rankOf(policy, other))
    .map(value => ({ value, label: t(`codes.levels.${value}`) }))
}

/** The other levels that the reader may choose, each marked up or down. */
function otherLevels(facts: ChoiceFacts): Choice[] {
  const { view, policy, t } = facts
  const present = levels.find(code => code === view.level)
  if (!present) return ranked(facts, view.levelsToRegradeTo)
  const isDown = (code: string) => rankOf(policy, code as typeof present) < rankOf(policy, present)
  return ranked(facts, view.levelsToRegradeTo).map(({ value, label }) => ({
    value,
    label: t(`forms.regrade.${isDown(value) ? 'down' : 'up'}`, { level: label }),
  }))
}

import type { Response } from 'express'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { type Form, form, type Refused } from '../web/forms.ts'
import { type Guidance, guidanceOf } from '../web/guidance.ts'
import { dateTime, money } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { wordsUnder } from '../web/level-words.ts'
import { maskedPhone } from '../web/masks.ts'
import { type Names, namesIn } from '../web/names.ts'
import { withDone } from '../web/paths.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { type CallAtHand, callAbout, isToBeCalled, recordDisclosure } from './call.ts'

interface CallPage {
  title: string
  /** names levels as the case's policy does */
  t: Translate
  number: string
  level: string | null
  customer: string
  phone: string
  revealed: boolean
  due: Due | null
  again: boolean
  /** how often nobody answered so far */
  tried: string
  attempts: { words: string; comment: string }[]
  /** what the caller says, sentence by sentence */
  greeting: string
  opening: string
  measures: { words: string; paid: string }[]
  result: string
  complaint: { narrative: string; demand: string }
  guidance: Guidance
  mayCall: boolean
  revision: number
  /** makes a form that is sent twice count once */
  key: string
  form: Form
  outcomes: Choice[]
  /** empty where the policy does not ask both sides */
  respondentOutcomes: Choice[]
  /** fields that the policy asks for whenever the customer was reached */
  wanted: string[]
  scores: Choice[]
}

declare module '../web/render.ts' {
  interface Views {
    'follow-ups/call': CallPage
  }
}

interface Shown {
  /** the whole number, this once */
  revealed?: boolean
  /** an entry that was not taken */
  untaken?: { typed: object; refused: Refused }
}

/** One call: whom, what to say, what came of it. @throws Problem 404 without sight of the case */
export async function showCall(deps: Deps, response: Response, number: string, shown: Shown = {}): Promise<void> {
  const { language } = response.locals
  const me = personOf(response)
  const call = await callAbout(deps, number, me.login)
  if (!call) throw new Problem(404, 'not-found')
  if (!isToBeCalled(call)) return response.redirect(303, withDone(`/complaints/${number}`, 'nothing-to-call'))
  const { record, level, revision, policy, organisation } = call
  const t = wordsUnder(policy, response.locals.t, language)
  const { revealed = false, untaken } = shown
  if (revealed) {
    await recordDisclosure(deps, call.id, me.login)
    response.set('Cache-Control', 'no-store')
  }
  const names = namesIn(organisation, language)
  const house = names.department(organisation.departments.find(one => one.kind === 'park')?.code ?? null)
  const outcomes = choices(['satisfied', 'dissatisfied', 'unreached'], 'codes.callBackOutcomes', t)
  render(response, 'follow-ups/call', {
    title: t('followUps.callPage.title', { number }),
    t,
    ...{ number, level, revision, revealed },
    customer: record.customer,
    phone: revealed ? record.phone : maskedPhone(record.phone),
    due: record.limit && dueBadge(record.limit.dueAt, deps.now(), t, record.limit.held),
    again: record.closed,
    tried: triedWords(call, t),
    attempts: attemptsOf(call, names, t),
    greeting: t('followUps.script.greeting', { customer: record.customer, me: me.name, house }),
    opening: t(record.closed ? 'followUps.script.openingAgain' : 'followUps.script.opening'),
    measures: measuresOf(call, t),
    result: record.result ?? '',
    complaint: { narrative: record.narrative, demand: record.demand ?? '' },
    guidance: guidanceOf(policy, 'follow-up', language),
    mayCall: call.allowed.includes('call-back'),
    key: deps.random(),
    form: form('call-back', untaken?.typed, untaken?.refused),
    outcomes,
    respondentOutcomes: policy.closing.bothSides ? outcomes : [],
    wanted: policy.required['call-back'] ?? [],
    scores: choices(['1', '2', '3', '4', '5'], 'followUps.scores', t),
  })
}

function triedWords({ record }: CallAtHand, t: Translate): string {
  const since = record.resolvedAt ?? ''
  const vain = record.calls.filter(one => one.outcome === 'unreached' && one.at >= since)
  const [last] = vain
  return last ? t('followUps.attempts', { count: vain.length, at: dateTime(last.at) }) : t('followUps.notTried')
}

function attemptsOf({ record }: CallAtHand, names: Names, t: Translate): CallPage['attempts'] {
  return record.calls.map(({ outcome, satisfaction, comment, by, at }) => ({
    words: t('followUps.callPage.attempt', {
      ...{ at: dateTime(at), by: names.person(by) },
      outcome: t(`codes.callBackOutcomes.${outcome}`),
      score: satisfaction === null ? '' : t('case.followUps.satisfaction', { count: satisfaction }),
    }).trim(),
    comment: comment ?? '',
  }))
}

function measuresOf({ record }: CallAtHand, t: Translate): CallPage['measures'] {
  return record.measures.map(({ kind, description, paid }) => ({
    words: t('followUps.script.measure', { kind: t(`codes.measureKinds.${kind}`), description }),
    paid: paid ? t('followUps.script.paid', { sum: money(paid) }) : '',
  }))
}

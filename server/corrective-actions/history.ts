import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { dayOf } from './forms.ts'
import type { PastEvent } from './queries.ts'

/** A file that proves something; `href` empty for whoever may not see its complaint. */
interface Proof {
  words: string
  href: string
}

/** What happened, in a sentence, with what was written then. */
export interface ActionLine {
  seq: number
  at: string
  sentence: string
  quotes: string[]
  files: Proof[]
}

interface Reading {
  names: Names
  t: Translate
  /** complaints that the reader may see */
  seen: readonly string[]
}

/** The record in sentences, the newest first. */
export function actionLines(events: PastEvent[], reading: Reading): ActionLine[] {
  return events.map(event => actionLine(event, reading)).reverse()
}

function actionLine({ seq, type, facts, by, capacity, at }: PastEvent, { names, t, seen }: Reading): ActionLine {
  const outcome = typeof facts.outcome === 'string' ? `.${facts.outcome}` : ''
  const behalf = capacity?.onBehalfOf
  const who = behalf
    ? t('correctiveActions.onBehalf', { by: names.person(by), of: names.person(behalf) })
    : names.person(by)
  const people = { from: nameOf(facts.from, names), to: nameOf(facts.to, names) }
  const sentence = t(`correctiveActions.history.${type}${outcome}`, { by: who, complaint: facts.complaint, ...people })
  const written = [facts.opinion, facts.reason, facts.evidence].filter(one => typeof one === 'string')
  return {
    ...{ seq, at, sentence },
    quotes: [...changedWords(type, facts, names, t), ...written],
    files: proofs(facts.files, seen, t),
  }
}

const nameOf = (login: unknown, names: Names) => (typeof login === 'string' ? names.person(login) : '')

/** What an adjustment changed. */
function changedWords(type: string, facts: PastEvent['facts'], names: Names, t: Translate): string[] {
  if (type !== 'adjust') return []
  const { owner, verifier, due } = facts as { owner?: string; verifier?: string; due?: string }
  const words = [
    owner && t('correctiveActions.changed.owner', { value: names.person(owner) }),
    verifier && t('correctiveActions.changed.verifier', { value: names.person(verifier) }),
    due && t('correctiveActions.changed.due', { value: dayOf(due) }),
  ]
  return [words.filter(Boolean).join(' · ')]
}

function proofs(files: unknown, seen: readonly string[], t: Translate): Proof[] {
  if (!Array.isArray(files)) return []
  return files.map((reference: string) => {
    const [number = '', file = ''] = reference.split('/')
    const href = seen.includes(number) ? `/complaints/${number}/files/${file}` : ''
    return { words: t('correctiveActions.file', { number, file }), href }
  })
}

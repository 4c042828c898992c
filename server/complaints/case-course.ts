import type { RecordFacts } from './case-facts.ts'
import type { Fact } from './case-record.ts'
import type { CaseView } from './case-view.ts'

export function contactLines({ view, names, t }: RecordFacts) {
  return view.contacts.map(({ method, summary, clear, by, at }) => ({
    title: t(`codes.contactMethods.${method}`),
    text: summary,
    clear: clear.map(step => t(`codes.clearShort.${step}`)),
    by: names.person(by),
    at,
  }))
}

export function followUpLines({ view, names, t }: RecordFacts) {
  return view.followUps.map(({ outcome, respondentOutcome, satisfaction, comment, by, at }) => {
    const score = satisfaction === null ? '' : t('case.followUps.satisfaction', { count: satisfaction })
    const other =
      respondentOutcome && t('case.followUps.respondent', { outcome: t(`codes.callBackOutcomes.${respondentOutcome}`) })
    const title = [t(`codes.callBackOutcomes.${outcome}`), score, other].filter(Boolean).join(' · ')
    return { title, text: comment ?? '', by: names.person(by), at, clear: [] }
  })
}

const awaited: { part: string; before: readonly string[]; missing: (view: CaseView) => boolean }[] = [
  { part: 'findings', before: ['receive', 'register', 'investigate'], missing: view => view.facts === null },
  {
    part: 'plan',
    before: ['receive', 'register', 'investigate', 'propose'],
    missing: view => view.measures.length === 0,
  },
  { part: 'contacts', before: ['receive', 'register', 'investigate'], missing: view => view.contacts.length === 0 },
  {
    part: 'followUps',
    before: ['receive', 'register', 'investigate', 'propose', 'execute', 'follow-up'],
    missing: view => view.followUps.length === 0,
  },
]

/** What is still to come, each in one line, so that nobody looks for it elsewhere. */
export function awaitedParts({ view, t }: RecordFacts): Fact[] {
  return awaited
    .filter(one => one.before.includes(view.stage) && one.missing(view))
    .map(({ part }) => ({ label: t(`case.${part}.heading`), value: t(`case.awaited.${part}`), long: false }))
}

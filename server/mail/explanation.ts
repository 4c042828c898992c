import { iso } from '../cases/instant.ts'
import { levelNameIn } from '../cases/level-names.ts'
import type { WrittenLedger } from '../cases/rung-ledgers.ts'
import type { Translate } from '../web/i18n.ts'
import { ledgerWords } from '../web/ledger-words.ts'
import type { MailFacts, Notice } from './mail-facts.ts'
import { levelOf, personIn } from './mail-rows.ts'

interface Explanation {
  heading: string
  /** one value beside its label, or a list below it */
  parts: { label: string; value: string; lines: string[] }[]
}

/** A mail is read on a phone: of a longer list the beginning and the end. */
const mostLines = 8

/**
 * Why the limit is due when it is, in the words of the page of the case, as it stood when the notice was written: a mail
 * that is sent again says the same. Null for what reminds of no limit, and for notices from before reminders explained
 * themselves.
 */
export function explanationOf(notice: Notice, facts: MailFacts, t: Translate): Explanation | null {
  const explained = notice.explained as WrittenLedger | null | undefined
  if (!explained || facts.about !== 'case' || !notice.createdAt) return null
  const { why, intervals, rungs } = ledgerWords(explained, {
    at: iso(notice.createdAt),
    policyName: facts.policy.name[notice.language === 'en' ? 'en' : 'zh-CN'],
    levelName: levelOf(notice, { level: levelNameIn(facts.policy, explained.level) }),
    paused: false,
    names: { person: personIn(facts) },
    t,
  })
  const words = (list: { words: string }[]) => list.map(one => one.words)
  const listed = (name: string, lines: string[]) => {
    const label = t(`case.deadlines.${name}`)
    return { label: t('mail.labelled', { label }), value: '', lines }
  }
  return {
    heading: t('mail.explanation'),
    parts: [
      ...why.map(({ label, value }) => ({ label: t('mail.labelled', { label }), value, lines: [] })),
      listed('intervals', shortened(words(intervals), t)),
      ...(rungs.length > 0 ? [listed('rungs', words(rungs))] : []),
    ],
  }
}

function shortened(lines: string[], t: Translate): string[] {
  if (lines.length <= mostLines) return lines
  const [first, last] = [lines.slice(0, 4), lines.slice(-3)]
  return [...first, t('mail.linesBetween', { amount: lines.length - 7 }), ...last]
}

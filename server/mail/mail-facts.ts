import type { notices } from '../../db/schema.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import type { LevelName, LevelRank } from '../cases/level-names.ts'
import type { WrittenLedger } from '../cases/rung-ledgers.ts'

/** Of a notice, what its mail says. */
export type Notice = Pick<typeof notices.$inferSelect, 'kind' | 'language' | 'params'> & {
  seq?: number
  /** a `WrittenLedger`, of a reminder written since reminders explain themselves */
  explained?: unknown
  createdAt?: string
}

interface Named {
  /** the people whom the notice mentions, by log-in */
  names: Record<string, string>
}

/** What a mail says about its case. */
export interface CaseFacts extends Named {
  about: 'case'
  number: string
  /** what its policy calls its level */
  level: LevelName | null
  /** how grave that is; absent for a list */
  rank?: LevelRank | null
  policy: Pick<Policy, 'name' | 'levels'>
  receivedAt: string
  customerName: string | null
  department: { 'zh-CN': string; en: string } | null
  /** the plan as it is now: its compensation, CNY, and what else it gives; null before there is one, absent for a list */
  plan?: { compensation: string | null; remedies: string[] } | null
}

/** A mail about something beside the cases says what its notice says. */
interface BesideFacts extends Named {
  about: 'corrective-action' | 'delegation'
  /** of a corrective action; the id of a delegation */
  number: string
}

export type MailFacts = CaseFacts | BesideFacts

/** Every word of a notice that may be a log-in. */
export function mentionedIn({ params, explained }: Pick<Notice, 'params' | 'explained'>): string[] {
  const rungs = (explained as WrittenLedger | null | undefined)?.rungs ?? []
  return [...Object.values(params), ...rungs.flatMap(one => one.people)].filter(one => typeof one === 'string')
}

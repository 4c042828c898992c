import { eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { cases, complaints, departments, measures, notices, people } from '../../db/schema.ts'
import { levelNameIn, levelRankIn } from '../cases/level-names.ts'
import { policyAt } from '../cases/policies.ts'
import { type MailFacts, mentionedIn } from './mail-facts.ts'

export type LoadedNotice = NonNullable<Awaited<ReturnType<typeof loadNotice>>>

/** What a mail tells of a case; its snapshot is not needed for that. */
const told = {
  number: cases.number,
  policyCode: cases.policyCode,
  policyVersion: cases.policyVersion,
  level: cases.level,
  receivedAt: cases.receivedAt,
}

/** The kinds of the measures of the latest plan, in its order; null before there is one. Their words may be personal. */
const remedies = sql<string[] | null>`(select json_agg(${measures.kind} order by ${measures.number}) from ${measures}
  where ${measures.caseId} = ${cases.id} and ${measures.round} = (
    select max(latest.round) from ${measures} as latest where latest.case_id = ${cases.id}))`

/** A notice with what its text says about its case, as the case is now. */
export async function loadNotice(db: Database, noticeId: number) {
  const [row] = await db
    .select({
      ...{ notice: notices, case: told, customerName: complaints.customerName, department: departments },
      ...{ compensation: complaints.compensation, remedies },
    })
    .from(notices)
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .leftJoin(complaints, eq(complaints.caseId, cases.id))
    .leftJoin(departments, eq(departments.code, cases.department))
    .where(eq(notices.id, noticeId))
  if (!row) return undefined
  const names = await namesOf(db, mentionedIn(row.notice))
  return { notice: row.notice, facts: await factsOf(db, row, names) }
}

interface Row {
  notice: typeof notices.$inferSelect
  case: Pick<typeof cases.$inferSelect, keyof typeof told> | null
  customerName: string | null
  department: typeof departments.$inferSelect | null
  compensation: string | null
  remedies: string[] | null
}

async function factsOf(db: Database, row: Row, names: Record<string, string>): Promise<MailFacts> {
  const { about, key } = row.notice
  if (about !== 'case') return { about, number: key ?? '', names }
  if (!row.case) throw new Error(`notice ${row.notice.id} is about no case`)
  const { number, policyCode, policyVersion, level, receivedAt } = row.case
  const { policy } = await policyAt(db, policyCode, policyVersion)
  return {
    ...{ about, number, receivedAt, names },
    level: levelNameIn(policy, level),
    rank: levelRankIn(policy, level),
    policy,
    customerName: row.customerName,
    department: row.department && { 'zh-CN': row.department.nameZh, en: row.department.nameEn },
    plan: row.remedies && { compensation: row.compensation, remedies: row.remedies },
  }
}

async function namesOf(db: Database, logins: string[]): Promise<Record<string, string>> {
  if (!logins.length) return {}
  const found = await db
    .select({ login: people.login, name: people.name })
    .from(people)
    .where(inArray(people.login, logins))
  return Object.fromEntries(found.map(person => [person.login, person.name]))
}

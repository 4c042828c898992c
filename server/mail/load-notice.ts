import { eq, inArray } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { cases, complaints, departments, notices, people } from '../../db/schema.ts'
import { levelNameIn } from '../cases/level-names.ts'
import { policyAt } from '../cases/policies.ts'
import type { CaseFacts } from './render-notice.ts'

export type LoadedNotice = NonNullable<Awaited<ReturnType<typeof loadNotice>>>

/** A notice with what its text says about the case, as the case is now. */
export async function loadNotice(db: Database, noticeId: number) {
  const [row] = await db
    .select({ notice: notices, case: cases, customerName: complaints.customerName, department: departments })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .leftJoin(complaints, eq(complaints.caseId, cases.id))
    .leftJoin(departments, eq(departments.code, cases.department))
    .where(eq(notices.id, noticeId))
  if (!row) return undefined
  const { policy } = await policyAt(db, row.case.policyCode, row.case.policyVersion)
  const { onBehalfOf, by } = row.notice.params
  const facts: CaseFacts = {
    number: row.case.number,
    level: levelNameIn(policy, row.case.level),
    receivedAt: row.case.receivedAt,
    customerName: row.customerName,
    department: row.department && { 'zh-CN': row.department.nameZh, en: row.department.nameEn },
    names: await namesOf(db, [onBehalfOf, by]),
  }
  return { notice: row.notice, facts }
}

async function namesOf(db: Database, logins: unknown[]): Promise<Record<string, string>> {
  const known = logins.filter(login => typeof login === 'string')
  if (!known.length) return {}
  const found = await db
    .select({ login: people.login, name: people.name })
    .from(people)
    .where(inArray(people.login, known))
  return Object.fromEntries(found.map(person => [person.login, person.name]))
}

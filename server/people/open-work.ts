import { sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'

/** A case that waits for one person and for nobody else. */
export interface OpenWork {
  number: string
  department: string | null
  /** `handler`, or what is asked of them: approve, opinion … */
  part: string
}

/** What somebody must have handed over before they go: cases that they handle, and asks that name them alone. */
export async function openWorkOf(db: Database | Transaction, login: string): Promise<OpenWork[]> {
  return rowsOf<OpenWork>(
    await db.execute(sql`
      select number, department, 'handler' as part from cases where handler = ${login} and closed_at is null
      union all
      select cases.number, cases.department, asks.purpose from asks join cases on cases.id = asks.case_id
      where asks.people @> array[${login}]::text[] and cardinality(asks.people) = 1
        and cases.handler is distinct from ${login}
      order by 1, 3`),
  )
}

/** What keeps a department open. */
export interface DepartmentUse {
  cases: number
  departments: number
  posts: number
}

/** Open cases, departments below that are active, and posts of active people. */
export async function useOf(db: Database | Transaction, code: string): Promise<DepartmentUse> {
  const [use] = rowsOf<DepartmentUse>(
    await db.execute(sql`
      select (select count(*)::int from cases where department = ${code} and closed_at is null) as cases,
        (select count(*)::int from departments where parent = ${code} and active) as departments,
        (select count(*)::int from posts join people on people.login = posts.person
          where posts.department = ${code} and people.active) as posts`),
  )
  return use ?? { cases: 0, departments: 0, posts: 0 }
}

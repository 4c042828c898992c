import { type SQL, sql } from 'drizzle-orm'
import { type Database, rowsOf } from '../../db/client.ts'
import { comparedColumns, type Difference, type Row } from './compare.ts'
import { parsedJson } from './parsed-json.ts'

interface OpenedBy {
  number: string
  /** JSON */
  stored: unknown
  said: unknown
}

/**
 * Customers against the openings: a complaint belongs to whoever has the name and the phone that its opening says, and
 * their e-mail is the newest that an opening names. Amendments concern the complaint alone. What was erased says nothing.
 */
export async function comparedCustomers(db: Database): Promise<Difference | null> {
  return (await firstOf(db, otherPerson)) ?? (await firstOf(db, otherEmail))
}

async function firstOf(db: Database, differing: SQL): Promise<Difference | null> {
  const [row] = rowsOf<OpenedBy>(await db.execute(sql`with opened as (${opened}) ${differing}`))
  const found = row && comparedColumns('customers', parsedJson(row.said) as Row, parsedJson(row.stored) as Row)
  return found ? { number: row.number, ...found } : null
}

const opened = sql`
  select case_id, number, customer_id, customers.name, customers.phone, customers.email, personal -> 'customer' as said
  from complaints join cases on cases.id = case_id join case_events using (case_id)
  left join customers on customers.id = customer_id
  where case_events.seq = 1`

const otherPerson = sql`
  select number, json_build_object('name', name, 'phone', phone) as stored,
    json_build_object('name', said -> 'name', 'phone', said -> 'phone') as said
  from opened
  where said is not null and (name is distinct from said ->> 'name' or phone is distinct from said ->> 'phone')
  order by case_id limit 1`

const otherEmail = sql`
  select number, json_build_object('email', email) as stored, json_build_object('email', given) as said
  from (
    select distinct on (customer_id) customer_id, number, email, said ->> 'email' as given from opened
    order by customer_id, said ->> 'email' is null, case_id desc
  ) as newest
  where email is distinct from given and customer_id not in (select customer_id from opened where said is null)
  order by customer_id limit 1`

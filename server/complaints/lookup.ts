import { and, eq, sql } from 'drizzle-orm'
import { cases, complaints, customers, disclosures } from '../../db/schema.ts'
import { phone } from '../../workflows/complaint/fields.ts'
import { iso } from '../cases/instant.ts'
import { type LevelName, withLevelNames } from '../cases/level-names.ts'
import { type Sight, visibleTo } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { maskedEmail, maskedPhone } from '../web/masks.ts'

/** Somebody who has complained from a phone number before, as far as the reader may know. */
export interface KnownCustomer {
  id: number
  name: string
  phone: string
  email: string
  open: number
  complaints: EarlierComplaint[]
}

type EarlierComplaint = Pick<Row, 'number' | 'level' | 'stage' | 'state' | 'summary'> & {
  levelName: LevelName | null
  receivedAt: string
  isOpen: boolean
}

const mostComplaints = 20

/** The number as it is stored; undefined while it is not a whole one. */
export const wholePhone = (typed: string): string | undefined => phone.safeParse(typed).data

/**
 * Who has complained from this number: only customers with a complaint in the reader's sight, and only those
 * complaints, the open ones first. One statement, over the index of phone tails.
 */
export async function customersAt({ db }: Deps, sight: Sight, number: string): Promise<KnownCustomer[]> {
  const rows = await withLevelNames(db, (await earlierComplaints(db, sight, number)).map(underPolicy))
  const known = new Map<number, KnownCustomer>()
  for (const row of rows) {
    const customer = known.get(row.customerId) ?? fresh(row)
    customer.complaints.push(complaintOf(row))
    if (row.isOpen) customer.open += 1
    known.set(row.customerId, customer)
  }
  return [...known.values()]
}

type Row = Awaited<ReturnType<typeof earlierComplaints>>[number]

function underPolicy({ policyCode: code, policyVersion: version, ...row }: Row) {
  return { ...row, policy: { code, version } }
}

function earlierComplaints(db: Deps['db'], sight: Sight, number: string) {
  return db
    .select({
      customerId: complaints.customerId,
      name: complaints.customerName,
      phone: complaints.phone,
      email: complaints.email,
      number: cases.number,
      level: cases.level,
      policyCode: cases.policyCode,
      policyVersion: cases.policyVersion,
      stage: cases.stage,
      state: cases.state,
      receivedAt: cases.receivedAt,
      isOpen: sql<boolean>`${cases.closedAt} is null`,
      summary: sql<string>`left(${complaints.narrative}, 60)`,
    })
    .from(complaints)
    .innerJoin(cases, eq(cases.id, complaints.caseId))
    .where(and(eq(complaints.phoneTail, number.slice(-4)), eq(complaints.phone, number), visibleTo(sight)))
    .orderBy(sql`${cases.closedAt} is not null`, sql`${cases.receivedAt} desc`)
    .limit(mostComplaints)
}

const fresh = ({
  customerId,
  name,
  phone: number,
  email,
}: Pick<Row, 'customerId' | 'name' | 'phone' | 'email'>): KnownCustomer => ({
  ...{ id: customerId, name, open: 0, complaints: [] },
  phone: maskedPhone(number),
  email: email ? maskedEmail(email) : '',
})

function complaintOf(row: EarlierComplaint): EarlierComplaint {
  const { number, level, levelName, stage, state, receivedAt, isOpen, summary } = row
  return { number, level, levelName, stage, state, receivedAt: iso(receivedAt), isOpen, summary }
}

/** Phone and address of a customer in full; who asked is put on record first. Undefined without sight of any complaint. */
export async function discloseCustomer(deps: Deps, sight: Sight, customerId: number) {
  const [seen] = await deps.db
    .select({ phone: customers.phone, email: customers.email })
    .from(customers)
    .innerJoin(complaints, eq(complaints.customerId, customers.id))
    .innerJoin(cases, eq(cases.id, complaints.caseId))
    .where(and(eq(customers.id, customerId), visibleTo(sight)))
    .limit(1)
  if (!seen) return undefined
  await deps.db.insert(disclosures).values({ customerId, person: sight.login, at: deps.now().toISOString() })
  return { ...seen, customerId }
}

import { sql } from 'drizzle-orm'
import { type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { decidingRoles } from '../../workflows/organisation/deputies.ts'
import { type Organisation, type Post, pathOf, type Seat, seatOf } from '../../workflows/organisation/organisation.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { textArray } from '../cases/sight.ts'

/** What on a case waits for one person and for nobody else. */
export interface OpenWork {
  number: string
  department: string | null
  handles: boolean
  /** asked of a seat of theirs that nobody else holds now */
  asks: { purpose: string; role: Role; department: string }[]
}

/** More at once nobody looks through; the rest is there when these are done. */
export const mostHandedOver = 200

/** Roles whose holders answer for seats other than their own where those are empty. */
const standingIn: Role[] = ['head', 'unit-leader', 'service-head', 'director', 'board']

/**
 * What somebody must have handed over before they go: cases that they handle, and asks that name them, and otherwise at
 * most people who have left or lost their post since. A case that only has to be closed needs its handler no more.
 */
export async function openWorkOf(db: Database | Transaction, login: string): Promise<OpenWork[]> {
  const found = await db.execute(sql`
    with held as (
      select id as case_id, true as handles, null::jsonb as ask from cases
      where handler = ${login} and closed_at is null and stage <> 'close'
      union all
      select case_id, false, jsonb_build_object('purpose', purpose, 'role', role, 'department', department) from asks
      where asks.people @> array[${login}]::text[] and asks.role <> 'handler' and not exists (
        select from posts join people on people.login = posts.person
        where people.login = any(asks.people) and people.login <> ${login} and people.active
          and (posts.role = asks.role or posts.role = any(${textArray(standingIn)})))
    )
    select cases.number, cases.department, bool_or(held.handles) as handles,
      coalesce(jsonb_agg(held.ask order by held.ask ->> 'purpose') filter (where held.ask is not null), '[]') as asks
    from held join cases on cases.id = held.case_id
    group by cases.id order by cases.number limit ${mostHandedOver + 1}`)
  return rowsOf<OpenWork & { asks: unknown }>(found).map(row => ({
    ...row,
    asks: parsedJson(row.asks) as OpenWork['asks'],
  }))
}

/** Some of somebody's open work is theirs because of a post: it must be in other hands before they lose that post. */
export function restsOnPost(work: OpenWork[], organisation: Organisation, post: Post): boolean {
  const seat = seatOf(organisation, post.role, post.department)
  const others = organisation.posts.filter(
    one => one.person === post.person && !(one.role === post.role && one.department === post.department),
  )
  const inside = (department: string) => others.some(one => pathOf(organisation, one.department).includes(department))
  const seats = others.map(one => seatOf(organisation, one.role, one.department))
  const held = (ask: Seat) => seats.some(one => one.role === ask.role && one.department === ask.department)
  // who is asked without holding the seat stands in for it, as the leader or the deciding colleague that they are
  const standsIn = decidingRoles.has(post.role) && !others.some(one => one.role === post.role)
  const own = (ask: Seat) => ask.role === seat.role && ask.department === seat.department
  return work.some(
    ({ handles, department, asks }) =>
      asks.some(ask => !held(ask) && (own(ask) || standsIn)) || (handles && department !== null && !inside(department)),
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

import { type SQL, sql } from 'drizzle-orm'
import { opaque, type Sight, seatRows, textArray } from './sight.ts'

/** Decisions of a round: each has a limit of its own, whatever else runs on the case. */
const decisions = sql.raw(`('approve', 'opinion', 'countersign', 'meeting')`)

/** What is asked of the level above: decided on the page of the case. */
const requests = sql.raw(`('extension', 'recusal', 'appeal')`)

/** Beyond this nobody counts what waits: it is "50+". */
export const mostCounted = 50

/** Nobody reads further down a list that is the whole desk's either. */
const walked = mostCounted + 1

/**
 * SQL for asks to the person by name, or to a seat of theirs: when the whole seat is asked, or a colleague for whom they
 * began to stand in after the ask opened. Whoever leads the service centre may do its work too.
 */
export function askedOf(sight: Sight): SQL {
  const { login, standsInFor } = sight
  return sql`(asks.people @> array(select ${login}::text) or ((asks.people = '{}' or asks.people && ${textArray(standsInFor)})
    and (asks.role, asks.department) in (${seatRows(seatsOf(sight))})))`
}

function seatsOf({ seats }: Sight): Sight['seats'] {
  return seats.flatMap(seat => [
    seat,
    ...(seat.role === 'service-head' ? [{ ...seat, role: 'service-rep' as const }] : []),
  ])
}

/** What the service centre does together; the asks of one stage each. */
const deskWork = sql.raw(`('register', 'dispatch', 'call-back', 'close')`)

/**
 * SQL for the common table `task`: each open ask to this person with its kind, and when it is due while no pause holds
 * it. Of what the whole service centre shares there may be thousands, so each of its stages is read in the order of what
 * is due, as far as `walked` (that one is the `last`); all else is read whole.
 */
export function tasksAsked(sight: Sight): SQL {
  const { login, standsInFor } = sight
  const named = sql`asks.people && ${textArray([login, ...standsInFor])} and ${askedOf(sight)}`
  const isDesk = seatsOf(sight).some(seat => seat.role === 'service-rep')
  return sql`
    with asked as materialized (
      select asks.case_id, asks.purpose, asks.role, asks.opened_at, cases.due_at, cases.state, false as last
      from asks join cases on cases.id = asks.case_id
      where ${named}${isDesk ? sql` and asks.purpose not in ${deskWork} ${sharedWith(sight)}` : sql``}
    ), task as (
      select asked.case_id, asked.purpose, asked.role, asked.opened_at, asked.last,
        case when asked.purpose in ${decisions} or asked.purpose in ('attend', 'recusal', 'appeal') then own.due_at
          else coalesce(own.due_at, asked.due_at) end as due_at,
        case
          when asked.purpose in ${decisions} or asked.purpose in ${requests} then 'approve'
          when asked.purpose = 'dispatch' and ${wasHandedBack} then 'handed-back'
          when asked.purpose = 'handle' and asked.state = 'propose.draft' and ${wasReturned} then 'handed-back'
          when asked.purpose in ('register', 'dispatch') then 'register'
          when asked.purpose in ('attend', 'handle', 'pay', 'tell-customer') then 'handle'
          else asked.purpose
        end as kind
      from asked left join lateral (${ownLimit}) as own on true
    )`
}

const sharedWith = (sight: Sight) => sql`
      union all
      select shared.* from unnest(array['receive', 'register', 'follow-up', 'close']) as walk (stage) cross join lateral (
        select asks.case_id, asks.purpose, asks.role, asks.opened_at, cases.due_at, null as state, cases.place = ${sql.raw(String(walked))} as last from (
          select id, due_at, handler, department, snapshot, row_number() over (order by coalesce(due_at, 'infinity'), id) as place
          from cases where stage = walk.stage and closed_at is null
          order by coalesce(due_at, 'infinity'), id limit ${sql.raw(String(walked))}
        ) as cases cross join lateral (
          select * from asks where asks.case_id = cases.id and asks.purpose in ${deskWork} offset 0
        ) as asks where ${askedOf(sight)} and (asks.purpose <> 'call-back' or not ${workedOnBy(sight.login)})
      ) as shared`

/**
 * SQL for a case that somebody handled, or settled on the spot: the customer is called by others (domain.md §4.1). Who
 * settled stands in the snapshot, which is opened only for cases that never had a department.
 */
export function workedOnBy(login: string): SQL {
  return sql`(coalesce(cases.handler = ${opaque(login, 'text')}, false)
    or (cases.department is null and coalesce(cases.snapshot #>> '{context,settledBy}' = ${opaque(login, 'text')}, false)))`
}

/** A hand-back starts the report anew; only then is the snapshot worth opening. */
const wasHandedBack = sql`exists (
  select from deadlines where deadlines.case_id = asked.case_id and deadlines.kind = 'report' and deadlines.entry > 1
) and (select (snapshot #>> '{context,handBacks}')::int > 0 from cases where cases.id = asked.case_id)`

/** The plan came back from an approver, and there is no newer one. */
const wasReturned = sql`(select approvals.decision from approvals where approvals.case_id = asked.case_id
  order by approvals.seq desc limit 1) = 'return'`

const ownLimit = sql`
  select min(deadlines.due_at) as due_at from deadlines
  where (asked.purpose in ${decisions} or asked.purpose in ('attend', 'recusal', 'appeal', 'tell-customer'))
    and deadlines.case_id = asked.case_id and case
      when asked.purpose in ('recusal', 'appeal') then deadlines.kind = asked.purpose
      when asked.purpose = 'tell-customer' then deadlines.kind = 'progress'
      else deadlines.kind in ('review', 'approve', 'attend') end
    and deadlines.met_at is null and deadlines.ended_at is null
    and not ${isHeld()}`

/** SQL for a row of deadlines: a pause that still runs holds it. */
export function isHeld(): SQL {
  return sql`coalesce(deadlines.ledger -> 'pauses' -> -1 -> 'to' = 'null'::jsonb, false)`
}

/**
 * SQL for the limit that the task named `chosen` must meet: a decision has its own, what the customer is to be told the
 * one that a contact meets, where it runs; other work the earliest of the case.
 */
export const limitOfTask = sql`
  select deadlines.kind, deadlines.due_at, ${isHeld()} as held from deadlines
  where deadlines.case_id = chosen.case_id and deadlines.met_at is null and deadlines.ended_at is null and case
    when chosen.purpose in ('recusal', 'appeal') then deadlines.kind = chosen.purpose
    when chosen.purpose in ${decisions} then deadlines.kind in ('review', 'approve')
    when chosen.purpose = 'attend' then deadlines.kind = 'attend'
    when chosen.purpose = 'call-back' then deadlines.kind = 'follow-up'
    else true
  end
  order by chosen.purpose = 'tell-customer' and deadlines.kind = 'progress' desc, deadlines.due_at limit 1`

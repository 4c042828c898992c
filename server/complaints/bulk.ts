import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { cases, complaints } from '../../db/schema.ts'
import { complaintEvents } from '../../workflows/complaint/events.ts'
import { type Organisation, pathOf } from '../../workflows/organisation/organisation.ts'
import { withLevelNames } from '../cases/level-names.ts'
import { changeByForm } from '../cases/posted-change.ts'
import { Refusal } from '../cases/refusal.ts'
import { sightOf, visibleTo } from '../cases/sight.ts'
import { beginningOf } from '../cases/tasks.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import type { Names } from '../web/names.ts'
import { listComplaints } from './list.ts'
import { addressOf, filterOf } from './queue-address.ts'

/** More at once nobody looks through before saying yes. */
export const mostAtOnce = 200

const several = z.union([z.string(), z.array(z.string())]).transform(value => [value].flat())

/** What the queue sends: what to do, and the cases that were ticked, or all of the list. */
export const chosenForm = z.object({
  action: z.enum(['assign', 'transfer', 'export']),
  case: several.default([]),
  all: z.literal('true').optional(),
  query: z.string().max(2000).default(''),
})

/** What the confirmation sends: each case as `number:revision`, and what the event needs. */
export const confirmedForm = z.object({
  action: z.enum(['assign', 'transfer']),
  case: several.pipe(z.array(z.string().regex(/^[\w-]+:\d+$/)).max(mostAtOnce)),
  key: z.string(),
  query: z.string().max(2000).default(''),
  handler: z.string().optional(),
  department: z.string().optional(),
  reason: z.string().optional(),
})

export type BulkAction = z.output<typeof confirmedForm>['action']
export type ChosenCase = Awaited<ReturnType<typeof casesWith>>[number]

/**
 * The cases that were ticked, or the first of the list, as far as this person may see them.
 * @returns them, and whether the list had more than can be changed at once
 */
export async function chosenCases(
  deps: Deps,
  organisation: Organisation,
  login: string,
  chosen: z.output<typeof chosenForm>,
) {
  if (!chosen.all) {
    const numbers = chosen.case.slice(0, mostAtOnce)
    return { cases: await casesWith(deps, organisation, login, numbers), more: chosen.case.length > mostAtOnce }
  }
  const filter = { ...filterOf(addressOf(chosen.query)), limit: mostAtOnce }
  const list = await listComplaints(deps, login, filter)
  const numbers = list.items.map(one => one.number)
  return { cases: await casesWith(deps, organisation, login, numbers), more: list.nextCursor !== null }
}

/** What there is to see of some cases before they are changed, in the order of their numbers. */
export async function casesWith({ db, now }: Deps, organisation: Organisation, login: string, numbers: string[]) {
  const found = await db
    .select({
      number: cases.number,
      revision: cases.revision,
      level: cases.level,
      policyCode: cases.policyCode,
      policyVersion: cases.policyVersion,
      stage: cases.stage,
      state: cases.state,
      department: cases.department,
      handler: cases.handler,
      snapshot: cases.snapshot,
      customerName: complaints.customerName,
      category: complaints.category,
      beginning: beginningOf,
    })
    .from(cases)
    .innerJoin(complaints, eq(complaints.caseId, cases.id))
    .where(and(inArray(cases.number, numbers), visibleTo(sightOf(organisation, login, now().toISOString()))))
    .orderBy(cases.number)
  return withLevelNames(
    db,
    found.map(({ policyCode: code, policyVersion: version, ...one }) => ({ ...one, policy: { code, version } })),
  )
}

/** Who can handle at least one of the cases: people with a post in or below its department. */
export function possibleHandlers(chosen: ChosenCase[], organisation: Organisation, names: Names): Choice[] {
  const concerned = new Set(chosen.map(one => one.department))
  const seats = organisation.posts.filter(post => pathOf(organisation, post.department).some(one => concerned.has(one)))
  const active = organisation.people.filter(one => one.active && seats.some(post => post.person === one.login))
  return active.map(({ login, name }) => {
    const department = seats.find(post => post.person === login)?.department ?? null
    return { value: login, label: `${name} · ${names.department(department)}` }
  })
}

/** What came of one case: nothing to say when it was changed, else why it was not. */
export interface Outcome {
  number: string
  refused?: unknown
}

/**
 * Sends the same event to each case through the door, one after the other; what one of them refuses is nothing to the
 * others. Sent twice, it counts once.
 * @throws ZodError when the fields are no such event for any case
 */
export async function changeEach(deps: Deps, login: string, sent: z.output<typeof confirmedForm>): Promise<Outcome[]> {
  const event = eventOf(sent)
  const outcomes: Outcome[] = []
  for (const one of sent.case) {
    const [number = '', revision] = one.split(':')
    const posted = { revision, key: `${sent.key}_${number.replaceAll('-', '_')}` }
    outcomes.push(await outcomeOf(number, () => changeByForm(deps, number, event, login, posted)))
  }
  return outcomes
}

function eventOf({ action, handler, department, reason }: z.output<typeof confirmedForm>) {
  if (action === 'assign') return complaintEvents.assign.parse({ type: action, handler })
  return complaintEvents.transfer.parse({ type: action, department, reason })
}

async function outcomeOf(number: string, change: () => Promise<void>): Promise<Outcome> {
  try {
    await change()
    return { number }
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused
    return { number, refused }
  }
}

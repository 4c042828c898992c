import { nextUp, type Organisation, type Seat } from '../organisation/organisation.ts'
import { standIns } from '../organisation/stand-ins.ts'
import { awaited, type CorrectiveAction } from './action.ts'
import type { ActionNoticeKind, ReminderKind } from './codes.ts'
import { askedToApprove } from './duties.ts'

/** One message about a corrective action: to one person, for one reason. */
export interface ActionNotice {
  kind: ActionNoticeKind
  /** a log-in */
  to: string
  params: Record<string, string | null>
}

interface Around {
  organisation: Organisation
  /** UTC instant for which people are looked up */
  at: string
}

/**
 * Who is told of an event: whoever's turn it becomes, also by a new due day, and at the end everybody who took part;
 * nobody of what they did themselves.
 * @param before null: it has just been proposed
 */
export function actionNotices(
  before: CorrectiveAction | null,
  after: CorrectiveAction,
  { actor, ...around }: Around & { actor: string },
): ActionNotice[] {
  const turn = awaited(after)
  const people = turn ? (isSameTurn(before, after) ? [] : turnOf(after, around)) : partiesOf(after)
  const kind = turn ? (`action-${turn.task}` as ActionNoticeKind) : endings[after.state]
  return kind ? to(people, kind, after, actor).filter(one => one.to !== actor) : []
}

const endings: Partial<Record<CorrectiveAction['state'], ActionNoticeKind>> = {
  closed: 'action-closed',
  withdrawn: 'action-withdrawn',
}

/** Whether the same person has the same to do by the same day as before. */
export function isSameTurn(before: CorrectiveAction | null, after: CorrectiveAction): boolean {
  const [was, is] = [before && awaited(before), awaited(after)]
  return was?.task === is?.task && was?.person === is?.person && was?.dueAt === is?.dueAt
}

/** Whom a reminder reaches: whoever's turn it is; once it is late those above them too, and then those above these. */
export function reminderNotices(kind: ReminderKind, action: CorrectiveAction, around: Around): ActionNotice[] {
  const levels = { 'action-effect-day': 0, 'action-soon': 0, 'action-late': 1, 'action-later': 2 }[kind]
  let people = turnOf(action, around)
  for (let level = 0; level < levels; level++) people = [...people, ...people.flatMap(one => above(one, around))]
  return to(people, kind, action, null)
}

function turnOf(action: CorrectiveAction, { organisation, at }: Around): string[] {
  const turn = awaited(action)
  if (!turn) return []
  if (turn.person !== null) return [turn.person]
  return askedToApprove(organisation, [action.proposer, action.owner], at)
}

const partiesOf = ({ proposer, owner, verifier }: CorrectiveAction) => [proposer, owner, verifier]

/** Whoever answers for the seats above a person's posts; nobody where those seats are empty to the top. */
function above(login: string, { organisation, at }: Around): string[] {
  const posts = organisation.posts.filter(post => post.person === login)
  return posts.flatMap(post => {
    const line = lineAbove(organisation, post)
    const [seat] = line
    if (!seat) return []
    return standIns(organisation, seat.role, seat.department, [login], at)
      .filter(one => line.some(({ role }) => role === one.role))
      .map(one => one.person)
  })
}

function lineAbove(organisation: Organisation, from: Seat): Seat[] {
  const seat = nextUp(organisation, from)
  return seat ? [seat, ...lineAbove(organisation, seat)] : []
}

function to(people: string[], kind: ActionNoticeKind, action: CorrectiveAction, by: string | null): ActionNotice[] {
  const { title, owner, verifier } = action
  const turn = awaited(action)
  const params = { title, owner, verifier, by, ...(turn && { task: turn.task, dueAt: turn.dueAt }) }
  return [...new Set(people)].map(person => ({ kind, to: person, params }))
}

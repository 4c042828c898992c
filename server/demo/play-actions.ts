import { eq } from 'drizzle-orm'
import { type DemoAction, leave, type PlayedAction, scheduleOfActions } from '../../db/demo/action.ts'
import { hospitality } from '../../db/demo/actions/hospitality.ts'
import { production } from '../../db/demo/actions/production.ts'
import { stories } from '../../db/demo/stories.ts'
import { people } from '../../db/schema.ts'
import { changeAction, proposeAction } from '../corrective-actions/changes.ts'
import { actionReminders } from '../corrective-actions/reminders.ts'
import { delegate } from '../delegations/changes.ts'
import type { Deps } from '../deps.ts'
import { personColumns } from '../web/person.ts'

/**
 * Plays what the winery changed after its complaints, each through its own door with a past clock and its reminders,
 * and the leave that somebody is on today. Mail is suppressed.
 * @param numbers of the complaints, by the keys of their stories
 */
export async function playActions(deps: Deps, numbers: ReadonlyMap<string, string>): Promise<void> {
  const now = deps.now()
  let time = now
  const past: Deps = { ...deps, now: () => time, suppressMail: true }
  const wait = async (until: Date) => {
    for (let at = await actionReminders.next(past); at !== null && at <= until; at = await actionReminders.next(past)) {
      time = at
      await actionReminders.ring(past)
    }
    time = until
  }
  const proposed = new Map<DemoAction, string>()
  for (const played of scheduleOfActions([...hospitality, ...production], stories, now)) {
    await wait(new Date(played.at))
    await play(past, played, numbers, proposed)
  }
  await wait(now)
  time = new Date(leave(now).arrangedAt)
  await goOnLeave(past, now)
}

async function play(
  deps: Deps,
  { action, by, event }: PlayedAction,
  numbers: ReadonlyMap<string, string>,
  proposed: Map<DemoAction, string>,
): Promise<void> {
  if (event.type === 'propose') {
    const complaints = action.complaints.map(key => numbers.get(key))
    proposed.set(action, (await proposeAction(deps, by, { ...event, ...action.plan, complaints })).number)
  } else await changeAction(deps, by, proposed.get(action) ?? '', event)
}

async function goOnLeave(deps: Deps, now: Date): Promise<void> {
  const { delegator, wanted } = leave(now)
  const [person] = await deps.db.select(personColumns).from(people).where(eq(people.login, delegator))
  if (person) await delegate(deps, person, wanted)
}

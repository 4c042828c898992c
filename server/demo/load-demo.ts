import { demoDelegations, demoDepartments, demoPeople, demoPosts } from '../../db/demo/organisation.ts'
import { stories } from '../../db/demo/stories.ts'
import { type Played, scheduleOfAll } from '../../db/demo/story.ts'
import { delegations, departments, people, posts } from '../../db/schema.ts'
import { changeCase, openCase, reachDeadlines } from '../cases/change-case.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { nextRungAt } from '../escalations/clock.ts'
import { hashPassword } from '../web/password.ts'

export const demoPassword = 'redress-demo'

const silent = { suppressMail: true }

/** The winery's people and departments, all with the demo password. The database must have nobody yet. */
export async function loadOrganisation(deps: Deps): Promise<void> {
  const createdAt = deps.now().toISOString()
  const passwordHash = await hashPassword(demoPassword)
  await deps.db.transaction(async tx => {
    await tx.insert(departments).values([...demoDepartments])
    await tx.insert(people).values(demoPeople.map(person => ({ ...person, passwordHash, createdAt })))
    await tx.insert(posts).values(demoPosts)
    await tx.insert(delegations).values(demoDelegations.map(one => ({ ...one, createdAt })))
  })
}

/**
 * Plays the demo stories through the door with a past clock: every event, and between them every rung that fell due,
 * at its own instant. Mail is suppressed.
 * @param progress told how many of the events are done
 * @returns the numbers of the complaints by the keys of their stories
 */
export async function playStories(
  deps: Deps,
  progress: (done: number, all: number) => void,
): Promise<ReadonlyMap<string, string>> {
  const now = deps.now()
  let time = now
  const past: Deps = { ...deps, now: () => time }
  // what was overdue when it was registered goes off then, not before it was known
  const goOn = (at: Date) => {
    if (at > time) time = at
  }
  const numbers = new Map<string, string>()
  const script = scheduleOfAll(stories, now)
  for (const [index, played] of script.entries()) {
    await reachUntil(past, played.at, goOn)
    time = new Date(played.at)
    await play(past, played, numbers)
    progress(index + 1, script.length)
  }
  await reachUntil(past, now.toISOString(), goOn)
  return numbers
}

async function play(deps: Deps, { story, by, event }: Played, numbers: Map<string, string>): Promise<void> {
  const actor = { login: by }
  const number = numbers.get(story)
  try {
    if (event.type === 'open') {
      const { type: _, ...body } = event
      numbers.set(story, (await openCase(deps, body, actor, silent)).number)
    } else if (number) {
      const into = event.type === 'merge' ? { into: numbers.get(event.into.story) } : {}
      await changeCase(deps, number, { ...event, ...into }, actor, silent)
    }
  } catch (error) {
    const detail = error instanceof Refusal ? JSON.stringify(error) : ''
    throw new Error(`story ${story}, ${event.type} by ${by}: ${(error as Error).message} ${detail}`, { cause: error })
  }
}

/** Lets everything fall due until an instant, rungs and pauses that end, each at the instant at which it does. */
async function reachUntil(deps: Deps, until: string, setTime: (at: Date) => void): Promise<void> {
  for (;;) {
    const at = await nextRungAt(deps)
    if (at === null || at.toISOString() > until) return
    setTime(at)
    if (!(await reachDeadlines(deps, silent)))
      throw new Error(`what falls due at ${at.toISOString()} cannot be reached`)
  }
}

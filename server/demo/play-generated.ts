import { sql } from 'drizzle-orm'
import { rowsOf } from '../../db/client.ts'
import { type GeneratedComplaint, generatedComplaints } from '../../db/demo/generated/complaints.ts'
import type { LifeStep } from '../../db/demo/generated/lives.ts'
import { type Changed, changeCase, openCase, reachDeadlines } from '../cases/change-case.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'

const silent = { suppressMail: true }
const seed = 20_261_121
/** One case is played by one player; a server works for several at a time, PGlite for one. */
const players = { server: 8, pglite: 1 }

/**
 * Fills the demo winery with many complaints, each played through the door with a past clock of its own: first all are
 * opened, in the order in which they came in, then each lives on by itself. Mail is suppressed.
 * @param count how many
 * @param progress told how many are done, of all: each counts when it was opened, and when its life was played
 */
export async function playGenerated(
  deps: Deps,
  count: number,
  progress: (done: number, all: number) => void,
): Promise<void> {
  const now = deps.now()
  const complaints = generatedComplaints(count, seed, now)
  const opened: { complaint: GeneratedComplaint; changed: Changed }[] = []
  for (const complaint of complaints) {
    opened.push({ complaint, changed: await open(deps, complaint) })
    progress(opened.length, 2 * count)
  }
  let done = 0
  const player = async () => {
    for (let next = opened.pop(); next; next = opened.pop()) {
      await live(deps, next.complaint, next.changed, now)
      progress(count + ++done, 2 * count)
    }
  }
  await Promise.all(Array.from({ length: players[deps.connection.kind] }, player))
}

function open(deps: Deps, { receivedAt, by, open: body }: GeneratedComplaint): Promise<Changed> {
  const past = { ...deps, now: () => new Date(receivedAt) }
  return openCase(past, body, { login: by }, silent).catch(error => explained(error, body.narrative))
}

/** Plays what happened to one complaint, and between its steps every rung that fell due, at its own instant. */
async function live(deps: Deps, { receivedAt, steps }: GeneratedComplaint, opened: Changed, now: Date): Promise<void> {
  let time = new Date(receivedAt)
  let changed = opened
  const past: Deps = { ...deps, now: () => time }
  const wait = async (until: Date) => {
    for (let at = changed.nextRungAt; at !== null && at <= until.toISOString(); at = changed.nextRungAt) {
      time = new Date(at)
      changed = (await reachDeadlines(past, { ...silent, number: changed.number })) ?? { ...changed, nextRungAt: null }
    }
    time = until
  }
  const act = async (after: number, login: string, event: object) => {
    await wait(new Date(time.getTime() + after * 60_000))
    changed = await changeCase(past, changed.number, event, { login }, silent).catch(error => explained(error, event))
  }
  for (const step of steps) {
    if (!('decide' in step)) await act(step.after, step.by, step.event)
    else
      for (let asked = await nextToDecide(deps, changed); asked; asked = await nextToDecide(deps, changed)) {
        await act(step.after, asked, decision(step, changed.seq))
      }
  }
  await wait(now)
}

function decision({ decide, words }: Extract<LifeStep, { decide: string }>, seq: number): object {
  const said = words[seq % words.length]
  return decide === 'approve' ? { type: 'approve', opinion: said } : { type: 'return', reason: said }
}

/** Who is asked to decide on the case now; undefined when nobody is (any more). */
async function nextToDecide({ db }: Deps, { number }: Changed): Promise<string | undefined> {
  const found = await db.execute(sql`
    select people[1] as person from asks join cases on cases.id = case_id
    where number = ${number} and purpose in ('approve', 'opinion', 'countersign', 'meeting')`)
  return rowsOf<{ person: string }>(found)[0]?.person
}

function explained(error: Error, what: unknown): never {
  const detail = error instanceof Refusal ? JSON.stringify(error) : ''
  throw new Error(`${JSON.stringify(what)}: ${error.message} ${detail}`, { cause: error })
}

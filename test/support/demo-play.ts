import { demoDelegations, demoDepartments, demoPeople, demoPosts } from '../../db/demo/organisation.ts'
import { type Played, type Story, scheduleOfAll } from '../../db/demo/story.ts'
import { calendarsOf } from '../../workflows/calendar/calendars.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { type Context, isPaused } from '../../workflows/complaint/context.ts'
import { deadlinesOf, newlyMissed } from '../../workflows/complaint/deadlines.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import { decide, decideOpening, type Snapshot } from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'

const organisation: Organisation = {
  version: 1,
  departments: demoDepartments.map(department => ({ ...department, active: true })),
  people: demoPeople.map(person => ({ ...person, active: true })),
  posts: [...demoPosts],
  delegations: [...demoDelegations],
}

const version = { code: winery.code, version: 1, policy: winery }

/** Whether a limit of the case was missed until then: its mark in the queue. */
export function isLate(context: Context, now: Date): boolean {
  const deadlines = deadlinesOf(context, version, calendarsOf())
  return context.late || newlyMissed(deadlines, now.toISOString(), isPaused(context)).length > 0
}

/** How the demo ends when the workflow alone judges it: the last snapshot of each story, and what was refused. */
export function playPurely(stories: readonly Story[], now: Date) {
  const cases = new Map<string, { number: string; snapshot: Snapshot }>()
  const refused: string[] = []
  for (const entry of scheduleOfAll(stories, now)) {
    const verdict = judge(entry, cases)
    if ('refused' in verdict)
      refused.push(`${entry.story} ${entry.event.type} by ${entry.by}: ${JSON.stringify(verdict.refused)}`)
    else {
      const number = cases.get(entry.story)?.number ?? numberOf(cases.size)
      cases.set(entry.story, { number, snapshot: verdict.decision.snapshot })
    }
  }
  return { cases, refused }
}

function judge({ story, by, at, event }: Played, cases: Map<string, { number: string; snapshot: Snapshot }>) {
  const facts = {
    actor: by,
    version,
    organisation,
    calendars: calendarsOf(),
    at,
  }
  const found = cases.get(story)
  if (!found) return decideOpening(complaint, numberOf(cases.size), event, facts)
  if (event.type !== 'merge') return decide(complaint, found.snapshot, event, facts)
  const into = cases.get(event.into.story)
  const target = into ? { number: into.number, open: statePath(into.snapshot.value) !== 'close.closed' } : null
  return decide(complaint, found.snapshot, { ...event, into: into?.number ?? '' }, { ...facts, target })
}

const numberOf = (index: number) => `TS-20260901-${String(index + 1).padStart(4, '0')}`

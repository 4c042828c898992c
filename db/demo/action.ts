import type { z } from 'zod'
import type { actionEvents } from '../../workflows/corrective-action/events.ts'
import { office, onDay, within } from './hours.ts'
import type { DemoLogin } from './organisation.ts'
import type { Story } from './story.ts'
import { scheduleOf } from './story.ts'

type Events = typeof actionEvents
type Later = 'approve' | 'return' | 'start' | 'implement' | 'verify' | 'check-effect'
type LaterEvent = { [T in Later]: z.input<Events[T]> }[Later]
type Plan = Omit<z.input<Events['propose']>, 'type' | 'complaints' | 'due'>

/** What the winery changed for good after some of its complaints, told in the events people sent. */
export interface DemoAction {
  /** keys of stories; it is proposed on the day after the last of them was closed, unless it is said otherwise */
  complaints: readonly string[]
  by: DemoLogin
  plan: Plan
  /** days after it is proposed until which it has to be done */
  dueAfter: number
  /** days after the closing on which it is proposed */
  proposedAfter?: number
  /** days after the step before, the first after the proposal; half a day is the same day's afternoon */
  steps: readonly { after: number; by: DemoLogin; event: LaterEvent }[]
}

export interface PlayedAction {
  action: DemoAction
  at: string
  by: DemoLogin
  event: LaterEvent | { type: 'propose'; due: string }
}

const day = 86_400_000

/** When everything of all of them happens, for a given now, in order. */
export function scheduleOfActions(actions: readonly DemoAction[], stories: readonly Story[], now: Date) {
  const closings = new Map(stories.map(story => [story.key, closingOf(story, now)]))
  return actions
    .flatMap(action => scheduleOfAction(action, Math.max(...action.complaints.map(key => closings.get(key) ?? 0))))
    .sort((one, other) => one.at.localeCompare(other.at))
}

function scheduleOfAction(action: DemoAction, closed: number): PlayedAction[] {
  const { by, dueAfter, proposedAfter = 1, steps } = action
  let time = within(office, closed + proposedAfter * day)
  // the same in Shanghai, where the day begins eight hours earlier
  const due = new Date(time + dueAfter * day + day / 3).toISOString().slice(0, 10)
  const proposed: PlayedAction = { action, at: iso(time), by, event: { type: 'propose', due } }
  const later = steps.map(({ after, ...step }): PlayedAction => {
    time = within(office, time + after * day)
    return { action, at: iso(time), ...step }
  })
  return [proposed, ...later]
}

function closingOf(story: Story, now: Date): number {
  const closing = scheduleOf(story, now).find(one => one.event.type === 'close')
  return closing ? Date.parse(closing.at) : 0
}

/** The head of finance is away from this morning on, for five days; her deputy stands in for her. */
export const leave = (now: Date) => ({
  delegator: 'head.finance' satisfies DemoLogin,
  arrangedAt: iso(onDay(1, '17:30', now)),
  wanted: {
    delegate: 'finance' satisfies DemoLogin,
    startsAt: iso(onDay(0, '00:00', now)),
    endsAt: iso(onDay(-5, '00:00', now)),
    confirm: 'yes' as const,
  },
})

const iso = (time: number) => new Date(time).toISOString()

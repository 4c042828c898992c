import type { z } from 'zod'
import type { complaintEvents } from '../../workflows/complaint/events.ts'
import { calling, daytime, type Hours, office, onDay, openMinutesAgo, within } from './hours.ts'
import type { DemoLogin } from './organisation.ts'

type Schemas = typeof complaintEvents
type StepType = Exclude<keyof Schemas, 'open' | 'deadline-reach' | 'recalendar' | 'hand-over'>
type Input<T extends keyof Schemas> = z.input<Schemas[T]>

/** What only the player can know: the number of another complaint, and an instant counted from the step. */
interface Placeholders {
  into: { story: string }
  until: { minutesAfter: number }
}

type Fields<T extends StepType> = Omit<Input<T>, 'type' | keyof Placeholders> &
  Pick<Placeholders, Extract<keyof Input<T>, keyof Placeholders>>
type StoryEvent = { [T in StepType]: { type: T } & Fields<T> }[StepType]
export type OpenInput = Pick<Input<'open'>, 'channel' | 'customer' | 'narrative' | 'demand'>

export interface Step {
  /** Minutes after the previous step; the first counts from the receipt. What falls into the night waits for morning. */
  after: number
  by: DemoLogin
  event: StoryEvent
}

/** At a time of day in Shanghai; or so many minutes before "now", not counting those in which the park is closed. */
type Received = { daysAgo: number; at: string } | { minutesAgo: number }

/** One invented complaint, told in the events people sent. */
export interface Story {
  key: string
  received: Received
  by: DemoLogin
  open: OpenInput & {
    /** Minutes before the receipt at which it happened. */
    occurredAgo?: number
  }
  steps: readonly Step[]
}

/** One step of a story. */
export function step<T extends StepType>(after: number, by: DemoLogin, type: T, fields: Fields<T>): Step {
  return { after, by, event: { type, ...fields } as StoryEvent }
}

type PlayedEvent =
  | Input<'open'>
  | Exclude<StoryEvent, { type: 'extend' | 'ask-extension' | 'merge' }>
  | Input<'extend'>
  | Input<'ask-extension'>
  | Extract<StoryEvent, { type: 'merge' }>

export interface Played {
  story: string
  at: string
  by: DemoLogin
  event: PlayedEvent
}

const minute = 60_000

/** What does not happen whenever the park is open. */
const hoursOf: Partial<Record<StepType, Hours>> = { 'call-back': calling, close: office }

/** When each event of a story happens, for a given now; `merge` still names the story it goes into. */
export function scheduleOf(story: Story, now: Date): Played[] {
  const { occurredAgo, ...open } = story.open
  let time = receivedAt(story.received, now)
  const occurred = occurredAgo === undefined ? {} : { occurredAt: iso(time - occurredAgo * minute) }
  const opened: Played = {
    story: story.key,
    at: iso(time),
    by: story.by,
    event: { type: 'open', ...open, ...occurred },
  }
  const later = story.steps.map(({ after, by, event }): Played => {
    time = within(hoursOf[event.type] ?? daytime, time + after * minute)
    return { story: story.key, at: iso(time), by, event: resolveUntil(event, time) }
  })
  return [opened, ...later]
}

/** All stories in the order in which their events happened. */
export function scheduleOfAll(stories: readonly Story[], now: Date): Played[] {
  return stories.flatMap(story => scheduleOf(story, now)).sort((a, b) => a.at.localeCompare(b.at))
}

function receivedAt(received: Received, now: Date): number {
  if ('minutesAgo' in received) return openMinutesAgo(received.minutesAgo, now)
  return onDay(received.daysAgo, received.at, now)
}

function resolveUntil(event: StoryEvent, time: number): PlayedEvent {
  if (event.type !== 'extend' && event.type !== 'ask-extension') return event
  return { ...event, until: iso(time + event.until.minutesAfter * minute) }
}

const iso = (time: number) => new Date(time).toISOString()

import { type Calendars, calendarsOf } from '../../workflows/calendar/calendars.ts'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import { complaint } from '../../workflows/complaint/complaint.ts'
import type { Context } from '../../workflows/complaint/context.ts'
import { type Deadline, deadlinesOf } from '../../workflows/complaint/deadlines.ts'
import type { StoredFile } from '../../workflows/complaint/finding.ts'
import { statePath } from '../../workflows/complaint/machine.ts'
import {
  type Circumstances,
  type Decision,
  decide,
  decideOpening,
  offers,
  type Refused,
  type Snapshot,
  type Verdict,
} from '../../workflows/decide.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { PolicyVersion } from '../../workflows/policy/policy.ts'
import { park, wineryVersion } from './organisation.ts'
import { type EventType, type Fields, payloads } from './payloads.ts'

export const number = 'TS-20260901-0001'
const start = '2026-09-01T02:00:00.000Z'

/** An instant so many minutes after the start. */
export const minutesIn = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString()

interface World {
  organisation?: Organisation
  version?: PolicyVersion
  calendars?: Calendars
}

/** One complaint judged by the rules alone: no database, a clock that is a number of minutes. */
export class PureCase {
  snapshot: Snapshot
  readonly decisions: Decision[] = []
  organisation: Organisation
  version: PolicyVersion
  calendars: Calendars
  /** minutes after the start */
  minute = 0

  constructor(
    { organisation = park, version = wineryVersion, calendars = calendarsOf() }: World = {},
    open: Partial<Fields<'open'>> = {},
    by = 'rep',
  ) {
    this.organisation = organisation
    this.version = version
    this.calendars = calendars
    const verdict = decideOpening(complaint, number, { type: 'open', ...payloads.open, ...open }, this.facts(by))
    this.snapshot = this.taken(verdict).snapshot
  }

  /** What the rules say about an event, without moving the case. */
  judge(by: string | null, body: unknown, more: Partial<Circumstances> = {}): Verdict {
    return decide(complaint, this.snapshot, body, { ...this.facts(by), ...more })
  }

  /** The event happens, with the least fields and those given. @throws when it is refused */
  does<T extends EventType>(by: string | null, type: T, fields: Partial<Fields<T>> = {}): Decision {
    const target = { number: payloads.merge.into, open: true }
    const body = { type, ...payloads[type], ...fields }
    const decision = this.taken(this.judge(by, body, { target, stored: payloads.attach as StoredFile }))
    this.snapshot = decision.snapshot
    return decision
  }

  /** Why an event is refused; undefined when it is not. */
  refusal<T extends EventType>(by: string | null, type: T, fields: Partial<Fields<T>> = {}): Refused | undefined {
    const verdict = this.judge(by, { type, ...payloads[type], ...fields })
    return 'refused' in verdict ? verdict.refused : undefined
  }

  at(minute: number): this {
    this.minute = minute
    return this
  }

  offers(to: string) {
    return offers(complaint, this.snapshot, this.facts(to))
  }

  get state(): string {
    return statePath(this.snapshot.value)
  }

  get context(): Context {
    return this.snapshot.context
  }

  deadlines(): Deadline[] {
    return deadlinesOf(this.context, this.version, this.calendars)
  }

  /** The latest entry of a kind. */
  deadline(kind: LimitKind): Deadline | undefined {
    return this.deadlines().findLast(one => one.kind === kind)
  }

  /** When a limit is due, in minutes after the start. */
  due(kind: LimitKind): number | undefined {
    const found = this.deadline(kind)
    return found && (Date.parse(found.dueAt) - Date.parse(start)) / 60_000
  }

  facts(actor: string | null): Circumstances {
    const { organisation, version, calendars } = this
    return { actor, organisation, version, calendars, at: minutesIn(this.minute) }
  }

  private taken(verdict: Verdict): Decision {
    if ('refused' in verdict) throw new Error(`${this.minute}': ${JSON.stringify(verdict.refused)}`)
    this.decisions.push(verdict.decision)
    return verdict.decision
  }
}

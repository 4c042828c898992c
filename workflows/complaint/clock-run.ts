import type { LimitKind } from './codes.ts'
import { type Clock, isRunning } from './context.ts'

/** The clocks of one case while one event works on them. */
export class ClockRun {
  clocks: Clock[]
  readonly at: string

  constructor(clocks: Clock[], at: string) {
    this.clocks = clocks
    this.at = at
  }

  start(kind: LimitKind, startedAt = this.at, againAfterDays: number | null = null): void {
    const entry = 1 + Math.max(0, ...this.clocks.filter(one => one.kind === kind).map(one => one.entry))
    this.clocks = [...this.clocks, { ...started(kind, entry, startedAt), againAfterDays }]
  }

  meet(...kinds: LimitKind[]): void {
    this.change(
      one => kinds.includes(one.kind),
      () => ({ metAt: this.at }),
    )
  }

  /** Of several that run at once, the one that began as the n-th, from 0. */
  meetNth(kind: LimitKind, index: number): void {
    const entry = runningOf(this.clocks, kind)[index]?.entry
    this.change(
      one => one.kind === kind && one.entry === entry,
      () => ({ metAt: this.at }),
    )
  }

  end(...kinds: LimitKind[]): void {
    this.change(
      one => kinds.includes(one.kind),
      () => ({ endedAt: this.at }),
    )
  }

  /** An appeal waits for its decision, whatever becomes of the case meanwhile. */
  endAll(): void {
    this.change(
      one => one.kind !== 'appeal',
      () => ({ endedAt: this.at }),
    )
  }

  miss(missed: { kind: LimitKind; entry: number }[]): void {
    this.change(
      one => one.missedAt === null && missed.some(late => late.kind === one.kind && late.entry === one.entry),
      () => ({ missedAt: this.at }),
    )
  }

  fire(kind: LimitKind, entry: number, rung: number): void {
    this.change(
      one => one.kind === kind && one.entry === entry,
      one => ({ fired: [...one.fired, rung].sort((low, high) => low - high) }),
    )
  }

  extend(kind: LimitKind, until: string): void {
    this.change(
      one => one.kind === kind,
      () => ({ extended: { until, at: this.at } }),
    )
  }

  /** What is over stays in the calendar in which it ended. */
  keepCalendar(calendar: string): void {
    this.clocks = this.clocks.map(one => (isRunning(one) || one.calendar ? one : { ...one, calendar }))
  }

  private change(applies: (clock: Clock) => boolean, change: (clock: Clock) => Partial<Clock>): void {
    this.clocks = this.clocks.map(one => (isRunning(one) && applies(one) ? { ...one, ...change(one) } : one))
  }
}

/** Several of these may wait side by side. */
const sideBySide: ReadonlySet<LimitKind> = new Set(['appeal', 'recusal'])

/** Of what may wait side by side everything that runs is left; of every other kind the latest entry alone is left. */
export function latestOf(clocks: Clock[]): Clock[] {
  const isLatest = (one: Clock) => !clocks.some(other => other.kind === one.kind && other.entry > one.entry)
  return clocks.filter(one => isLatest(one) || (sideBySide.has(one.kind) && isRunning(one)))
}

/** The running clocks of a kind, in the order in which they began. */
export function runningOf(clocks: readonly Clock[], kind: LimitKind): Clock[] {
  const running = clocks.filter(one => one.kind === kind && isRunning(one))
  return running.toSorted((one, other) => one.entry - other.entry)
}

export function started(kind: LimitKind, entry: number, startedAt: string): Clock {
  return {
    kind,
    entry,
    startedAt,
    metAt: null,
    endedAt: null,
    missedAt: null,
    extended: null,
    fired: [],
    againAfterDays: null,
  }
}

import { and, asc, desc, eq, gt } from 'drizzle-orm'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { cases, complaints, deadlines, notices } from '../../db/schema.ts'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import type { Difference } from '../../server/cases/compare.ts'
import { Refusal } from '../../server/cases/refusal.ts'
import { verifyAll } from '../../server/cases/verify.ts'
import type { Deps } from '../../server/deps.ts'
import { fireDueRungs, nextRungAt } from '../../server/escalations/clock.ts'
import { closeDeps } from '../../server/open-deps.ts'
import type { LimitKind } from '../../workflows/complaint/codes.ts'
import { openDatabase } from './databases.ts'
import { clockAt, makeTestDeps, type TestClock } from './deps.ts'
import { type EventType, type Fields, payloads } from './payloads.ts'
import { fillWinery } from './winery.ts'

/** A wall-clock time of the winery in 2026, `09-01 10:03`, as an instant. */
export const instantOf = (time: string) => new Date(`2026-${time.replace(' ', 'T')}:00+08:00`).toISOString()
const wallClock = (instant: string) =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

/** The winery on the days of a story: people act through the door, and the escalation clock runs in between. */
export class Story {
  readonly deps: Deps
  private readonly clock: TestClock
  /** the case that the story is about: the last one that was opened */
  number = ''
  private heard = 0

  private constructor(deps: Deps, clock: TestClock) {
    this.deps = deps
    this.clock = clock
  }

  static async begin(): Promise<Story> {
    const clock = clockAt(instantOf('09-01 09:00'))
    const deps = await makeTestDeps({ connection: await openDatabase(), clock })
    await fillWinery(deps)
    return new Story(deps, clock)
  }

  end(): Promise<void> {
    return closeDeps(this.deps)
  }

  /** Somebody receives a complaint. */
  async opens(time: string, by: DemoLogin, body: object = {}): Promise<string> {
    await this.until(time)
    this.number = (await openCase(this.deps, { ...payloads.open, ...body }, { login: by })).number
    return this.number
  }

  /** Somebody does something to the case at that time; answers the state it leads to. */
  async at<T extends EventType>(
    time: string,
    by: DemoLogin,
    type: T,
    fields: Partial<Fields<T>> = {},
  ): Promise<string> {
    await this.until(time)
    const event = { type, ...payloads[type], ...fields }
    return (await changeCase(this.deps, this.number, event, { login: by })).state
  }

  /** The same, where it must be refused; answers `code: rule`. */
  async refused<T extends EventType>(
    time: string,
    by: DemoLogin,
    type: T,
    fields: Partial<Fields<T>> = {},
  ): Promise<string> {
    try {
      return `accepted, ${await this.at(time, by, type, fields)}`
    } catch (error) {
      if (error instanceof Refusal) return error.rule ? `${error.code}: ${error.rule}` : error.code
      throw error
    }
  }

  /** Time passes, and every rung goes off when it is due. */
  async until(time: string): Promise<void> {
    const end = instantOf(time)
    for (
      let next = await nextRungAt(this.deps);
      next && next.toISOString() <= end;
      next = await nextRungAt(this.deps)
    ) {
      this.clock.set(next.toISOString())
      await fireDueRungs(this.deps)
    }
    this.clock.set(end)
  }

  /** Who was told since the last time this was asked: `10:08 warning attend 80 → head.dining`. */
  async told(): Promise<string[]> {
    const rows = await this.deps.db.select().from(notices).where(gt(notices.id, this.heard)).orderBy(asc(notices.id))
    this.heard = rows.at(-1)?.id ?? this.heard
    return rows.map(({ createdAt, kind, params, recipient }) => {
      const about = params.rung ? ` ${params.limit} ${params.rung}` : ''
      return `${wallClock(createdAt).slice(6)} ${kind}${about} → ${recipient}`
    })
  }

  /** How the latest entry of a limit stands: `due 09-01 12:00`, then `met` or `ended`, then `late`. */
  async limit(kind: LimitKind): Promise<string> {
    const { id } = await this.row()
    const [row] = await this.deps.db
      .select()
      .from(deadlines)
      .where(and(eq(deadlines.caseId, id), eq(deadlines.kind, kind)))
      .orderBy(desc(deadlines.entry))
    if (!row) return 'none'
    const how = row.metAt ? ', met' : row.endedAt ? ', ended' : ''
    return `due ${wallClock(row.dueAt)}${how}${row.missedAt ? ', late' : ''}`
  }

  async row() {
    const [row] = await this.deps.db.select().from(cases).where(eq(cases.number, this.number))
    if (!row) throw new Error(`there is no case ${this.number}`)
    return row
  }

  async record() {
    const { id } = await this.row()
    const [record] = await this.deps.db.select().from(complaints).where(eq(complaints.caseId, id))
    if (!record) throw new Error(`case ${this.number} has no record`)
    return record
  }

  /** What `npm run verify` says about everything that has happened. */
  proven(): Promise<Difference | null> {
    return verifyAll(this.deps.db)
  }
}

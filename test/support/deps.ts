import type { Logger } from 'pino'
import type { Connection } from '../../db/client.ts'
import { readSettings } from '../../server/config.ts'
import type { Deps } from '../../server/deps.ts'
import { openLog } from '../../server/log.ts'
import { depsOver } from '../../server/open-deps.ts'

export interface TestClock {
  now(): Date
  set(instant: string): void
  advance(minutes: number): void
}

/** A clock that stands still until it is moved. */
export function clockAt(instant = '2026-11-21T02:00:00.000Z'): TestClock {
  let at = Date.parse(instant)
  return {
    now: () => new Date(at),
    set: next => {
      at = Date.parse(next)
    },
    advance: minutes => {
      at += minutes * 60_000
    },
  }
}

interface Wanted {
  connection: Connection
  clock?: TestClock
  /** variables as in .env.example, e.g. `{ BASE_URL: 'http://127.0.0.1:3999' }` */
  env?: Record<string, string>
  log?: Logger
}

/** The server's own deps over a test database, with a clock to move and chance that counts. */
export function makeTestDeps({
  connection,
  clock = clockAt(),
  env = {},
  log = openLog('silent'),
}: Wanted): Promise<Deps> {
  let drawn = 0
  return depsOver(connection, readSettings(env), {
    now: clock.now,
    random: () => (++drawn).toString(16).padStart(32, '0'),
    log,
  })
}

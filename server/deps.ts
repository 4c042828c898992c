import type { Logger } from 'pino'
import type { Connection, Database } from '../db/client.ts'
import type { Config } from './config.ts'
import type { Jobs } from './jobs/jobs.ts'

/** What comes from outside the program and is chosen where it starts: time, chance, the log. */
export interface World {
  now(): Date
  /** 128 bits, hexadecimal */
  random(): string
  log: Logger
}

/** What every part of the server works with. */
export interface Deps extends World {
  connection: Connection
  db: Database
  config: Config
  jobs: Jobs
}

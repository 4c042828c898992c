import type { Logger } from 'pino'
import type { Connection, Database, Transaction } from '../db/client.ts'
import type { Config } from './config.ts'

/** What comes from outside the program and is chosen where it starts: time, chance, the log. */
export interface World {
  now(): Date
  /** 128 bits, hexadecimal */
  random(): string
  log: Logger
}

/** What waits to be done beside the requests. */
export interface Jobs {
  /** One insert in the transaction that writes the notices: both happen or neither. */
  enqueueNotices(tx: Transaction, noticeIds: number[]): Promise<void>
  /** Makes sure that every waiting notice has a job. */
  requeueLostNotices(): Promise<void>
  /** In the transaction that writes the rehearsal's row. */
  enqueueRehearsal(tx: Transaction, rehearsalId: number): Promise<void>
  /** Takes rehearsals from their queue. @param run begins one anew; it rejects when it is stopped before the end */
  workOnRehearsals(run: (rehearsalId: number, stopping: AbortSignal) => Promise<void>): Promise<void>
  stop(): Promise<void>
}

/** What every part of the server works with. */
export interface Deps extends World {
  connection: Connection
  db: Database
  config: Config
  jobs: Jobs
  /** what is told beside the cases is written and never sent: it is the past of a demo */
  suppressMail?: true
}

import type { Logger } from 'drizzle-orm'
import type { Connection, Database, Transaction } from '../../db/client.ts'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import type { Deps } from '../../server/deps.ts'
import { eightAtATime } from './connections.ts'
import { median } from './measure.ts'
import { dispatched, newComplaint, registered } from './requests.ts'

interface Statement {
  query: string
  params: unknown[]
}

/** A database whose statements can be listened to, and sent again without anything in between. */
export interface OpenDatabase {
  connection: Connection
  /** hears every statement that drizzle sends */
  log: { listener: Logger }
  /** sends statements in one transaction through the bare driver */
  sendRaw(statements: Statement[]): Promise<void>
}

export interface DoorFigure {
  doorPerSecond: number
  rawPerSecond: number
}

const rounds = 5
const changesPerRound = 80
const rep = { login: 'rep' }

/**
 * Changes per second through the door beside the very same statements sent raw, in alternating rounds. The statements
 * of a change are found by rehearsing it: done through the door in a transaction that is rolled back.
 */
export async function measureDoor(database: OpenDatabase, deps: Deps): Promise<DoorFigure> {
  try {
    const rates = { door: [] as number[], raw: [] as number[] }
    await doorRound(deps, await openCases(deps))
    for (let round = 0; round < rounds; round++) {
      rates.raw.push(await rawRound(database, await rehearsed(deps, database, await openCases(deps))))
      rates.door.push(await doorRound(deps, await openCases(deps)))
    }
    return { doorPerSecond: median(rates.door), rawPerSecond: median(rates.raw) }
  } finally {
    await deps.jobs.stop()
  }
}

async function doorRound(deps: Deps, numbers: string[]): Promise<number> {
  return numbers.length / (await eightAtATime(numbers.length, index => dispatch(deps, numbers[index])))
}

async function rawRound({ sendRaw }: OpenDatabase, changes: Statement[][]): Promise<number> {
  return changes.length / (await eightAtATime(changes.length, index => sendRaw(changes[index] ?? [])))
}

async function dispatch(deps: Deps, number = ''): Promise<void> {
  await changeCase(deps, number, { type: 'dispatch', ...dispatched }, rep)
}

/** Registered complaints that wait to be dispatched. */
async function openCases(deps: Deps): Promise<string[]> {
  const numbers: string[] = []
  await eightAtATime(changesPerRound, async index => {
    numbers.push((await openCase(deps, { ...newComplaint(index), ...registered }, rep)).number)
  })
  return numbers
}

/** The statements of each change, one list for each, with nothing changed. */
async function rehearsed(deps: Deps, { log }: OpenDatabase, numbers: string[]): Promise<Statement[][]> {
  const undoing: Deps = { ...deps, db: undone(deps.db) }
  const changes: Statement[][] = []
  await rehearse(undoing, numbers[0]) // reads organisation and policy, which the next ones have in memory
  for (const number of numbers) {
    const statements: Statement[] = []
    log.listener = { logQuery: (query, params) => statements.push({ query, params }) }
    await rehearse(undoing, number)
    changes.push(statements)
  }
  log.listener = silent
  return changes
}

export const silent: Logger = { logQuery: () => {} }

const undo = new Error('a rehearsal is undone')

async function rehearse(deps: Deps, number?: string): Promise<void> {
  await dispatch(deps, number).catch(error => {
    if (error !== undo) throw error
  })
}

/** The same database, but every transaction of it ends in a rollback. */
function undone(db: Database): Database {
  const transaction = (work: (tx: Transaction) => Promise<unknown>) =>
    db.transaction(async tx => {
      await work(tx)
      throw undo
    })
  return Object.assign(Object.create(db), { transaction })
}

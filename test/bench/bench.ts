import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { pino } from 'pino'
import { rowsOf } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { syncPolicies } from '../../server/cases/policies.ts'
import { readSettings } from '../../server/config.ts'
import { loadOrganisation, playStories } from '../../server/demo/load-demo.ts'
import { depsOver } from '../../server/open-deps.ts'
import { freePort } from '../support/postgres-server.ts'
import { startProgram } from '../support/program.ts'
import { growTo } from './bulk-load.ts'
import { openClient } from './connections.ts'
import { type BenchDatabase, type DatabaseName, makeDatabase } from './databases.ts'
import { type DoorFigure, measureDoor } from './door.ts'
import { type FirstByte, measureFirstBytes } from './first-byte.ts'
import { type Figure, measure } from './measure.ts'
import { residentMemory } from './processes.ts'
import { report } from './report.ts'
import { type Sample, scenesFor } from './requests.ts'

/** All figures of one database at one size. */
export interface Figures {
  size: number
  requests: Map<string, Figure>
  firstBytes: Map<string, FirstByte>
  door: DoorFigure
  /** resident memory of the server, MB */
  memory: { now: number; highest: number }
}

/** Measures each database at each size, smallest first, and tells what it finds as tables. */
export async function bench(names: DatabaseName[], sizes: number[], say: (text: string) => void): Promise<void> {
  for (const name of names) {
    const figures: Figures[] = []
    for (const size of sizes.toSorted((one, other) => one - other)) figures.push(await measureSize(name, size, say))
    say(report(name, figures))
  }
}

/** In a database of its own: what was logged to measure one size would be the newest cases of the next. */
async function measureSize(name: DatabaseName, size: number, say: (text: string) => void): Promise<Figures> {
  const database = await makeDatabase(name)
  try {
    const began = performance.now()
    await prepare(database)
    const sample = await load(database, size)
    say(`${name}: ${size} cases after ${Math.round((performance.now() - began) / 1000)} s`)
    return { size, ...(await measureServer(database, sample)), door: await measureDoorOf(database) }
  } finally {
    await database.remove()
  }
}

/** The demo winery, whose cases the bulk loader copies. */
async function prepare(database: BenchDatabase): Promise<void> {
  const { connection } = await database.open()
  await migrate(connection)
  const deps = await depsOver(connection, readSettings({}), world)
  await syncPolicies(deps)
  await loadOrganisation(deps)
  await playStories(deps, () => {})
  await deps.jobs.stop()
  await connection.close()
}

/** Fills up to `size` and answers some of the cases. */
async function load(database: BenchDatabase, size: number): Promise<Sample> {
  const { connection } = await database.open()
  await growTo(connection.db, size)
  // what falls due meanwhile would be the clock's work, not that of a request
  await connection.db.execute(
    `update deadlines set next_rung_at = now() + interval '1 day' where next_rung_at is not null`,
  )
  await connection.db.execute(
    `update cases set pause_ends_at = now() + interval '1 day' where pause_ends_at is not null`,
  )
  const nth = Math.ceil(size / 1000)
  const numbers = await connection.db.execute(`select number from cases where id % ${nth} = 0`)
  const phones = await connection.db.execute(
    `select phone from complaints group by phone having count(*) = 1 and min(case_id) % ${nth} = 0 and length(phone) = 11`,
  )
  await connection.close()
  return {
    numbers: rowsOf<{ number: string }>(numbers).map(one => one.number),
    phones: rowsOf<{ phone: string }>(phones).map(one => one.phone),
  }
}

/** Starts the server as `npm start` does and sends it every kind of request. */
async function measureServer(database: BenchDatabase, sample: Sample) {
  const port = await freePort()
  const server = startProgram({ ...startVariables, ...database.env, PORT: String(port), LOG_LEVEL: 'warn' }, startFlags)
  const { pid = 0 } = server.process
  try {
    await server.ready()
    const client = openClient(port)
    const requests = new Map<string, Figure>()
    const { pages, calls, plain } = await scenesFor(client, sample)
    for (const scene of [...pages, ...calls]) {
      requests.set(scene.name, await measure(client, scene, [pid, ...database.processes]))
    }
    const memory = residentMemory(pid)
    const firstBytes = await measureFirstBytes(client, pages, plain)
    client.close()
    return { requests, firstBytes, memory }
  } finally {
    server.process.kill()
    await once(server.process, 'exit')
  }
}

async function measureDoorOf(database: BenchDatabase): Promise<DoorFigure> {
  const open = await database.open()
  try {
    return await measureDoor(open, await depsOver(open.connection, readSettings({}), world))
  } finally {
    await open.connection.close()
  }
}

/** As `npm start` starts it. */
const startWords = packageJson.scripts.start.split(' ')
const startFlags = startWords.filter(word => /^--(?!env-file)/.test(word))
const startVariables = Object.fromEntries(
  startWords.filter(word => /^[A-Z_]+=/.test(word)).map(word => word.split('=') as [string, string]),
)

const world = {
  now: () => new Date(),
  random: () => randomBytes(16).toString('hex'),
  log: pino({ level: 'silent' }),
}

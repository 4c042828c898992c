import { drizzle } from 'drizzle-orm/postgres-js'
import { openClient } from './db/client.ts'
import * as schema from './db/schema.ts'
import { loadOrganisation } from './server/cases/organisation.ts'
import { sightOf } from './server/cases/sight.ts'
import { tasksOf } from './server/cases/tasks.ts'
import { readMyWork } from './server/my-work/queries.ts'

const client = openClient(`postgres://postgres@127.0.0.1:5599/d_s5`, 1)
await client.unsafe(`load 'auto_explain'`)
await client.unsafe(`set auto_explain.log_min_duration=0`)
await client.unsafe(`set auto_explain.log_analyze=on`)
await client.unsafe(`set client_min_messages=log`)
await client.unsafe('set auto_explain.log_timing=on')
const db = drizzle({ client, casing: 'snake_case', schema }) as never
const organisation = await loadOrganisation(db)
const now = new Date().toISOString()
const sight = sightOf(organisation, process.argv[2] ?? 'rep', now)
for (let i = 0; i < 7; i++) {
  await readMyWork(
    { db, now: () => new Date() } as never,
    process.argv[2] ?? 'rep',
    { now, soon: new Date(Date.now() + 14400000).toISOString(), only: undefined, each: 8 } as never,
    { others: 9, actions: 8 },
  )
}
process.exit()

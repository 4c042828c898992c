import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { changeCase, openCase } from '../../server/cases/change-case.ts'
import { readSettings } from '../../server/config.ts'
import { openDeps } from '../../server/open-deps.ts'
import { type EventType, payloads, refunding } from './payloads.ts'
import { fillWinery } from './winery.ts'

/** A process of its own that makes 500 changes as fast as it can, and says which were acknowledged, until it is killed. */
const life: [login: string, type: EventType, fields?: object][] = [
  ['head.dining', 'arrive'],
  ['head.dining', 'find'],
  ['head.dining', 'plan', refunding('800')],
  ['leader.hospitality', 'approve'],
  ['head.dining', 'consent'],
  ['finance', 'perform', { paidAmount: '800' }],
  ['head.dining', 'resolve'],
  ['rep', 'call-back'],
  ['centre', 'close'],
]
const lives = 50
const atOnce = 5

const deps = await openDeps(readSettings(process.env), {
  now: () => new Date(),
  random: () => randomBytes(16).toString('hex'),
  log: pino({ level: 'silent' }),
})
if (process.env.FILL) await fillWinery(deps)

const acknowledged = ({ number, seq }: { number: string; seq: number }) => process.stdout.write(`${number} ${seq}\n`)

async function liveThroughSome(): Promise<void> {
  for (let count = 0; count < lives / atOnce; count++) {
    const body = { ...payloads.open, category: 'service', amount: '6000', department: 'dining', level: 'general' }
    const opened = await openCase(deps, { ...body, levelReason: '按制度' }, { login: 'rep' })
    acknowledged(opened)
    for (const [login, type, fields] of life) {
      acknowledged(await changeCase(deps, opened.number, { type, ...payloads[type], ...fields }, { login }))
    }
  }
}

await Promise.all(Array.from({ length: atOnce }, liveThroughSome))
process.stdout.write('done\n')
process.exit(0)

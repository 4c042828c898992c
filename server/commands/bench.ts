import '../node-version.ts'
import { parseArgs } from 'node:util'
import { bench } from '../../test/bench/bench.ts'
import { isDatabaseName } from '../../test/bench/databases.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,200000' },
    databases: { type: 'string', default: 'postgresql,pglite' },
  },
})

await bench(values.databases.split(',').filter(isDatabaseName), values.sizes.split(',').map(Number), text =>
  process.stdout.write(`${text}\n`),
)

import { verifyAll } from '../cases/verify.ts'
import { withDeps } from './with-deps.ts'

await withDeps(async deps => {
  let proven = 0
  const difference = await verifyAll(deps.db, cases => {
    proven = cases
  })
  if (difference) {
    const { number, where, expected, found } = difference
    process.stdout.write(`${number}: ${where}\n  the events say  ${expected}\n  the table says  ${found}\n`)
    process.exitCode = 1
  } else {
    process.stdout.write(`${proven} cases replayed: events, hash chain and every row agree\n`)
  }
})

import { verifyAll } from '../cases/verify.ts'
import { verifyFiles } from '../files/proof.ts'
import { withDatabase } from './with-deps.ts'

await withDatabase(async reading => {
  let [cases, files] = [0, 0]
  const difference =
    (await verifyAll(reading.db, proven => {
      cases = proven
    })) ??
    (await verifyFiles(reading, proven => {
      files = proven
    }))
  if (difference) {
    const { number, where, expected, found } = difference
    process.stdout.write(`${number}: ${where}\n  expected  ${expected}\n  found     ${found}\n`)
    process.exitCode = 1
  } else {
    process.stdout.write(`${cases} cases replayed: rules, events, hash chain and every row agree\n`)
    process.stdout.write(`${files} files read: each is as it was when it was attached\n`)
  }
})

// Prints what vitest's report says as "N passed, N failed[, N skipped]". A failure outside of any test (types, lint,
// a file that cannot be loaded) counts as one failure, so that a red run never reads as green.
import { readFileSync } from 'node:fs'

const text = readFileSync(process.argv[2], 'utf8')
const report = text ? JSON.parse(text) : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, success: false }
const failed = report.success ? report.numFailedTests : Math.max(1, report.numFailedTests)
const skipped = report.numPendingTests ? `, ${report.numPendingTests} skipped` : ''
console.log(`\n${report.numPassedTests} passed, ${failed} failed${skipped}`)

import { defineConfig } from 'vitest/config'

/** The walk over every page in both languages, by day and by night, takes as long as all the rest: `npm run test:pages`. */
const walk = 'test/screens/every-screen.test.ts'

/** Two workers: a PGlite takes half a gigabyte, a browser as much. */
export default defineConfig({
  test: {
    include: process.env.WALK ? [walk] : ['test/**/*.test.ts'],
    exclude: process.env.WALK ? [] : [walk],
    globalSetup: 'test/support/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})

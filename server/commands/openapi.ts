import { writeFileSync } from 'node:fs'
import { openapi } from '../api/openapi.ts'

/** Writes openapi.json anew; a test fails while it is not what the schemas say. */
writeFileSync(new URL('../../openapi.json', import.meta.url), `${JSON.stringify(openapi, null, 2)}\n`)

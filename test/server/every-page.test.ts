import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { screens } from '../screens/screens.ts'

/** What answers a GET with something else than a page: data, downloads, redirects, probes. */
const noPages = [
  '/api',
  '/healthz',
  '/readyz',
  '/metrics',
  '/complaints/export',
  '/complaints/new/draft/:id',
  '/complaints/:number/people',
  '/complaints/:number/forms/:event',
  '/complaints/:number/files',
  '/calendars/versions/:label/document',
  '/people/import/everybody',
  '/people/import/template',
  '/policies/:code/versions/:version/document',
  '/complaints/:number/files/:file',
  '/complaints/:number/files/:file/view',
  '/complaints/:number/files/:file/thumbnail',
]

const demo = {
  caseIn: async () => 'TS-20261121-0001',
  mail: async () => 1,
  rehearsal: async () => 1,
  action: async () => 'CA-20261121-0001',
  actionDone: async () => 'CA-20261121-0001',
  policyDraft: async () => 2,
  calendarDraft: async () => {},
}

test('every page of the desk is among those that are looked at', async () => {
  const looked = await Promise.all(screens.map(({ path }) => (typeof path === 'string' ? path : path(demo))))
  const paths = looked.map(path => path.split('?')[0] ?? '')
  const routes = globSync('server/**/*.ts', { exclude: ['server/api/**', 'server/**/*api*.ts'] }).flatMap(routesIn)
  expect(routes.length).toBeGreaterThan(20)
  const unseen = routes.filter(route => !noPages.includes(route) && !paths.some(path => shapeOf(route).test(path)))
  expect([...new Set(unseen)]).toEqual([])
})

/** The addresses of a file's routes, also those below a `place` that it names once. */
function routesIn(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const place = /const place = '([^']+)'/.exec(source)?.[1] ?? ''
  const written = source.replaceAll('$' + '{place}', place).replaceAll('router.get(place', `router.get('${place}'`)
  const calls = written.matchAll(/router\.get\(\s*(\[[^\]]*\]|['`][^'`]*['`])/g)
  return [...calls].flatMap(([, given = '']) => [...given.matchAll(/['`]([^'`]+)['`]/g)].map(([, path = '']) => path))
}

const shapeOf = (route: string) => new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)

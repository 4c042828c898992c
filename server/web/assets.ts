import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Router } from 'express'
import { iconSprite } from './icons.ts'
import { Problem } from './problem.ts'

const own = fileURLToPath(new URL('../../views/assets', import.meta.url))
const tabler = dirname(dirname(createRequire(import.meta.url).resolve('@tabler/core/dist/css/tabler.min.css')))

/** Changes when any asset does; it stands in the address, so browsers may keep the files for a year. */
const version = fingerprint()

export const asset = (path: string): string => `/assets/${version}/${path}`

/** Serves our own assets, the icons and the Tabler style sheet. */
export function assets(): Router {
  const forever = { immutable: true, maxAge: '1y', index: false, redirect: false } as const
  const router = express.Router()
  router.get(asset('icons.svg'), (_request, response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable').type('svg').send(iconSprite)
  })
  router.use(`/assets/${version}`, express.static(own, forever), express.static(tabler, forever))
  router.use('/assets', () => {
    throw new Problem(404, 'not-found')
  })
  return router
}

function fingerprint(): string {
  const hash = createHash('sha256').update(iconSprite)
  hash.update(readFileSync(join(tabler, 'css/tabler.min.css')))
  for (const name of readdirSync(own, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())) {
    hash.update(readFileSync(join(name.parentPath, name.name)))
  }
  return hash.digest('hex').slice(0, 12)
}

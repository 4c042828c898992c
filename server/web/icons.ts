import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const views = fileURLToPath(new URL('../../views', import.meta.url))
const { resolve } = createRequire(import.meta.url)

/** Icons that code chooses, so that no template names them. */
const chosenByCode = [
  'adjustments',
  'book-2',
  'clipboard-check',
  'fingerprint',
  'history',
  'inbox',
  'list-details',
  'mail-forward',
  'phone-check',
  'phone-plus',
  'rubber-stamp',
  'users',
]

/** {{icon "x"}}, (icon "x") and a partial's icon="x". */
const naming = /\bicon(?:=| )"([a-z0-9-]+)"/g

/** Every icon that a page can show, by its name in @tabler/icons. */
export const iconNames = [...new Set([...chosenByCode, ...namedInTemplates()])].sort()

/** One drawing of them all: a page points at its icons in there, so each costs a few bytes and is loaded once. */
export const iconSprite = `<svg xmlns="http://www.w3.org/2000/svg">${iconNames.map(symbol).join('')}</svg>`

function namedInTemplates(): string[] {
  const templates = readdirSync(views, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.hbs'))
  return templates.flatMap(name =>
    [...readFileSync(join(views, name), 'utf8').matchAll(naming)].map(([, icon = '']) => icon),
  )
}

/** The paths of an outline icon; the style sheet strokes them. */
function symbol(name: string): string {
  const drawing = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8')
  const paths = [...drawing.matchAll(/<path d="[^"]+"/g)].map(([path]) => `${path}/>`).join('')
  return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`
}

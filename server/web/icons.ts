import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const resolve = createRequire(import.meta.url).resolve
const drawn = new Map<string, string>()

/** The SVG of an outline icon; the style sheet strokes it. It says nothing itself: words always stand beside it. */
export function icon(name: string): string {
  let svg = drawn.get(name)
  if (!svg) {
    const drawing = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8')
    const paths = [...drawing.matchAll(/<path d="[^"]+"/g)].map(([path]) => `${path}/>`).join('')
    svg = `<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`
    drawn.set(name, svg)
  }
  return svg
}

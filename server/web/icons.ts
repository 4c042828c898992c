import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const resolve = createRequire(import.meta.url).resolve
const drawn = new Map<string, string>()

/** The SVG of an outline icon. It says nothing itself: words always stand beside it. */
export function icon(name: string): string {
  let svg = drawn.get(name)
  if (!svg) {
    svg = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8')
      .replaceAll(/\s*\n\s*/g, ' ')
      .replace(/class="[^"]*"/, 'class="icon" aria-hidden="true" focusable="false"')
    drawn.set(name, svg)
  }
  return svg
}

import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where the browser is; undefined, and a loud line, where there is none. */
export function findChromium(): string | undefined {
  const found = places.find(existsSync)
  if (!found)
    console.error('\n!!! No Chromium here, so every browser test is SKIPPED (Debian: apt-get install chromium)\n')
  return found
}

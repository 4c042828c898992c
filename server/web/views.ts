import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import { engine } from 'express-handlebars'
import Handlebars from 'handlebars'
import { helpers } from './helpers.ts'

const folder = fileURLToPath(new URL('../../views', import.meta.url))

const compilerOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(helpers).map(name => [name, true])),
  explicitPartialContext: true,
}

/** Handlebars pages: any template can be included by its path, those in partials/ by their name alone. */
export function useViews(app: Express): void {
  const partialsDir = [join(folder, 'partials'), folder]
  app.engine('hbs', engine({ extname: '.hbs', defaultLayout: 'main', partialsDir, helpers, compilerOptions }))
  app.set('view engine', 'hbs')
  app.set('views', folder)
  app.enable('view cache')
  compileAll()
}

/** A template with a mistake stops the start, not the first reader. */
function compileAll(): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.hbs') || name.startsWith('mail')) continue
    try {
      Handlebars.precompile(readFileSync(join(folder, name), 'utf8'), compilerOptions)
    } catch (error) {
      throw new Error(`views/${name}: ${(error as Error).message}`)
    }
  }
}

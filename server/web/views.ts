import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import { create } from 'express-handlebars'
import Handlebars from 'handlebars'
import { helpers } from './helpers.ts'

const folder = fileURLToPath(new URL('../../views', import.meta.url))

const compilerOptions = {
  strict: true,
  // a text area would show the indentation of its partial as text
  preventIndent: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(helpers).map(name => [name, true])),
  explicitPartialContext: true,
}

/** Handlebars pages: any template can be included by its path, those in partials/ by their name alone. */
export function useViews(app: Express): void {
  compileAll()
  const partialsDir = [join(folder, 'partials'), folder]
  const views = create({ extname: '.hbs', defaultLayout: 'main', partialsDir, helpers, compilerOptions })
  // express-handlebars would gather all partials again for every page, which takes longer than the page itself
  const partials = views.getPartials({ cache: true })
  views.getPartials = () => partials
  app.engine('hbs', views.engine)
  app.set('view engine', 'hbs')
  app.set('views', folder)
  app.enable('view cache')
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

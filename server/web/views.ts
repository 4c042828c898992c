import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Express } from 'express'
import { ExpressHandlebars } from 'express-handlebars'
import type { UnknownObject } from 'express-handlebars/types/index.d.ts'
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
  const handlebars = Handlebars.create()
  handlebars.parse = placeless
  handlebars.registerHelper(helpers)
  registerTemplates(handlebars)
  const views = new Views({ extname: '.hbs', defaultLayout: 'main', handlebars, compilerOptions })
  app.engine('hbs', views.engine)
  app.set('view engine', 'hbs')
  app.set('views', folder)
  app.enable('view cache')
}

/** Helpers and partials are registered once; express-handlebars would gather and copy all of them for every page. */
class Views extends ExpressHandlebars {
  override getPartials = async () => ({})

  override _compileTemplate(template: string) {
    return (this.handlebars as typeof Handlebars).compile(template.trim(), compilerOptions)
  }

  override _renderTemplate(template: HandlebarsTemplateDelegate, context?: UnknownObject, options?: RuntimeOptions) {
    return template(context, { data: options?.data })
  }
}

/**
 * A template that does not tell each helper and field, in three new objects, where it stands: a sixth of a page's
 * garbage. It is the parser that leaves places out: a template compiled from its tree would keep that for ever (11 MB).
 */
const placeless: typeof Handlebars.parse = (template, options) => {
  const tree = Handlebars.parse(template, options)
  new Placeless().accept(tree)
  return tree
}

class Placeless extends Handlebars.Visitor {
  override accept(node: hbs.AST.Node) {
    if (node?.loc) Object.assign(node.loc, { toJSON: () => null })
    super.accept(node)
  }
}

/** A template with a mistake stops the start, not the first reader. */
function registerTemplates(handlebars: typeof Handlebars): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.hbs') || file.startsWith('mail')) continue
    const template = readFileSync(join(folder, file), 'utf8').trim()
    try {
      handlebars.precompile(template, compilerOptions)
    } catch (error) {
      throw new Error(`views/${file}: ${(error as Error).message}`)
    }
    handlebars.registerPartial(partialName(file), handlebars.compile(template, compilerOptions))
  }
}

const partialName = (file: string): string => file.replace(/^partials\//, '').replace(/\.hbs$/, '')

import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'
import { hasWords } from '../../server/web/i18n.ts'
import { iconNames } from '../../server/web/icons.ts'

const folder = fileURLToPath(new URL('../../views', import.meta.url))
const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.hbs'))
  .map(name => ({ name, source: readFileSync(join(folder, name), 'utf8') }))

/** Every string literal that is the first argument of one helper. */
function argumentsOf(helper: string, source: string): string[] {
  const found: string[] = []
  const note = ({ path, params }: hbs.AST.MustacheStatement | hbs.AST.SubExpression) => {
    const [first] = params
    const called = (path as hbs.AST.PathExpression).original === helper
    if (called && params.length === 1 && first?.type === 'StringLiteral')
      found.push((first as hbs.AST.StringLiteral).value)
  }
  class Calls extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement) {
      note(node)
      super.MustacheStatement(node)
    }
    override SubExpression(node: hbs.AST.SubExpression) {
      note(node)
      super.SubExpression(node)
    }
  }
  new Calls().accept(Handlebars.parse(source))
  return found
}

describe.each(templates)('$name', ({ name, source }) => {
  test('prints nothing unescaped, but for the body in a layout', () => {
    const raw = [...source.matchAll(/\{\{\{[^}]*\}\}\}|\{\{&[^}]*\}\}/g)].map(([found]) => found)
    expect(raw).toEqual(name.startsWith('layouts') ? ['{{{body}}}'] : [])
  })

  test('quotes every attribute that holds something', () => {
    expect(source).not.toMatch(/\s[\w-]+=\{\{/)
  })

  test('uses words and icons that exist', () => {
    expect(argumentsOf('t', source).filter(key => !hasWords(key) && !hasWords(`${key}_other`))).toEqual([])
    expect(argumentsOf('icon', source).filter(icon => !iconNames.includes(icon))).toEqual([])
  })
})

test('every icon that code chooses is in the drawing of them all', () => {
  const chosen = globSync('server/**/*.ts').flatMap(path =>
    [...readFileSync(path, 'utf8').matchAll(/\bicon: '([\w-]+)'/g)].map(([, icon = '']) => icon),
  )
  expect(chosen.length).toBeGreaterThan(5)
  expect(chosen.filter(icon => !iconNames.includes(icon))).toEqual([])
})

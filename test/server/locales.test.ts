import { globSync, readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import { describe, expect, test } from 'vitest'
import en from '../../views/locales/en.json' with { type: 'json' }
import zh from '../../views/locales/zh-CN.json' with { type: 'json' }

const templates = globSync('views/**/*.hbs').map(path => ({ path, text: readFileSync(path, 'utf8') }))
const sources = globSync('{server,workflows}/**/*.ts').map(path => ({
  path,
  text: readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
}))

/** Plural endings are no part of a key: Chinese has one form, English two. */
const singular = (key: string) => key.replace(/_(one|other)$/, '')
const [chinese, english] = [phrasesOf(zh), phrasesOf(en)]
const keys = [...new Set([...chinese.keys()].map(singular))]

describe('the two languages', () => {
  test('have the same keys', () => {
    expect([...new Set([...english.keys()].map(singular))].sort()).toEqual([...keys].sort())
  })

  test('have the same blanks to fill in', () => {
    const blanks = (text: string) => [...new Set([...text.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name))].sort()
    const differing = [...chinese].filter(
      ([key, text]) => String(blanks(text)) !== String(blanks(english.get(key) ?? text)),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })

  test('leave nothing empty, and Chinese is written in Chinese', () => {
    const empty = [...chinese, ...english].filter(([, text]) => text.trim() === '')
    expect(empty.map(([key]) => key)).toEqual([])
    const foreign = [...chinese].filter(
      ([, text]) => /[A-Za-z]{4}/.test(withoutNames(text)) && !/\p{Script=Han}/u.test(text),
    )
    expect(foreign.map(([key]) => key)).toEqual(['languages.en'])
  })
})

describe('the keys', () => {
  const asked = [...templates.flatMap(askedByTemplate), ...sources.flatMap(askedByCode)]

  test('are all asked for somewhere', () => {
    expect(keys.filter(key => !asked.some(({ matches }) => matches.test(key)))).toEqual([])
  })

  test('are there when a page asks for them', () => {
    const missing = asked.filter(({ sure, matches }) => sure && !keys.some(key => matches.test(key)))
    expect(missing.map(({ where, key }) => `${where}: ${key}`)).toEqual([])
  })

  test('are what every refusal of the web layer is told by', () => {
    const codes = sources.flatMap(({ text }) =>
      [...text.matchAll(/new Problem\(\d+, '([\w-]+)'/g)].map(([, code]) => code),
    )
    expect(codes.length).toBeGreaterThan(20)
    const silent = codes.filter(
      code => !['title', 'message', 'advice'].every(part => keys.includes(`errors.${code}.${part}`)),
    )
    expect([...new Set(silent)]).toEqual([])
  })

  test('of refused rules belong to rules that exist', () => {
    const all = sources.map(({ text }) => text).join('\n')
    const orphans = keys.filter(key => key.startsWith('rules.') && !all.includes(`'${key.slice('rules.'.length)}'`))
    expect(orphans).toEqual([])
  })
})

/** Pieces of a tag, not of a text. */
const insideTags = ['views/partials/field-attributes.hbs', 'views/partials/field-described-by.hbs']

describe.each(templates.filter(({ path }) => !insideTags.includes(path)))('$path', ({ text }) => {
  // the names on a keyboard are the same in every language
  const html = text.replaceAll(/\{\{!--[\s\S]*?--\}\}|\{\{[\s\S]*?\}\}/g, '').replaceAll(/<kbd[^>]*>[^<]*<\/kbd>/g, '')

  test('leaves all words to the locale files', () => {
    const said = [...html.matchAll(/\s(?:aria-label|title|placeholder|alt|data-label)="([^"]*)"/g)].map(
      ([, words]) => words,
    )
    const shown = html.replaceAll(/<[^>]*>/g, ' ')
    const words = `${said.join(' ')} ${shown}`.match(/[\p{L}]{2,}/gu) ?? []
    expect(words.filter(word => word !== 'Redress')).toEqual([])
  })
})

interface Asked {
  where: string
  key: string
  matches: RegExp
  /** the whole key is known, or its pattern: then words must be there */
  sure: boolean
}

/** `~` stands for a part that is known only when the page is made. */
function asking(where: string, key: string, sure: boolean): Asked {
  const pattern = key
    .split('~')
    .map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.+')
  return { where, key, matches: new RegExp(`^${pattern}(\\..+)?$`), sure }
}

/** What `t` is called with, and every other text that may be the beginning of a key. */
function askedByTemplate({ path, text }: { path: string; text: string }): Asked[] {
  const found: Asked[] = []
  const called = (node: hbs.AST.MustacheStatement | hbs.AST.SubExpression) => {
    const { original } = node.path as hbs.AST.PathExpression
    const parts = node.params.map(one => (one.type === 'StringLiteral' ? (one as hbs.AST.StringLiteral).value : '~'))
    if (original === 't' && parts[0] !== '~') found.push(asking(path, parts.join('.'), true))
    if (original === 'concat' && parts[0]?.includes('.')) found.push(asking(path, parts.join(''), false))
  }
  class Calls extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement) {
      called(node)
      super.MustacheStatement(node)
    }
    override SubExpression(node: hbs.AST.SubExpression) {
      called(node)
      super.SubExpression(node)
    }
    override StringLiteral({ value }: hbs.AST.StringLiteral) {
      if (/^[\w-]+(\.[\w-]+)+$/.test(value)) found.push(asking(path, value, false))
    }
  }
  new Calls().accept(Handlebars.parse(text))
  return found
}

/** Texts with dots in them; the names of pages, which have titles; and what a template string leaves open. */
function askedByCode({ path, text }: { path: string; text: string }): Asked[] {
  const plain = [...text.matchAll(/'([\w-]+(?:\.[\w-]+)+)\.?'/g)].map(([, key = '']) => asking(path, key, false))
  const direct = [...text.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key = '']) => asking(path, key, true))
  const pages = [...text.matchAll(/'([\w-]+\/[\w-]+)'/g)].map(([, name = '']) =>
    asking(path, `${name.replace('/', '.')}.title`, false),
  )
  const open = [...text.matchAll(/`([\w-]+\.[^`]*\$\{[^`]*|[\w-]+\.\$\{[^`]*)`/g)].map(([, key = '']) =>
    asking(path, key.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '~'), false),
  )
  return [...plain, ...direct, ...pages, ...open]
}

function withoutNames(text: string): string {
  return text.replaceAll(/\{\{[^}]*\}\}|Redress/g, '')
}

function phrasesOf(tree: object, prefix = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...phrasesOf(value as object, `${prefix}${key}.`)],
  )
  return new Map(entries)
}

import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The rules of the house (design.md §2), so that a shortcut is seen on the day it is taken. */
interface Source {
  path: string
  text: string
  imports: string[]
}

const sourcesIn = (pattern: string): Source[] =>
  globSync(pattern).map(path => {
    const text = readFileSync(path, 'utf8')
    return { path, text, imports: importsOf(path, text) }
  })

const workflows = sourcesIn('workflows/**/*.ts')
const db = sourcesIn('db/**/*.ts')
const server = sourcesIn('server/**/*.ts')
const views = sourcesIn('views/**/*.hbs')
const product = [...workflows, ...db, ...server]

/** What every feature may use; the rest of server/ are features, and features do not know each other. */
const shared = ['cases', 'web', 'jobs', 'mail']
const assemblers = ['api', 'commands', 'demo']

describe('who may import whom', () => {
  it('workflows are pure: xstate, zod, Temporal, a hash, and each other', () => {
    const allowed = ['xstate', 'zod', 'temporal-polyfill', 'node:crypto']
    expect(breaking(workflows, one => allowed.includes(one) || one.startsWith('workflows/'))).toEqual([])
    const crypto = workflows.filter(one => one.imports.includes('node:crypto')).map(one => one.text)
    for (const text of crypto) expect(text).toContain("import { createHash } from 'node:crypto'")
  })

  it('the database knows its drivers, and of workflows only the vocabulary', () => {
    const drivers = /^(drizzle-orm|postgres$|@electric-sql\/pglite|node:|db\/)/
    const vocabulary = /^(zod$|workflows\/)/
    const demo = db.filter(one => one.path.startsWith('db/demo'))
    const rest = db.filter(one => !demo.includes(one))
    expect(breaking(rest, one => drivers.test(one))).toEqual([])
    expect(breaking(demo, one => drivers.test(one) || vocabulary.test(one))).toEqual([])
  })

  it('no feature of the server knows another one', () => {
    const features = server.filter(one => !assemblers.includes(folderOf(one.path)))
    const known = (from: string) => (one: string) =>
      !one.startsWith('server/') || [...shared, folderOf(from), ''].includes(folderOf(one))
    const wrong = features
      .filter(one => folderOf(one.path) !== '')
      .flatMap(one => one.imports.filter(name => !known(one.path)(name)).map(name => `${one.path} → ${name}`))
    expect(wrong).toEqual([])
  })

  it('the door stands alone: cases know no web, no mail and no feature', () => {
    const door = server.filter(one => folderOf(one.path) === 'cases')
    expect(breaking(door, one => !/^server\/(web|mail|api)\//.test(one) && one !== 'express')).toEqual([])
  })

  it('no file is part of a circle, types included', () => {
    // a file that leads to none of those left is in no circle: it goes, and then perhaps those that lead to it
    const left = new Map(product.map(one => [one.path, one.imports.filter(name => name.endsWith('.ts'))]))
    let before = Number.POSITIVE_INFINITY
    while (left.size < before) {
      before = left.size
      for (const [path, imports] of left) if (!imports.some(name => left.has(name))) left.delete(path)
    }
    const imported = new Set([...left.values()].flat())
    expect([...left.keys()].filter(path => imported.has(path))).toEqual([])
  })

  it('nothing outside the tests imports a test, but for the bench command', () => {
    const running = product.filter(one => one.path !== 'server/commands/bench.ts')
    expect(breaking(running, one => !one.startsWith('test/'))).toEqual([])
  })
})

describe('who may do what', () => {
  const tables = 'cases|caseEvents|deadlines|asks|approvals|measures|contacts|followUps|complaints|notices|files'
  const writing = new RegExp(`\\.(insert|update|delete)\\((${tables})\\)`, 'g')
  const rawWriting =
    /(insert into|update|delete from) (cases|case_events|deadlines|asks|approvals|measures|contacts|follow_ups|complaints|notices|files)\b/gi

  it('only the door writes cases and what hangs on them; mail and outbox mark notices', () => {
    const writers = product.flatMap(({ path, text }) =>
      [...text.matchAll(writing), ...text.matchAll(rawWriting)].map(([what]) => `${path} ${what}`),
    )
    const marks = /^server\/(mail|outbox)\/\S+ (\.update\(notices\)|update notices)$/
    expect(writers.filter(one => !one.startsWith('server/cases/') && !marks.test(one))).toEqual([])
  })

  it('routes, API and pages hold no SQL', () => {
    const asked = server.filter(one => /(^|-)(routes|api|pages?)\.ts$/.test(basename(one.path)))
    expect(asked.length).toBeGreaterThan(50)
    expect(breaking(asked, one => !one.startsWith('drizzle-orm') && one !== 'db/schema.ts')).toEqual([])
  })

  it('the environment and the clock are read where the program starts, and nowhere else', () => {
    const reading = /process\.env\b|Date\.now\(\)|new Date\(\)|Temporal\.Now|performance\.now/
    const places = product.filter(one => reading.test(one.text)).map(one => one.path)
    expect(places.filter(path => path !== 'server/main.ts' && folderOf(path) !== 'commands')).toEqual([])
  })

  it('chance comes from outside too', () => {
    const drawing = /Math\.random|randomUUID|randomBytes|getRandomValues/
    const places = product.filter(one => drawing.test(one.text)).map(one => one.path)
    expect(places.filter(path => folderOf(path) !== 'commands')).toEqual([])
  })

  it('no deadline is a timer of the machine', () => {
    expect(workflows.filter(one => /\bafter: \{|\bdelays?: \{/.test(one.text)).map(one => one.path)).toEqual([])
  })
})

describe('the house', () => {
  it('has no drawers for odds and ends, and no barrels', () => {
    const paths = product.map(one => one.path)
    expect(paths.filter(path => /\/(utils?|helpers|services|models|types|common|shared|misc)\//.test(path))).toEqual([])
    expect(paths.filter(path => basename(path) === 'index.ts')).toEqual([])
  })

  it('is described whole, in both languages', () => {
    const folders = [
      ...new Set(server.map(one => folderOf(one.path)).filter(folder => !['', 'cases', 'web'].includes(folder))),
    ]
    for (const path of ['README.md', 'README.zh-CN.md']) {
      const text = readFileSync(path, 'utf8')
      expect(folders.filter(folder => !text.includes(`\`${folder}\``))).toEqual([])
    }
  })

  it('has no file that nobody can read in one go', () => {
    const data = /^(db\/(schema|demo)|workflows\/policy\/packs)/
    const long = product.filter(one => !data.test(one.path) && one.text.split('\n').length > 240)
    expect(long.map(one => one.path)).toEqual([])
  })

  it('speaks to people in its locale files only', () => {
    const data = /^(db\/demo|workflows\/policy\/packs|workflows\/calendar)\//
    const chinese = /[\p{Script=Han}\u3001-\u303F\uFF01-\uFFEF]/u
    const said = (text: string) => chinese.test(withoutReading(withoutComments(text)))
    const places = [...product, ...views].filter(one => !data.test(one.path) && said(one.text))
    expect(places.map(one => one.path)).toEqual([])
  })
})

/** The folder below server/; empty for files at its top and outside. */
function folderOf(path: string): string {
  const [top, folder, ...rest] = path.split('/')
  return top === 'server' && folder && rest.length > 0 ? folder : ''
}

function breaking(sources: Source[], allows: (name: string) => boolean): string[] {
  return sources.flatMap(({ path, imports }) => imports.filter(name => !allows(name)).map(name => `${path} → ${name}`))
}

/** Packages by their names, own files by their paths from the root. */
function importsOf(path: string, text: string): string[] {
  const names = [...text.matchAll(/(?:^(?:import|export)\b[^']*?from |^import |\bimport\()'([^']+)'/gm)].map(
    ([, name = '']) => name,
  )
  return names.map(name => (name.startsWith('.') ? join(dirname(path), name) : name))
}

/** A regular expression says nothing: it reads what people type. */
function withoutReading(text: string): string {
  return text.replaceAll(/(?<=[(:=,] ?)\/(?![/*]).+\/[a-z]*(?=[,)\n])/g, '')
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\{\{!--[\s\S]*?--\}\}|(^|\s)\/\/.*$/gm, '')
}

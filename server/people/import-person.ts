import { type Role, roles } from '../../workflows/organisation/roles.ts'
import { fieldErrors, fieldMessages } from '../web/forms.ts'
import { type Language, languages, type Translate, translator } from '../web/i18n.ts'
import { newPerson } from './forms.ts'
import type { Known, PlannedPerson, PlannedPost } from './import-known.ts'
import { type Column, columns, type Fault, plain, type TableRow } from './import-table.ts'

const details = newPerson.omit({ password: true })
/** The same as a code of `newPerson`, to say more about what is wrong with it. */
const readable = /^[\p{L}\p{N}._@-]{1,60}$/u
const own = ['name', 'email', 'language'] as const

/** Says what is wrong with a cell: the words stand under `fields` in the locale files. */
type Complain = (line: number, column: Column | null, code: string, about?: string | number) => Fault

/** One person of a table, from all lines with their log-in. */
export function personIn(
  login: string,
  lines: TableRow[],
  known: Known,
  t: Translate,
): { person: PlannedPerson } | { faults: Fault[] } {
  const complain: Complain = (line, column, code, about = '') => ({
    ...{ line, column },
    message: fieldMessages({ at: code }, t, { about: String(about) }).at ?? code,
  })
  if (login === '') return { faults: lines.map(({ line }) => complain(line, 'login', 'required')) }
  if (!readable.test(login)) return { faults: lines.map(({ line }) => complain(line, 'login', 'no-log-in', login)) }
  const { posts, faults } = postsIn(login, lines, known, complain)
  const alike = known.alike(login)
  if (alike) return { faults: lines.map(({ line }) => complain(line, 'login', 'alike-log-in', alike)) }
  const read = details.safeParse(detailsIn(login, lines, known))
  const saidAt = (column: string) => lines.find(row => row.cells[column as Column])?.line ?? lines[0]?.line ?? 0
  const wrong = Object.entries(read.success ? {} : fieldErrors(read.error, t)).map(([field, message]) => ({
    line: saidAt(field),
    column: columns.find(one => one === field) ?? null,
    message,
  }))
  const inactive = known.person(login)?.active === false ? [complain(saidAt('login'), 'login', 'inactive-person')] : []
  const foreign = lines
    .filter(({ cells }) => cells.language && !languageCalled(cells.language))
    .map(({ line, cells }) => complain(line, 'language', 'unknown-language', cells.language))
  const all = [...wrong, ...inactive, ...foreign, ...differing(lines, complain), ...faults]
  return read.success && all.length === 0 ? { person: { ...read.data, posts } } : { faults: all }
}

/** What the table says of somebody, else what is known of them. */
function detailsIn(login: string, lines: TableRow[], known: Known) {
  const before = known.person(login)
  const said = (column: Column) => lines.find(row => row.cells[column])?.cells[column]
  const language = said('language')
  return {
    login,
    name: said('name') ?? before?.name,
    email: said('email') ?? before?.email,
    language: (language && languageCalled(language)) ?? before?.language ?? 'zh-CN',
  }
}

/** A later line with the same log-in that says something else: most likely two people were given one log-in. */
function differing(lines: TableRow[], complain: Complain): Fault[] {
  return own.flatMap(column => {
    const [first, ...later] = lines.filter(row => row.cells[column])
    return later
      .filter(row => row.cells[column] !== first?.cells[column])
      .map(row => complain(row.line, column, 'differs-from-line', first?.line))
  })
}

function postsIn(
  login: string,
  lines: TableRow[],
  known: Known,
  complain: Complain,
): { posts: PlannedPost[]; faults: Fault[] } {
  const seen = new Map<string, number>()
  const posts: PlannedPost[] = []
  const faults: Fault[] = []
  for (const { line, cells } of lines) {
    const post = postIn(cells, known)
    if ('wrong' in post) {
      faults.push(...post.wrong.map(({ column, code, about }) => complain(line, column, code, about)))
      continue
    }
    const key = `${post.role} ${post.department}`
    const before = seen.get(key)
    if (before === undefined) seen.set(key, line)
    else faults.push(complain(line, null, 'same-as-line', before))
    if (before !== undefined || !post.role || !post.department) continue
    const planned = { role: post.role, department: post.department }
    if (known.fits(login, planned)) posts.push(planned)
    else faults.push(complain(line, 'department', 'role-not-here'))
  }
  return { posts, faults }
}

interface WrongCell {
  column: Column
  code: string
  about?: string
}

/** The post of one line, or none; role and department are given together. */
function postIn({ role, department }: TableRow['cells'], known: Known): Partial<PlannedPost> | { wrong: WrongCell[] } {
  if (!role && !department) return {}
  const called = role ? roleCalled(role) : undefined
  const found = department ? known.departments(department) : []
  const wrong: (WrongCell | false)[] = [
    !role && { column: 'role', code: 'required' },
    !!role && !called && { column: 'role', code: 'unknown-role', about: role },
    !department && { column: 'department', code: 'required' },
    !!department && found.length === 0 && { column: 'department', code: 'no-department-called', about: department },
    found.length > 1 && { column: 'department', code: 'departments-called-alike', about: found.join(', ') },
  ]
  const faults = wrong.filter(one => one !== false)
  return faults.length > 0 ? { wrong: faults } : { role: called, department: found[0] }
}

/** A role by its code, or as either language calls it. */
function roleCalled(word: string): Role | undefined {
  return roles.find(role => called(word, role, `codes.roles.${role}`))
}

function languageCalled(word: string): Language | undefined {
  return languages.find(one => called(word, one, `people.import.languages.${one}`))
}

/** A word means something by its code or by one of the names (`中文|简体中文`) that the languages have for it. */
function called(word: string, code: string, key: string): boolean {
  const names = languages.flatMap(language => translator(language)(key).split('|'))
  return [code, ...names].some(name => plain(name) === plain(word))
}

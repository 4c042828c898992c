import type { Request, Response } from 'express'
import { roles } from '../../workflows/organisation/roles.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { csvText, textOf } from '../web/csv.ts'
import { type Form, form } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { importPeople, type NewPerson, planDigest, readHouse } from './import-changes.ts'
import type { House, PlannedPost } from './import-known.ts'
import { type ImportPlan, planImport } from './import-plan.ts'
import { type Column, columns, type Fault, mostLines, peopleTable } from './import-table.ts'
import { departmentsForPage } from './queries.ts'
import { departmentChoices, namesOf } from './tree.ts'

/** More mistakes than that nobody reads before the first are put right. */
const mostFaults = 200

interface PreviewLine {
  login: string
  name: string
  /** what is new, each as a few words */
  news: string[]
}

declare module '../web/render.ts' {
  interface Views {
    'people/import': {
      title: string
      form: Form
      faults: (Fault & { label: string })[]
      faultCount: number
      /** how many more there are than are listed */
      moreFaults: number
      columns: { name: string; text: string; required: boolean }[]
      roles: Choice[]
      departments: Choice[]
      mostLines: number
    }
    'people/import-preview': {
      title: string
      source: string
      digest: string
      /** the house changed since it was looked at: look again */
      changedMeanwhile: boolean
      created: PreviewLine[]
      changed: PreviewLine[]
      unchanged: { login: string; name: string }[]
      some: boolean
    }
    'people/import-done': { title: string; people: NewPerson[]; changed: number; download: string; file: string }
  }
}

/** The form for a table, what may stand in it, and what was wrong with it. */
export async function showImport(deps: Deps, response: Response, source = '', faults: Fault[] = []): Promise<void> {
  const { t, language } = response.locals
  const departments = await departmentsForPage(deps)
  render(response, 'people/import', {
    title: t('people.import.title'),
    form: form('import', { source }),
    faults: faults.slice(0, mostFaults).map(fault => ({ ...fault, label: labelOf(fault.column, t) })),
    faultCount: faults.length,
    moreFaults: Math.max(0, faults.length - mostFaults),
    columns: columns.map(column => ({
      name: t(`people.fields.${column}`),
      text: t(`people.import.columns.${column}`),
      required: column === 'login',
    })),
    roles: choices(roles, 'codes.roles', t),
    departments: departmentChoices(departments, language),
    mostLines,
  })
}

const labelOf = (column: Column | null, t: Translate) => (column ? t(`people.fields.${column}`) : '')

/** What the table would do, to be confirmed; or all that is wrong with it. Nothing is written. */
export async function previewImport(deps: Deps, request: Request, response: Response): Promise<void> {
  const { t } = response.locals
  const source = sourceOf(request)
  if (source === undefined) return refuse(deps, response, '', wholeTable(t('people.import.faults.encoding')))
  if (request.body?.edit) return showImport(deps, response, source)
  const house = await readHouse(deps.db)
  const read = planned(source, house, t)
  if ('faults' in read) return refuse(deps, response, source, read.faults)
  showPreview(response, source, read.plan, house)
}

/** Takes the table in if it still does what was confirmed; otherwise shows what it would do now. */
export async function confirmImport(deps: Deps, request: Request, response: Response): Promise<void> {
  const { t } = response.locals
  const source = sourceOf(request) ?? ''
  const read = planned(source, await readHouse(deps.db), t)
  if ('faults' in read) return refuse(deps, response, source, read.faults)
  const { plan } = read
  const replan = (house: House) => {
    const again = planned(source, house, t)
    return 'plan' in again ? again.plan : undefined
  }
  const meant = request.body?.digest === planDigest(plan)
  const people = meant ? await importPeople(deps, personOf(response).login, plan, replan) : undefined
  if (people) return showDone(response, people, plan.changed.length)
  response.status(409)
  const house = await readHouse(deps.db)
  const now = planned(source, house, t)
  if ('faults' in now) return showImport(deps, response, source, now.faults)
  showPreview(response, source, now.plan, house, true)
}

function planned(source: string, house: House, t: Translate) {
  const table = peopleTable(source, t)
  return 'faults' in table ? table : planImport(table.rows, house, t)
}

const wholeTable = (message: string): Fault[] => [{ line: 1, column: null, message }]

async function refuse(deps: Deps, response: Response, source: string, faults: Fault[]): Promise<void> {
  response.status(422)
  await showImport(deps, response, source, faults)
}

/** The file, or what was pasted; undefined when the file is no text. */
function sourceOf({ file, body }: Request): string | undefined {
  if (file && file.size > 0) return textOf(file.buffer)
  return typeof body?.source === 'string' ? body.source : ''
}

function showPreview(
  response: Response,
  source: string,
  plan: ImportPlan,
  { departments }: House,
  changedMeanwhile = false,
): void {
  const { t, language } = response.locals
  const names = namesOf(departments, language)
  const postWords = ({ role, department }: PlannedPost) => `${names.get(department)} · ${t(`codes.roles.${role}`)}`
  render(response, 'people/import-preview', {
    title: t('people.import.preview'),
    ...{ source, changedMeanwhile },
    digest: planDigest(plan),
    created: plan.created.map(({ login, name, email, posts }) => ({
      login,
      name,
      news: [email, ...posts.map(postWords)],
    })),
    changed: plan.changed.map(({ login, name, changes, posts }) => ({
      ...{ login, name },
      news: [
        ...changes.map(({ field, from, to }) =>
          t('people.import.change', { field: t(`people.fields.${field}`), from, to }),
        ),
        ...posts.map(post => t('people.import.newPost', { post: postWords(post) })),
      ],
    })),
    unchanged: plan.unchanged,
    some: plan.created.length + plan.changed.length > 0,
  })
}

/** The only time that anybody sees the first passwords. */
function showDone(response: Response, people: NewPerson[], changed: number): void {
  const { t } = response.locals
  const head = (['name', 'login', 'email', 'password'] as const).map(field => t(`people.fields.${field}`))
  const table = csvText([head, ...people.map(({ name, login, email, password }) => [name, login, email, password])])
  response.set('Cache-Control', 'no-store')
  render(response, 'people/import-done', {
    title: t('people.import.done'),
    ...{ people, changed },
    download: `data:text/csv;charset=utf-8,${encodeURIComponent(table)}`,
    file: `${t('people.import.files.passwords')}.csv`,
  })
}

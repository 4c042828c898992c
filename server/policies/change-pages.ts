import type { Response } from 'express'
import { formFieldsOf, type PolicyField } from '../../workflows/policy/form-fields.ts'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { lintOrganisation } from '../../workflows/policy/lint-organisation.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { type ReadFinding, readFindings } from '../web/findings.ts'
import { type Form, form } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { PolicyWords } from '../web/policy-words.ts'
import { render } from '../web/render.ts'
import { type ReadDifference, readDifference } from './read-view.ts'
import { lineOf, titleOf, type VersionLine } from './version-lines.ts'
import { type StoredVersion, versionInForce, versionNamed } from './versions.ts'

interface Wrong {
  path: string
  message: string
}
interface EditField extends Pick<PolicyField, 'path' | 'input' | 'value'> {
  label: string
  choices: Choice[]
  error: string
}
interface EditGroup {
  table: string
  rows: { name: string; fields: EditField[] }[]
}

/** A draft that came back: what was typed by path, or the raw document, and what is wrong with it. */
export interface RefusedDraft {
  values?: Record<string, unknown>
  document?: string
  fields?: Record<string, string> | undefined
  message?: string
}

declare module '../web/render.ts' {
  interface Views {
    'policies/edit': {
      title: string
      policy: VersionLine
      groups: EditGroup[]
      document: string
      problem: string
      errors: Wrong[]
    }
    'policies/publish': {
      title: string
      policy: VersionLine
      form: Form
      differences: ReadDifference[]
      findings: ReadFinding[]
      blocked: boolean
    }
    'policies/retire': { title: string; policy: VersionLine; form: Form }
  }
}

/** The form of a draft, with the raw document beside it. */
export async function showEdit(
  deps: Deps,
  response: Response,
  code: string,
  version: number,
  refused: RefusedDraft = {},
): Promise<void> {
  const stored = await versionNamed(deps.db, code, version)
  const errors = Object.entries(refused.fields ?? {}).map(([path, message]) => ({
    path: path.replace(/^document\./, ''),
    message,
  }))
  render(response, 'policies/edit', {
    title: titleOf(stored, response),
    policy: await lineOf(deps, stored),
    groups: editGroups(stored, response, refused.values ?? {}, errors),
    document: refused.document ?? JSON.stringify(stored.policy, null, 2),
    problem: refused.message ?? '',
    errors,
  })
}

export async function showPublish(
  deps: Deps,
  response: Response,
  code: string,
  version: number,
  filled = form('publish'),
): Promise<void> {
  const { t, language } = response.locals
  const stored = await versionNamed(deps.db, code, version)
  const before = await versionInForce(deps, code)
  const organisation = await loadOrganisation(deps.db)
  const found = [...lintPolicy(stored.policy), ...lintOrganisation(stored.policy, organisation)]
  render(response, 'policies/publish', {
    title: t('policies.publish.title'),
    policy: await lineOf(deps, stored),
    form: filled,
    differences: before ? readDifference(before.policy, stored.policy, t, language) : [],
    findings: readFindings(found, new PolicyWords(stored.policy, t, language), namesIn(organisation, language)),
    blocked: found.some(one => one.severity === 'error'),
  })
}

export async function showRetire(
  deps: Deps,
  response: Response,
  code: string,
  version: number,
  filled = form('retire'),
): Promise<void> {
  const stored = await versionNamed(deps.db, code, version)
  render(response, 'policies/retire', {
    title: response.locals.t('policies.retire.title'),
    policy: await lineOf(deps, stored),
    form: filled,
  })
}

function editGroups(
  stored: StoredVersion,
  { locals: { t, language } }: Response,
  typed: Record<string, unknown>,
  errors: Wrong[],
): EditGroup[] {
  const words = new PolicyWords(stored.policy, t, language)
  const fields = formFieldsOf(stored.policy)
  return [...new Set(fields.map(one => one.table))].map(table => {
    const own = fields.filter(one => one.table === table)
    const rows = [...new Set(own.map(one => one.row))].map(row => ({
      name: words.row(table, row),
      fields: own.filter(one => one.row === row).map(one => editField(one, words, typed, errors)),
    }))
    return { table, rows }
  })
}

function editField(one: PolicyField, words: PolicyWords, typed: Record<string, unknown>, errors: Wrong[]): EditField {
  const { path, input, table, column, part } = one
  const label = [words.column(table, column), words.t(`policies.parts.${part}`)].join(' · ')
  const value = Object.keys(typed).length === 0 ? one.value : ((typed[path] ?? '') as string | string[])
  return {
    path,
    input,
    value,
    label,
    choices: (one.choices ?? []).map(code => ({ value: code, label: words.choice(path, code) })),
    error: errors.find(wrong => wrong.path === path)?.message ?? '',
  }
}

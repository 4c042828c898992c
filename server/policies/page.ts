import type { Response } from 'express'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { lintOrganisation } from '../../workflows/policy/lint-organisation.ts'
import { iso } from '../cases/instant.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { isAdministrator } from '../web/administrators.ts'
import type { Choice } from '../web/choices.ts'
import { type ReadFinding, readFindings } from '../web/findings.ts'
import { type Form, form } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { hasRole, personOf } from '../web/person.ts'
import { PolicyWords } from '../web/policy-words.ts'
import { render } from '../web/render.ts'
import { formView, type ShownWrong, wrongIn } from './form-view.ts'
import { type ReadDifference, type ReadTable, readDifference, readTables } from './read-view.ts'
import { lineOf, titleOf, type VersionLine, versionLines } from './version-lines.ts'
import { allVersions, deedsOnVersion, versionInForce, versionNamed } from './versions.ts'

interface PolicyCard {
  code: string
  name: string
  chosen: boolean
  versions: VersionLine[]
}
/** Something that was done to a version, in words. */
export interface Deed {
  at: string
  by: string
  action: string
}

declare module '../web/render.ts' {
  interface Views {
    'policies/list': {
      policies: PolicyCard[]
      mayChange: boolean
      seesRehearsals: boolean
      imported: Form
      wrong: ShownWrong[]
    }
    'policies/version': {
      title: string
      policy: VersionLine
      name: string
      tables: ReadTable[]
      findings: ReadFinding[]
      deeds: Deed[]
      mayChange: boolean
      mayRehearse: boolean
    }
    'policies/diff': {
      title: string
      code: string
      versions: Choice[]
      form: Form
      differences: ReadDifference[]
    }
  }
}

/** Every policy with its versions, the organisation's own first. */
export async function showPolicies(
  deps: Deps,
  response: Response,
  imported = form('import'),
  fields: Record<string, string> = {},
): Promise<void> {
  const { t, language } = response.locals
  // as rows cannot be told apart in what is no document, its tables are named
  const { wrong } = formView({ document: {}, errors: wrongIn(fields), t, language, changed: '' })
  const all = await allVersions(deps)
  const own = await versionInForce(deps, null)
  const lines = await versionLines(deps, all)
  const codes = [...new Set(all.map(one => one.code))]
  const cards = codes.map(code => {
    const versions = lines.filter(one => one.code === code)
    const shown = versions.find(one => one.inForce) ?? versions.at(-1)
    const name = all.find(one => one.code === code && one.version === shown?.version)?.policy.name[language] ?? code
    return { code, name, chosen: own?.code === code, versions: versions.reverse() }
  })
  const policies = cards.sort((one, other) => Number(other.chosen) - Number(one.chosen))
  const seesRehearsals = hasRole(personOf(response), 'admin', 'director', 'auditor')
  render(response, 'policies/list', { policies, imported, wrong, mayChange: isAdministrator(response), seesRehearsals })
}

export async function showVersion(deps: Deps, response: Response, code: string, version: number): Promise<void> {
  const { t, language } = response.locals
  const stored = await versionNamed(deps.db, code, version)
  const organisation = await loadOrganisation(deps.db)
  render(response, 'policies/version', {
    title: titleOf(stored, response),
    name: stored.policy.name[language],
    policy: await lineOf(deps, stored),
    tables: readTables(stored.policy, t, language),
    findings: readFindings(
      [...lintPolicy(stored.policy), ...lintOrganisation(stored.policy, organisation)],
      new PolicyWords(stored.policy, t, language),
      namesIn(organisation, language),
    ),
    deeds: await deedsOn(deps, response, `${code}/${version}`),
    mayChange: isAdministrator(response),
    mayRehearse: hasRole(personOf(response), 'admin', 'director'),
  })
}

export async function showDifference(
  deps: Deps,
  response: Response,
  code: string,
  from: number,
  to: number,
): Promise<void> {
  const { t, language } = response.locals
  const [before, after] = [await versionNamed(deps.db, code, from), await versionNamed(deps.db, code, to)]
  const versions = (await allVersions(deps)).filter(one => one.code === code)
  render(response, 'policies/diff', {
    title: `${t('policies.diff.title')} · ${after.policy.name[language]}`,
    code,
    form: form('diff', { from: String(from), to: String(to) }),
    versions: versions.map(one => ({
      value: String(one.version),
      label: t('policies.version', { version: one.version }),
    })),
    differences: readDifference(before.policy, after.policy, t, language),
  })
}

/** What was done to a version, newest first. */
export async function deedsOn({ db }: Deps, { locals }: Response, key: string): Promise<Deed[]> {
  const names = namesIn(await loadOrganisation(db), locals.language)
  const deeds = await deedsOnVersion(db, key)
  return deeds.map(({ at, person, action }) => ({
    at: iso(at),
    by: person ? names.person(person) : '',
    action: locals.t(`policies.deeds.${action}`),
  }))
}

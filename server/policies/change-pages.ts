import type { Response } from 'express'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { lintOrganisation } from '../../workflows/policy/lint-organisation.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type ReadFinding, readFindings } from '../web/findings.ts'
import { type Form, form } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { PolicyWords } from '../web/policy-words.ts'
import { render } from '../web/render.ts'
import { type FormSection, formView, type ShownWrong, wrongIn } from './form-view.ts'
import { type Deed, deedsOn } from './page.ts'
import { type ReadDifference, readDifference } from './read-view.ts'
import { lineOf, titleOf, type VersionLine } from './version-lines.ts'
import { versionInForce, versionNamed } from './versions.ts'

/** A draft that is being written: what was typed, which row was changed last, and what is wrong with it. */
interface Writing {
  typed?: Record<string, unknown>
  /** the raw document, where that was sent */
  raw?: string | undefined
  /** the rules that stood there when writing began; as they stand now when it is missing */
  madeFrom?: Policy | undefined
  /** somebody else has saved it since */
  overtaken?: boolean
  changed?: string
  fields?: Record<string, string> | undefined
  message?: string
}

declare module '../web/render.ts' {
  interface Views {
    'policies/edit': {
      title: string
      policy: VersionLine
      sections: FormSection[]
      document: string
      /** the stored rules that this was made from: what another saves meanwhile is not overwritten unseen */
      madeFrom: string
      overtaken: { last: Deed | undefined; differences: ReadDifference[] } | null
      /** it is no draft and nothing was typed: only a copy can be changed */
      copyInstead: boolean
      problem: string
      wrong: ShownWrong[]
      unsaved: boolean
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
  { typed, raw, madeFrom, overtaken = false, changed = '', fields = {}, message = '' }: Writing = {},
): Promise<void> {
  const { t, language } = response.locals
  const stored = await versionNamed(deps.db, code, version)
  const document = typed ?? { ...stored.policy }
  render(response, 'policies/edit', {
    title: titleOf(stored, response),
    policy: await lineOf(deps, stored),
    ...formView({ document, errors: wrongIn(fields), t, language, changed }),
    document: raw ?? JSON.stringify(document, null, 2),
    madeFrom: JSON.stringify(overtaken ? stored.policy : (madeFrom ?? stored.policy)),
    overtaken: overtaken
      ? {
          last: (await deedsOn(deps, response, `${code}/${version}`))[0],
          differences: madeFrom ? readDifference(madeFrom, stored.policy, t, language) : [],
        }
      : null,
    copyInstead: stored.status !== 'draft' && message === '',
    problem: message,
    unsaved: typed !== undefined && message === '',
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
    title: `${t('policies.publish.title')} · ${titleOf(stored, response)}`,
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
    title: `${response.locals.t('policies.retire.title')} · ${titleOf(stored, response)}`,
    policy: await lineOf(deps, stored),
    form: filled,
  })
}

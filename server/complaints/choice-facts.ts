import type { Context } from '../../workflows/complaint/context.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import type { Choice } from '../web/choices.ts'
import type { Language, Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import type { CaseView } from './case-view.ts'

/** What the lists of a form depend on. */
export interface ChoiceFacts {
  view: CaseView
  context: Context
  organisation: Organisation
  policy: Policy
  names: Names
  t: Translate
  language: Language
  login: string
  at: string
}

export type Lists = Record<string, Choice[]>

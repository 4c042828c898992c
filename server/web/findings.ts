import type { LintFinding } from '../../workflows/policy/lint-parts.ts'
import type { Names } from './names.ts'
import type { PolicyWords } from './policy-words.ts'

export interface ReadFinding {
  error: boolean
  text: string
}

/** Findings in words: what is wrong, with what it is about by its name. */
export function readFindings(findings: LintFinding[], words: PolicyWords, names: Names): ReadFinding[] {
  return findings.map(one => readFinding(one, words, names))
}

export function readFinding({ severity, rule, about }: LintFinding, words: PolicyWords, names: Names): ReadFinding {
  const parts = about.split(' ').map(one => aboutWords(one, words, names))
  return { error: severity === 'error', text: words.t(`lint.${rule}`, { about: parts.join(' ') }) }
}

function aboutWords(about: string, words: PolicyWords, names: Names): string {
  const [kind, code = ''] = about.split(':')
  switch (kind) {
    case 'level':
      return words.level(code)
    case 'department':
      return names.department(code)
    case 'person':
      return names.person(code)
    case 'limit':
      return words.row('limits', code)
    case 'role':
      return words.t(`codes.roles.${code}`)
    case 'category':
      return words.t(`codes.categories.${code}`)
    case 'state':
      return words.t(`codes.states.${code}`)
    case 'year':
      return code
    case 'purse':
      return words.row('purses', code)
    case 'joint':
      return words.row('seats', `joint-${code}`)
    case 'cap':
      return words.row('caps', code)
    case 'event':
      return words.row('required', code)
    default:
      return about
  }
}

import type { Policy } from '../../workflows/policy/policy.ts'
import type { Language, Translate } from './i18n.ts'

/** What a policy calls conduct that it lists; the code where it does not list it any more. */
export function conductName({ grading }: Policy, code: string, language: Language): string {
  return grading.byConduct.find(one => one.code === code)?.words[language] ?? code
}

/** The words for a page about one case: `codes.levels.…` are called what the case's own policy calls them. */
export function wordsUnder({ levels }: Policy, t: Translate, language: Language): Translate {
  const own = new Map(levels.map(({ code, name }) => [`codes.levels.${code}`, name[language]]))
  return (key, options) => own.get(key) ?? t(key, options)
}

import { readFileSync } from 'node:fs'
import { createInstance } from 'i18next'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
/** Finds the words of a key in one language. */
export type Translate = (key: string, options?: Record<string, unknown>) => string

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language)

const words = createInstance()
void words.init({
  resources: Object.fromEntries(languages.map(language => [language, { translation: locale(language) }])),
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
})
// {{people, apart}}: a name in Latin letters stands apart from the Chinese word before it
words.services.formatter?.add('apart', value => (/^\p{Script=Latin}/u.test(value) ? ` ${value}` : value))

const translators = Object.fromEntries(languages.map(language => [language, remembering(language)])) as Record<
  Language,
  Translate
>

/** The words of one language: `t('account.title')`. */
export const translator = (language: Language): Translate => translators[language]

export const hasWords = (key: string): boolean => words.exists(key)

const mostRemembered = 10_000
const nothing = {}

/** A page has hundreds of words, and finding one costs i18next more than printing it: so what was found is kept. */
function remembering(language: Language): Translate {
  const find = words.getFixedT(language)
  const known = new Map<string, string>()
  return (key, options = nothing) => {
    const question = isEmpty(options) ? key : `${key} ${JSON.stringify(options)}`
    const remembered = known.get(question)
    if (remembered !== undefined) return remembered
    if (known.size >= mostRemembered) known.clear()
    const text = find(key, options)
    known.set(question, text)
    return text
  }
}

/** Most words stand alone; to see that is cheaper than to spell nothing out. */
function isEmpty(options: object): boolean {
  for (const _ in options) return false
  return true
}

function locale(language: Language): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../views/locales/${language}.json`, import.meta.url), 'utf8'))
}

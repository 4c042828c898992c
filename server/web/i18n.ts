import { readFileSync } from 'node:fs'
import { createInstance, type TFunction } from 'i18next'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
export type { TFunction }

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language)

const words = createInstance()
void words.init({
  resources: Object.fromEntries(languages.map(language => [language, { translation: locale(language) }])),
  lng: 'zh-CN',
  fallbackLng: false,
  initAsync: false,
  interpolation: { escapeValue: false },
})

const translators = Object.fromEntries(
  languages.map(language => [language, remembering(words.getFixedT(language))]),
) as Record<Language, TFunction>

/** The words of one language: `t('account.title')`. */
export const translator = (language: Language): TFunction => translators[language]

export const hasWords = (key: string): boolean => words.exists(key)

/** A page has hundreds of words, and looking one up costs i18next more than printing it. */
function remembering(find: TFunction): TFunction {
  const known = new Map<string, string>()
  const remember = (key: string) => {
    const text = find(key)
    known.set(key, text)
    return text
  }
  const isPlain = (options?: object) => !options || Object.keys(options).length === 0
  return ((key: string, options?: object) =>
    isPlain(options) ? (known.get(key) ?? remember(key)) : find(key, options)) as TFunction
}

function locale(language: Language): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../views/locales/${language}.json`, import.meta.url), 'utf8'))
}

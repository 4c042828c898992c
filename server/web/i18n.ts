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

const translators = Object.fromEntries(languages.map(language => [language, remembering(language)])) as Record<
  Language,
  Translate
>

/** The words of one language: `t('account.title')`. */
export const translator = (language: Language): Translate => translators[language]

export const hasWords = (key: string): boolean => words.exists(key)

/** A page has hundreds of words, and looking one up costs i18next more than printing it. */
function remembering(language: Language): Translate {
  const find = words.getFixedT(language)
  const known = new Map<string, string>()
  const remember = (key: string) => {
    const text = find(key)
    known.set(key, text)
    return text
  }
  return (key, options = {}) =>
    Object.keys(options).length === 0 ? (known.get(key) ?? remember(key)) : find(key, options)
}

function locale(language: Language): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../views/locales/${language}.json`, import.meta.url), 'utf8'))
}

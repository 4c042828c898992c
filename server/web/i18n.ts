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

const translators = Object.fromEntries(languages.map(language => [language, words.getFixedT(language)])) as Record<
  Language,
  TFunction
>

/** The words of one language: `t('account.title')`. */
export const translator = (language: Language): TFunction => translators[language]

export const hasWords = (key: string): boolean => words.exists(key)

function locale(language: Language): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../views/locales/${language}.json`, import.meta.url), 'utf8'))
}

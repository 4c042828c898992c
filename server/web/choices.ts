import { languages, type TFunction } from './i18n.ts'

/** One line of a select or one radio button. */
export interface Choice {
  value: string
  label: string
}

/** The choices of a closed list, with the words under `<words>.<value>`: `choices(levels, 'codes.levels', t)`. */
export const choices = (values: readonly string[], words: string, t: TFunction): Choice[] =>
  values.map(value => ({ value, label: t(`${words}.${value}`) }))

export const languageChoices = (t: TFunction): Choice[] => choices(languages, 'languages', t)

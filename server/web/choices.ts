import { languages, type Translate } from './i18n.ts'

/** One line of a select or one radio button. */
export interface Choice {
  value: string
  label: string
}

/** The choices of a closed list, with the words under `<words>.<value>`: `choices(levels, 'codes.levels', t)`. */
export const choices = (values: readonly string[], words: string, t: Translate): Choice[] =>
  values.map(value => ({ value, label: t(`${words}.${value}`) }))

export const languageChoices = (t: Translate): Choice[] => choices(languages, 'languages', t)

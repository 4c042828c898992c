import { type Level, levels } from '../../workflows/complaint/codes.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import type { Choice } from '../web/choices.ts'
import type { Language } from '../web/i18n.ts'
import { levelWritten } from './queue-address.ts'

/** Levels to choose from, those of one policy together; without a label where the policies do not differ. */
export interface LevelGroup {
  label: string
  choices: Choice[]
}

type Asked = { level?: Level | undefined; policy?: string | undefined }

/**
 * The levels of the policies in force, by their own names.
 * @param policies the organisation's own first
 * @param asked what the address asks for, which is always among them
 */
export function levelGroups(policies: Policy[], asked: Asked, language: Language): LevelGroup[] {
  const used = levels.filter(level => namesOf(policies, level, language).length > 0)
  if (used.every(level => namesOf(policies, level, language).length === 1)) {
    return [
      { label: '', choices: used.map(level => ({ value: level, label: levelName(policies, { level }, language) })) },
    ]
  }
  const groups = policies.map(policy => ({
    label: policy.name[language],
    choices: policy.levels
      .toSorted((one, other) => one.rank - other.rank)
      .map(({ code, name }) => ({ value: `${policy.code}.${code}`, label: name[language] })),
  }))
  const value = levelWritten(asked) ?? ''
  const listed = !value || groups.some(group => group.choices.some(choice => choice.value === value))
  return listed ? groups : [{ label: '', choices: [{ value, label: levelName(policies, asked, language) }] }, ...groups]
}

/** What a level is called: by its policy, which is said too unless it is one's own; without one, every name it has. */
export function levelName(policies: Policy[], { level, policy: of }: Asked, language: Language): string {
  if (!level) return ''
  const policy = policies.find(one => one.code === of)
  const [name = level, ...others] = namesOf(policy ? [policy] : policies, level, language)
  const words = [name, ...others].join(' / ')
  return !of || policy === policies[0] ? words : `${words} · ${policy ? policy.name[language] : of}`
}

function namesOf(policies: Policy[], level: Level, language: Language): string[] {
  const names = policies.flatMap(one =>
    one.levels.filter(({ code }) => code === level).map(({ name }) => name[language]),
  )
  return [...new Set(names)]
}

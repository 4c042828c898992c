/** Something wrong with the rules or with who is to carry them out. Errors forbid publishing, warnings do not. */
export interface LintFinding {
  severity: 'error' | 'warning'
  rule: string
  /** what it is about, as words `level:major`, `role:head department:dining`, or plain text */
  about: string
}

export const error = (rule: string, about: string): LintFinding => ({ severity: 'error', rule, about })
export const warning = (rule: string, about: string): LintFinding => ({ severity: 'warning', rule, about })

/** What stands more than once in a list, each named once. */
export function repeated<T>(list: T[]): T[] {
  return unique(list.filter((one, index) => list.indexOf(one) !== index))
}

export function unique<T>(list: T[]): T[] {
  return [...new Set(list)]
}

export function entriesOf<K extends string, V>(record: Partial<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][]
}

import type { Translate } from '../web/i18n.ts'
import type { Names } from '../web/names.ts'
import { type Narrowing, narrowing, type QueueAddress, queryOf, queueAt } from './queue-address.ts'

/** One condition of the list, and the address of the list without it. */
export interface Chip {
  label: string
  without: string
}

interface ChipWords {
  t: Translate
  names: Names
  /** what the level that is asked for is called */
  level: string
}

/** What narrows the list, each in words. */
export function chipsOf(address: QueueAddress, words: ChipWords): Chip[] {
  const set = narrowing.filter(name => address[name] !== undefined && address[name] !== '')
  return set.map(name => ({
    label: labelOf(name, String(address[name]), words),
    without: queueAt(queryOf({ ...address, [name]: undefined })),
  }))
}

function labelOf(name: Narrowing, value: string, { t, names, level }: ChipWords): string {
  const words: Partial<Record<Narrowing, () => string>> = {
    stage: () => t(`codes.stages.${value}`),
    level: () => level,
    department: () => names.department(value),
    handler: () => names.person(value),
    registrar: () => names.person(value),
  }
  const given = words[name]?.() ?? value
  return t(saidByValue.has(name) ? `queue.chips.${name}.${value}` : `queue.chips.${name}`, { value: given })
}

/** Conditions with few values, each of which has words of its own. */
const saidByValue: ReadonlySet<Narrowing> = new Set(['mine', 'assigned', 'open', 'late', 'due'])

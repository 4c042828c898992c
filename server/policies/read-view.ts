import { type Cell, tableNames, type Value } from '../../workflows/policy/cells.ts'
import { type Difference, differenceOf } from '../../workflows/policy/difference.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { tablesOf } from '../../workflows/policy/tables.ts'
import { type Language, languages, type Translate } from '../web/i18n.ts'
import { PolicyWords } from '../web/policy-words.ts'

/** A table of the read view: what a leader sees of one part of the rules. */
export interface ReadTable {
  name: string
  columns: string[]
  rows: { name: string; cells: ReadCell[] }[]
  /** each row says one thing: no columns are needed */
  plain: boolean
}

interface ReadCell {
  column: string
  words: string
  none: boolean
}

/** A changed field in words. */
export interface ReadDifference {
  table: string
  row: string
  column: string
  before: string
  after: string
}

/** What stands at the head of the page or of the row already. */
const ownNames = ['naming/value', 'levels/name', 'types/name', 'conduct/words', 'particulars/words']

/** The policy as tables in words, without those that are empty. */
export function readTables(policy: Policy, t: Translate, language: Language): ReadTable[] {
  const words = new PolicyWords(policy, t, language)
  const cells = tablesOf(policy).filter(({ table, column }) => !ownNames.includes(`${table}/${column}`))
  return tableNames
    .map(table =>
      tableOf(
        table,
        cells.filter(one => one.table === table),
        words,
      ),
    )
    .filter(table => table.rows.length > 0)
}

/**
 * What changes between two versions, in words, as it takes effect. Where that stays the same, as it is
 * written; where only the words of the other language differ, in those.
 */
export function readDifference(before: Policy, after: Policy, t: Translate, language: Language): ReadDifference[] {
  const other = languages.find(one => one !== language) ?? language
  return differenceOf(before, after).map(one => {
    const [old, fresh] = [new PolicyWords(before, t, language), new PolicyWords(after, t, language)]
    const effect = { ...one, before: one.before && inEffect(one.before), after: one.after && inEffect(one.after) }
    const tellings = [
      inWords(effect, old, fresh),
      inWords(one, old, fresh),
      inWords(one, new PolicyWords(before, t, other), new PolicyWords(after, t, other)),
    ]
    return tellings.find(told => told.before !== told.after) ?? inWords(effect, old, fresh)
  })
}

function inWords(one: Difference, old: PolicyWords, fresh: PolicyWords): ReadDifference {
  const words = one.after ? fresh : old
  const nothing = words.t('policies.nothing')
  return {
    table: words.t(`policies.tables.${one.table}`),
    row: words.row(one.table, one.row),
    column: words.column(one.table, one.column),
    before: one.before ? old.value(one.before) : nothing,
    after: one.after ? fresh.value(one.after) : nothing,
  }
}

function tableOf(table: Cell['table'], cells: Cell[], words: PolicyWords): ReadTable {
  const found = unique(cells.map(one => one.column))
  const columns = table === 'ladders' ? found.sort((one, other) => Number(one) - Number(other)) : found
  const rows = unique(cells.map(one => one.row))
  const cellAt = (row: string, column: string) => cells.find(one => one.row === row && one.column === column)
  return {
    name: table,
    columns: columns.map(column => words.column(table, column)),
    rows: rows.map(row => ({
      name: words.row(table, row),
      cells: columns.map(column => readCell(words.column(table, column), cellAt(row, column)?.value, words)),
    })),
    plain: columns.length === 1 || table === 'seats',
  }
}

function readCell(column: string, value: Value | undefined, words: PolicyWords): ReadCell {
  return { column, words: words.value(inEffect(value)), none: value === undefined }
}

/** What never stands still is not said to be pausable. */
function inEffect(value: Value = { is: 'nothing' }): Value {
  return value.is === 'limit' ? { ...value, limit: { ...value.limit, pausable: value.pauses } } : value
}

function unique(list: string[]): string[] {
  return [...new Set(list)]
}

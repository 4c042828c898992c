import type { Figures } from './bench.ts'
import type { DatabaseName } from './databases.ts'
import { plainPage, rareSearch } from './requests.ts'

/** A figure that has a target: what may not be passed, and how it is told. */
interface Row {
  name: string
  value(figures: Figures): number
  /** at the largest number of cases */
  target: { most: number } | { least: number } | undefined
  unit: string
  /** a cost, that may not grow with the number of cases */
  cost: boolean
}

const mostGrowth = 1.2

const pageNames = ['queue page', 'case page', 'my work']
const requestNames = [
  ...pageNames,
  'text search',
  rareSearch,
  'phone search',
  'log a complaint',
  'one event',
  'log and dispatch',
]

const rows: Row[] = [
  ...requestNames.flatMap((name): Row[] => [
    {
      name,
      unit: 'ms CPU',
      value: one => one.requests.get(name)?.cpu ?? Number.NaN,
      // three events in one request, shown for comparison
      target: name === 'log and dispatch' ? undefined : { most: 5 },
      cost: name !== rareSearch,
    },
    {
      name: '',
      unit: 'per s',
      value: one => one.requests.get(name)?.perSecond ?? Number.NaN,
      target: undefined,
      cost: false,
    },
  ]),
  ...[...pageNames, plainPage].flatMap((name): Row[] => [
    {
      name: `first byte, ${name}`,
      unit: 'ms',
      value: one => one.firstBytes.get(name)?.wait ?? Number.NaN,
      target: undefined,
      cost: true,
    },
    {
      name: '',
      unit: '× plain',
      value: one => one.firstBytes.get(name)?.ratio ?? Number.NaN,
      target: undefined,
      cost: false,
    },
  ]),
  {
    name: 'changes through the door',
    unit: 'per s',
    value: one => one.door.doorPerSecond,
    target: undefined,
    cost: false,
  },
  {
    name: 'the same SQL, sent raw',
    unit: 'per s',
    value: one => one.door.rawPerSecond,
    target: undefined,
    cost: false,
  },
  {
    name: 'the door, of raw SQL',
    unit: '%',
    value: ({ door }) => (100 * door.doorPerSecond) / door.rawPerSecond,
    target: { least: 40 },
    cost: false,
  },
  { name: 'resident memory', unit: 'MB', value: one => one.memory.now, target: { most: 250 }, cost: true },
  { name: '  at its highest', unit: 'MB', value: one => one.memory.highest, target: undefined, cost: false },
]

/** One table for a database: each figure at each size, how much it grew, and whether it reaches its target. */
export function report(name: DatabaseName, figures: Figures[]): string {
  const head = ['', ...figures.map(({ size }) => `${size.toLocaleString('en')} cases`), 'growth', 'target', '']
  const lines = [head, ...rows.map(row => lineOf(row, figures, name === 'postgresql'))]
  const widths = head.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  const text = lines.map(line => line.map((cell, column) => aligned(cell, column, widths[column] ?? 0)).join('  '))
  return `\n${name}\n${text.join('\n')}\n`
}

function lineOf(row: Row, figures: Figures[], judged: boolean): string[] {
  const values = figures.map(row.value)
  const [first = 0, last = 0] = [values[0], values.at(-1)]
  const growth = last / first
  const kept = !row.target || ('most' in row.target ? last <= row.target.most : last >= row.target.least)
  const verdict = kept && (!row.cost || growth <= mostGrowth) ? '✓' : '✗'
  return [
    row.name,
    ...values.map(value => `${value.toFixed(value < 20 ? 2 : 0)} ${row.unit}`),
    row.cost && figures.length > 1 ? growth.toFixed(2) : '',
    judged ? wordsOf(row) : '',
    judged && row.target ? verdict : '',
  ]
}

function wordsOf({ target, cost }: Row): string {
  if (!target) return ''
  const limit = 'most' in target ? `≤ ${target.most}` : `≥ ${target.least}`
  return cost ? `${limit}, growth ≤ ${mostGrowth}` : limit
}

const aligned = (cell: string, column: number, width: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width)

import { type Level, limitKinds } from '../complaint/codes.ts'
import { roles } from '../organisation/roles.ts'
import { marksOfLimits, type Policy, toldRoles, unitsOfLimits } from './policy.ts'
import type { Cell } from './tables.ts'

/** One input of the form in which a draft is edited; `path` is where its value stands in the document. */
export interface PolicyField {
  path: string
  table: Cell['table']
  /** which row and column of that table it belongs to */
  row: string
  column: string
  /** a further part of the same field: amount, unit, from … */
  part: string
  input: 'number' | 'money' | 'text' | 'yes-no' | 'choice' | 'choices'
  choices?: readonly string[]
  value: string | string[]
}

type Place = Pick<PolicyField, 'table' | 'row' | 'column'>

const deciding = roles.filter(role => !['receiver', 'handler', 'auditor', 'admin', 'service-rep'].includes(role))

/**
 * The fields of the form for a policy. Rows that a form cannot add (a level, a rung, a purse) are added in the raw
 * document beside it; a limit that is missing is an empty amount.
 */
export function formFieldsOf(policy: Policy): PolicyField[] {
  return [
    ...levelFields(policy),
    ...gradingFields(policy),
    ...limitFields(policy),
    ...approvalFields(policy),
    ...ladderFields(policy),
    ...restFields(policy),
  ]
}

function levelFields({ levels, closing }: Policy): PolicyField[] {
  return levels.flatMap(({ code, rank, name, pausable }, index) => {
    const at = (column: string): Place => ({ table: 'levels', row: code, column })
    return [
      number(at('rank'), `levels.${index}.rank`, rank),
      text(at('name'), `levels.${index}.name.zh-CN`, name['zh-CN'], 'zh-CN'),
      text(at('name'), `levels.${index}.name.en`, name.en, 'en'),
      yesNo(at('pausable'), `levels.${index}.pausable`, pausable),
      ...(index === 0
        ? (['byHead', 'outside', 'correctiveAction'] as const).map(what =>
            choices(
              { table: 'closing', row: what, column: 'value' },
              `closing.${what}`,
              levels.map(one => one.code),
              closing[what],
            ),
          )
        : []),
    ]
  })
}

function gradingFields({ grading, levels }: Policy): PolicyField[] {
  const codes = levels.map(one => one.code)
  return [
    ...grading.byAmount.flatMap(({ upTo, level }, index) => [
      ...(upTo === null
        ? []
        : [money({ table: 'amounts', row: upTo, column: 'level' }, `grading.byAmount.${index}.upTo`, upTo)]),
      choice(
        { table: 'amounts', row: upTo ?? 'above', column: 'level' },
        `grading.byAmount.${index}.level`,
        codes,
        level,
      ),
    ]),
    ...grading.byCount.flatMap(({ from, level }, index) => {
      const at: Place = { table: 'counts', row: String(from), column: 'level' }
      return [
        number(at, `grading.byCount.${index}.from`, from),
        choice(at, `grading.byCount.${index}.level`, codes, level),
      ]
    }),
    ...Object.entries(grading.byFlag).map(([flag, level]) =>
      choice({ table: 'flags', row: flag, column: 'level' }, `grading.byFlag.${flag}`, codes, level),
    ),
    ...grading.byConduct.map(({ code, level }, index) =>
      choice({ table: 'conduct', row: code, column: 'level' }, `grading.byConduct.${index}.level`, codes, level),
    ),
  ]
}

function limitFields(policy: Policy): PolicyField[] {
  return limitKinds.flatMap(kind =>
    levelsOf(policy).flatMap(level => {
      const limit = policy.limits[kind]?.[level]
      const at: Place = { table: 'limits', row: kind, column: level }
      const path = `limits.${kind}.${level}`
      return [
        field(at, `${path}.amount`, 'number', limit ? String(limit.amount) : '', 'amount'),
        { ...field(at, `${path}.unit`, 'choice', limit?.unit ?? 'hour', 'unit'), choices: unitsOfLimits },
        { ...field(at, `${path}.from`, 'choice', limit?.from ?? 'received', 'from'), choices: marksOfLimits },
        field(at, `${path}.pausable`, 'yes-no', limit?.pausable ? 'yes' : '', 'pausable'),
        field(at, `${path}.roll`, 'yes-no', limit?.roll ? 'yes' : '', 'roll'),
      ]
    }),
  )
}

function approvalFields({ approval, levels, types }: Policy): PolicyField[] {
  return [
    ...levels.map(({ code }) =>
      choices(
        { table: 'approvals', row: code, column: 'steps' },
        `approval.byLevel.${code}`,
        deciding,
        approval.byLevel[code] ?? [],
      ),
    ),
    ...approval.byMoney.flatMap(({ upTo, steps, inform }, index) => {
      const row = upTo ?? 'above'
      return [
        ...(upTo === null
          ? []
          : [money({ table: 'purses', row, column: 'upTo' }, `approval.byMoney.${index}.upTo`, upTo)]),
        choices({ table: 'purses', row, column: 'steps' }, `approval.byMoney.${index}.steps`, deciding, steps),
        choices({ table: 'purses', row, column: 'inform' }, `approval.byMoney.${index}.inform`, deciding, inform),
      ]
    }),
    choice(
      { table: 'seats', row: 'consent', column: 'order' },
      'approval.consent',
      ['first', 'last'],
      approval.consent,
    ),
    ...types.flatMap(({ code, steps, inform }, index) => [
      choices({ table: 'types', row: code, column: 'steps' }, `types.${index}.steps`, deciding, steps),
      choices({ table: 'types', row: code, column: 'inform' }, `types.${index}.inform`, deciding, inform),
    ]),
  ]
}

function ladderFields({ ladders }: Policy): PolicyField[] {
  const all = [
    ...Object.entries(ladders.byKind).map(([kind, list]) => [kind, `ladders.byKind.${kind}`, list] as const),
    ['other', 'ladders.other', ladders.other] as const,
  ]
  return all.flatMap(([kind, path, list]) =>
    list.flatMap(({ percent, tell }, index) => {
      const at: Place = { table: 'ladders', row: kind, column: String(percent) }
      return [number(at, `${path}.${index}.percent`, percent), choices(at, `${path}.${index}.tell`, toldRoles, tell)]
    }),
  )
}

function restFields(policy: Policy): PolicyField[] {
  const { closing, caps, reopenDays, backdatingMinutes, appealDays, penaltyAppealWorkDays } = policy
  const cap = (row: string, path: string, value: number) => number({ table: 'caps', row, column: 'value' }, path, value)
  return [
    yesNo({ table: 'closing', row: 'bothSides', column: 'value' }, 'closing.bothSides', closing.bothSides),
    ...Object.entries(caps).map(([what, most]) => cap(what, `caps.${what}`, most)),
    cap('reopenDays', 'reopenDays', reopenDays),
    cap('backdatingMinutes', 'backdatingMinutes', backdatingMinutes),
    cap('appealDays', 'appealDays', appealDays),
    cap('penaltyAppealWorkDays', 'penaltyAppealWorkDays', penaltyAppealWorkDays),
  ]
}

export const levelsOf = (policy: Policy): Level[] => policy.levels.map(one => one.code)

function field(at: Place, path: string, input: PolicyField['input'], value: string | string[], part = ''): PolicyField {
  return { ...at, path, input, value, part }
}
const number = (at: Place, path: string, value: number) => field(at, path, 'number', String(value), 'number')
const money = (at: Place, path: string, value: string) => field(at, path, 'money', value, 'upTo')
const text = (at: Place, path: string, value: string, part: string) => field(at, path, 'text', value, part)
const yesNo = (at: Place, path: string, value: boolean) => field(at, path, 'yes-no', value ? 'yes' : '', 'yesNo')
const choice = (at: Place, path: string, list: readonly string[], value: string): PolicyField => ({
  ...field(at, path, 'choice', value, 'choice'),
  choices: list,
})
const choices = (at: Place, path: string, list: readonly string[], value: readonly string[]): PolicyField => ({
  ...field(at, path, 'choices', [...value], 'choices'),
  choices: list,
})

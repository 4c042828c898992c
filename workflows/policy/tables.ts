import {
  categories,
  channels,
  type Level,
  type LimitKind,
  levels,
  limitKinds,
  pauseReasons as reasons,
  type ScopeFlag,
  type StepKind,
  scopeFlags,
  stages,
} from '../complaint/codes.ts'
import { type Role, roles } from '../organisation/roles.ts'
import { allLevels, inOrder, ranked, ticked } from './order.ts'
import { type Joint, type Limit, type Policy, type Rung, type Told, toldRoles } from './policy.ts'

type Words = { 'zh-CN': string; en: string }

/** What stands in one field of a table; the page puts it into words. */
export type Value =
  | { is: 'nothing' }
  | { is: 'yes-no'; yes: boolean }
  | { is: 'number'; number: number }
  | { is: 'words'; words: Words }
  | { is: 'guidance'; list: Words[] }
  | { is: 'level'; level: Level }
  | { is: 'limit'; limit: Limit }
  | { is: 'days'; days: number }
  | { is: 'roles'; roles: Role[] }
  | { is: 'flags'; flags: ScopeFlag[] }
  | { is: 'step'; kind: StepKind; limit: 'review' | 'approve' }
  | { is: 'told'; tell: Told[]; tellAt: [Level, Told[]][] }
  | { is: 'consent'; when: 'first' | 'last' }
  | { is: 'fields'; of: string; fields: string[] }
  | { is: 'joint'; joint: Joint }
  | { is: 'categories'; categories: string[] }

/** One field of the policy as people read it: which table, row and column, and what it says. */
export interface Cell {
  table: (typeof tableNames)[number]
  /** codes that locale files or the policy itself put into words */
  row: string
  column: string
  value: Value
}

export const tableNames = [
  'naming',
  'levels',
  'amounts',
  'counts',
  'flags',
  'channels',
  'conduct',
  'limits',
  'approvals',
  'purses',
  'seats',
  'types',
  'ladders',
  'required',
  'closing',
  'caps',
  'guidance',
] as const

/** A policy laid out as the tables in which a leader reads it; its difference to another one is told in them too. */
export function tablesOf(policy: Policy): Cell[] {
  return [
    cell('naming', 'name', 'value', { is: 'words', words: policy.name }),
    ...levelCells(policy),
    ...gradingCells(policy),
    ...limitCells(policy),
    ...approvalCells(policy),
    ...typeCells(policy),
    ...ladderCells(policy),
    ...restCells(policy),
    ...guidanceCells(policy),
  ]
}

const cell = (table: Cell['table'], row: string, column: string, value: Value): Cell => ({ table, row, column, value })
const yesNo = (yes: boolean): Value => ({ is: 'yes-no', yes })
const level = (code: Level): Value => ({ is: 'level', level: code })
const fields = (of: string, list: string[], order: readonly string[] = []): Value => ({
  is: 'fields',
  of,
  fields: ticked(order, list),
})
const people = ({ order }: Policy['approval'], list: Role[]): Value => ({ is: 'roles', roles: ticked(order, list) })
const bound = (upTo: string | null) => upTo ?? 'above'

function levelCells({ levels, closing }: Policy): Cell[] {
  return levels.flatMap(({ code, rank, name, pausable }) => [
    cell('levels', code, 'rank', { is: 'number', number: rank }),
    cell('levels', code, 'name', { is: 'words', words: name }),
    cell('levels', code, 'pausable', yesNo(pausable)),
    cell('levels', code, 'byHead', yesNo(closing.byHead.includes(code))),
    cell('levels', code, 'outside', yesNo(closing.outside.includes(code))),
    cell('levels', code, 'correctiveAction', yesNo(closing.correctiveAction.includes(code))),
  ])
}

function gradingCells({ grading }: Policy): Cell[] {
  return [
    ...grading.byAmount.map(one => cell('amounts', bound(one.upTo), 'level', level(one.level))),
    ...grading.byCount.map(one => cell('counts', String(one.from), 'level', level(one.level))),
    ...inOrder(scopeFlags, grading.byFlag).map(([flag, code]) => cell('flags', flag, 'level', level(code))),
    ...inOrder(channels, grading.flagsOfChannel).map(([channel, flags]) =>
      cell('channels', channel, 'flags', { is: 'flags', flags: ticked(scopeFlags, flags) }),
    ),
    ...grading.byConduct.flatMap(one => [
      cell('conduct', one.code, 'words', { is: 'words', words: one.words }),
      cell('conduct', one.code, 'level', level(one.level)),
    ]),
  ]
}

function limitCells(policy: Policy): Cell[] {
  const { limits, ungraded, secondFollowUp } = policy
  const order = ranked(policy)
  const limit = (one: Limit): Value => ({ is: 'limit', limit: one })
  const ofLevels = inOrder(limitKinds, limits).flatMap(([kind, perLevel]) =>
    inOrder(allLevels(order, perLevel), perLevel).map(([code, one]) => cell('limits', kind, code, limit(one))),
  )
  const ofNone = inOrder(limitKinds, ungraded).map(([kind, one]) => cell('limits', kind, 'ungraded', limit(one)))
  const again = inOrder(order, secondFollowUp).map(([code, days]) =>
    cell('limits', 'second-follow-up', code, { is: 'days', days }),
  )
  return [...ofLevels, ...ofNone, ...again]
}

function approvalCells(policy: Policy): Cell[] {
  const { approval } = policy
  return [
    ...inOrder(allLevels(ranked(policy), approval.byLevel), approval.byLevel).map(([code, list]) =>
      cell('approvals', code, 'steps', people(approval, list)),
    ),
    ...approval.byMoney.flatMap(({ upTo, steps, inform }) => [
      cell('purses', bound(upTo), 'steps', people(approval, steps)),
      cell('purses', bound(upTo), 'inform', people(approval, inform)),
    ]),
    cell('seats', 'order', 'order', { is: 'roles', roles: approval.order }),
    ...(approval.joint ?? []).map((joint, index) =>
      cell('seats', `joint-${index + 1}`, 'order', {
        is: 'joint',
        joint: { ...joint, roles: ticked(approval.order, joint.roles) },
      }),
    ),
    cell('seats', 'consent', 'order', { is: 'consent', when: approval.consent }),
    ...inOrder(roles, approval.kindOf).map(([role, { kind, limit }]) =>
      cell('seats', role, 'kind', { is: 'step', kind, limit }),
    ),
  ]
}

function typeCells({ types, approval }: Policy): Cell[] {
  return types.flatMap(one => [
    cell('types', one.code, 'name', { is: 'words', words: one.name }),
    cell('types', one.code, 'categories', { is: 'categories', categories: ticked(categories, one.categories) }),
    cell('types', one.code, 'steps', people(approval, one.steps)),
    cell('types', one.code, 'inform', people(approval, one.inform)),
  ])
}

function ladderCells({ ladders }: Policy): Cell[] {
  const rungs = (kind: LimitKind | 'other', list: Rung[]) =>
    list.map(({ percent, tell, tellAt }) =>
      cell('ladders', kind, String(percent), {
        is: 'told',
        tell: ticked(toldRoles, tell),
        tellAt: inOrder(levels, tellAt ?? {}).map(([code, list]) => [code, ticked(toldRoles, list)]),
      }),
    )
  const named = inOrder(limitKinds, ladders.byKind)
  return [...named.flatMap(([kind, list]) => rungs(kind, list)), ...rungs('other', ladders.other)]
}

const spans = ['reopenDays', 'backdatingMinutes', 'appealDays', 'penaltyAppealWorkDays'] as const

function restCells(policy: Policy): Cell[] {
  const { required, closing, caps, pauseReasons } = policy
  const number = (table: Cell['table'], row: string, value: number) =>
    cell(table, row, 'value', { is: 'number', number: value })
  return [
    ...Object.entries(required).map(([event, list]) => cell('required', event, 'fields', fields(event, list))),
    cell('closing', 'bothSides', 'value', yesNo(closing.bothSides)),
    ...Object.entries(caps).map(([what, most]) => number('caps', what, most)),
    ...spans.map(span => number('caps', span, policy[span])),
    cell('caps', 'pauseReasons', 'value', fields('pause', pauseReasons, reasons)),
  ]
}

function guidanceCells({ guidance }: Policy): Cell[] {
  return inOrder(stages, guidance).flatMap(([stage, tips]) => [
    cell('guidance', stage, 'do', { is: 'guidance', list: tips.do }),
    cell('guidance', stage, 'dont', { is: 'guidance', list: tips.dont }),
  ])
}

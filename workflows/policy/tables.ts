import {
  categories,
  channels,
  type Level,
  type LimitKind,
  levels,
  limitKinds,
  scopeFlags,
  stages,
} from '../complaint/codes.ts'
import { roles } from '../organisation/roles.ts'
import { type Cell, cell, people, type Value, yesNo } from './cells.ts'
import { mayPause } from './limits.ts'
import { allLevels, inOrder, ranked, ticked } from './order.ts'
import { type Limit, type Policy, type Rung, toldRoles } from './policy.ts'
import { ruleCells } from './rule-cells.ts'

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
    ...ruleCells(policy),
    ...guidanceCells(policy),
  ]
}

const level = (code: Level): Value => ({ is: 'level', level: code })
const bound = (upTo: string | null) => upTo ?? 'above'

function levelCells({ levels, closing }: Policy): Cell[] {
  return levels.flatMap(({ code, rank, name, pausable }) => [
    cell('levels', code, 'rank', { is: 'number', number: rank }),
    cell('levels', code, 'name', { is: 'words', words: name }),
    cell('levels', code, 'pausable', yesNo(pausable)),
    cell('levels', code, 'byHead', yesNo(closing.byHead.includes(code))),
    cell('levels', code, 'outside', yesNo(closing.outside.includes(code))),
    cell('levels', code, 'correctiveAction', yesNo(closing.correctiveAction.includes(code))),
    ...(closing.correctiveVerified
      ? [cell('levels', code, 'correctiveVerified', yesNo(closing.correctiveVerified.includes(code)))]
      : []),
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
  const limit = (kind: LimitKind, code: Level | null, one: Limit): Value => ({
    is: 'limit',
    limit: one,
    pauses: one.pausable && mayPause(policy, kind, code),
  })
  const ofLevels = inOrder(limitKinds, limits).flatMap(([kind, perLevel]) =>
    inOrder(allLevels(order, perLevel), perLevel).map(([code, one]) =>
      cell('limits', kind, code, limit(kind, code, one)),
    ),
  )
  const ofNone = inOrder(limitKinds, ungraded).map(([kind, one]) =>
    cell('limits', kind, 'ungraded', limit(kind, null, one)),
  )
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

function guidanceCells({ guidance }: Policy): Cell[] {
  return inOrder(stages, guidance).flatMap(([stage, tips]) => [
    cell('guidance', stage, 'do', { is: 'guidance', list: tips.do }),
    cell('guidance', stage, 'dont', { is: 'guidance', list: tips.dont }),
  ])
}

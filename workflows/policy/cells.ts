import type { Level, ScopeFlag, StepKind } from '../complaint/codes.ts'
import type { Role } from '../organisation/roles.ts'
import { ticked } from './order.ts'
import type { Joint, Limit, Policy, Told } from './policy.ts'

type Words = { 'zh-CN': string; en: string }

/** What stands in one field of a table; the page puts it into words. */
export type Value =
  | { is: 'nothing' }
  | { is: 'yes-no'; yes: boolean }
  | { is: 'number'; number: number }
  | { is: 'words'; words: Words }
  | { is: 'guidance'; list: Words[] }
  | { is: 'level'; level: Level }
  /** `pauses`: whether it ever stands still; some kinds and levels never do, whatever their limit says */
  | { is: 'limit'; limit: Limit; pauses: boolean }
  | { is: 'days'; days: number }
  | { is: 'roles'; roles: Role[] }
  | { is: 'flags'; flags: ScopeFlag[] }
  | { is: 'step'; kind: StepKind; limit: 'review' | 'approve' }
  | { is: 'told'; tell: Told[]; tellAt: [Level, Told[]][] }
  | { is: 'consent'; when: 'first' | 'last' }
  | { is: 'fields'; of: string; fields: string[] }
  | { is: 'joint'; joint: Joint }
  | { is: 'categories'; categories: string[] }
  | { is: 'alike'; cases: number; days: number }

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
  'particulars',
  'accepted',
  'closing',
  'caps',
  'guidance',
] as const

export const cell = (table: Cell['table'], row: string, column: string, value: Value): Cell => ({
  table,
  row,
  column,
  value,
})
export const yesNo = (yes: boolean): Value => ({ is: 'yes-no', yes })
export const fields = (of: string, list: string[], order: readonly string[] = []): Value => ({
  is: 'fields',
  of,
  fields: ticked(order, list),
})
export const people = ({ order }: Policy['approval'], list: Role[]): Value => ({
  is: 'roles',
  roles: ticked(order, list),
})

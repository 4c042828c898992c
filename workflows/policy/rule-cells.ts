import { attendMethods, liabilities, pauseReasons as reasons, scopeFlags } from '../complaint/codes.ts'
import type { Role } from '../organisation/roles.ts'
import { type Cell, cell, fields, people, type Value, yesNo } from './cells.ts'
import { ticked } from './order.ts'
import type { Policy } from './policy.ts'

const spans = ['reopenDays', 'backdatingMinutes', 'appealDays', 'penaltyAppealWorkDays'] as const

/** Rules that stand alone: what must be filled in and noted, how a case closes, how often and how long what may be. */
export function ruleCells(policy: Policy): Cell[] {
  return [...entryCells(policy), ...closingCells(policy), ...capCells(policy)]
}

function entryCells({ required, accepted, particulars = [] }: Policy): Cell[] {
  const list = (row: string, of: string, value: string[] | undefined, order: readonly string[]) =>
    value ? [cell('accepted', row, 'value', fields(of, value, order))] : []
  return [
    ...Object.entries(required).map(([event, list]) => cell('required', event, 'fields', fields(event, list))),
    ...particulars.flatMap(one => [
      cell('particulars', one.code, 'words', { is: 'words', words: one.words }),
      cell('particulars', one.code, 'kind', fields('particularKinds', [one.kind])),
      cell('particulars', one.code, 'required', yesNo(one.required)),
      ...(one.requiredFor
        ? [cell('particulars', one.code, 'requiredFor', fields('liabilities', one.requiredFor, liabilities))]
        : []),
      ...(one.ahead ? [cell('particulars', one.code, 'ahead', yesNo(one.ahead))] : []),
    ]),
    ...list('entryLiability', 'liabilities', accepted?.entryLiability, liabilities),
    ...list('attend', 'attendMethods', accepted?.attend, attendMethods),
    ...list('liability', 'liabilities', accepted?.liability, liabilities),
  ]
}

function closingCells({ closing }: Policy): Cell[] {
  const { bothSides, correctiveFlags, correctiveAlike } = closing
  return [
    cell('closing', 'bothSides', 'value', yesNo(bothSides)),
    ...(correctiveFlags
      ? [cell('closing', 'correctiveFlags', 'value', { is: 'flags', flags: ticked(scopeFlags, correctiveFlags) })]
      : []),
    ...(correctiveAlike ? [cell('closing', 'correctiveAlike', 'value', { is: 'alike', ...correctiveAlike })] : []),
  ]
}

function capCells(policy: Policy): Cell[] {
  const { approval, caps, pauseReasons } = policy
  const number = (row: string, most: number) => cell('caps', row, 'value', { is: 'number', number: most })
  const allowedBy = (row: string, role: Role | undefined): Cell[] => {
    const value: Value | null = role ? people(approval, [role]) : null
    return value ? [cell('caps', row, 'value', value)] : []
  }
  return [
    ...Object.entries(caps).map(([what, most]) => number(what, most)),
    ...spans.map(span => number(span, policy[span])),
    cell('caps', 'pauseReasons', 'value', fields('pause', pauseReasons, reasons)),
    ...allowedBy('pauseBy', approval.pauseBy),
    ...allowedBy('extensionBy', approval.extensionBy),
  ]
}

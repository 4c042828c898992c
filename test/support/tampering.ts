import { digestOf } from '../../workflows/evidence/chain.ts'

const widerPurse = `jsonb_set(document, '{approval,byMoney,0,upTo}', '"4999.00"')`

/**
 * What can be falsified, and where `verify` finds it: in the one case there is, or in what the third part names. `$`
 * stands for the number of that case.
 */
export const tampering: [where: RegExp, statements: string, which?: string][] = [
  [/^digest/, `update policy_versions set document = ${widerPurse} where code = 'winery'`, 'policy winery/1'],
  [/^document/, unreadable('policy_versions', `code = 'iso'`), 'policy iso/1'],
  [/^digest/, `update calendar_versions set document = '{}'`, 'calendar china-2026.1'],
  [/^document/, unreadable('calendar_versions', 'version = 1'), 'calendar china-2026.1'],
  [/^cases$/, 'delete from cases where number = $'],
  [/^cases$/, 'update case_numbers set last = last + 1', 'TS-20261121-0002'],
  [/^\w+$/, 'delete from cases where number = $; delete from case_numbers', 'case with the id 1'],
  [/^cases\.policyVersion/, 'update cases set policy_version = 9 where number = $'],
  [/^cases\.workflow/, `update cases set workflow = 'other' where number = $`],
  [/^case_events/, `update case_events set personal = null, salt = null where seq = 1 and ${of('case_events')}`],
  [/^customers\.name/, `update complaints set customer_id = 9 where ${of('complaints')}`],
  [/^customers\.name/, `update customers set name = '李鬼'`],
  [/^customers\.phone/, `update customers set phone = '13900000000'`],
  [/^customers\.email/, `update customers set email = 'somebody@example.com'`],
  [/^cases\.level/, `update cases set level = 'minor' where number = $`],
  [/^cases\.late/, `update cases set late = not late where number = $`],
  [
    /^cases\.snapshot/,
    `update cases set snapshot = jsonb_set(snapshot, '{context,amount}', '"1.00"') where number = $`,
  ],
  [/^complaints\.amount/, `update complaints set amount = 1 where ${of('complaints')}`],
  [/^complaints\.phone/, `update complaints set phone = '13900000000' where ${of('complaints')}`],
  [
    /^deadlines/,
    `update deadlines set due_at = due_at + interval '1 hour' where kind = 'settle' and ${of('deadlines')}`,
  ],
  [/^deadlines/, `delete from deadlines where kind = 'plan' and ${of('deadlines')}`],
  [
    /^asks/,
    `insert into asks select case_id, 'pay', 'finance', 'park', '{finance}', at from case_events where seq = 1 and ${of('case_events')}`,
  ],
  [/^approvals/, `update approvals set by = 'director' where ${of('approvals')}`],
  [/^measures/, `update measures set paid_amount = 99999 where ${of('measures')}`],
  [/^contacts/, `delete from contacts where ${of('contacts')}`],
  [/^follow_ups/, `update follow_ups set satisfaction = 1 where ${of('follow_ups')}`],
  [/^notices/, `delete from notices where ${of('notices')}`],
  [
    /^chain 2 hash/,
    `update case_events set facts = facts || '{"amount":"1.00"}' where seq = 2 and ${of('case_events')}`,
  ],
  [
    /^chain 1 personal/,
    `update case_events set personal = personal || '{"narrative":"没有的事"}' where seq = 1 and ${of('case_events')}`,
  ],
  [/^chain 3 hash/, `update case_events set by = 'rep2' where seq = 3 and ${of('case_events')}`],
  [/^chain 6 seq/, `delete from case_events where seq = 5 and ${of('case_events')}`],
  [
    /^cases\.state/,
    `delete from case_events where seq = (select seq from cases where number = $) and ${of('case_events')}`,
  ],
]

/** A document that no program can read, under its own digest. */
function unreadable(table: string, which: string): string {
  return `update ${table} set document = '{}', digest = '${digestOf({})}' where ${which}`
}

function of(table: string): string {
  return `${table}.case_id = (select id from cases where number = $)`
}

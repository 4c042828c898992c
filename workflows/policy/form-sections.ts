import {
  attendMethods,
  categories,
  channels,
  levels as everyLevel,
  type Level,
  type LimitKind,
  liabilities,
  limitKinds,
  pauseReasons,
  scopeFlags,
  stages,
  stepKinds,
} from '../complaint/codes.ts'
import { decidingRoles } from '../organisation/deputies.ts'
import { askable } from './askable.ts'
import type { tableNames } from './cells.ts'
import {
  choice,
  choices,
  group,
  keyed,
  maybe,
  maybeNumber,
  money,
  number,
  type Part,
  rows,
  text,
  words,
  yesNo,
} from './form-parts.ts'
import { marksOfKind } from './marks.ts'
import { particularKinds, toldRoles, unitsOfLimits } from './policy.ts'

/** One heading of the form: a table of the read view, and where its pieces stand in the document. */
export interface Section {
  table: (typeof tableNames)[number]
  parts: { path: string; part: Part }[]
}

const deciding = [...decidingRoles]
const people = choices(deciding, 'codes.roles')
const told = choices(toldRoles, 'policies.told')

/**
 * The form of a whole policy, section by section; only its code is not asked, which it keeps for ever.
 * @param levels those of the policy, by which the rest is laid out
 */
export function sectionsOf(levels: Level[]): Section[] {
  const level = choice(levels, 'levels')
  return [
    section('naming', { name: words }),
    section('levels', { levels: rows(levelPart(levels)) }),
    ...gradingSections(level),
    section('limits', limitParts(levels)),
    ...approvalSections(levels),
    section('types', { types: rows(matterType) }),
    section('ladders', {
      'ladders.byKind': keyed(limitKinds, 'codes.limitKinds', () => rows(rung(levels), { by: 'percent' })),
      'ladders.other': rows(rung(levels), { by: 'percent' }),
    }),
    section('required', { required: keyed(Object.keys(askable), 'codes.eventTypes', asked) }),
    section('particulars', { particulars: maybe(rows(particular)) }),
    section('accepted', {
      accepted: maybe(
        group({
          attend: maybe(choices(attendMethods, 'codes.attendMethods')),
          entryLiability: maybe(choices(liabilities, 'codes.liabilities')),
          liability: maybe(choices(liabilities, 'codes.liabilities')),
        }),
      ),
    }),
    section('closing', {
      'closing.byHead': choices(levels, 'levels'),
      'closing.outside': choices(levels, 'levels'),
      'closing.correctiveAction': choices(levels, 'levels'),
      'closing.correctiveVerified': maybe(choices(levels, 'levels')),
      'closing.correctiveFlags': maybe(choices(scopeFlags, 'codes.scopeFlags')),
      'closing.correctiveAlike': maybe(group({ cases: maybeNumber, days: maybeNumber })),
      'closing.bothSides': yesNo,
    }),
    section('caps', {
      caps: group({ handBacks: number, transfers: number, unreached: number, ...capsOfTime }),
      pauseReasons: choices(pauseReasons, 'codes.pauseReasons'),
      'approval.pauseBy': maybe(choice(deciding, 'codes.roles')),
      'approval.extensionBy': maybe(choice(deciding, 'codes.roles')),
      ...Object.fromEntries(spans.map(span => [span, number])),
    }),
    section('guidance', { guidance: keyed(stages, 'codes.stages', () => tips) }),
  ]
}

const capsOfTime = {
  pauses: maybeNumber,
  pauseDays: maybeNumber,
  extensions: maybeNumber,
  extensionDays: maybeNumber,
}
const particular = group({
  code: text,
  words,
  kind: choice(particularKinds, 'policies.particularKinds'),
  required: yesNo,
  requiredFor: maybe(choices(liabilities, 'codes.liabilities')),
  ahead: maybe(yesNo),
})
const asked = (event: string) => choices(askable[event as keyof typeof askable], `forms.${event}`)
const spans = ['reopenDays', 'appealDays', 'penaltyAppealWorkDays', 'backdatingMinutes']
const tips = group({ do: rows(words), dont: rows(words) })
const matterType = group({
  code: text,
  name: words,
  categories: choices(categories, 'codes.categories'),
  steps: people,
  inform: people,
})

function section(table: Section['table'], parts: Record<string, Part>): Section {
  return { table, parts: Object.entries(parts).map(([path, part]) => ({ path, part })) }
}

/** A new level begins with a code that is free. */
function levelPart(levels: Level[]): Part {
  const free = everyLevel.filter(code => !levels.includes(code))
  const taken = everyLevel.filter(code => levels.includes(code))
  return group({ code: choice([...free, ...taken], 'codes.levels'), rank: number, name: words, pausable: yesNo })
}

function gradingSections(level: Part): Section[] {
  return [
    section('amounts', { 'grading.byAmount': rows(group({ upTo: money, level }), { by: 'upTo' }) }),
    section('counts', { 'grading.byCount': rows(group({ from: number, level }), { by: 'from' }) }),
    section('flags', {
      'grading.byFlag': keyed(scopeFlags, 'codes.scopeFlags', () => level, { always: true }),
    }),
    section('channels', {
      'grading.flagsOfChannel': keyed(channels, 'codes.channels', () => choices(scopeFlags, 'codes.scopeFlags')),
    }),
    section('conduct', { 'grading.byConduct': rows(group({ code: text, words, level })) }),
  ]
}

function limitParts(levels: Level[]): Record<string, Part> {
  const unless = 'amount'
  return {
    limits: keyed(limitKinds, 'codes.limitKinds', kind => keyed(levels, 'levels', () => limit(kind), { unless })),
    ungraded: keyed(limitKinds, 'codes.limitKinds', limit, { unless, sparse: limitKinds }),
    secondFollowUp: keyed(levels, 'levels', () => maybeNumber),
  }
}

function limit(kind: string): Part {
  return group({
    amount: number,
    unit: choice(unitsOfLimits, 'policies.unitNames'),
    from: choice(marksOfKind[kind as LimitKind], 'policies.from'),
    pausable: yesNo,
    roll: yesNo,
  })
}

function approvalSections(levels: Level[]): Section[] {
  const seat = group({
    kind: { ...choice(stepKinds, 'codes.stepKinds'), optional: true } as Part,
    limit: choice(['review', 'approve'], 'codes.limitKinds'),
  })
  const joint = group({
    roles: people,
    rule: choice(['all', 'any', 'quorum'], 'policies.jointRules'),
    quorum: maybeNumber,
  })
  return [
    section('approvals', { 'approval.byLevel': keyed(levels, 'levels', () => people, { always: true }) }),
    section('purses', {
      'approval.byMoney': rows(group({ upTo: money, steps: people, inform: people }), { by: 'upTo' }),
    }),
    section('seats', {
      'approval.consent': choice(['first', 'last'], 'policies.consent'),
      'approval.order': rows(choice(deciding, 'codes.roles')),
      'approval.joint': rows(joint, { optional: true }),
      'approval.kindOf': keyed(deciding, 'codes.roles', () => seat, { unless: 'kind' }),
    }),
  ]
}

function rung(levels: Level[]): Part {
  const others = keyed(everyLevel, 'levels', () => told, { sparse: levels, optional: true })
  return group({ percent: number, tell: told, tellAt: others })
}

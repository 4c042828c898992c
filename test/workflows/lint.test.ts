import { describe, expect, it } from 'vitest'
import en from '../../views/locales/en.json' with { type: 'json' }
import zh from '../../views/locales/zh-CN.json' with { type: 'json' }
import { scopeFlags } from '../../workflows/complaint/codes.ts'
import type { Role } from '../../workflows/organisation/roles.ts'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { lintOrganisation } from '../../workflows/policy/lint-organisation.ts'
import { distribution } from '../../workflows/policy/packs/distribution.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { park } from '../support/organisation.ts'

const packs = [winery, iso, professional, manufacturer, technicalService, distribution].map(one =>
  policySchema.parse(one),
)

const changed = (change: (policy: Policy) => void): Policy => {
  const copy = structuredClone(winery)
  change(copy)
  return copy
}
const found = (change: (policy: Policy) => void) => lintPolicy(changed(change)).map(one => `${one.rule} ${one.about}`)
const graded = (change: (policy: Policy) => void) =>
  lintPolicy(changed(change)).map(one => `${one.severity} ${one.rule} ${one.about}`)

/** Groups that decide together: all of them, or a number. */
const together =
  (...groups: [Role[], number?][]) =>
  (policy: Policy): void => {
    policy.approval.joint = groups.map(([roles, quorum]) =>
      quorum ? { roles, rule: 'quorum', quorum } : { roles, rule: 'all' },
    )
  }

describe('the lint of a policy', () => {
  it.each(packs)('finds no error in the pack $code', pack => {
    expect(lintPolicy(pack).filter(one => one.severity === 'error')).toEqual([])
  })

  it.each<[string, (policy: Policy) => void, string]>([
    ['a level without a limit', policy => delete policy.limits.settle?.major, 'level-without-limit level:major'],
    [
      'a level that nobody decides',
      policy => delete policy.approval.byLevel.critical,
      'level-without-chain level:critical',
    ],
    ['two levels of one rank', policy => Object.assign(policy.levels[1] ?? {}, { rank: 1 }), 'rank-twice 1'],
    [
      'a grading to a level that is not there',
      policy => policy.levels.pop(),
      'grading-to-unknown-level level:critical',
    ],
    [
      'a limit whose mark no event sets',
      policy => Object.assign(policy.limits.settle?.minor ?? {}, { from: 'contacted' }),
      'limit-mark-never-set limit:settle',
    ],
    ['purses that do not rise', policy => policy.approval.byMoney.reverse(), 'purses-not-rising purses'],
    ['amounts without an open end', policy => policy.grading.byAmount.pop(), 'amounts-not-rising amounts'],
    ['a step without a place in the order', policy => policy.approval.order.shift(), 'step-without-place role:head'],
    ['a step of no kind', policy => delete policy.approval.kindOf.legal, 'step-without-kind role:legal'],
    ['a ladder that goes down', policy => policy.ladders.byKind.settle?.reverse(), 'rungs-not-rising limit:settle'],
    [
      'a required field that no form has',
      policy => Object.assign(policy.required, { register: ['mood'] }),
      'required-unknown-field register.mood',
    ],
    [
      'a required field of an event that is none',
      policy => Object.assign(policy.required, { regist: ['amount'] }),
      'required-of-unknown-event event:regist',
    ],
    [
      'a required field of the opening, which asks everybody the same',
      policy => Object.assign(policy.required, { open: ['demand'] }),
      'required-of-unknown-event event:open',
    ],
    [
      'a level twice',
      policy => policy.levels.push({ ...winery.levels[0], rank: 9 } as never),
      'level-twice level:minor',
    ],
    [
      'a level that is not followed up',
      policy => delete policy.limits['follow-up']?.general,
      'level-without-follow-up level:general',
    ],
    ['limits of a level that is not there', policy => policy.levels.pop(), 'limit-of-unknown-level level:critical'],
    [
      'a level that nothing leads to',
      policy => {
        policy.grading.byAmount = [{ upTo: null, level: 'minor' }]
        policy.grading.byCount = [{ from: 1, level: 'minor' }]
        for (const flag of scopeFlags) policy.grading.byFlag[flag] = 'minor'
      },
      'level-never-proposed level:major',
    ],
    ['counts that do not rise', policy => policy.grading.byCount.reverse(), 'counts-not-rising counts'],
    [
      'a conduct twice',
      policy => {
        const late = { code: 'late', words: { 'zh-CN': '迟到', en: 'Late' }, level: 'general' } as const
        policy.grading.byConduct = [late, late]
      },
      'conduct-twice late',
    ],
    [
      'a category in two types',
      policy => {
        const type = {
          name: { 'zh-CN': '质量', en: 'Quality' },
          categories: ['product'] as 'product'[],
          steps: [],
          inform: [],
        }
        policy.types = [
          { ...type, code: 'one' },
          { ...type, code: 'other' },
        ]
      },
      'category-in-two-types category:product',
    ],
    [
      'the 32nd of a month',
      policy => Object.assign(policy.limits['follow-up']?.minor ?? {}, { amount: 32 }),
      'beyond-bounds limits.follow-up.minor.amount ≤ 31',
    ],
    [
      'a ladder that tells nobody when it is late',
      policy => policy.ladders.byKind.settle?.splice(2),
      'nobody-told-when-late limit:settle',
    ],
    [
      'a sum that nobody decides',
      policy => Object.assign(policy.approval.byMoney[3] ?? {}, { steps: [] }),
      'error purse-without-step purse:above',
    ],
    [
      'small sums that nobody decides, which may be meant',
      policy => Object.assign(policy.approval.byMoney[0] ?? {}, { steps: [] }),
      'warning purse-without-step purse:500.00',
    ],
    [
      'a greater sum that a lower seat decides',
      policy => {
        Object.assign(policy.approval.byMoney[0] ?? {}, { steps: ['director'] })
        Object.assign(policy.approval.byMoney[1] ?? {}, { steps: ['head'] })
      },
      'error purse-decided-lower purse:5000.00',
    ],
    ['no purse at all', policy => policy.approval.byMoney.splice(0), 'warning no-purse '],
    [
      'an approver of kind consent',
      policy => Object.assign(policy.approval.kindOf['unit-leader'] ?? {}, { kind: 'consent' }),
      'error step-of-customer role:unit-leader',
    ],
    [
      'a level that is not reported',
      policy => delete policy.limits.report?.minor,
      'error level-without-report level:minor',
    ],
    ['nothing that runs before grading', policy => delete policy.ungraded.report, 'warning ungraded-without-report '],
    [
      'a greater amount with a milder level',
      policy => Object.assign(policy.grading.byAmount[2] ?? {}, { level: 'minor' }),
      'error amounts-milder amounts',
    ],
    [
      'more people with a milder level',
      policy => {
        policy.grading.byCount = [
          { from: 1, level: 'critical' },
          { from: 5, level: 'minor' },
        ]
      },
      'error counts-milder counts',
    ],
    [
      'a plan that may take longer than settling',
      policy => Object.assign(policy.limits.plan?.general ?? {}, { amount: 100 }),
      'error limit-outlasts-settling level:general limit:plan',
    ],
    [
      'a review that may take longer than settling, in other units',
      policy => Object.assign(policy.limits.review?.general ?? {}, { amount: 2, unit: 'work_day' }),
      'warning limit-outlasts-settling level:general limit:review',
    ],
    [
      'a quorum that cannot be reached',
      together([['unit-leader', 'legal'], 3]),
      'error joint-quorum-impossible joint:1',
    ],
    [
      'a role twice in one group',
      together([['unit-leader', 'unit-leader', 'legal']]),
      'error joint-role-twice joint:1 role:unit-leader',
    ],
    [
      'a role in two groups',
      together([['unit-leader', 'legal']], [['legal', 'pr']]),
      'error joint-role-in-two role:legal',
    ],
    ['a group that is never asked', together([['quality', 'legal']]), 'error joint-never-together joint:1'],
    [
      'one of a group that is never asked',
      together([['quality', 'legal', 'pr']]),
      'warning joint-role-never-asked role:quality',
    ],
    [
      'who does the work, deciding together',
      together([['handler', 'receiver']]),
      'error role-never-decides role:handler',
    ],
    ...(['handler', 'receiver', 'auditor', 'admin'] as const).map(
      (role): [string, (policy: Policy) => void, string] => [
        `${role} as approver`,
        policy => {
          policy.approval.byLevel.general = [role]
          policy.approval.order.push(role)
          policy.approval.kindOf[role] = { kind: 'approve', limit: 'review' }
        },
        `error role-never-decides role:${role}`,
      ],
    ),
    [
      'a required field that only some cases have',
      policy => Object.assign(policy.required, { register: ['levelReason'] }),
      'error required-only-sometimes register.levelReason',
    ],
    [
      'a year and more for reopening',
      policy => Object.assign(policy, { reopenDays: 3000 }),
      'warning span-very-long cap:reopenDays',
    ],
    [
      'entering months late',
      policy => Object.assign(policy, { backdatingMinutes: 500_000 }),
      'warning span-very-long cap:backdatingMinutes',
    ],
    ['somebody twice in the order', policy => policy.approval.order.push('head'), 'place-twice role:head'],
  ])('finds %s', (_, change, expected) => {
    const severe = /^(error|warning) /.test(expected)
    expect(severe ? graded(change) : found(change)).toContain(expected)
    const [rule = ''] = expected.replace(/^(error|warning) /, '').split(' ')
    for (const words of [zh.lint, en.lint]) expect(words).toHaveProperty(rule)
  })
})

describe('the lint of an organisation', () => {
  const without = (role: string, department?: string) => ({
    ...park,
    posts: park.posts.filter(
      post => post.role !== role || (department !== undefined && post.department !== department),
    ),
  })
  const named = (organisation: typeof park) =>
    lintOrganisation(winery, organisation).map(one => `${one.rule} ${one.about}`)

  it('names a role that nobody holds', () => {
    expect(named(without('legal'))).toContain('role-without-person role:legal')
  })

  it('says who decides instead of the highest seat, and where one word counts for several', () => {
    expect(named(park)).toContain('nobody-above role:director')
    const chair = { person: 'auditor', role: 'board' as const, department: 'park' }
    expect(named({ ...park, posts: [...park.posts, chair] })).not.toContain('nobody-above role:director')
    const joint = [{ roles: ['legal' as const, 'pr' as const], rule: 'all' as const }]
    const together = { ...winery, approval: { ...winery.approval, joint } }
    const rules = (organisation: typeof park) => lintOrganisation(together, organisation).map(one => one.rule)
    expect(rules(park)).not.toContain('joint-with-too-few')
    expect(rules(without('legal'))).toContain('joint-with-too-few')
  })

  it('names the department whose seat is empty', () => {
    expect(named(without('head', 'dining'))).not.toContain('role-without-person role:head')
    const empty = { ...park, posts: park.posts.filter(post => !(post.role === 'head' && post.department === 'dining')) }
    expect(named(empty)).toContain('seat-without-person department:dining role:head')
  })

  it('says that there is no department to dispatch to', () => {
    const departments = park.departments.map(one => ({ ...one, active: false }))
    expect(named({ ...park, departments })).toContain('no-department ')
  })

  it('names the rung that would tell nobody', () => {
    const nobody = { ...park, posts: park.posts.filter(post => post.role === 'service-rep') }
    expect(named(nobody)).toContain('rung-without-recipient limit:review 150')
  })

  it('names a post at the wrong level of the tree, where it confers nothing', () => {
    const odd = { person: 'head.sales', role: 'director' as const, department: 'dining' }
    expect(named({ ...park, posts: [...park.posts, odd] })).toContain(
      'post-out-of-place person:head.sales role:director department:dining',
    )
  })

  it('names a person whom no mail can reach, unless they have left', () => {
    const [first, ...others] = park.people
    if (!first) throw new Error('nobody')
    expect(named({ ...park, people: [{ ...first, email: '' }, ...others] })).toContain(
      `person-without-address person:${first.login}`,
    )
    expect(named({ ...park, people: [{ ...first, email: '', active: false }, ...others] })).not.toContain(
      `person-without-address person:${first.login}`,
    )
  })
})

import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../workflows/policy/difference.ts'
import { documentTyped } from '../../workflows/policy/form-reading.ts'
import { withRowChanged } from '../../workflows/policy/form-rows.ts'
import { distribution } from '../../workflows/policy/packs/distribution.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { fullPolicy, typedOf } from '../support/policy-form.ts'

const packs = [winery, iso, professional, manufacturer, technicalService, distribution].map(one =>
  policySchema.parse(one),
)
const issuesOf = (document: unknown) =>
  policySchema.safeParse(document).error?.issues.map(issue => issue.path.join('.')) ?? []
type Document = Record<string, unknown>
/** Every value in a document with the way to it. */
const leavesOf = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key]))
    : [path]

describe('the form of a policy', () => {
  it.each([...packs, fullPolicy])(
    'asks everything that the rules of $code say: the document can be read off it',
    policy => {
      expect(documentTyped(policy.code, typedOf(policy))).toEqual(policy)
    },
  )

  it('changes what was typed and nothing else', () => {
    const typed = {
      ...typedOf(winery),
      'limits.settle.general.amount': '8',
      'approval.byLevel.general': ['head', 'unit-leader'],
      'approval.byMoney.0.upTo': '800',
      'caps.handBacks': '2',
      pauseReasons: ['testing'],
    }
    const expected = structuredClone(winery)
    Object.assign(expected.limits.settle?.general ?? {}, { amount: 8 })
    expected.approval.byLevel.general = ['head', 'unit-leader']
    Object.assign(expected.approval.byMoney[0] ?? {}, { upTo: '800.00' })
    expected.caps.handBacks = 2
    expected.pauseReasons = ['testing']
    expect(documentTyped('winery', typed)).toEqual(expected)
  })

  it('lets several seats decide together, all, any one, or a number of them', () => {
    const added = withRowChanged(winery, 'add:approval.joint')
    const typed = {
      ...typedOf(added),
      'approval.joint.0.roles': ['director', 'finance'],
      'approval.joint.0.rule': 'quorum',
    }
    expect(issuesOf(documentTyped('winery', typed))).toEqual(['approval.joint.0.quorum'])
    const right = documentTyped('winery', { ...typed, 'approval.joint.0.quorum': '1' })
    expect(policySchema.parse(right).approval.joint).toEqual([
      { roles: ['director', 'finance'], rule: 'quorum', quorum: 1 },
    ])
  })

  it('takes a limit out when its amount is emptied, and puts one in where there was none', () => {
    const typed = {
      ...typedOf(winery),
      'limits.progress.general.amount': '',
      'limits.progress.minor.amount': '3',
      'limits.progress.minor.unit': 'hour',
      'limits.progress.minor.from': 'contacted',
    }
    const changed = policySchema.parse(documentTyped('winery', typed))
    expect(changed.limits.progress?.general).toBeUndefined()
    expect(changed.limits.progress?.minor).toEqual({
      amount: 3,
      unit: 'hour',
      from: 'contacted',
      pausable: false,
      roll: false,
    })
  })

  it('leaves what cannot be read for the check to find at its place', () => {
    const typed = { ...typedOf(winery), 'caps.handBacks': 'three', 'approval.byMoney.0.upTo': '5,00', pauseReasons: [] }
    expect(issuesOf(documentTyped('winery', typed)).sort()).toEqual([
      'approval.byMoney.0.upTo',
      'caps.handBacks',
      'pauseReasons',
    ])
  })

  it('sorts purses by their bound, the open one last', () => {
    const added = withRowChanged(winery, 'add:approval.byMoney')
    const typed = { ...typedOf(added), 'approval.byMoney.4.upTo': '20000', 'approval.byMoney.4.steps': ['director'] }
    const { approval } = policySchema.parse(documentTyped('winery', typed))
    expect(approval.byMoney.map(one => one.upTo)).toEqual(['500.00', '5000.00', '20000.00', '50000.00', null])
  })

  it('lays the rules out anew when a level is added or taken out', () => {
    const without = documentTyped('winery', typedOf(withRowChanged(winery, 'remove:levels.3')))
    expect((without as Policy).limits.settle).not.toHaveProperty('critical')
    const again = withRowChanged(without, 'add:levels') as Policy
    expect(again.levels.at(-1)).toMatchObject({ code: 'critical', rank: '' })
  })
})

describe('a row of the form', () => {
  it('is moved up and taken out', () => {
    const order = (policy: unknown) => (policy as Policy).approval.order.slice(0, 3)
    expect(order(withRowChanged(winery, 'up:approval.order.2'))).toEqual(['head', 'unit-leader', 'service-head'])
    expect(order(withRowChanged(winery, 'remove:approval.order.0'))).toEqual(['service-head', 'unit-leader', 'legal'])
  })

  it('is added for a level that is told otherwise', () => {
    const { ladders } = withRowChanged(winery, 'add:ladders.other.0.tellAt.minor') as Policy
    expect(ladders.other[0]?.tellAt).toEqual({ minor: [] })
  })

  it.each([
    'add:approval.nothing',
    'remove:levels.9',
    'up:levels.x',
    'add:__proto__.polluted',
    'add:',
    'remove:name',
    '',
  ])('that is not there changes nothing: %s', change => {
    expect(withRowChanged(winery, change)).toEqual(winery)
  })
})

describe('the difference of two versions', () => {
  const places = new Map(
    leavesOf(fullPolicy).map(path => [path.join('.').replaceAll(/\d+|minor|general|major/g, '*'), path]),
  )

  it('shows whatever the form can change', () => {
    const unseen = [...places.values()].filter(path => path[0] !== 'code' && !isSeen(path))
    expect(unseen.map(path => path.join('.'))).toEqual([])
  })

  function isSeen(path: string[]): boolean {
    const other = structuredClone(fullPolicy)
    const holder = path.slice(0, -1).reduce<unknown>((inner, step) => (inner as Document)[step], other) as Document
    const key = path.at(-1) ?? ''
    const value = holder[key]
    holder[key] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : 'other'
    return differenceOf(fullPolicy, other).length > 0
  }
})

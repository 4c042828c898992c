import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../workflows/policy/difference.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import { tablesOf } from '../../workflows/policy/tables.ts'

const changed = (change: (policy: Policy) => void): Policy => {
  const copy = structuredClone(winery)
  change(copy)
  return copy
}

/** Every value in a document, by its path. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
}

describe('the difference of two versions', () => {
  it('is nothing between a policy and itself', () => {
    expect(differenceOf(winery, structuredClone(winery))).toEqual([])
  })

  it('names the one limit that was changed, with both values', () => {
    const stricter = changed(policy => Object.assign(policy.limits.settle?.general ?? {}, { amount: 8 }))
    expect(differenceOf(winery, stricter)).toEqual([
      {
        table: 'limits',
        row: 'settle',
        column: 'general',
        before: { is: 'limit', limit: winery.limits.settle?.general, pauses: true },
        after: { is: 'limit', limit: { ...winery.limits.settle?.general, amount: 8 }, pauses: true },
      },
    ])
  })

  it('tells what came and what went', () => {
    const other = changed(policy => {
      delete policy.limits.progress?.general
      policy.ladders.other.push({ percent: 200, tell: ['director'] })
    })
    expect(
      differenceOf(winery, other).map(one => [one.row, one.column, one.before === null, one.after === null]),
    ).toEqual([
      ['progress', 'general', false, true],
      ['other', '200', true, false],
    ])
  })

  it('overlooks nothing: whatever is changed in a document shows in its tables', () => {
    const document = policySchema.parse(iso)
    for (const path of leaves(document)) {
      const copy = structuredClone(document) as unknown as Record<string, unknown>
      const keys = path.split('/').slice(1)
      const last = keys.pop() ?? ''
      const holder = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy)
      const was = holder[last]
      holder[last] = typeof was === 'number' ? was + 1 : typeof was === 'boolean' ? !was : `${was}x`
      if (keys.length > 0 && keys[0] !== 'name') {
        expect(differenceOf(document, copy as unknown as Policy), path).not.toEqual([])
      }
    }
  })

  it('tells a bound that moves beside the one that it takes the place of', () => {
    const moved = changed(policy => Object.assign(policy.grading.byAmount[0] ?? {}, { upTo: '800.00' }))
    const lines = differenceOf(winery, moved).map(one => `${one.table} ${one.row} ${one.before ? 'was' : 'is'}`)
    expect(lines).toEqual(['amounts 500.00 was', 'amounts 800.00 is'])
    const two = changed(policy => {
      Object.assign(policy.grading.byAmount[0] ?? {}, { upTo: '800.00' })
      Object.assign(policy.grading.byAmount[1] ?? {}, { upTo: '6000.00' })
    })
    expect(differenceOf(winery, two).map(one => one.row)).toEqual(['500.00', '5000.00', '800.00', '6000.00'])
  })

  it('lays out every pack without two fields in one place', () => {
    const places = tablesOf(policySchema.parse(iso)).map(one => `${one.table}/${one.row}/${one.column}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

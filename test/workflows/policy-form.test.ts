import { describe, expect, it } from 'vitest'
import { formFieldsOf } from '../../workflows/policy/form-fields.ts'
import { withFormFields } from '../../workflows/policy/form-values.ts'
import { distribution } from '../../workflows/policy/packs/distribution.ts'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { professional } from '../../workflows/policy/packs/professional.ts'
import { technicalService } from '../../workflows/policy/packs/technical-service.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { policySchema } from '../../workflows/policy/policy.ts'

const packs = [winery, iso, professional, manufacturer, technicalService, distribution].map(one =>
  policySchema.parse(one),
)
const typedOf = (policy: (typeof packs)[number], changes: Record<string, unknown> = {}) => {
  const shown = formFieldsOf(policy).map(field => [
    field.path,
    field.value === '' && field.input === 'yes-no' ? undefined : field.value,
  ])
  return { ...Object.fromEntries(shown), ...changes }
}

describe('the form of a policy', () => {
  it.each(packs)('sent back as it was shown, $code stays as it is', policy => {
    expect(withFormFields(policy, typedOf(policy))).toEqual(policy)
  })

  it.each(packs)('has no two inputs of one name in $code', policy => {
    const paths = formFieldsOf(policy).map(field => field.path)
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('changes what was typed and nothing else', () => {
    const typed = typedOf(winery, {
      'limits.settle.general.amount': '8',
      'approval.byLevel.general': ['head', 'unit-leader'],
      'approval.byMoney.0.upTo': '800',
      'caps.handBacks': '2',
    })
    const expected = structuredClone(winery)
    Object.assign(expected.limits.settle?.general ?? {}, { amount: 8 })
    expected.approval.byLevel.general = ['head', 'unit-leader']
    Object.assign(expected.approval.byMoney[0] ?? {}, { upTo: '800.00' })
    expected.caps.handBacks = 2
    expect(withFormFields(winery, typed)).toEqual(expected)
  })

  it('takes a limit out when its amount is emptied, and puts one in where there was none', () => {
    const typed = typedOf(winery, { 'limits.progress.general.amount': '', 'limits.progress.minor.amount': '3' })
    const changed = policySchema.parse(withFormFields(winery, typed))
    expect(changed.limits.progress?.general).toBeUndefined()
    expect(changed.limits.progress?.minor).toEqual({
      amount: 3,
      unit: 'hour',
      from: 'received',
      pausable: false,
      roll: false,
    })
  })

  it('leaves what cannot be read for the check to find at its place', () => {
    const typed = typedOf(winery, { 'caps.handBacks': 'three', 'approval.byMoney.0.upTo': '5,00' })
    const read = policySchema.safeParse(withFormFields(winery, typed))
    expect(read.error?.issues.map(issue => issue.path.join('.')).sort()).toEqual([
      'approval.byMoney.0.upTo',
      'caps.handBacks',
    ])
  })
})

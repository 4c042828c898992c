import { describe, expect, it } from 'vitest'
import { iso } from '../../workflows/policy/packs/iso.ts'
import { manufacturer } from '../../workflows/policy/packs/manufacturer.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { PolicyDocument } from '../../workflows/policy/policy.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import type { PureCase } from '../support/pure-case.ts'
import { caseIn } from '../support/stages.ts'

const version = (pack: PolicyDocument) => ({ code: pack.code, version: 1, policy: policySchema.parse(pack) })
/** A case of the winery's levels that is about to be closed under the closing rules of a pack. */
const about = (closing: PolicyDocument['closing'], level: 'general' | 'major' = 'general') =>
  caseIn('close.settle', level, { version: version({ ...winery, closing }) })
const refused = (life: PureCase, corrective: object, fields: object) => {
  const body = { type: 'close', correctiveAction: 'none', waiverReason: '个案', ...fields }
  const verdict = life.judge('centre', body, {
    corrective: { opened: false, verified: false, alike: 1, ...corrective },
  })
  return 'refused' in verdict ? verdict.refused : undefined
}

describe('a case closes', () => {
  it('in P2 only once its corrective action has been verified', () => {
    const life = about(iso.closing, 'major')
    const opened = { correctiveAction: 'opened' }
    expect(refused(life, { opened: true }, opened)).toMatchObject({ rule: 'corrective-action-not-verified' })
    expect(refused(life, { opened: true, verified: true }, opened)).toBeUndefined()
    expect(refused(life, {}, {})).toMatchObject({ rule: 'corrective-action-missing' })
  })

  it('with a corrective action where food safety is touched, at any level', () => {
    const life = about(manufacturer.closing)
    expect(refused(life, {}, {})).toBeUndefined()
    life.snapshot.context.scopeFlags = ['food-safety']
    expect(refused(life, {}, {})).toMatchObject({ rule: 'corrective-action-for-circumstance' })
    expect(refused(life, { opened: true }, { correctiveAction: 'opened' })).toBeUndefined()
  })

  it('with a corrective action at the third complaint of the same cause in the period', () => {
    const life = about(manufacturer.closing)
    expect(refused(life, { alike: 2 }, {})).toBeUndefined()
    expect(refused(life, { alike: 3 }, {})).toMatchObject({ rule: 'corrective-action-for-cause' })
  })
})

import { describe, expect, it } from 'vitest'
import { channels, type ScopeFlag, scopeFlags } from '../../workflows/complaint/codes.ts'
import { grade } from '../../workflows/policy/grading.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { caseIn } from '../support/stages.ts'

const nothing = { channel: 'phone', amount: null, affectedCount: null, scopeFlags: [] } as const
const levelOf = (grounds: object) => grade(winery, { ...nothing, ...grounds }).level

const flags: Record<ScopeFlag, string> = {
  'two-departments': 'general',
  'public-review': 'general',
  repeat: 'general',
  'local-media': 'major',
  'social-media': 'major',
  regulator: 'major',
  'slight-injury': 'major',
  'food-safety': 'major',
  'same-complaint': 'major',
  'national-media': 'critical',
  'serious-injury': 'critical',
  recall: 'critical',
  lawsuit: 'critical',
  accident: 'critical',
}

describe('the proposed level (domain.md §1.3, §1.8)', () => {
  it.each([
    ['0.00', 'minor'],
    ['500.00', 'minor'],
    ['500.01', 'general'],
    ['5000.00', 'general'],
    ['5000.01', 'major'],
    ['50000.00', 'major'],
    ['50000.01', 'critical'],
    ['999999999999.99', 'critical'],
  ])('of %s yuan is %s', (amount, level) => {
    expect(levelOf({ amount })).toBe(level)
  })

  it.each([
    [1, 'minor'],
    [2, 'general'],
    [4, 'general'],
    [5, 'major'],
    [19, 'major'],
    [20, 'critical'],
  ])('of %i people is %s', (affectedCount, level) => {
    expect(levelOf({ affectedCount })).toBe(level)
  })

  it.each(scopeFlags)('of %s alone', flag => {
    expect(levelOf({ scopeFlags: [flag] })).toBe(flags[flag])
  })

  it.each(channels)('of what came by %s', channel => {
    const major = ['12315', '12345', 'media'].includes(channel)
    expect(levelOf({ channel })).toBe(major ? 'major' : 'minor')
  })

  it('is the higher of amount and scope', () => {
    expect(levelOf({ amount: '80.00', affectedCount: 20 })).toBe('critical')
    expect(levelOf({ amount: '6000.00', affectedCount: 1 })).toBe('major')
    expect(levelOf({ channel: '12315', affectedCount: 1 })).toBe('major')
  })

  it('names the rows that speak for it', () => {
    const { reasons } = grade(winery, { ...nothing, amount: '6000.00', affectedCount: 1, scopeFlags: ['food-safety'] })
    expect(reasons).toEqual([
      { by: 'amount', amount: '6000.00', level: 'major' },
      { by: 'flag', flag: 'food-safety', level: 'major' },
    ])
    expect(grade(winery, nothing).reasons).toEqual([{ by: 'amount-unknown', level: 'minor' }])
  })
})

describe('grading a case', () => {
  it('takes the proposed level; another one needs its reason', () => {
    const life = caseIn('receive')
    expect(life.refusal('rep', 'register', { amount: '600', level: 'minor' })).toMatchObject({
      rule: 'level-reason-missing',
      findings: [{ field: 'levelReason' }],
    })
    expect(life.refusal('rep', 'register', { amount: '600', level: 'general' })).toBeUndefined()
    life.does('rep', 'register', { amount: '600', level: 'minor', levelReason: '客户只要道歉' })
    expect(life.context).toMatchObject({ level: 'minor', proposedLevel: 'general' })
  })

  it('counts what was corrected before it was registered', () => {
    const life = caseIn('receive')
    life.does('rep', 'amend', { fields: { channel: '12315', amount: '100' } })
    life.does('rep', 'register')
    expect(life.context).toMatchObject({ level: 'major', scopeFlags: ['regulator'] })
  })

  it('is proposed anew when the record is corrected, but the level stays until somebody regrades', () => {
    const life = caseIn('investigate.inquire', 'general')
    life.does('rep', 'amend', { fields: { amount: '60000' } })
    expect(life.context).toMatchObject({ level: 'general', proposedLevel: 'critical' })
    life.does('rep', 'amend', { fields: { phone: '13900000003' } })
    expect(life.context.proposedLevel).toBe('critical')
  })

  it('is refused for the level that it has', () => {
    expect(caseIn('register', 'major').refusal('rep', 'regrade', { level: 'major' })).toMatchObject({
      rule: 'same-level',
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { complaintEvents, complaintEventTypes } from '../../workflows/complaint/events.ts'
import { canonical } from '../../workflows/evidence/canonical.ts'
import { digestOf, genesis, linkAfter, personalDigestOf } from '../../workflows/evidence/chain.ts'
import { joined, split } from '../../workflows/evidence/personal.ts'
import { payloads } from '../support/payloads.ts'

describe('canonical bytes', () => {
  it('are the same in whatever order the keys were written', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.json()), value => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        const clean = Object.entries(value).every(pair => pair.every(text => !text.includes('\0')))
        if (clean) expect(canonical(reversed)).toBe(canonical(value))
      }),
    )
  })

  it('survive a way through JSON, as the database takes it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), value => {
        if (JSON.stringify(value).includes('\\u0000')) return
        expect(canonical(JSON.parse(JSON.stringify(value)))).toBe(canonical(value))
      }),
    )
  })

  it('leave out what is undefined and keep what is null', () => {
    expect(canonical({ a: undefined, b: null })).toBe('{"b":null}')
  })

  it.each([
    ['NUL', 'a\0b'],
    ['a lone surrogate', 'a\ud800'],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 0],
    ['a big integer', 1n],
  ])('do not exist for %s, wherever it stands', (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError)
    expect(() => canonical({ deep: [value] })).toThrow(TypeError)
    if (typeof value === 'string') expect(() => canonical({ [value]: 1 })).toThrow(TypeError)
  })
})

describe('the chain', () => {
  const number = 'TS-20260901-0001'
  const event = {
    seq: 1,
    type: 'open',
    facts: { channel: 'phone' },
    personalDigest: personalDigestOf({ phone: '13800000001' }, 'salt'),
    by: 'rep',
    capacity: { role: 'receiver', department: 'centre' },
    at: '2026-09-01T02:00:00.000Z',
    from: null,
    to: 'receive',
    stateDigest: digestOf({ value: 'receive' }),
    rulesVersion: '1',
  }

  it('breaks with every field that is changed, and with every link before it', () => {
    const link = linkAfter(genesis, number, event)
    expect(linkAfter(genesis, number, { ...event })).toBe(link)
    expect(linkAfter(digestOf('another'), number, event)).not.toBe(link)
    expect(linkAfter(genesis, 'TS-20260901-0002', event)).not.toBe(link)
    for (const field of Object.keys(event)) {
      expect(linkAfter(genesis, number, { ...event, [field]: 'changed' }), field).not.toBe(link)
    }
  })

  it('does not give a person away: the same phone has another digest under another salt', () => {
    const phone = { phone: '13800000001' }
    expect(personalDigestOf(phone, 'one')).not.toBe(personalDigestOf(phone, 'two'))
  })

  it('is plain SHA-256 over the canonical bytes, so that anybody can check it with their own tools', () => {
    // printf '{"a":"x","b":1}' | sha256sum
    expect(digestOf({ b: 1, a: 'x' })).toBe('cdab067e9f3beb32d1252cfd63e492592fecbf591b0d08cadb24bb17f3864246')
  })
})

describe('the personal part of an event', () => {
  const secrets = {
    open: ['王女士', '13800000001', '晚餐'],
    plan: ['书面致歉', '排班疏漏'],
    return: ['请补充客户的意见'],
    amend: ['13900000002', '号码记错'],
    note: ['三点后方便'],
    externalise: ['市场监督管理局'],
    settle: ['后厨', '当面致歉', '客户接受'],
  }

  it.each(Object.entries(secrets))('of %s leaves nothing of it in the facts', (type, words) => {
    const event = complaintEvents[type as 'note'].parse({ type, ...payloads[type as 'note'] })
    const facts = JSON.stringify(split(complaintEvents[type as 'note'], event).facts)
    for (const word of words) expect(facts).not.toContain(word)
  })

  it.each(complaintEventTypes)('of %s can be taken out and put back', type => {
    const schema = complaintEvents[type]
    const event = schema.parse({ type, ...payloads[type] })
    const { facts, personal } = split(schema, event)
    expect(canonical(joined(facts, personal))).toBe(canonical(event))
    const stored = JSON.parse(JSON.stringify({ facts, personal: personal ?? null }))
    expect(canonical(joined(stored.facts, stored.personal))).toBe(canonical(event))
  })

  it('of many measures and penalties keeps each with its own', () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(text => text.trim() !== '')
    const measure = fc.record(
      { kind: fc.constantFrom('refund', 'apology', 'other'), description: texts, amount: fc.constantFrom('1', '2.50') },
      { requiredKeys: ['kind', 'description'] },
    )
    const plans = fc.record({
      type: fc.constant('plan'),
      measures: fc.array(measure, { minLength: 1, maxLength: 5 }),
      explanation: texts,
    })
    fc.assert(
      fc.property(plans, body => {
        const shape = complaintEvents.plan.safeParse(body)
        if (!shape.success) return
        const stored = JSON.parse(JSON.stringify(split(complaintEvents.plan, shape.data)))
        expect(canonical(joined(stored.facts, stored.personal))).toBe(canonical(shape.data))
      }),
    )
  })
})

import { describe, expect, test } from 'vitest'
import type { PastEvent } from '../../server/complaints/case-events.ts'
import { historyLine } from '../../server/complaints/history.ts'
import { type Language, translator } from '../../server/web/i18n.ts'
import { namesIn } from '../../server/web/names.ts'
import { complaintEventTypes } from '../../workflows/complaint/events.ts'
import { park } from '../support/organisation.ts'
import { payloads } from '../support/payloads.ts'

const told = (fields: object, more: Partial<PastEvent> = {}, language: Language = 'zh-CN') => {
  const event: PastEvent = {
    seq: 3,
    type: 'note',
    by: 'head.dining',
    capacity: { role: 'head', department: 'dining', onBehalfOf: null },
    at: '2026-11-21T02:00:00.000Z',
    hash: 'abcdef0123456789',
    erased: false,
    withheld: false,
    ...more,
    fields: { computed: {}, told: [], ...fields },
  }
  return historyLine(event, { t: translator(language), names: namesIn(park, language) })
}

const graded = { computed: { grading: { level: 'general', proposed: 'minor' } } }

describe('the history', () => {
  test.each(complaintEventTypes)('tells %s as a whole sentence in both languages', type => {
    for (const language of ['zh-CN', 'en'] as const) {
      const { sentence } = told({ ...payloads[type], ...(type === 'register' && graded) }, { type }, language)
      expect(sentence).toMatch(language === 'en' ? /^[^a-z].*\.$/ : /。$/)
      expect(sentence).not.toMatch(/undefined|\{\{|(history|codes|forms)\./)
    }
  })

  test('names who did it in which capacity, and for whom', () => {
    expect(told(payloads.dispatch, { type: 'dispatch' }).sentence).toBe('郭建平（部门负责人）分派到餐饮客房部。')
    const capacity = { role: 'unit-leader', department: 'production', onBehalfOf: 'leader.production' } as const
    const line = told({ opinion: '同意' }, { type: 'approve', by: 'leader.hospitality', capacity })
    expect(line.sentence).toBe('宋丽华（单位分管领导，代 邹立群）同意方案。')
    expect(line.quotes).toEqual(['同意'])
  })

  test('says which limit and rung the clock reached, and who was told', () => {
    const notices = ['handler.dining', 'head.dining', 'head.dining'].map(to => ({ kind: 'late', to, params: {} }))
    const fields = { kind: 'settle', entry: 1, rung: 100, told: notices }
    const line = told(fields, { type: 'deadline-reach', by: null, capacity: null })
    expect(line.sentence).toBe('“办结”已超时（用时 100%），系统已通知罗佳、郭建平。')
    const abroad = told({ ...fields, told: [{ ...notices[0], to: 'legal' }] }, { type: 'deadline-reach', by: null })
    expect(abroad.sentence).toMatch(/系统已通知 [A-Z]/)
    const quiet = told({ ...fields, rung: 80, told: [] }, { type: 'deadline-reach', by: null, capacity: null })
    expect(quiet.sentence).toBe('“办结”时限已用 80%。')
  })

  test('marks another level than the proposed one, and limits found overdue', () => {
    const computed = { ...graded.computed, missed: [{ kind: 'report', entry: 1 }] }
    const line = told({ category: 'service', computed }, { type: 'register' })
    expect(line.sentence).toContain('系统建议“轻微”，另定为“一般”')
    expect(line.missed).toBe('此时已超时：上报')
  })

  test('lists the measures of a plan, and never penalties or a phone', () => {
    const plan = { measures: [{ kind: 'refund', description: '退还菜金', amount: '800.00' }], explanation: '按原价退' }
    expect(told(plan, { type: 'plan' }).quotes).toEqual(['1. 退款：退还菜金（¥800.00）', '按原价退'])
    const close = { correctiveAction: 'none', penalties: [{ person: 'handler.dining', kind: '扣罚' }] }
    expect(JSON.stringify(told(close, { type: 'close' }))).not.toContain('扣罚')
    expect(JSON.stringify(told(payloads.amend, { type: 'amend' }))).not.toContain('13900000002')
  })

  test('says so where the personal part was erased', () => {
    const line = told({}, { type: 'open', erased: true })
    expect(line.quotes).toEqual([])
    expect(line.sentence).toBe('郭建平（部门负责人）：受理（内容已依法删除）。')
  })
})

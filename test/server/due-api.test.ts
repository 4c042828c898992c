import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiTest, type Caller, startApi } from '../support/api.ts'
import { databases } from '../support/databases.ts'

describe.each(databases.slice(0, 1))('a due instant that anybody asks for on $name', database => {
  let api: ApiTest
  let rep: Caller
  beforeAll(async () => {
    api = await startApi(database)
    rep = await api.as('rep')
  })
  afterAll(() => api.close())

  test('comes with every stretch that counted and every one that did not', async () => {
    const { body } = await rep.post('/due', { at: '2026-09-30T10:00', amount: 2, unit: 'work_day' }).expect(200)
    expect(body.dueAt).toBe('2026-10-09T15:59:59.999Z')
    expect(body.ledger).toMatchObject({
      startedAt: '2026-09-30T02:00:00.000Z',
      limit: { amount: 2, unit: 'work_day' },
      provisional: false,
      stretches: [{ kind: 'first-day' }, { kind: 'holiday' }, { kind: 'counted' }],
    })
  })

  test('is marked provisional where it rests on a year that nobody has entered', async () => {
    const { body } = await rep.post('/due', { at: '2026-12-30T10:00', amount: 5, unit: 'work_day' }).expect(200)
    expect(body.ledger.provisional).toBe(true)
  })

  test.each([
    [{ amount: 2, unit: 'work_day' }, 'at'],
    [{ at: 'soon', amount: 2, unit: 'work_day' }, 'at'],
    [{ at: '2026-09-30T10:00', amount: 0, unit: 'work_day' }, 'amount'],
    [{ at: '2026-09-30T10:00', amount: 9_999_999, unit: 'work_day' }, 'amount'],
    [{ at: '2026-09-30T10:00', amount: 2, unit: 'fortnight' }, 'unit'],
    [{ at: '2026-09-30T10:00', amount: 2, unit: 'day', by: 'me' }, 'by'],
  ])('is not guessed from %j', async (body, field) => {
    const answer = await rep.post('/due', body).expect(422)
    expect(answer.body.error.fields).toHaveProperty(field)
  })
})

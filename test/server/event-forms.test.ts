import { count, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { caseEvents, cases, delegations } from '../../db/schema.ts'
import { personEventTypes } from '../../workflows/complaint/events.ts'
import { caseInState } from '../support/case-in.ts'
import { eventTrials } from '../support/event-trials.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages } from '../support/pages.ts'
import type { Agent } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

async function eventsOf(number: string): Promise<number> {
  const [row] = await pages.deps.db
    .select({ events: count() })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(eq(cases.number, number))
  return row?.events ?? 0
}

test('every event that a person can send has a form here, but for files, which are uploaded', () => {
  expect([...Object.keys(eventTrials), 'attach'].sort()).toEqual([...personEventTypes].sort())
})

describe.each(Object.entries(eventTrials))('the form of %s', (type, trial) => {
  test('comes back with what was typed when it is wrong, and is taken when it is right', async () => {
    const number = await caseInState(pages.deps, trial.state)
    await trial.before?.(pages.deps, number)
    const browser = await pages.browser(trial.by)
    const into = type === 'merge' ? { into: await caseInState(pages.deps, 'register') } : {}
    const right = { ...trial.fill, ...into, confirm: 'yes' }

    const { form, text } = await formOn(browser, number, type)
    expect(text).toContain(`<details class="action" id="${type}"`)
    for (const [name, value] of Object.entries(trial.fill)) {
      if (name in form.choices) expect(form.choices[name], name).toEqual(expect.arrayContaining([value].flat()))
    }
    const events = await eventsOf(number)
    const refused = await browser
      .post(form.action)
      .type('form')
      .send({ ...form.fields, ...right, ...trial.wrong })
    expect(refused.status).toBe(422)
    expect(await eventsOf(number)).toBe(events)
    const again = eventForms(refused.text).get(type)
    if (trial.at) expect(refused.text).toContain(`id="${type}-${trial.at}-error"`)
    for (const [name, value] of Object.entries({ ...trial.fill, ...trial.wrong })) {
      if (typeof again?.fields[name] === 'string' && !(name in form.choices)) expect(again.fields[name]).toBe(value)
    }

    const mended = Object.fromEntries(Object.keys(trial.wrong).map(name => [name, '']))
    const accepted = await browser
      .post(again?.action ?? '')
      .type('form')
      .send({ ...again?.fields, ...mended, ...right })
    expect([200, 303], accepted.text).toContain(accepted.status)
    expect(await eventsOf(number)).toBe(events + 1)
  })
})

describe('the levels to regrade to', () => {
  const offered = async (login: Parameters<PagesTest['browser']>[0], number: string) => {
    const { form } = await formOn(await pages.browser(login), number, 'regrade')
    return [form.choices.level].flat()
  }

  test('go down for whoever approves at the level, also while they are away, and for their deputy; up for all', async () => {
    const number = await caseInState(pages.deps, 'investigate.inquire')
    expect(await offered('leader.hospitality', number)).toEqual(['minor', 'major', 'critical'])
    expect(await offered('handler.dining', number)).toEqual(['major', 'critical'])
    const createdAt = pages.deps.now().toISOString()
    const endsAt = new Date(pages.deps.now().getTime() + 3_600_000).toISOString()
    const deputy = { delegator: 'leader.hospitality', delegate: 'head.dining', role: 'unit-leader' as const }
    await pages.deps.db
      .insert(delegations)
      .values({ ...deputy, department: 'hospitality', startsAt: createdAt, endsAt, createdAt })
    expect(await offered('head.dining', number)).toEqual(['minor', 'major', 'critical'])
    expect(await offered('leader.hospitality', number)).toEqual(['minor', 'major', 'critical'])
    await pages.deps.db.delete(delegations)
  })
})

describe('a rule that a field breaks', () => {
  test('is said above the form, as the way to the field, and at the field', async () => {
    const number = await caseInState(pages.deps, 'execute')
    const browser = await pages.browser('handler.dining')
    const { form } = await formOn(browser, number, 'perform')
    const overpaid = { ...form.fields, measure: '1', paidAmount: '900' }
    const { text } = await browser.post(form.action).type('form').send(overpaid).expect(422)
    expect(text.match(/实付金额超过批准金额/g)).toHaveLength(2)
    expect(text).toContain('请先改正下列内容，再提交。')
  })
})

describe('what ends something', () => {
  test('is only taken with its confirmation', async () => {
    const number = await caseInState(pages.deps, 'receive')
    const browser = await pages.browser('rep')
    const { form } = await formOn(browser, number, 'decline')
    const refused = await browser
      .post(form.action)
      .type('form')
      .send({ ...form.fields, reason: '与本园区无关' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('请先勾选确认')
    expect(refused.text).toContain('与本园区无关')
    expect(await eventsOf(number)).toBe(1)
  })
})

async function formOn(browser: Agent, number: string, type: string) {
  const { text } = await browser.get(`/complaints/${number}?form=${type}`).expect(200)
  const form = eventForms(text).get(type)
  if (!form) throw new Error(`${type} is not offered: ${[...eventForms(text).keys()]}`)
  return { form, text }
}

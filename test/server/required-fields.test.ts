import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDraft, publish } from '../../server/policies/changes.ts'
import { askable } from '../../workflows/policy/askable.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { caseInState } from '../support/case-in.ts'
import { eventTrials } from '../support/event-trials.ts'
import { eventForms } from '../support/html-form.ts'
import { type PagesTest, startPages } from '../support/pages.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

/** Rules that ask for these fields and otherwise are the winery's, in force from now on. */
async function askFor(required: Record<string, readonly string[]>): Promise<void> {
  const byConduct = [{ code: 'late', words: { 'zh-CN': '迟到', en: 'Late' }, level: 'general' }]
  const document = { ...winery, grading: { ...winery.grading, byConduct }, required }
  const version = await addDraft(pages.deps, 'admin', 'winery', { document })
  // two versions of one code never start together
  pages.clock.advance(1)
  await publish(pages.deps, 'admin', 'winery', version)
}

test.each(Object.entries(askable))(
  'the form of %s marks what the policy of the case asks for and says at the field that it is missing',
  async (type, fields) => {
    const trial = eventTrials[type]
    if (!trial) throw new Error(`no trial of ${type}`)
    await askFor({ [type]: fields })
    const number = await caseInState(pages.deps, trial.state)
    await trial.before?.(pages.deps, number)
    const browser = await pages.browser(trial.by)
    const { text } = await browser.get(`/complaints/${number}?form=${type}`).expect(200)
    const marked = (field: string) =>
      new RegExp(
        `<label class="form-label required" for="${type}-${field}"|id="${type}-${field}"[^>]*>\\s*<\\w+ class="form-label required"`,
      )
    for (const field of fields) expect(text, field).toMatch(marked(field))

    const form = eventForms(text).get(type)
    const filled = Object.fromEntries(Object.entries(trial.fill).filter(([name]) => !fields.includes(name)))
    const blank = Object.fromEntries(fields.map(field => [field, '']))
    const refused = await browser
      .post(form?.action ?? '')
      .type('form')
      .send({ ...form?.fields, ...filled, ...blank, confirm: 'yes' })
    expect(refused.status).toBe(422)
    for (const field of fields) expect(refused.text, field).toContain(`id="${type}-${field}-error"`)
    expect(refused.text).toContain('本制度要求填写这一项')
  },
)

test('the page of a call marks them too, and asks nothing of a customer who was not reached', async () => {
  await askFor({ 'call-back': ['comment', 'satisfaction'] })
  const number = await caseInState(pages.deps, 'follow-up')
  const rep = await pages.browser('rep')
  const { text } = await rep.get(`/follow-ups/${number}`).expect(200)
  expect(text).toMatch(/<label class="form-label required" for="call-back-comment"/)
  expect(text).toMatch(/id="call-back-satisfaction">\s*<legend class="form-label required"/)
  await pages.send('rep', number, {
    type: 'call-back',
    outcome: 'unreached',
    satisfaction: undefined,
    comment: undefined,
  })
})

test('the page of a decision marks an opinion that the policy asks for', async () => {
  await askFor({ approve: ['opinion'] })
  const number = await caseInState(pages.deps, 'propose.review')
  const { text } = await (await pages.browser('leader.hospitality')).get(`/complaints/${number}/approval`).expect(200)
  expect(text).toMatch(/<label class="form-label required" for="approve-opinion"/)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formFieldsOf } from '../../workflows/policy/form-fields.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { submitForm } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const admin = () => pages.browser('admin')
/** What a browser sends of the form as it is shown, with some fields changed. */
const filled = (changes: Record<string, string> = {}) => {
  const shown = formFieldsOf(winery).filter(field => !(field.input === 'yes-no' && field.value === ''))
  return { ...Object.fromEntries(shown.map(field => [field.path, field.value])), ...changes }
}

/** A new draft of the winery's rules; answers its address. */
async function draft(): Promise<string> {
  const answer = await submitForm(await admin(), '/policies/winery/versions/1', '/policies/winery/versions/1/copy', {})
  return String(answer.headers.location).replace(/\/edit\?.*$/, '')
}

describe('the procedures on their pages', () => {
  test('a leader reads levels, limits, chains and ladder in words', async () => {
    const text = await pages.read('leader.hospitality', '/policies/winery/versions/1')
    for (const words of [
      '轻微',
      '特大',
      '自受理起 12 小时、可暂停',
      '客服中心负责人、单位分管领导、酒庄领导',
      '¥5,000.00 以内',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).not.toMatch(/month-end|unit-leader|step-opened/)
  })

  test('a reader changes nothing', async () => {
    const rep = await pages.browser('rep')
    await rep.get('/policies/winery/versions/1/publish').expect(403)
    expect(await pages.read('rep', '/policies')).not.toContain('导入制度文件')
  })

  test('a draft is written in its form; what changed is told before it is published', async () => {
    const place = await draft()
    const saved = await submitForm(
      await admin(),
      `${place}/edit`,
      `${place}/edit`,
      filled({ 'limits.settle.general.amount': '8' }),
    )
    expect(saved.status).toBe(303)
    const text = await pages.read('admin', `${place}/publish`)
    expect(text).toContain('时限 · 办结 · 一般 自受理起 12 小时、可暂停 自受理起 8 小时、可暂停')
    const published = await submitForm(await admin(), `${place}/publish`, `${place}/publish`, { from: '' })
    expect(published.headers.location).toContain('done=policy-published')
    expect(await pages.read('rep', place)).toContain('生效中')
  })

  test('what is wrong is said at its field, keeps what was typed and changes nothing', async () => {
    const place = await draft()
    const before = await pages.read('admin', place)
    const wrong = await submitForm(
      await admin(),
      `${place}/edit`,
      `${place}/edit`,
      filled({ 'caps.handBacks': 'three' }),
    )
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/name="caps.handBacks" value="three"/)
    expect(textOf(wrong.text)).toContain('caps.handBacks')
    expect(await pages.read('admin', place)).toBe(before)
  })

  test('a document that is none comes back as it was typed', async () => {
    const place = await draft()
    const wrong = await submitForm(await admin(), `${place}/edit`, `${place}/edit`, { document: '{"code": <script>' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('{&quot;code&quot;: &lt;script&gt;')
  })

  test('what was exported can be imported again, as a draft', async () => {
    const rep = await pages.browser('rep')
    const file = await rep.get('/policies/winery/versions/1/document').expect(200)
    expect(file.headers['content-disposition']).toContain('winery-1.json')
    const imported = await submitForm(await admin(), '/policies', '/policies/import', { document: file.text })
    expect(imported.headers.location).toMatch(/^\/policies\/winery\/versions\/\d+\?done=policy-imported$/)
  })

  test('the last version in force is not retired, and the page says why', async () => {
    await submitForm(await admin(), '/policies', '/policies/iso/default', {})
    const refused = await submitForm(
      await admin(),
      '/policies/iso/versions/1/retire',
      '/policies/iso/versions/1/retire',
      {},
    )
    expect(refused.status).toBe(422)
    expect(textOf(refused.text)).toContain('唯一在用的版本')
    await submitForm(await admin(), '/policies', '/policies/winery/default', {})
  })
})

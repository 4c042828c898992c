import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formWith, type HtmlForm } from '../support/html-form.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { submitForm } from '../support/sign-in.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const admin = () => pages.browser('admin')
type Typed = HtmlForm['fields']
/** The form of a draft as it is shown to the administrator, filled in as it comes. */
const shownAt = async (place: string) => formWith((await (await admin()).get(`${place}/edit`)).text, 'name.en')
const post = async (place: string, fields: Typed) => (await admin()).post(`${place}/edit`).type('form').send(fields)

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
    const read = await pages.read('rep', '/policies')
    expect(read).toContain('酒庄客户投诉界定及处理流程')
    expect(read).not.toMatch(/导入制度文件|winery/)
    expect(await pages.read('admin', '/policies')).toContain('酒庄客户投诉界定及处理流程 winery')
    const rehearsals = await pages.read('auditor', '/rehearsals')
    expect(rehearsals).toContain('Each rehearsal handles the cases of a period once more')
    expect(rehearsals).not.toMatch(/choose|begin/i)
  })

  test('a draft is written in its form; what changed is told before it is published', async () => {
    const place = await draft()
    const shown = await shownAt(place)
    const saved = await post(place, {
      ...shown.fields,
      'limits.settle.general.amount': '8',
      pauseReasons: ['testing', 'mediation'],
    })
    expect(saved.status).toBe(303)
    const text = await pages.read('admin', `${place}/publish`)
    expect(text).toContain('时限 · 办结 · 一般 自受理起 12 小时、可暂停 自受理起 8 小时、可暂停')
    expect(text).toContain('可暂停的理由 · 规定 外部鉴定检测、调解、客户要求延期、客户失联 外部鉴定检测、调解')
    const published = await submitForm(await admin(), `${place}/publish`, `${place}/publish`, { from: '' })
    expect(published.headers.location).toContain('done=policy-published')
    expect(await pages.read('rep', place)).toContain('生效中')
  })

  test('the form sent back as it is shown leaves the rules as they are', async () => {
    const place = await draft()
    const shown = await shownAt(place)
    expect(Object.keys(shown.fields).length).toBeGreaterThan(300)
    await post(place, shown.fields).then(answer => expect(answer.status).toBe(303))
    const difference = `/policies/winery/diff?from=1&to=${place.split('/').at(-1)}`
    expect(await pages.read('rep', difference)).toContain('两个版本没有不同')
  })

  test('what is wrong is said at its field, keeps what was typed and changes nothing', async () => {
    const place = await draft()
    const before = await pages.read('admin', place)
    const shown = await shownAt(place)
    const wrong = await post(place, { ...shown.fields, 'caps.handBacks': 'three', 'name.en': 'Our rules' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/name="caps.handBacks" value="three"[^>]*aria-describedby="caps.handBacks-error"/)
    expect(wrong.text).toContain('id="caps.handBacks-error"')
    expect(wrong.text).toMatch(/<details class="card fold" id="section-caps" open>/)
    expect(textOf(wrong.text)).toContain('次数与期限 · 退回次数上限')
    expect(formWith(wrong.text, 'name.en').fields['name.en']).toBe('Our rules')
    expect(await pages.read('admin', place)).toBe(before)
  })

  test('a draft that another has saved meanwhile is not overwritten unseen', async () => {
    const place = await draft()
    const { fields } = await shownAt(place)
    await post(place, { ...fields, 'caps.handBacks': '4' }).then(answer => expect(answer.status).toBe(303))
    const late = await post(place, { ...fields, 'caps.transfers': '7' })
    expect(late.status).toBe(422)
    expect(textOf(late.text)).toContain('已被他人改动')
    expect(textOf(late.text)).toMatch(/对方在此期间的改动 .*修改了草稿 .*次数与期限 · 退回次数上限 · 规定 3 4/)
    expect(await pages.read('rep', place)).toContain('退回次数上限 4')
    const kept = formWith(late.text, 'name.en').fields
    expect(kept).toMatchObject({ 'caps.transfers': '7', 'caps.handBacks': fields['caps.handBacks'] })
    expect((await post(place, kept)).status).toBe(303)
  })

  test('rows are added, filled in and taken out without scripts; nothing is stored until the draft is saved', async () => {
    const place = await draft()
    const shown = await shownAt(place)
    const added = await post(place, { ...shown.fields, 'caps.handBacks': '2', change: 'add:approval.joint' })
    expect(added.status).toBe(200)
    expect(textOf(added.text)).toContain('改动还没有保存')
    const { fields } = formWith(added.text, 'approval.joint.0.rule')
    expect(fields['caps.handBacks']).toBe('2')
    const two = {
      ...fields,
      'approval.joint.0.rule': 'quorum',
      'approval.joint.0.roles': ['director', 'finance', 'board'],
    }
    const wrong = await post(place, two)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('id="approval.joint.0.quorum-error"')
    expect(textOf(wrong.text)).toContain('选“达到规定数目”时填写，选其他时留空')
    const alone = await post(place, { ...two, 'approval.joint.0.roles': 'director' })
    expect(textOf(alone.text)).toContain('共同决定 · 第 1 项 · 由谁共同决定：至少要有 2 项')
    expect((await post(place, { ...two, 'approval.joint.0.quorum': '2' })).status).toBe(303)
    expect(await pages.read('rep', place)).toContain('酒庄领导、财务、董事会：至少 2 方同意')
    expect(await pages.read('rep', `/policies/winery/diff?from=1&to=${place.split('/').at(-1)}`)).toContain(
      '审批方式与顺序 · 共同决定（1） · 顺序 — 酒庄领导、财务、董事会：至少 2 方同意',
    )
    const without = await post(place, { ...(await shownAt(place)).fields, change: 'remove:approval.joint.0' })
    expect(() => formWith(without.text, 'approval.joint.0.rule')).toThrow()
  })

  test('a document that is none comes back as it was typed', async () => {
    const place = await draft()
    const wrong = await submitForm(await admin(), `${place}/edit`, `${place}/edit`, { document: '{"code": <script>' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('{&quot;code&quot;: &lt;script&gt;')
  })

  test('whoever would change a published version is led to a copy of it', async () => {
    const { text } = await (await admin()).get('/policies/winery/versions/1/edit').expect(200)
    expect(textOf(text)).toContain('已发布的版本不能再改')
    expect(text).toContain('action="/policies/winery/versions/1/copy"')
    expect(() => formWith(text, 'name.en')).toThrow()
    expect(() => formWith(text, 'document')).toThrow()
  })

  test('what was exported can be imported again, as a draft', async () => {
    const rep = await pages.browser('rep')
    const file = await rep.get('/policies/winery/versions/1/document').expect(200)
    expect(file.headers['content-disposition']).toContain('winery-1.json')
    const imported = await submitForm(await admin(), '/policies', '/policies/import', { document: file.text })
    expect(imported.headers.location).toMatch(/^\/policies\/winery\/versions\/\d+\?done=policy-imported$/)
  })

  test('an import that is refused says where in words, and what is no document is called so', async () => {
    const file = (await (await admin()).get('/policies/winery/versions/1/document')).body
    const sent = async (document: string) =>
      textOf((await submitForm(await admin(), '/policies', '/policies/import', { document })).text)
    const wrong = await sent(JSON.stringify({ ...file, code: 'No Code', reopenDays: -1 }))
    expect(wrong).toContain('代码：只能用小写字母')
    expect(wrong).toContain('结案后可重新打开（天）：不能小于 0')
    expect(wrong).not.toMatch(/policies\.fields|document\./)
    expect(await sent('{"code"')).toContain('制度文件（JSON）：这不是完整的 JSON 文件')
    const nested = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect(await sent(nested)).toContain('制度文件（JSON）：嵌套层数太多')
  })

  test('what is missing from a document is called by its headings, and what is none at all is told what it has to be', async () => {
    const imported = async (document: string) =>
      textOf((await submitForm(await admin(), '/policies', '/policies/import', { document })).text)
    const missing = await imported('{"code":"zz"}')
    expect(missing).toMatch(/按涉及金额定级、按涉及人数定级.*：此项必填/)
    expect(missing).not.toMatch(/(name|grading|approval|ladders|caps|guidance)：/)
    for (const document of ['null', '[]', '"winery"', '7']) {
      expect(await imported(document)).toContain('制度文件（JSON）：须是一份完整的制度文件')
    }
  })

  test('a complaint is not entered under a policy that was retired, and the page says what to do', async () => {
    await submitForm(await admin(), '/policies/iso/versions/1/retire', '/policies/iso/versions/1/retire', {})
    const answer = await (await pages.browser('rep')).get('/complaints/new?policy=iso').expect(404)
    expect(textOf(answer.text)).toMatch(/没有这个制度.*已停用.*请检查制度代码，或不填/)
  })

  test('the last version in force is not retired, and the page says why', async () => {
    await submitForm(await admin(), '/policies', '/policies/professional/default', {})
    const refused = await submitForm(
      await admin(),
      '/policies/professional/versions/1/retire',
      '/policies/professional/versions/1/retire',
      {},
    )
    expect(refused.status).toBe(422)
    expect(textOf(refused.text)).toContain('唯一在用的版本')
    await submitForm(await admin(), '/policies', '/policies/winery/default', {})
  })
})

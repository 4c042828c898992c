import request from 'supertest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { demoPassword } from '../../server/demo/load-demo.ts'
import en from '../../views/locales/en.json' with { type: 'json' }
import zh from '../../views/locales/zh-CN.json' with { type: 'json' }
import { winery } from '../../workflows/policy/packs/winery.ts'
import { caseInState } from '../support/case-in.ts'
import { type PagesTest, startPages, textOf } from '../support/pages.ts'
import { payloads } from '../support/payloads.ts'
import { submitForm } from '../support/sign-in.ts'

type Refused = { status: number; body: { error?: { code: string; rule?: string; message: string; fields?: object } } }
type Words = Record<string, unknown>

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const tokens = new Map<string, string>()
/** The API as a person calls it, in a language. */
async function call(login: DemoLogin, language: string, method: 'get' | 'post', path: string, body: unknown = {}) {
  const answer = tokens.get(login) ?? (await logIn(login))
  tokens.set(login, answer)
  const asked = request(pages.app)[method](`/api/v1${path}`).set('Authorization', `Bearer ${answer}`)
  asked.set('Accept-Language', language)
  return (method === 'post' ? await asked.send(body as object) : await asked) as Refused
}
const logIn = async (login: DemoLogin) =>
  (await request(pages.app).post('/api/v1/tokens').send({ login, password: demoPassword })).body.token as string

const draft = async (document: object) =>
  ((await call('admin', 'zh-CN', 'post', '/policies/winery/versions', { document })) as unknown as { body: Words }).body
    .version
const withError = () => ({ ...winery, approval: { ...winery.approval, order: ['director'] } })
const action = {
  ...{ title: '排班与预订人数脱节', cause: 'method', rootCause: '排班表没有参考预订人数', correction: '当晚加派两人' },
  ...{
    corrective: '排班前一天核对预订人数',
    owner: 'head.dining',
    verifier: 'quality',
    due: '2026-12-04',
    effectDays: 30,
  },
}
const proposed = async () => {
  const number = await caseInState(pages.deps, 'investigate.attend')
  const made = await call('centre', 'zh-CN', 'post', '/corrective-actions', { ...action, complaints: [number] })
  return `/corrective-actions/${(made.body as unknown as { number: string }).number}/events`
}

/** The same one further on: approved, begun, and carried out where the owner says so. */
const begun = async (...more: object[]) => {
  const path = await proposed()
  await call('quality', 'zh-CN', 'post', path, { type: 'approve' })
  for (const event of more) await call('head.dining', 'zh-CN', 'post', path, event)
  return path
}
const implemented = () => begun({ type: 'start' }, { type: 'implement', evidence: '已按新表排班' })

/** Rules of the rule books, calendars, rehearsals, people and corrective actions, and an API call that breaks each. */
const calls: [
  rule: string,
  by: DemoLogin,
  method: 'get' | 'post',
  path: () => string | Promise<string>,
  body?: () => unknown,
][] = [
  ['no-such-policy', 'rep', 'post', () => '/complaints', () => ({ ...payloads.open, policy: 'moon' })],
  ['admin-only', 'rep', 'post', () => '/policies/winery/versions', () => ({ copyOf: 1 })],
  ['admin-only', 'auditor', 'get', () => '/lint'],
  ['other-policy', 'admin', 'post', () => '/policies/iso/versions', () => ({ document: winery })],
  [
    'policy-has-errors',
    'admin',
    'post',
    async () => `/policies/winery/versions/${await draft(withError())}/publication`,
    () => ({ from: '2099-01-01T00:00:00.000Z' }),
  ],
  [
    'starts-in-the-past',
    'admin',
    'post',
    async () => `/policies/winery/versions/${await draft(winery)}/publication`,
    () => ({ from: '2026-01-01T00:00:00.000Z' }),
  ],
  [
    'published-already',
    'admin',
    'post',
    () => '/policies/winery/versions/1/publication',
    () => ({ from: '2099-01-01T00:00:00.000Z' }),
  ],
  ['rehearsal-starters', 'auditor', 'post', () => '/rehearsals', () => ({})],
  ['rehearsal-onlookers', 'rep', 'get', () => '/rehearsals/1'],
  [
    'no-such-case',
    'centre',
    'post',
    () => '/corrective-actions',
    () => ({ ...action, complaints: ['TS-20200101-0001'] }),
  ],
  ['not-on-duty', 'rep', 'post', proposed, () => ({ type: 'approve' })],
  ['own-proposal', 'centre', 'post', proposed, () => ({ type: 'approve' })],
  ['owner-only', 'rep', 'post', () => begun(), () => ({ type: 'start' })],
  ['verifier-only', 'rep', 'post', implemented, () => ({ type: 'verify', evidence: '属实' })],
  [
    'implemented-already',
    'centre',
    'post',
    implemented,
    () => ({ type: 'adjust', due: '2026-12-20', reason: '还要再等一周' }),
  ],
  ['proposer-only', 'quality', 'post', proposed, () => ({ type: 'revise', ...action })],
]

describe.each([
  ['zh-CN', zh.rules as Words],
  ['en', en.rules as Words],
])('a refusal over the API names its rule, in %s', (language, words) => {
  test.each(calls)('%s, to %s', async (rule, by, method, path, body) => {
    const { status, body: told } = await call(by, language, method, await path(), body?.())
    expect([403, 422]).toContain(status)
    expect(told.error).toMatchObject({ code: status === 403 ? 'not-permitted' : 'invalid', rule })
    const [beginning = ''] = String(words[rule]).split('{{')
    expect(told.error?.message.startsWith(beginning)).toBe(true)
  })
})

/** Pages kept for some, and what their refusal says. */
const kept: [rule: keyof typeof zh.rules, by: DemoLogin, path: string][] = [
  ['admin-only', 'rep', '/policies/winery/versions/1/publish'],
  ['admin-only', 'head.dining', '/calendars/draft'],
  ['admin-only', 'centre', '/people/new'],
  ['admin-only', 'centre', '/departments/dining'],
  ['admin-only', 'director', '/settings'],
  ['record-readers', 'centre', '/settings/audit'],
  ['rehearsal-onlookers', 'rep', '/rehearsals'],
  ['staff-only', 'auditor', '/complaints/new'],
]

describe('a page that is kept for some', () => {
  test.each(kept)('says by which rule: %s, to %s at %s', async (rule, by, path) => {
    const { text } = await (await pages.browser(by)).get(path).expect(403)
    // the auditor reads English
    expect([zh, en].some(words => textOf(text).includes(words.rules[rule]))).toBe(true)
  })
})

/** Forms that are sent against a rule: who, from which page, where to, what, and the words that come back. */
const forms: [
  name: string,
  by: DemoLogin,
  page: string,
  to: string,
  fields: Record<string, string>,
  status: number,
  words: string,
][] = [
  [
    'the only version in force',
    'admin',
    '/policies/winery/versions/1/retire',
    '/policies/winery/versions/1/retire',
    {},
    422,
    zh.rules['only-version-in-force'],
  ],
  ['a default that is not there', 'admin', '/policies', '/policies/moon/default', {}, 422, zh.rules['no-such-policy']],
  ['mail that is not theirs to mind', 'rep', '/account', '/outbox/1/queue', {}, 403, zh.rules['mail-minders']],
  [
    'somebody else’s absence',
    'rep',
    '/delegations',
    '/delegations',
    { delegator: 'centre', delegate: 'rep2', startsAt: '2026-11-21T10:00', endsAt: '2026-11-25T10:00' },
    403,
    zh.rules['own-absence'],
  ],
  [
    'a deputy of oneself',
    'rep',
    '/delegations',
    '/delegations',
    { delegate: 'rep', startsAt: '2026-11-21T10:00', endsAt: '2026-11-25T10:00' },
    422,
    zh.fields['delegate-to-oneself'],
  ],
  ['a calendar without a draft', 'admin', '/calendars', '/calendars/publish', {}, 422, zh.rules['no-calendar-draft']],
  [
    'a department with cases or people',
    'admin',
    '/departments/dining',
    '/departments/dining/deactivate',
    {},
    409,
    zh.errors['department-in-use'].message,
  ],
  [
    'a department below itself',
    'admin',
    '/departments/hospitality',
    '/departments/hospitality',
    { nameZh: '接待', nameEn: 'Hospitality', kind: 'unit', parent: 'dining' },
    422,
    zh.fields['below-itself'],
  ],
]

describe('a form against a rule', () => {
  test.each(forms)('comes back with its words: %s', async (_, by, page, to, fields, status, words) => {
    const answer = await submitForm(await pages.browser(by), page, to, fields)
    expect(answer.status).toBe(status)
    expect(textOf(answer.text)).toContain(words)
  })
})

describe('a form that is sent against a rule of its own', () => {
  const send = async (by: DemoLogin, page: string, to: string, fields: Record<string, string | string[]>) => {
    const { status, text } = await submitForm(await pages.browser(by), page, to, fields)
    return { status, told: textOf(text) }
  }

  test('what ends something for somebody wants its confirmation', async () => {
    const page = `/complaints/${await caseInState(pages.deps, 'investigate.attend')}`
    const answer = await send('head.dining', page, `${page}/events`, { type: 'hand-back', reason: '不是本部门的事' })
    expect(answer).toMatchObject({ status: 422, told: expect.stringContaining(zh.rules['not-confirmed']) })
  })

  test('a customer who is dissatisfied is heard', async () => {
    const page = `/follow-ups/${await caseInState(pages.deps, 'follow-up')}`
    const answer = await send('rep', page, page, { outcome: 'dissatisfied', satisfaction: '1' })
    expect(answer).toMatchObject({ status: 422, told: expect.stringContaining(zh.rules['comment-missing']) })
  })

  test('only what was published is retired', async () => {
    const place = `/policies/winery/versions/${await draft(winery)}`
    const answer = await send('admin', place, `${place}/retire`, {})
    expect(answer).toMatchObject({ status: 422, told: expect.stringContaining(zh.rules['not-published']) })
  })

  test('a calendar says which lines it cannot read, and that there is nothing new in it', async () => {
    const calendar = {
      'week[]': ['1', '2', '3', '4', '5'],
      ...{ 'slots[0][from]': '09:00', 'slots[0][to]': '12:00', 'slots[1][from]': '13:00', 'slots[1][to]': '18:00' },
    }
    const wrong = await send('admin', '/calendars/draft', '/calendars/draft', { ...calendar, companyOff: '过年' })
    expect(wrong).toMatchObject({ status: 422, told: expect.stringContaining('过年') })
    await send('admin', '/calendars/draft', '/calendars/draft', { ...calendar, companyOff: '' })
    const unchanged = await send('admin', '/calendars', '/calendars/publish', {})
    expect(unchanged).toMatchObject({ status: 422, told: expect.stringContaining(zh.rules['calendar-unchanged']) })
  })
})

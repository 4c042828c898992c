import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import { caseInState } from '../support/case-in.ts'
import { type PagesTest, startPages } from '../support/pages.ts'

let pages: PagesTest
beforeAll(async () => {
  pages = await startPages()
})
afterAll(() => pages.close())

const textOn = async (login: DemoLogin, path: string) => (await (await pages.browser(login)).get(path).expect(200)).text

/** Where the limits of a case lead that a page shows. */
const ledgersOn = async (login: DemoLogin, path: string, number: string) =>
  [...(await textOn(login, path)).matchAll(/href="?(\/complaints\/[^"#\s>]+)#(why-[a-z0-9-]+)/g)]
    .filter(([, address]) => address === `/complaints/${number}`)
    .map(([, , place]) => place)

test.each<[string, DemoLogin, (number: string) => string, Parameters<typeof caseInState>[1], string]>([
  [
    'the page of a decision',
    'leader.hospitality',
    number => `/complaints/${number}/approval`,
    'propose.review',
    'review',
  ],
  ['the list of decisions', 'leader.hospitality', () => '/approvals', 'propose.review', 'review'],
  ['my work', 'leader.hospitality', () => '/', 'propose.review', 'review'],
  ['the queue', 'rep', () => '/complaints', 'investigate.attend', 'attend'],
  ['the list of calls', 'rep', () => '/follow-ups', 'follow-up', 'follow-up'],
  ['the page of a call', 'rep', number => `/follow-ups/${number}`, 'follow-up', 'follow-up'],
])('%s leads from the limit to why it is due then, folded on the case', async (_, login, path, state, kind) => {
  const number = await caseInState(pages.deps, state)
  expect(await ledgersOn(login, path(number), number)).toContain(`why-${kind}`)
  expect(await textOn(login, `/complaints/${number}`)).toMatch(
    new RegExp(`<summary>计算依据</summary>\\s*<div class="deadline-ledger" id="why-${kind}">`),
  )
})

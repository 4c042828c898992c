import type { Page } from 'playwright-core'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import type { State } from '../support/stages.ts'

/** What is in the database when a page is looked at: nobody, people without complaints, or the whole demo. */
export type Act = 'nobody' | 'people' | 'demo'

/** Where the numbers and ids of the demo are found. */
export interface Demo {
  /** a complaint in a state; of a department or level when that matters */
  caseIn(state: State, which?: { department?: string; level?: string }): Promise<string>
  /** the id of one mail */
  mail(): Promise<number>
  /** a rehearsal that is done */
  rehearsal(): Promise<number>
  /** the number of a corrective action that waits for approval */
  action(): Promise<string>
}

export interface Screen {
  name: string
  act: Act
  /** who looks; nobody: not logged in */
  as?: DemoLogin
  path: string | ((demo: Demo) => Promise<string>)
  /** what the page answers; 200 unless told */
  status?: number
  /** what a reader comes for: there, and in sight, also without scripts */
  job: string
  /** what is done on the page before it is looked at, e.g. a form sent half empty */
  before?: (page: Page) => Promise<void>
  /** looked at as it is printed */
  print?: boolean
}

/** A page below a complaint of the dining department. */
const withEnd = (state: State, end: string) => async (demo: Demo) =>
  `/complaints/${await demo.caseIn(state, { department: 'dining' })}${end}`

const calling = async (demo: Demo) => `/follow-ups/${await demo.caseIn('follow-up', { department: 'dining' })}`

const dining = withEnd('propose.draft', '')

/** Who has most to do with a case in each state, of which department the demo has one. */
const stages: [State, { department?: string; level?: string }, DemoLogin, job: string][] = [
  ['receive', {}, 'rep', '#register'],
  ['register', {}, 'rep', '#dispatch'],
  ['investigate.attend', { department: 'dining' }, 'head.dining', '#arrive'],
  ['investigate.inquire', { department: 'dining' }, 'handler.dining', '#find'],
  ['propose.draft', { department: 'dining' }, 'handler.dining', '#plan'],
  ['propose.review', { department: 'dining' }, 'leader.hospitality', '#approve'],
  ['propose.review', { level: 'critical' }, 'centre', 'main h1'],
  ['propose.consult', { department: 'dining' }, 'handler.dining', '#consent'],
  ['execute', { department: 'sales' }, 'head.sales', '#perform'],
  ['follow-up', { department: 'dining' }, 'rep', '#call-back'],
  ['close.settle', { department: 'dining' }, 'centre', '#close'],
  ['close.closed', { department: 'dining', level: 'critical' }, 'auditor', 'main h1'],
]

const cases: Screen[] = stages.map(([state, which, as, job]) => ({
  name: `case-${state}${which.level ? `-${which.level}` : ''}`,
  act: 'demo',
  as,
  path: async demo => `/complaints/${await demo.caseIn(state, which)}`,
  job,
}))

const entrance: Screen[] = [
  { name: 'set-up', act: 'nobody', path: '/setup', job: 'form[action="/setup"] button' },
  {
    name: 'set-up-refused',
    act: 'nobody',
    path: '/setup',
    job: '[role=alert]',
    before: sendAsItIs('form[action="/setup"]'),
  },
  { name: 'log-in', act: 'people', path: '/log-in', job: 'form[action="/log-in"] button' },
  {
    name: 'log-in-refused',
    act: 'people',
    path: '/log-in',
    job: '[role=alert]',
    before: sendAsItIs('form[action="/log-in"]'),
  },
]

const empty: Screen[] = [
  { name: 'my-work-empty', act: 'people', as: 'handler.dining', path: '/', job: '.empty' },
  { name: 'queue-empty', act: 'people', as: 'rep', path: '/complaints', job: '.empty' },
  { name: 'approvals-empty', act: 'people', as: 'leader.hospitality', path: '/approvals', job: '.empty' },
  { name: 'follow-ups-empty', act: 'people', as: 'rep', path: '/follow-ups', job: '.empty' },
  { name: 'outbox-empty', act: 'people', as: 'admin', path: '/outbox', job: '.empty' },
]

const work: Screen[] = [
  { name: 'my-work-rep', act: 'demo', as: 'rep', path: '/', job: 'a[href^="/complaints/TS"]' },
  { name: 'my-work-head', act: 'demo', as: 'head.dining', path: '/', job: 'a[href^="/complaints/TS"]' },
  { name: 'my-work-centre', act: 'demo', as: 'centre', path: '/', job: 'a[href^="/complaints/TS"]' },
  { name: 'my-work-director', act: 'demo', as: 'director', path: '/', job: 'main h1' },
  { name: 'my-work-admin', act: 'demo', as: 'admin', path: '/', job: 'main h1' },
  { name: 'tour-first', act: 'demo', as: 'rep', path: '/?tour=1', job: '.tour a.btn-primary' },
  { name: 'tour-last', act: 'demo', as: 'director', path: '/?tour=5', job: '.tour button' },
  { name: 'new', act: 'demo', as: 'rep', path: '/complaints/new', job: '[name=narrative]' },
  {
    name: 'new-refused',
    act: 'demo',
    as: 'rep',
    path: '/complaints/new',
    job: '[role=alert].alert-danger:visible',
    before: logWithBadPhone,
  },
  { name: 'queue', act: 'demo', as: 'rep', path: '/complaints', job: 'main tbody a' },
  { name: 'queue-filtered', act: 'demo', as: 'centre', path: '/complaints?level=major&late=true', job: 'main tbody a' },
  { name: 'queue-nothing-found', act: 'demo', as: 'rep', path: '/complaints?q=zzzz', job: '.empty' },
  { name: 'queue-columns', act: 'demo', as: 'rep', path: '/complaints/columns', job: '.btn-primary[form=columns]' },
  { name: 'queue-views', act: 'demo', as: 'rep', path: '/complaints/views', job: 'main h1' },
  { name: 'queue-view-new', act: 'demo', as: 'rep', path: '/complaints/views/new?level=major', job: '[name=name]' },
  {
    name: 'queue-bulk',
    act: 'demo',
    as: 'head.dining',
    path: '/complaints',
    job: 'main .btn-primary',
    before: assignFirst,
  },
  { name: 'approvals', act: 'demo', as: 'leader.hospitality', path: '/approvals', job: 'main a[href*="TS-"]' },
  { name: 'follow-ups', act: 'demo', as: 'rep', path: '/follow-ups', job: 'main a[href*="TS-"]' },
  {
    name: 'approval',
    act: 'demo',
    as: 'leader.hospitality',
    path: withEnd('propose.review', '/approval'),
    job: 'main summary',
  },
  { name: 'follow-up', act: 'demo', as: 'rep', path: calling, job: 'main form button' },
]

const around: Screen[] = [
  {
    name: 'case-form-refused',
    act: 'demo',
    as: 'handler.dining',
    path: dining,
    job: '[role=alert]',
    before: sendAsItIs('#plan form'),
  },
  {
    name: 'case-form-named',
    act: 'demo',
    as: 'handler.dining',
    path: withEnd('propose.draft', '?form=amend#amend'),
    job: '#amend [name=reason]',
  },
  {
    name: 'case-form-gone',
    act: 'demo',
    as: 'handler.dining',
    path: withEnd('propose.draft', '?form=find#find'),
    job: '.case-actions [role=alert]',
  },
  { name: 'case-printed', act: 'demo', as: 'head.dining', path: dining, job: 'main h1', print: true },
  { name: 'outbox', act: 'demo', as: 'auditor', path: '/outbox', job: 'main tbody a' },
  {
    name: 'outbox-mail',
    act: 'demo',
    as: 'auditor',
    path: async demo => `/outbox/${await demo.mail()}`,
    job: 'main h1',
  },
  { name: 'people', act: 'demo', as: 'admin', path: '/people', job: 'main tbody a' },
  { name: 'person', act: 'demo', as: 'admin', path: '/people/head.dining', job: 'form[action$="/posts"]' },
  { name: 'person-seen', act: 'demo', as: 'rep', path: '/people/head.dining', job: 'main h1' },
  { name: 'person-new', act: 'demo', as: 'admin', path: '/people/new', job: 'form[action="/people"]' },
  {
    name: 'person-new-refused',
    act: 'demo',
    as: 'admin',
    path: '/people/new',
    job: '[role=alert]',
    before: sendAsItIs('form[action="/people"]'),
  },
  { name: 'person-deactivate', act: 'demo', as: 'admin', path: '/people/pr/deactivate', job: 'main .btn-danger' },
  { name: 'department-new', act: 'demo', as: 'admin', path: '/departments/new', job: 'form[action="/departments"]' },
  { name: 'corrective-actions', act: 'demo', as: 'centre', path: '/corrective-actions', job: 'main h1' },
  { name: 'corrective-actions-none', act: 'demo', as: 'head.sales', path: '/corrective-actions', job: 'main h1' },
  {
    name: 'corrective-action',
    act: 'demo',
    as: 'quality',
    path: async demo => `/corrective-actions/${await demo.action()}`,
    job: '#approve',
  },
  {
    name: 'corrective-action-new',
    act: 'demo',
    as: 'head.dining',
    path: '/corrective-actions/new',
    job: 'main form',
    before: page => page.click('main form button'),
  },
  { name: 'delegations', act: 'demo', as: 'head.dining', path: '/delegations', job: 'main form' },
  { name: 'policies', act: 'demo', as: 'admin', path: '/policies', job: 'main h1' },
  { name: 'policy-version', act: 'demo', as: 'admin', path: '/policies/winery/versions/1', job: 'main h1' },
  { name: 'policy-versions-compared', act: 'demo', as: 'rep', path: '/policies/winery/diff', job: 'main h1' },
  {
    name: 'department',
    act: 'demo',
    as: 'admin',
    path: '/departments/dining',
    job: 'form[action="/departments/dining"]',
  },
  { name: 'audit', act: 'demo', as: 'auditor', path: '/settings/audit', job: 'main h1' },
  {
    name: 'person-deactivate-busy',
    act: 'demo',
    as: 'admin',
    path: '/people/handler.dining/deactivate',
    job: '.open-work',
  },
  { name: 'settings', act: 'demo', as: 'admin', path: '/settings', job: '.lint-line' },
  { name: 'rehearsals', act: 'demo', as: 'director', path: '/rehearsals', job: 'form[action="/rehearsals"]' },
  {
    name: 'rehearsal',
    act: 'demo',
    as: 'auditor',
    path: async demo => `/rehearsals/${await demo.rehearsal()}`,
    job: '.rehearsal-table',
  },
  {
    name: 'rehearsed-cases',
    act: 'demo',
    as: 'auditor',
    path: async demo => `/rehearsals/${await demo.rehearsal()}/cases`,
    job: 'main table a',
  },
  {
    name: 'rehearsed-case',
    act: 'demo',
    as: 'auditor',
    path: async demo => `/rehearsals/${await demo.rehearsal()}/cases/${await demo.caseIn('follow-up')}`,
    job: '.rehearsal-ledgers details',
  },
  { name: 'calendar', act: 'demo', as: 'rep', path: '/calendars', job: 'main table' },
  { name: 'calendar-provisional', act: 'demo', as: 'rep', path: '/calendars?year=2031', job: 'main [role=note]' },
  {
    name: 'calendar-version',
    act: 'demo',
    as: 'rep',
    path: '/calendars/versions/china-2026.1?year=2025',
    job: 'main table',
  },
  { name: 'calendars-compared', act: 'demo', as: 'rep', path: '/calendars/diff', job: 'main form' },
  {
    name: 'calendar-draft',
    act: 'demo',
    as: 'admin',
    path: '/calendars/draft',
    job: 'form[action="/calendars/draft"]',
  },
  { name: 'calendar-publish', act: 'demo', as: 'admin', path: '/calendars/publish', job: 'main form button' },
  { name: 'working-time', act: 'demo', as: 'rep', path: '/due', job: 'main form' },
  { name: 'account', act: 'demo', as: 'rep', path: '/account', job: 'form[action="/account/password"]' },
  { name: 'help', act: 'demo', as: 'rep', path: '/help', job: 'kbd' },
  { name: 'error-404', act: 'demo', as: 'rep', path: '/complaints/TS-20200101-0001', status: 404, job: 'main .btn' },
  { name: 'error-403', act: 'demo', as: 'rep', path: '/people/new', status: 403, job: 'main .btn' },
]

/** Every page of the desk, each in the state in which it has most to show. */
export const screens: Screen[] = [...entrance, ...empty, ...work, ...cases, ...around]

/** Sends a form as it stands, past the browser's own checks. */
function sendAsItIs(selector: string) {
  return async (page: Page) => {
    const form = page.locator(selector).first()
    await form.evaluate(node => {
      Object.assign(node, { noValidate: true })
      const fold = node.closest('details')
      if (fold) fold.open = true
    })
    await sending(page, () => form.locator('.btn-primary:visible').first().click())
  }
}

/** Ticks the first line of the queue and asks to assign it. */
async function assignFirst(page: Page): Promise<void> {
  await page.locator('main table tbody [type=checkbox]').first().check()
  await sending(page, () => page.locator('main button[value=assign]').first().click())
}

/** Presses, and waits until the answer is the page. */
async function sending(page: Page, press: () => Promise<void>): Promise<void> {
  const answered = page.waitForEvent('load')
  await press()
  await answered
}

async function logWithBadPhone(page: Page): Promise<void> {
  await page.fill('[name="customer[phone]"]', '12')
  await page.fill('[name=narrative]', '…')
  await sendAsItIs('form:has([name=narrative])')(page)
}

import type { DemoLogin } from '../../db/demo/organisation.ts'
import type { State } from '../support/stages.ts'
import { type Screen, withEnd } from './screen.ts'
import { sendEmptied, sendWithoutScripts, sendWithoutSession } from './steps.ts'

const dining = withEnd('propose.draft', '')

/** Who has most to do with a case in each state, of which department the demo has one. */
const stages: [State, { department?: string; level?: string }, DemoLogin, job: string][] = [
  ['receive', {}, 'rep', '#register'],
  ['register', {}, 'rep', '#dispatch'],
  ['investigate.attend', { department: 'dining' }, 'head.dining', '#arrive'],
  ['investigate.inquire', { department: 'sales' }, 'head.sales', '#find'],
  ['propose.draft', { department: 'dining' }, 'handler.dining', '#plan'],
  ['propose.review', { department: 'dining' }, 'leader.hospitality', '#approve'],
  ['propose.review', { level: 'critical' }, 'centre', 'main h1'],
  ['propose.consult', { department: 'finance' }, 'finance', '#consent'],
  ['execute', { department: 'sales' }, 'head.sales', '#perform'],
  ['follow-up', { department: 'dining' }, 'rep', '#call-back'],
  ['close.settle', { department: 'dining' }, 'centre', '#close'],
  ['close.closed', { department: 'dining', level: 'critical' }, 'auditor', 'main h1'],
]

/** The page of a complaint in every stage. */
export const cases: Screen[] = stages.map(([state, which, as, job]) => ({
  name: `case-${state}${which.level ? `-${which.level}` : ''}`,
  act: 'demo',
  as,
  path: async demo => `/complaints/${await demo.caseIn(state, which)}`,
  job,
}))

/** What else happens on the page of a complaint. */
export const aroundCases: Screen[] = [
  {
    name: 'session-ended-not-yours',
    act: 'demo',
    as: 'head.dining',
    path: withEnd('propose.draft', '?form=note'),
    job: '.resume form',
    before: sendWithoutSession('centre'),
  },
  {
    name: 'session-ended-resumed',
    act: 'demo',
    as: 'handler.dining',
    path: withEnd('propose.draft', '?form=note'),
    job: '.resume-lines',
    before: sendWithoutSession('handler.dining'),
  },
  {
    name: 'case-form-refused',
    act: 'demo',
    as: 'handler.dining',
    path: dining,
    job: '[role=alert]',
    before: sendEmptied('#plan form'),
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
  {
    name: 'case-file-refused',
    act: 'demo',
    as: 'handler.dining',
    path: withEnd('propose.draft', '?form=attach#attach'),
    job: 'main form',
    before: sendWithoutScripts('form[action$="/files"]'),
  },
  { name: 'case-printed', act: 'demo', as: 'head.dining', path: dining, job: 'main h1', print: true },
]

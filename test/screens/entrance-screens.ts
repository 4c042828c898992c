import type { Screen } from './screen.ts'
import { sendAsItIs } from './steps.ts'

/** Before anybody works: the first administrator, the log-in, and pages without complaints. */
export const entrance: Screen[] = [
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

/** What pages say while there is nothing. */
export const empty: Screen[] = [
  { name: 'my-work-empty', act: 'people', as: 'handler.dining', path: '/', job: '.empty' },
  { name: 'queue-empty', act: 'people', as: 'rep', path: '/complaints', job: '.empty' },
  { name: 'approvals-empty', act: 'people', as: 'leader.hospitality', path: '/approvals', job: '.empty' },
  { name: 'follow-ups-empty', act: 'people', as: 'rep', path: '/follow-ups', job: '.empty' },
  { name: 'outbox-empty', act: 'people', as: 'admin', path: '/outbox', job: '.empty' },
]

import { demoPassword } from '../../server/demo/load-demo.ts'
import { csrfIn } from '../support/sign-in.ts'
import type { Answer, Client, Sent } from './connections.ts'
import { rareWords, searchWords, vocabulary } from './vocabulary.ts'

/** One kind of request: what to send the n-th time, and what to remember of its answer. */
export interface Scene {
  name: string
  status: number
  request(index: number): Sent
  seen?(answer: Answer): void
}

const { surnames, givenNames, place, trouble, detail, wish } = vocabulary

/** Cases to ask for, spread over all that there are. */
export interface Sample {
  numbers: string[]
  /** of customers with one complaint */
  phones: string[]
}

/** What is measured: pages of a service rep, and calls of the API. The last call needs what the one before logged. */
export async function scenesFor(client: Client, { numbers, phones }: Sample) {
  const cookie = await sessionOf(client, 'rep')
  const [rep, handler] = await Promise.all(['rep', 'handler.dining'].map(login => tokenOf(client, login)))
  const page = (path: string): Sent => ({ method: 'GET', path, headers: { cookie } })
  const logged: string[] = []
  const pages: Scene[] = [
    { name: 'queue page', status: 200, request: () => page('/complaints') },
    { name: 'case page', status: 200, request: index => page(`/complaints/${at(numbers, index)}`) },
    { name: 'my work', status: 200, request: () => page('/') },
  ]
  const calls: Scene[] = [
    {
      name: 'text search',
      status: 200,
      request: index => page(`/complaints?q=${encodeURI(at(searchWords, index))}`),
      seen: answer => expectLines(answer, 50),
    },
    { name: rareSearch, status: 200, request: index => page(`/complaints?q=${encodeURI(at(rareWords, index))}`) },
    {
      name: 'phone search',
      status: 200,
      request: index => page(`/complaints?q=${at(phones, index)}`),
      seen: answer => expectLines(answer, 1),
    },
    { name: 'log a complaint', status: 201, request: index => apiCall('/complaints', rep, newComplaint(index)) },
    {
      name: 'log and dispatch',
      status: 201,
      request: index => apiCall('/complaints', rep, { ...newComplaint(index), ...registered, ...dispatched }),
      seen: ({ body }) => logged.push(JSON.parse(body).number),
    },
    {
      name: 'one event',
      status: 200,
      request: index => apiCall(`/complaints/${logged[index]}/events`, handler, arrival),
    },
  ]
  return { pages, calls, plain: { name: plainPage, status: 200, request: () => page('/account') } }
}

/** Finds a short page among few cases and a full one among many, so its growth is that of the page. */
export const rareSearch = 'search of rare words'

/** A page that reads nothing but who is there. */
export const plainPage = 'account page'

/** A complaint as the desk takes it down. */
export const newComplaint = (index: number) => ({
  channel: 'phone',
  customer: { name: at(surnames, index) + at(givenNames, index), phone: `137${String(index).padStart(8, '0')}` },
  narrative: `${at(place, index)}：${at(trouble, index)}，${at(detail, index)}。`,
  demand: at(wish, index),
})

export const registered = { category: 'service' }

export const dispatched = { department: 'dining', handler: 'handler.dining' }

const arrival = { type: 'arrive', method: 'phone', summary: '电话联系客户，了解经过并致歉。' }

/** A search is compared with the same search among more cases only if its page is as long. */
function expectLines({ body }: Answer, expected: number): void {
  const lines = body.match(/^<tr><td/gm)?.length ?? 0
  if (lines !== expected) throw new Error(`a search found ${lines} cases instead of ${expected}`)
}

function apiCall(path: string, token: string | undefined, body: object): Sent {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  return { method: 'POST', path: `/api/v1${path}`, headers, body: JSON.stringify(body) }
}

async function tokenOf(client: Client, login: string): Promise<string> {
  const { body } = await client.send(apiCall('/tokens', undefined, { login, password: demoPassword }))
  return JSON.parse(body).token
}

/** The cookie of somebody who has gone through the log-in form. */
async function sessionOf(client: Client, login: string): Promise<string> {
  const form = await client.send({ method: 'GET', path: '/log-in' })
  const fields = new URLSearchParams({ _csrf: csrfIn(form.body), login, password: demoPassword })
  const headers = { cookie: cookieIn(form), 'content-type': 'application/x-www-form-urlencoded' }
  return cookieIn(await client.send({ method: 'POST', path: '/log-in', headers, body: fields.toString() }))
}

const cookieIn = ({ headers }: Answer) => headers['set-cookie']?.map(cookie => cookie.split(';')[0]).join('; ') ?? ''

function at(list: readonly string[], index: number): string {
  return list[index % list.length] ?? ''
}

import type { Request, RequestHandler, Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { ownerOfOutdated } from './csrf.ts'
import { form } from './forms.ts'
import { hasWords, type Translate } from './i18n.ts'
import { namesIn } from './names.ts'
import { returnPath } from './paths.ts'
import { personOf } from './person.ts'
import { readableBody, unreadableIn, withoutUnreadable } from './readable.ts'
import { render } from './render.ts'
import { inputLabel, type TypedLine, typedLines, unnamedInputs } from './typed-words.ts'

/** What a form sent from the page of another session, kept to be looked at and sent again. */
export interface Kept {
  path: string
  /** whose page it was sent from */
  owner: string
  fields: { name: string; value: string }[]
  values: Record<string, string | string[]>
}

declare module './render.ts' {
  interface Views {
    'sessions/resume': ResumePage
    'sessions/not-yours': { title: string; owner: string; kept: string; back: string }
  }
}

interface ResumePage extends Pick<Kept, 'path' | 'fields'> {
  /** what is done by it, and the case that it is about; empty where that has no name */
  deed: string
  number: string
  /** the field from which something was taken out; empty where it is only late */
  cleaned: string
  lines: TypedLine[]
  /** how many more inputs go with it */
  more: number
  back: string
}

/** What was sent, as text that travels through the log-in; empty where nobody's page sent it. */
export function toResume(request: Request, { madeFor }: Express.Locals): string {
  const owner = madeFor(request.body?._csrf)
  return owner === undefined ? '' : JSON.stringify({ path: request.originalUrl, body: request.body })
}

/** Reads it back; whatever does not look like it is nothing. */
export function fromResume(text: unknown, { madeFor }: Express.Locals): Kept | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const { path, body } = JSON.parse(text) as { path: unknown; body: Record<string, unknown> | null }
    const owner = madeFor(body?._csrf)
    return owner === undefined ? undefined : keptOf(returnPath(path), owner, body)
  } catch {
    return undefined
  }
}

function keptOf(path: string, owner: string, body: unknown): Kept {
  const { values } = form('', body)
  const fields = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map(one => ({ name: Array.isArray(value) ? `${name}[]` : name, value: one })),
  )
  return { path, owner, fields, values }
}

/** A form from a page that its reader opened under an earlier log-in: not sent, and not lost. */
export const keepOutdated =
  (deps: Deps): RequestHandler =>
  async (request, response, next) => {
    const owner = ownerOfOutdated(request, response.locals)
    if (owner === undefined) return next()
    response.status(403).set('Cache-Control', 'no-store')
    await offerAgain(
      deps,
      response,
      keptOf(request.originalUrl, owner, request.body),
      toResume(request, response.locals),
    )
  }

/** Text that cannot be kept is taken out and shown as it would be sent; whose page it is not, is refused as ever. */
export const readableForm =
  (deps: Deps): RequestHandler =>
  async (request, response, next) => {
    const field = unreadableIn(request.body)
    const { person, madeFor } = response.locals
    if (field === undefined || !person || madeFor(request.body._csrf) !== person.login) {
      return readableBody(request, response, next)
    }
    request.body = withoutUnreadable(request.body)
    const kept = keptOf(request.originalUrl, person.login, request.body)
    response.status(422).set('Cache-Control', 'no-store')
    await offerAgain(deps, response, kept, '', field)
  }

/**
 * Shows whoever filled in a form what it says, to be sent now. Anybody else is told whose it is, and not a word of it:
 * what is on record under a name was written by that person.
 * @param text the same as it travels through a log-in
 * @param cleaned the input from which something was taken out
 */
export async function offerAgain(
  deps: Deps,
  response: Response,
  kept: Kept,
  text: string,
  cleaned?: string,
): Promise<void> {
  const { t, language } = response.locals
  const names = namesIn(await loadOrganisation(deps.db), language)
  const { path, owner, fields, values } = kept
  const number = /^\/(?:complaints|follow-ups)\/(TS-\d{8}-\d{4,})\b/.exec(path)?.[1] ?? ''
  if (owner !== personOf(response).login) {
    const title = t('sessions.notYours.title')
    return render(response, 'sessions/not-yours', { title, owner: names.person(owner), kept: text, back: '/' })
  }
  const { deed, words } = placeOf(path, String(values.type ?? ''), t)
  render(response, 'sessions/resume', {
    ...{ path, fields, deed, number },
    cleaned: cleaned === undefined ? '' : (inputLabel(cleaned, words, t) ?? cleaned),
    lines: typedLines(values, words, { t, names }),
    more: unnamedInputs(values, words, t),
    back: number ? `/complaints/${number}` : '/',
  })
}

/** What a form is called and where its labels stand, by where it is sent. */
function placeOf(path: string, type: string, t: Translate): { deed: string; words: string } {
  const [, place = ''] = /^\/([a-z-]+(?:\/(?:new|password|tokens))?)/.exec(path) ?? []
  const event = /^\/follow-ups\//.test(path) ? 'call-back' : type
  const [title, words] = places[place] ?? [`forms.${event}.title`, `forms.${event}`]
  const named = place === 'corrective-actions' && type ? `correctiveActions.forms.${type}.title` : title
  return { deed: hasWords(named) ? t(named) : '', words }
}

/** Forms that are no event of a complaint: their titles, and where the labels of their inputs stand. */
const places: Record<string, [title: string, words: string]> = {
  'complaints/new': ['newComplaint.title', 'newComplaint.fields'],
  'corrective-actions': ['correctiveActions.new.title', 'correctiveActions.fields'],
  people: ['people.person.title', 'people.fields'],
  departments: ['people.department.title', 'people.fields'],
  delegations: ['delegations.title', 'delegations.fields'],
  'account/password': ['account.password.heading', 'account.password'],
  'account/tokens': ['account.tokens.heading', 'account.tokens'],
}

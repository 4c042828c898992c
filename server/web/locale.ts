import type { Request, RequestHandler } from 'express'
import './locals.ts'
import { hasWords, isLanguage, type Language, languages, translator } from './i18n.ts'
import { navigation } from './navigation.ts'
import { returnPath } from './paths.ts'
import type { Person } from './person.ts'
import { schemeOf } from './scheme.ts'

const aYear = 365 * 24 * 3600 * 1000

const nothingDone: ReadonlySet<string> = new Set([
  'done.nothing-to-decide',
  'done.nothing-to-call',
  'done.already-logged',
  'done.draft-kept-apart',
])

/** Chooses the language: the person's own, else ?lang= (kept in a cookie), else the cookie, else the browser's. */
export const locale: RequestHandler = (request, response, next) => {
  const asked = request.query.lang
  const person: Person | undefined = request.session?.person
  const language = person?.language ?? (isLanguage(asked) ? asked : languageOf(request))
  if (!person && isLanguage(asked)) response.cookie('lang', asked, { maxAge: aYear, sameSite: 'lax', httpOnly: true })
  setLanguage(response.locals, language)
  response.locals.person = person
  response.locals.scheme = schemeOf(request)
  response.locals.tour = undefined
  response.locals.yearMissing = undefined
  response.locals.navigation = navigation(person, request.path)
  response.locals.mayLog = response.locals.navigation.some(one => one.key === 'new')
  response.locals.here = here(request)
  response.locals.languageLinks = languageLinks(response.locals.here)
  const done = request.query.done
  response.locals.done = typeof done === 'string' && hasWords(`done.${done}`) ? `done.${done}` : undefined
  response.locals.doneNothing = nothingDone.has(response.locals.done ?? '')
  response.set('Content-Language', language)
  response.vary('Cookie, Accept-Language')
  next()
}

/** For a caller without a session: the language that the request itself asks for. */
export function languageOf(request: Request): Language {
  const cookie = /(?:^|;\s*)lang=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1]
  if (isLanguage(cookie)) return cookie
  return request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN'
}

export function setLanguage(locals: Express.Locals, language: Language): void {
  locals.language = language
  locals.t = translator(language)
}

/** The address of this page; a form that came back stands on the page that it was sent from. */
function here(request: Request): string {
  if (request.method === 'GET' || request.method === 'HEAD') return request.originalUrl
  const from = URL.parse(request.get('Referer') ?? '')
  return from ? returnPath(from.pathname + from.search) : '/'
}

function languageLinks(here: string): Express.Locals['languageLinks'] {
  const [path, query] = here.split('?')
  return languages.map(language => {
    const params = new URLSearchParams(query)
    params.set('lang', language)
    return { language, href: `${path}?${params}` }
  })
}

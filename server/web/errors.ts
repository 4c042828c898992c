import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { ZodError } from 'zod'
import { sqlState } from '../../db/client.ts'
import { BeyondHorizon } from '../../workflows/calendar/horizon.ts'
import { Refusal } from '../cases/refusal.ts'
import { fieldErrors, fieldMessages, type Refused } from './forms.ts'
import { hasWords, type Translate } from './i18n.ts'
import { languageOf, setLanguage } from './locale.ts'
import { returnPath } from './paths.ts'
import { Problem } from './problem.ts'
import { schemeOf } from './scheme.ts'

/** What a refused request is told, as page or JSON. */
export interface Answer {
  status: number
  code: string
  rule: string | undefined
  message: string
  fields: Record<string, string> | undefined
}

declare module './render.ts' {
  interface Views {
    'errors/problem': { title: string; answer: Answer; advice: string; id: string; back: string; again: string }
  }
}

export const notFound: RequestHandler = () => {
  throw new Problem(404, 'not-found')
}

/** Says what was wrong and what to do; only a fault of ours is logged as one. */
export const errorHandler: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error)
  if (!response.locals.t) setLanguage(response.locals, languageOf(request))
  const answer = answerTo(error, response.locals.t)
  // who only looked had nothing to save
  if (request.method === 'GET' && answer.code === 'invalid' && !answer.rule)
    answer.message = response.locals.t('errors.invalid.asked')
  if (answer.status >= 500) request.log.error({ err: error }, 'request failed')
  if (error instanceof Problem && error.retryAfter) response.set('Retry-After', String(error.retryAfter))
  response.status(answer.status).set('Cache-Control', 'no-store')
  if (request.path.startsWith('/api/')) response.json({ error: { ...answer, rule: ruleNamed(answer) } })
  else showProblem(request, response, answer)
}

/** Every refusal of the API names the rule that refused; where none has a name of its own, what was wrong with the request. */
function ruleNamed({ status, code, rule, fields }: Answer): string | undefined {
  if (rule || status >= 500) return rule
  return fields ? 'shape' : code
}

/** The answer to anything thrown, in the words of one language. */
export function answerTo(error: unknown, t: Translate): Answer {
  const { status, code, rule, fields, about } = known(error, t)
  const key = rule && hasWords(`rules.${rule}`) ? `rules.${rule}` : `errors.${code}.message`
  return { status, code, rule, message: t(key, { about }), fields }
}

/** What a form that comes back says: the rule that refused, or what was wrong with the request where no field was. */
export const refusedBy = ({ code, rule, message, fields }: Answer): Refused => ({
  fields,
  rule: rule ?? (fields ? undefined : code),
  message,
})

type Known = Omit<Answer, 'message' | 'rule' | 'fields'> & Partial<Answer> & { about?: string }

function known(error: unknown, t: Translate): Known {
  if (error instanceof ZodError) return { status: 422, code: 'invalid', fields: fieldErrors(error, t) }
  if (error instanceof Refusal) {
    const { status, code, rule, issues, fields } = error
    const about = Array.isArray(error.about) ? error.about.join(t('history.and')) : error.about
    const messages = issues ? fieldErrors({ issues }, t) : fields && fieldMessages(fields, t, { about })
    return { status, code, rule, about, fields: messages }
  }
  if (error instanceof BeyondHorizon) return { status: 422, code: 'invalid', rule: 'beyond-horizon' }
  if (error instanceof Problem) {
    const { status, code, rule, fields } = error
    return { status, code, rule, fields: fields && fieldMessages(fields, t) }
  }
  return { status: statusOf(error), code: codes[statusOf(error)] ?? 'failed' }
}

const codes: Record<number, string> = { 400: 'unreadable', 404: 'not-found', 413: 'too-large', 415: 'unsupported' }

/** The body parser and the router mark their errors with a 4xx status; class 22 is text that PostgreSQL cannot take. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status
  if (typeof status === 'number' && status >= 400 && status < 500) return status in codes ? status : 400
  return sqlState(error).code?.startsWith('22') ? 400 : 500
}

function showProblem(request: Request, response: Response, answer: Answer): void {
  const { t, person } = response.locals
  const advice = t(`errors.${answer.code}.advice`)
  const title = t(`errors.${answer.code}.title`)
  response.locals.navigation ??= []
  response.locals.here ??= '/'
  response.locals.scheme ??= schemeOf(request)
  response.locals.tour = undefined
  response.locals.yearMissing ??= undefined
  response.render('errors/problem', {
    layout: person ? 'main' : 'plain',
    title,
    answer,
    advice: hasWords(`errors.${answer.code}.advice`) ? advice : '',
    id: answer.status >= 500 ? String(request.id) : '',
    back: cameFrom(request) || (answer.status === 404 ? '' : caseIn(request)),
    again: answer.status >= 500 && request.method === 'GET' ? request.originalUrl : '',
  })
}

/** The page of this site that led here; empty when it was this one, or another site. */
function cameFrom(request: Request): string {
  const from = URL.parse(request.get('Referer') ?? '')
  const page = from && from.host === request.get('Host') ? returnPath(from.pathname + from.search) : ''
  return page === request.originalUrl ? '' : page
}

const caseIn = ({ originalUrl }: Request): string => /^\/complaints\/TS-\d{8}-\d{4,}(?=\/)/.exec(originalUrl)?.[0] ?? ''

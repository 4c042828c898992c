import express, { type Request, type Response, type Router } from 'express'
import { pictures } from '../../workflows/complaint/media-types.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { requireToken } from '../web/csrf.ts'
import { type Answer, answerTo } from '../web/errors.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { attachWhatFits } from './attach.ts'
import { visibleCaseId, visibleFile } from './queries.ts'
import { receiver } from './receive.ts'
import { sendStored } from './send.ts'
import { thumbnails } from './thumbnails.ts'

declare module '../web/render.ts' {
  interface Views {
    'files/upload': { number: string; key: string; heading: string; refused: Answer[]; taken: string[] }
  }
}

/** The files of a case for people in a browser. Mounted before the check of the form's token, which is in the body. */
export function files(deps: Deps): Router {
  const router = express.Router()
  const receive = receiver(deps)
  const thumbnailOf = thumbnails(deps)

  router.post('/complaints/:number/files', async (request, response) => {
    const { number } = request.params
    try {
      const to = { id: await caseId(deps, request, response), number }
      const { items, refused } = await receive(request, response, uploads => {
        requireToken(request)
        return attachWhatFits(deps, to, uploads, { login: personOf(response).login, key: keyIn(request) })
      })
      if (refused.length > 0) return showRefused(deps, request, response, items, refused)
      if (wantsJson(request)) response.status(201).json({ items })
      else response.redirect(303, `/complaints/${number}?did=attach#files`)
    } catch (error) {
      if (wantsJson(request) || (error instanceof Refusal && error.status === 422))
        return showRefused(deps, request, response, [], [error])
      throw error
    }
  })

  router.get('/complaints/:number/files', (request, response) =>
    response.redirect(303, `/complaints/${request.params.number}#files`),
  )

  router.get('/complaints/:number/files/:file', async (request, response) => {
    const { key, mediaType, sha256: tag, name } = await found(deps, request.params, response)
    await sendStored(deps, request, response, { key, mediaType, tag, name })
  })

  router.get('/complaints/:number/files/:file/view', async (request, response) => {
    const { key, mediaType, sha256: tag } = await found(deps, request.params, response)
    if (!pictures.has(mediaType)) throw new Problem(404, 'not-found')
    await sendStored(deps, request, response, { key, mediaType, tag })
  })

  router.get('/complaints/:number/files/:file/thumbnail', async (request, response) => {
    const file = await found(deps, request.params, response)
    const key = await thumbnailOf(file)
    if (!key) throw new Problem(404, 'not-found')
    await sendStored(deps, request, response, { key, mediaType: 'image/webp', tag: `${file.sha256}-small` })
  })

  return router
}

async function caseId(deps: Deps, request: Request<{ number: string }>, response: Response): Promise<number> {
  const id = await visibleCaseId(deps, request.params.number, personOf(response).login)
  if (id === undefined) throw new Problem(404, 'not-found')
  return id
}

async function found(deps: Deps, { number, file }: { number: string; file: string }, response: Response) {
  const row = await visibleFile(deps, number, file, personOf(response).login)
  if (!row) throw new Problem(404, 'not-found')
  return row
}

/** Scripts ask for an answer that they can read. */
const wantsJson = (request: Pick<Request, 'accepts'>) => request.accepts(['html', 'json']) === 'json'

function keyIn({ body }: Request): string | undefined {
  const key: unknown = body?.key
  return typeof key === 'string' && /^\w{8,100}$/.test(key) ? key : undefined
}

/** Names what was attached, and says of everything else why it was not. */
function showRefused(
  deps: Deps,
  request: Request<{ number: string }>,
  response: Response,
  items: { name: string }[],
  errors: unknown[],
): void {
  const [first, ...others] = errors.map(error => answerTo(error, response.locals.t))
  if (!first) return
  response.status(first.status)
  if (wantsJson(request)) return void response.json({ error: first, items })
  const { number } = request.params
  const taken = items.map(one => one.name)
  const heading = response.locals.t(taken.length > 0 ? 'files.upload.some' : 'files.upload.heading')
  render(response, 'files/upload', { number, key: deps.random(), heading, refused: [first, ...others], taken })
}

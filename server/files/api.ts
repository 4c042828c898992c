import express, { type Router } from 'express'
import { z } from 'zod'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { attachAll } from './attach.ts'
import { filesOf, shownFile, visibleCaseId, visibleFile } from './queries.ts'
import { receiver } from './receive.ts'
import { sendStored } from './send.ts'

const keyHeader = z.object({ 'Idempotency-Key': z.string().min(1).max(200).optional() })

/** The files of a case in the JSON API. Mounted before bodies must be JSON: a file comes as multipart/form-data. */
export function filesApi(deps: Deps): Router {
  const router = express.Router()
  const receive = receiver(deps)

  const caseId = async (number: string, login: string) => {
    const id = await visibleCaseId(deps, number, login)
    if (id === undefined) throw new Refusal('not-found')
    return id
  }

  router.post('/complaints/:number/files', async (request, response) => {
    const { number } = request.params
    const { login } = personOf(response)
    const to = { id: await caseId(number, login), number }
    const { 'Idempotency-Key': key } = keyHeader.parse({ 'Idempotency-Key': request.get('Idempotency-Key') })
    if (!request.is('multipart/form-data') && request.get('Content-Type')) throw new Problem(415, 'not-a-file')
    const items = await receive(request, response, uploads => attachAll(deps, to, uploads, { login, key }))
    response.status(201).json({ items })
  })

  router.get('/complaints/:number/files', async (request, response) => {
    const rows = await filesOf(deps, await caseId(request.params.number, personOf(response).login))
    response.json({ items: rows.map(shownFile) })
  })

  router.get('/complaints/:number/files/:file', async (request, response) => {
    const { number, file } = request.params
    const row = await visibleFile(deps, number, file, personOf(response).login)
    if (!row) throw new Refusal('not-found')
    const { key, mediaType, sha256: tag, name } = row
    await sendStored(deps, request, response, { key, mediaType, tag, name })
  })

  return router
}

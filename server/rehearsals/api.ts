import express, { type Router } from 'express'
import { z } from 'zod'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { answerOnce } from '../web/answer-once.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { endRehearsal } from './ending.ts'
import {
  caseFilter,
  rehearsalBody,
  rehearsalNamed,
  rehearsedCases,
  type StoredRehearsal,
  startRehearsal,
} from './rehearsals.ts'
import { onlookers, rehearsers } from './rights.ts'

const rehearsalId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const hrefOf = (id: number) => `/api/v1/rehearsals/${id}`

/** Trying a version on the cases of a period (design.md §7): begun, asked how far it is, read. */
export function rehearsalsApi(deps: Deps): Router {
  const router = express.Router()
  router.use('/rehearsals', onlookers)

  router.post('/rehearsals', rehearsers, async (request, response) => {
    response.status(202)
    const answer = await answerOnce(deps, request, response, async db => {
      const wanted = rehearsalBody.parse(request.body)
      const id = await startRehearsal({ ...deps, db }, personOf(response).login, wanted)
      return { id, status: 'queued', href: hrefOf(id) }
    })
    response.location(answer.href).json(answer)
  })

  router.get('/rehearsals/:id', async ({ params }, response) => {
    response.json(answerOf(await rehearsalNamed(deps, idOf(params.id))))
  })

  router.post('/rehearsals/:id/end', rehearsers, async ({ params }, response) => {
    await endRehearsal(deps, personOf(response).login, idOf(params.id))
    response.json(answerOf(await rehearsalNamed(deps, idOf(params.id))))
  })

  router.get('/rehearsals/:id/cases', async ({ params, query }, response) => {
    const filter = caseFilter.strict().parse(given(query))
    const { id } = await rehearsalNamed(deps, idOf(params.id))
    const { items, nextCursor } = await rehearsedCases(deps, personOf(response).login, id, filter)
    response.json({
      items: items.map(({ number, differs, result }) => ({ number, differs, ...result })),
      nextCursor,
    })
  })

  return router
}

function answerOf({ summary, ...rehearsal }: StoredRehearsal) {
  const { digest: _, ...result } = summary ?? { digest: '' }
  return { ...rehearsal, href: hrefOf(rehearsal.id), result: summary && result }
}

/** @throws Refusal `not-found` for what is no number at all */
export function idOf(typed: unknown): number {
  const parsed = rehearsalId.safeParse(typed)
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}

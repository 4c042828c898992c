import express, { type Router } from 'express'
import { z } from 'zod'
import { differenceOf } from '../../workflows/policy/difference.ts'
import { lintPolicy } from '../../workflows/policy/lint.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { answerOnce } from '../web/answer-once.ts'
import { given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { addDraft, draftBody, publicationBody, publish } from './changes.ts'
import { allVersions, type StoredVersion, versionInForce, versionNamed } from './versions.ts'

const number = z.coerce.number().int().min(1).max(1_000_000)
const diffQuery = z.object({ from: number, to: number })

/** The rule books over the API: read by everybody, changed by administrators. */
export function policiesApi(deps: Deps): Router {
  const router = express.Router()

  router.get('/policies', async (_request, response) => response.json({ items: await policyList(deps) }))

  router.get('/policies/:code/versions/:version', async ({ params }, response) => {
    response.json(answerOf(await versionNamed(deps.db, params.code, versionOf(params.version))))
  })

  router.get('/policies/:code/diff', async ({ params, query }, response) => {
    const { from, to } = diffQuery.strict().parse(given(query))
    const [before, after] = await Promise.all([from, to].map(one => versionNamed(deps.db, params.code, one)))
    if (!before || !after) throw new Refusal('not-found')
    response.json({ items: differenceOf(before.policy, after.policy) })
  })

  router.post('/policies/:code/versions', administrators, async (request, response) => {
    const code = String(request.params.code)
    response.status(201)
    const answer = await answerOnce(deps, request, response, async db => {
      const wanted = draftBody.parse(request.body)
      const version = await addDraft({ ...deps, db }, personOf(response).login, code, wanted)
      return answerOf(await versionNamed(db, code, version))
    })
    response.location(`/api/v1/policies/${code}/versions/${answer.version}`).json(answer)
  })

  router.post('/policies/:code/versions/:version/publication', administrators, async (request, response) => {
    const code = String(request.params.code)
    const version = versionOf(request.params.version)
    const answer = await answerOnce(deps, request, response, async db => {
      const { from } = publicationBody.parse(request.body ?? {})
      await publish({ ...deps, db }, personOf(response).login, code, version, from)
      return answerOf(await versionNamed(db, code, version))
    })
    response.json(answer)
  })

  return router
}

async function policyList(deps: Deps) {
  const all = await allVersions(deps)
  const codes = [...new Set(all.map(one => one.code))]
  return await Promise.all(
    codes.map(async code => {
      const versions = all.filter(one => one.code === code)
      const inForce = (await versionInForce(deps, code))?.version ?? null
      const name = (versions.find(one => one.version === inForce) ?? versions.at(-1))?.policy.name
      return { code, name, inForce, versions: versions.map(summaryOf) }
    }),
  )
}

function summaryOf({ version, status, startsAt, createdAt, createdBy }: StoredVersion) {
  return { version, status, startsAt, createdAt, createdBy }
}

function answerOf(one: StoredVersion) {
  const findings = one.status === 'draft' ? lintPolicy(one.policy) : []
  return { code: one.code, ...summaryOf(one), findings, document: one.policy }
}

function versionOf(typed: unknown): number {
  const parsed = number.safeParse(typed)
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}

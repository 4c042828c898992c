import express, { type Request, type Router } from 'express'
import { z } from 'zod'
import { documentTyped } from '../../workflows/policy/form-reading.ts'
import { withRowChanged } from '../../workflows/policy/form-rows.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { form, given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { parsed, refuseTooDeep } from '../web/readable.ts'
import { submit } from '../web/submit.ts'
import { showEdit, showPublish, showRetire } from './change-pages.ts'
import { addDraft, chooseDefault, discardDraft, publicationBody, publish, retire, saveDraft } from './changes.ts'
import { showDifference, showPolicies, showVersion } from './page.ts'
import { allVersions, versionNamed } from './versions.ts'

const number = z.coerce.number().int().min(1).max(1_000_000)

/** The rule books: everybody reads them, administrators change them. */
export function policies(deps: Deps): Router {
  const router = express.Router()
  const place = '/policies/:code/versions/:version'

  router.post('/policies/{*change}', administrators)
  router.get([`${place}/edit`, `${place}/publish`, `${place}/retire`], administrators)

  router.get('/policies', (_request, response) => showPolicies(deps, response))
  router.get(place, (request, response) => showVersion(deps, response, ...placeOf(request)))
  router.get(`${place}/edit`, (request, response) => showEdit(deps, response, ...placeOf(request)))
  router.get(`${place}/publish`, (request, response) => showPublish(deps, response, ...placeOf(request)))
  router.get(`${place}/retire`, (request, response) => showRetire(deps, response, ...placeOf(request)))

  router.get('/policies/:code/diff', async ({ params, query }, response) => {
    const { code } = params
    const versions = (await allVersions(deps)).filter(one => one.code === code).map(one => one.version)
    const [from, to] = [query.from, query.to].map(one => number.safeParse(one).data)
    await showDifference(deps, response, code, from ?? versions.at(-2) ?? 1, to ?? versions.at(-1) ?? 1)
  })

  router.get(`${place}/document`, async (request, response) => {
    const { code, version, policy } = await versionNamed(deps.db, ...placeOf(request))
    response
      .attachment(`${code}-${version}.json`)
      .type('json')
      .send(`${JSON.stringify(policy, null, 2)}\n`)
  })

  router.post('/policies/import', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        const document = readJson(body.document)
        const code = String((document as { code?: unknown } | undefined)?.code ?? '')
        const version = await addDraft(deps, personOf(response).login, code, { document })
        return { to: `/policies/${code}/versions/${version}`, done: 'policy-imported' }
      },
      ({ message, fields }) => {
        const filled = form('import', { document: body.document }, { rule: 'invalid', message })
        return showPolicies(deps, response, filled, fields)
      },
    )
  })

  router.post('/policies/:code/default', async ({ params }, response) => {
    await chooseDefault(deps, personOf(response).login, String(params.code))
    response.redirect(303, '/policies?done=policy-chosen')
  })

  router.post(`${place}/copy`, async (request, response) => {
    const [code, version] = placeOf(request)
    const draft = await addDraft(deps, personOf(response).login, code, { copyOf: version })
    response.redirect(303, `/policies/${code}/versions/${draft}/edit?done=policy-copied`)
  })

  router.post(`${place}/edit`, async (request, response) => {
    const [code, version] = placeOf(request)
    const { _csrf, document: raw, change, madeFrom: began, ...inputs } = request.body
    const madeFrom = policySchema.safeParse(readJson(began)).data
    const typed = raw === undefined ? documentTyped(code, inputs) : undefined
    if (typed && typeof change === 'string') {
      const changed = change.replace(/^\w+:/, '')
      return await showEdit(deps, response, code, version, {
        ...{ typed: withRowChanged(typed, change), changed, madeFrom },
      })
    }
    await submit(
      response,
      async () => {
        await saveDraft(deps, personOf(response).login, code, version, { document: typed ?? readJson(raw), madeFrom })
        return { to: `/policies/${code}/versions/${version}`, done: 'policy-saved' }
      },
      ({ fields, message, rule }) => {
        const overtaken = rule === 'draft-changed'
        return showEdit(deps, response, code, version, {
          ...{ ...(typed && { typed }), raw, madeFrom, overtaken, fields, message },
        })
      },
    )
  })

  router.post(`${place}/publish`, async (request, response) => {
    const [code, version] = placeOf(request)
    await submit(
      response,
      async () => {
        const { from } = publicationBody.partial().parse(given({ from: request.body.from }))
        await publish(deps, personOf(response).login, code, version, from)
        return { to: `/policies/${code}/versions/${version}`, done: 'policy-published' }
      },
      refused => showPublish(deps, response, code, version, form('publish', request.body, refused)),
    )
  })

  router.post(`${place}/retire`, async (request, response) => {
    const [code, version] = placeOf(request)
    await submit(
      response,
      async () => {
        await retire(deps, personOf(response).login, code, version)
        return { to: '/policies', done: 'policy-retired' }
      },
      refused => showRetire(deps, response, code, version, form('retire', {}, refused)),
    )
  })

  router.post(`${place}/discard`, async (request, response) => {
    await discardDraft(deps, personOf(response).login, ...placeOf(request))
    response.redirect(303, '/policies?done=policy-discarded')
  })

  return router
}

function placeOf({ params }: Request): [string, number] {
  const version = number.safeParse(params.version)
  if (!version.success) throw new Problem(404, 'not-found')
  return [String(params.code), version.data]
}

/** What is no JSON at all is refused like any other wrong document. */
function readJson(text: unknown): unknown {
  refuseTooDeep(String(text), 'document')
  return parsed(String(text))
}

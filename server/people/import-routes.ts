import express, { type Router } from 'express'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { confirmImport, previewImport, showImport } from './import-page.ts'
import { sendPeople, sendTemplate } from './people-table.ts'

/** People from a table: looked at first, then taken in as a whole. */
export function peopleImport(deps: Deps): Router {
  const router = express.Router()

  router.use('/people/import', administrators)
  router.get('/people/import', (_request, response) => showImport(deps, response))
  router.get('/people/import/template', (_request, response) => sendTemplate(deps, response))
  router.get('/people/import/everybody', (_request, response) => sendPeople(deps, response))
  router.post('/people/import', (request, response) => previewImport(deps, request, response))
  router.post('/people/import/confirmed', (request, response) => confirmImport(deps, request, response))

  return router
}

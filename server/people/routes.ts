import express, { type Response, type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { administrators } from '../web/administrators.ts'
import { form, given } from '../web/forms.ts'
import { personOf } from '../web/person.ts'
import { submit } from '../web/submit.ts'
import { addPerson, addPost, changePerson, deactivate, reactivate, removePost, resetPassword } from './changes.ts'
import { addDepartment, changeDepartment, closeDepartment, reopenDepartment } from './department-changes.ts'
import { showDepartment } from './department-page.ts'
import { changedDepartment, changedPerson, newDepartment, newPerson, newPost, passwordReset } from './forms.ts'
import type { HeldElsewhere } from './hand-over.ts'
import { peopleImport } from './import-routes.ts'
import { showLeaving, takeHandOver } from './leaving-page.ts'
import { existingPerson, showNewDepartment, showNewPerson, showPeople, showPerson } from './page.ts'

const postId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

/** Everybody may look up who does what; administrators change it. */
export function people(deps: Deps, elsewhere: HeldElsewhere): Router {
  const router = express.Router()

  router.get(['/people/new', '/people/:login/deactivate', '/departments/new', '/departments/:code'], administrators)
  router.post(
    ['/people', '/people/:login', '/people/:login/{*change}', '/departments', '/departments/:code{/*change}'],
    administrators,
  )

  router.use(peopleImport(deps))
  router.get('/people', (_request, response) => showPeople(deps, response))
  router.get('/people/new', (_request, response) => showNewPerson(response))
  router.get('/people/:login', ({ params }, response) => showPerson(deps, response, params.login))
  router.get('/people/:login/deactivate', ({ params }, response) =>
    showLeaving(deps, elsewhere, response, params.login),
  )
  router.get('/departments/new', (_request, response) => showNewDepartment(deps, response))
  router.get('/departments/:code', ({ params }, response) => showDepartment(deps, response, params.code))

  router.post('/people', async (request, response) => {
    const { password: _, ...typed } = request.body
    await submit(
      response,
      async () => {
        const person = newPerson.parse(given(request.body))
        await addPerson(deps, by(response), person)
        return { to: `/people/${person.login}`, done: 'person-added' }
      },
      refused => showNewPerson(response, form('person', typed, refused)),
    )
  })

  router.post('/people/:login', async ({ params, body }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await submit(
      response,
      async () => {
        await changePerson(deps, by(response), login, changedPerson.parse(given(body)))
        return { to: `/people/${login}`, done: 'person-changed' }
      },
      refused => showPerson(deps, response, login, { details: form('person', body, refused) }),
    )
  })

  router.post('/people/:login/posts', async ({ params, body }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await submit(
      response,
      async () => {
        await addPost(deps, by(response), login, newPost.parse(given(body)))
        return { to: `/people/${login}`, done: 'post-added' }
      },
      refused => showPerson(deps, response, login, { post: form('post', body, refused) }),
    )
  })

  router.post('/people/:login/posts/:id/remove', async ({ params }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await removePost(deps, by(response), login, postId.parse(params.id))
    response.redirect(303, `/people/${login}?done=post-removed`)
  })

  router.post('/people/:login/password', async ({ params, body }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await submit(
      response,
      async () => {
        await resetPassword(deps, by(response), login, passwordReset.parse(given(body)).password)
        return { to: `/people/${login}`, done: 'password-reset' }
      },
      refused => showPerson(deps, response, login, { password: form('password', {}, refused) }),
    )
  })

  router.post('/people/:login/deactivate', async ({ params }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await deactivate(deps, elsewhere, by(response), login)
    response.redirect(303, `/people/${login}?done=person-deactivated`)
  })

  router.post('/people/:login/hand-over', ({ params, body }, response) =>
    takeHandOver(deps, elsewhere, response, params.login, body),
  )

  router.post('/people/:login/reactivate', async ({ params }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await reactivate(deps, by(response), login)
    response.redirect(303, `/people/${login}?done=person-reactivated`)
  })

  router.post('/departments', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        await addDepartment(deps, by(response), newDepartment.parse(given(body)))
        return { to: '/people', done: 'department-added' }
      },
      refused => showNewDepartment(deps, response, form('department', body, refused)),
    )
  })

  router.post('/departments/:code', async ({ params, body }, response) => {
    await submit(
      response,
      async () => {
        await changeDepartment(deps, by(response), params.code, changedDepartment.parse(given(body)))
        return { to: '/people', done: 'department-changed' }
      },
      refused => showDepartment(deps, response, params.code, form('department', body, refused)),
    )
  })

  router.post('/departments/:code/deactivate', async ({ params }, response) => {
    await closeDepartment(deps, by(response), params.code)
    response.redirect(303, '/people?done=department-closed')
  })

  router.post('/departments/:code/reactivate', async ({ params }, response) => {
    await reopenDepartment(deps, by(response), params.code)
    response.redirect(303, '/people?done=department-reopened')
  })

  return router
}

/** Who makes the change. */
const by = (response: Response): string => personOf(response).login

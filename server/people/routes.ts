import express, { type RequestHandler, type Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { form, given } from '../web/forms.ts'
import { hasRole, personOf } from '../web/person.ts'
import { Problem } from '../web/problem.ts'
import { submit } from '../web/submit.ts'
import { addDepartment, addPerson, addPost, deactivate, reactivate, removePost, resetPassword } from './changes.ts'
import { newDepartment, newPerson, newPost, passwordReset } from './forms.ts'
import { existingPerson, showDeactivate, showNewDepartment, showNewPerson, showPeople, showPerson } from './page.ts'

const postId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

const administrators: RequestHandler = (_request, response, next) => {
  if (!hasRole(personOf(response), 'admin')) throw new Problem(403, 'not-permitted')
  next()
}

/** Everybody may look up who does what; administrators change it. */
export function people(deps: Deps): Router {
  const router = express.Router()

  router.get(['/people/new', '/people/:login/deactivate', '/departments/new'], administrators)
  router.post(['/people', '/people/:login/{*change}', '/departments'], administrators)

  router.get('/people', (_request, response) => showPeople(deps, response))
  router.get('/people/new', (_request, response) => showNewPerson(response))
  router.get('/people/:login', ({ params }, response) => showPerson(deps, response, params.login))
  router.get('/people/:login/deactivate', ({ params }, response) => showDeactivate(deps, response, params.login))
  router.get('/departments/new', (_request, response) => showNewDepartment(deps, response))

  router.post('/people', async (request, response) => {
    const { password: _, ...typed } = request.body
    await submit(
      response,
      async () => {
        const person = newPerson.parse(given(request.body))
        await addPerson(deps, person)
        return { to: `/people/${person.login}`, done: 'person-added' }
      },
      refused => showNewPerson(response, form('person', typed, refused)),
    )
  })

  router.post('/people/:login/posts', async ({ params, body }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await submit(
      response,
      async () => {
        await addPost(deps, login, newPost.parse(given(body)))
        return { to: `/people/${login}`, done: 'post-added' }
      },
      refused => showPerson(deps, response, login, { post: form('post', body, refused) }),
    )
  })

  router.post('/people/:login/posts/:id/remove', async ({ params }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await removePost(deps, login, postId.parse(params.id))
    response.redirect(303, `/people/${login}?done=post-removed`)
  })

  router.post('/people/:login/password', async ({ params, body }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await submit(
      response,
      async () => {
        await resetPassword(deps, login, passwordReset.parse(given(body)).password)
        return { to: `/people/${login}`, done: 'password-reset' }
      },
      refused => showPerson(deps, response, login, { password: form('password', {}, refused) }),
    )
  })

  router.post('/people/:login/deactivate', async ({ params }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await deactivate(deps, login)
    response.redirect(303, `/people/${login}?done=person-deactivated`)
  })

  router.post('/people/:login/reactivate', async ({ params }, response) => {
    const { login } = await existingPerson(deps, params.login)
    await reactivate(deps, login)
    response.redirect(303, `/people/${login}?done=person-reactivated`)
  })

  router.post('/departments', async ({ body }, response) => {
    await submit(
      response,
      async () => {
        await addDepartment(deps, newDepartment.parse(given(body)))
        return { to: '/people', done: 'department-added' }
      },
      refused => showNewDepartment(deps, response, form('department', body, refused)),
    )
  })

  return router
}

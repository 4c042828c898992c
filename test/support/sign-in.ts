import type { Express } from 'express'
import request from 'supertest'
import { people, posts } from '../../db/schema.ts'
import type { Deps } from '../../server/deps.ts'
import { hashPassword } from '../../server/web/password.ts'
import type { Role } from '../../workflows/organisation/roles.ts'

export type Agent = ReturnType<typeof request.agent>

export const testPassword = 'redress-test'
const passwordHash = hashPassword(testPassword)

interface Wanted {
  name?: string
  language?: 'zh-CN' | 'en'
  posts?: [role: Role, department: string][]
}

/** A person with the test password; their departments must be there already. */
export async function addTestPerson({ db, now }: Deps, login: string, wanted: Wanted = {}): Promise<void> {
  const { name = login, language = 'zh-CN' } = wanted
  const row = { login, name, language, email: `${login}@example.test`, passwordHash: await passwordHash }
  await db.insert(people).values({ ...row, createdAt: now().toISOString() })
  const held = (wanted.posts ?? []).map(([role, department]) => ({ person: login, role, department }))
  if (held.length > 0) await db.insert(posts).values(held)
}

/** The hidden token of the first form on a page. */
export function csrfIn(page: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
}

/** A browser that has gone through the real log-in form. */
export async function signIn(app: Express, login: string, password = testPassword): Promise<Agent> {
  const agent = request.agent(app)
  const page = await agent.get('/log-in')
  await agent
    .post('/log-in')
    .type('form')
    .send({ _csrf: csrfIn(page.text), login, password })
    .expect(303)
  return agent
}

/** Opens the page with the form, then sends the form with what the page's hidden token is. */
export async function submitForm(
  agent: Agent,
  page: string,
  action: string,
  fields: Record<string, string | string[]>,
) {
  const { text } = await agent.get(page)
  return agent
    .post(action)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

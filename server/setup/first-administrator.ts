import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { departments, people, posts } from '../../db/schema.ts'
import { called, code, email, text } from '../../workflows/complaint/fields.ts'
import type { Deps } from '../deps.ts'
import { languages } from '../web/i18n.ts'
import { hashPassword, newPassword } from '../web/password.ts'
import type { Person } from '../web/person.ts'

export const firstAdministrator = z
  .object({
    code: text(60),
    organisation: called(100),
    organisationEn: called(100).optional(),
    name: called(100),
    login: code(),
    email,
    language: z.enum(languages),
    password: newPassword,
    again: z.string().optional(),
  })
  .refine(({ password, again }) => password === again, { path: ['again'], params: { code: 'not-the-same' } })

const root = 'park'

/** Creates the organisation and its administrator; of two who try at once, the second finds somebody there. */
export async function createFirstAdministrator(
  { db, now }: Deps,
  given: z.infer<typeof firstAdministrator>,
): Promise<Person | undefined> {
  const { organisation, organisationEn, name, login, email, language, password } = given
  const passwordHash = await hashPassword(password)
  return db.transaction(async tx => {
    await tx.execute(sql`lock table ${people} in exclusive mode`)
    if ((await tx.select({ login: people.login }).from(people).limit(1)).length > 0) return undefined
    const names = { nameZh: organisation, nameEn: organisationEn ?? organisation }
    await tx
      .insert(departments)
      .values({ code: root, kind: 'park', parent: null, ...names })
      .onConflictDoNothing()
    await tx.insert(people).values({ login, name, email, language, passwordHash, createdAt: now().toISOString() })
    await tx.insert(posts).values({ person: login, role: 'admin', department: root })
    return { login, name, language, roles: ['admin'], toured: false, hasDrawnPassword: false }
  })
}

import { eq } from 'drizzle-orm'
import { people } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'

/** The language of a person's pages and mails from now on. */
export async function chooseLanguage({ db }: Deps, login: string, language: 'zh-CN' | 'en'): Promise<void> {
  await db.update(people).set({ language }).where(eq(people.login, login))
}

import { eq } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { secrets } from '../db/schema.ts'
import type { Settings } from './config.ts'

/** SESSION_SECRET, or one made at the first start and kept in the database, so that all nodes sign alike. */
export async function sessionSecret(db: Database, settings: Settings, random: () => string): Promise<string> {
  if (settings.sessionSecret) return settings.sessionSecret
  await db
    .insert(secrets)
    .values({ name: 'session', value: random() + random() })
    .onConflictDoNothing()
  const [kept] = await db.select().from(secrets).where(eq(secrets.name, 'session'))
  if (!kept) throw new Error('the session secret was just written and is gone')
  return kept.value
}

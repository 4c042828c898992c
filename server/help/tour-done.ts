import { preferences } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'

/** From now on the tour comes only when it is called. */
export async function putTourAway({ db, now }: Deps, person: string): Promise<void> {
  const tourDoneAt = now().toISOString()
  await db
    .insert(preferences)
    .values({ person, tourDoneAt })
    .onConflictDoUpdate({ target: preferences.person, set: { tourDoneAt } })
}

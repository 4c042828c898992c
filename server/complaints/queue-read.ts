import { sql } from 'drizzle-orm'
import { askWithOrganisation } from '../cases/organisation.ts'
import { policiesIn, policiesInForceSql } from '../cases/policies-in-force.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { listedSql, listOf } from './list.ts'
import type { ListFilter } from './list-filter.ts'
import { deskOf, deskSql } from './saved-views.ts'
import { wordUse } from './word-use.ts'

/** All that the page shows, in one statement. @param filter null to list nothing */
export async function readQueue({ db, now }: Deps, login: string, filter: ListFilter | null) {
  const at = now()
  const use = await wordUse(db, at)
  const { organisation, row } = await askWithOrganisation<Record<'desk' | 'listed' | 'policies', unknown>>(
    db,
    known => {
      const listed = filter ? listedSql(sightOf(known, login, at.toISOString()), filter, at, use) : sql`null`
      return sql`${deskSql(login)} as desk, ${listed} as listed, ${policiesInForceSql(at)} as policies`
    },
  )
  const page = filter ? listOf(row.listed, filter, at) : { items: [], nextCursor: null }
  return { organisation, desk: deskOf(row.desk), policies: await policiesIn(db, row.policies), page }
}

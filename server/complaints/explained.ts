import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { limitKinds } from '../../workflows/complaint/codes.ts'
import { type Explained, explainDeadline } from '../../workflows/complaint/explain.ts'
import { deadlineOf } from '../cases/deadline-rows.ts'
import { type ReachedRow, reachedSql } from '../cases/reached.ts'
import type { Deps } from '../deps.ts'
import { shownCase } from './case-view.ts'
import { explainFacts } from './deadlines.ts'

/** GET /complaints/:number/deadlines/:kind?entry= */
export const explainedQuery = z.object({ entry: z.coerce.number().int().min(1).max(100_000).optional() })

/** The ledger of one deadline, of its latest entry unless another is named; undefined when there is none in sight. */
export async function explainedDeadline(
  deps: Deps,
  login: string,
  number: string,
  wanted: string,
  entry?: number,
): Promise<Explained | undefined> {
  const kind = limitKinds.find(one => one === wanted)
  const found = kind && (await shownCase<{ reached: ReachedRow[] }>(deps, number, login, sql`, ${reachedSql}`))
  const row = found?.rows.due.findLast(one => one.kind === kind && (entry === undefined || one.entry === entry))
  return found && row && explainDeadline(deadlineOf(row), explainFacts(found, deps.now().toISOString()))
}

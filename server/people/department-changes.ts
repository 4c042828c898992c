import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Transaction } from '../../db/client.ts'
import { departments } from '../../db/schema.ts'
import { subtreeOf } from '../../workflows/organisation/organisation.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../web/problem.ts'
import { naming, oneAtATime, recorded } from './changes.ts'
import type { changedDepartment, newDepartment } from './forms.ts'
import { holdStill } from './hold-still.ts'
import { useOf } from './open-work.ts'

export async function addDepartment(deps: Deps, by: string, department: z.infer<typeof newDepartment>): Promise<void> {
  const details = { name: department.nameZh, department: department.parent }
  await recorded(deps, { ...about(by, department.code), action: 'added', details }, async tx => {
    await oneAtATime(tx)
    await requireParent(tx, department.parent)
    await naming({ code: 'taken' }, () => tx.insert(departments).values(department))
  })
}

/**
 * Another name or another place in the tree; cases that were dispatched before keep the path that they have.
 * @throws Problem when it would stand below itself
 */
export async function changeDepartment(
  deps: Deps,
  by: string,
  code: string,
  { parent, ...names }: z.infer<typeof changedDepartment>,
): Promise<void> {
  const details = { name: names.nameZh, ...(parent && { department: parent }) }
  await recorded(deps, { ...about(by, code), action: 'changed', details }, async tx => {
    await oneAtATime(tx)
    const [found] = await tx.select().from(departments).where(eq(departments.code, code))
    if (!found) throw new Problem(404, 'not-found')
    if (found.parent === null || !parent) {
      await tx.update(departments).set(names).where(eq(departments.code, code))
      return
    }
    await requireParent(tx, parent)
    if (subtreeOf(await loadOrganisation(deps.db, tx), code).includes(parent))
      throw new Problem(422, 'invalid', { fields: { parent: 'below-itself' } })
    await tx
      .update(departments)
      .set({ ...names, parent })
      .where(eq(departments.code, code))
  })
}

/** A department that is no more. @throws Problem while it has open cases, departments below it, or people */
export async function closeDepartment(deps: Deps, by: string, code: string): Promise<void> {
  await recorded(deps, { ...about(by, code), action: 'deactivated' }, async tx => {
    await holdStill(tx)
    await oneAtATime(tx)
    const { cases, departments: below, posts } = await useOf(tx, code)
    if (cases + below + posts > 0) throw new Problem(409, 'department-in-use')
    await tx.update(departments).set({ active: false }).where(eq(departments.code, code))
  })
}

export async function reopenDepartment(deps: Deps, by: string, code: string): Promise<void> {
  await recorded(deps, { ...about(by, code), action: 'reactivated' }, tx =>
    tx.update(departments).set({ active: true }).where(eq(departments.code, code)),
  )
}

const about = (by: string, code: string) => ({ person: by, subject: 'department', key: code }) as const

async function requireParent(tx: Transaction, code: string): Promise<void> {
  const [parent] = await tx.select().from(departments).where(eq(departments.code, code))
  if (!parent?.active) throw new Problem(422, 'invalid', { fields: { parent: 'unknown-department' } })
}

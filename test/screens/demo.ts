import { and, asc, eq } from 'drizzle-orm'
import { cases, correctiveActions, notices, policyVersions } from '../../db/schema.ts'
import { documentInForce, saveCalendarDraft } from '../../server/calendars/versions.ts'
import { changeAction, proposeAction } from '../../server/corrective-actions/changes.ts'
import type { Deps } from '../../server/deps.ts'
import { addDraft } from '../../server/policies/changes.ts'
import { runRehearsal } from '../../server/rehearsals/job.ts'
import { newestRehearsals, startRehearsal } from '../../server/rehearsals/rehearsals.ts'
import { winery } from '../../workflows/policy/packs/winery.ts'
import type { Demo } from './screen.ts'

const actionPlan = {
  title: '排班与预订人数脱节',
  cause: 'method',
  rootCause: '排班表没有参考预订人数，周末与平日同样排班。',
  correction: '当晚从酒窖部借调两人支援。',
  corrective: '排班前一天核对次日预订人数，每二十位客人配一名服务员。',
  owner: 'handler.dining',
  verifier: 'rep',
  due: '2027-01-29',
  effectDays: 30,
}

/** The winery's rule book, answered faster, and with the director where the unit leader decided alone. */
const stricter = {
  ...winery,
  limits: {
    ...winery.limits,
    answer: { ...winery.limits.answer, minor: { ...winery.limits.answer?.minor, amount: 1 } },
  },
  approval: {
    ...winery.approval,
    byLevel: { ...winery.approval.byLevel, general: ['unit-leader', 'director'] },
  },
}

/** The days after the demo's: the winery closes for its harvest feast and works a Saturday for it. */
const daysOff = { off: ['2026-11-23', '2026-11-24'], work: ['2026-11-28'] }

async function actionIn({ db }: Deps, state: string): Promise<string | undefined> {
  const which = eq(correctiveActions.state, state)
  const [found] = await db.select({ number: correctiveActions.number }).from(correctiveActions).where(which).limit(1)
  return found?.number
}

async function proposed(deps: Deps): Promise<string> {
  const complaints = [await demoOf(deps).caseIn('propose.draft', { department: 'dining' })]
  return (await proposeAction(deps, 'head.dining', { type: 'propose', complaints, ...actionPlan })).number
}

/** Finds what pages are about in the demo; what it lacks is made the first time it is asked for. */
export const demoOf = (deps: Deps): Demo => ({
  caseIn: async (state, { department, level } = {}) => {
    const [found] = await deps.db
      .select({ number: cases.number })
      .from(cases)
      .where(
        and(
          eq(cases.state, state),
          department === undefined ? undefined : eq(cases.department, department),
          level === undefined ? undefined : eq(cases.level, level),
        ),
      )
      .orderBy(asc(cases.number))
      .limit(1)
    if (!found) throw new Error(`the demo has no case in ${state} of ${department ?? 'any department'}`)
    return found.number
  },
  mail: async () => {
    const [found] = await deps.db.select({ id: notices.id }).from(notices).orderBy(asc(notices.id)).limit(1)
    return found?.id ?? 0
  },
  rehearsal: async () => {
    const [found] = await newestRehearsals(deps)
    if (found) return found.id
    const period = { from: '2026-01-01', to: '2026-12-31' }
    const id = await startRehearsal(deps, 'director', { policy: 'iso', version: 1, ...period })
    await runRehearsal(deps, id, new AbortController().signal)
    return id
  },
  action: async () => {
    const found = await actionIn(deps, 'proposed')
    return found ?? (await proposed(deps))
  },
  actionDone: async () => {
    const found = await actionIn(deps, 'implemented')
    if (found) return found
    const number = await proposed(deps)
    await changeAction(deps, 'quality', number, { type: 'approve' })
    await changeAction(deps, 'handler.dining', number, { type: 'start' })
    const evidence = '已按预订人数排班，周末每二十位客人一名服务员。'
    await changeAction(deps, 'handler.dining', number, { type: 'implement', evidence })
    return number
  },
  policyDraft: async () => {
    const [found] = await deps.db.select().from(policyVersions).where(eq(policyVersions.status, 'draft')).limit(1)
    return found?.version ?? (await addDraft(deps, 'admin', winery.code, { document: stricter }))
  },
  calendarDraft: async () => {
    await saveCalendarDraft(deps, 'admin', { ...(await documentInForce(deps.db)), company: daysOff })
  },
})

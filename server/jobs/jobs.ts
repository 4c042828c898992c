import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { type ConstructorOptions, fromDrizzle, fromPglite, PgBoss } from 'pg-boss'
import { type Connection, type Database, rowsOf, type Transaction } from '../../db/client.ts'
import { notices } from '../../db/schema.ts'
import type { Deps, Jobs } from '../deps.ts'
import { sendNotice } from '../mail/outbox-job.ts'
import { openPost } from '../mail/post.ts'
import { noticeJob, noticeQueue, rehearsalJob, rehearsalQueue } from './queues.ts'

/** Starts the queues; without SMTP_URL nothing is sent, and what is queued waits for a start that has one. */
export async function startJobs(deps: Omit<Deps, 'jobs'>): Promise<Jobs> {
  const boss = new PgBoss(connectionOf(deps.connection))
  boss.on('error', error => deps.log.error(error, 'jobs'))
  await boss.start()
  for (const queue of [noticeQueue, rehearsalQueue]) {
    await boss.createQueue(queue.name, queue)
    // The first insert looks the queue up on boss's own connection; inside a PGlite transaction it would wait for itself.
    await boss.insert(queue.name, [])
  }
  const post = deps.config.smtpUrl ? openPost(deps.config.smtpUrl) : undefined
  const jobs = queueOf(boss, deps.db)
  if (post) {
    await workOnNotices(boss, (noticeId, lastTry) => sendNotice(deps, post, noticeId, lastTry))
    await jobs.requeueLostNotices()
  }
  const stopping = new AbortController()
  return {
    ...jobs,
    workOnRehearsals: run => workOnRehearsals(boss, stopping.signal, run),
    stop: async () => {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 8000 })
      post?.close()
    },
  }
}

function connectionOf({ pglite, databaseUrl }: Connection): ConstructorOptions {
  const always: ConstructorOptions = { useListenNotify: true, schedule: false }
  return pglite
    ? { ...always, db: fromPglite(pglite), backend: 'pglite' }
    : { ...always, connectionString: databaseUrl, max: 3, application_name: 'redress-jobs' }
}

function queueOf(boss: PgBoss, db: Database) {
  const jobsFor = (ids: number[]) => ids.map(noticeId => ({ singletonKey: String(noticeId), data: { noticeId } }))
  return {
    enqueueNotices: async (tx: Transaction, noticeIds: number[]) => {
      if (noticeIds.length) await boss.insert(noticeQueue.name, jobsFor(noticeIds), { db: inside(tx) })
    },
    requeueLostNotices: async () => {
      let last: number | undefined = 0
      while (last !== undefined) {
        const ids: number[] = await waitingAfter(db, last)
        await boss.insert(noticeQueue.name, jobsFor(ids))
        last = ids.at(-1)
      }
    },
    enqueueRehearsal: async (tx: Transaction, rehearsalId: number) => {
      await boss.insert(rehearsalQueue.name, [{ data: { rehearsalId } }], { db: inside(tx) })
    },
  }
}

/** The next notices that wait, a thousand at most: without a mail server they may have gathered for years. */
async function waitingAfter(db: Database, last: number): Promise<number[]> {
  const rows = await db
    .select({ id: notices.id })
    .from(notices)
    .where(and(eq(notices.status, 'queued'), gt(notices.id, last)))
    .orderBy(asc(notices.id))
    .limit(1000)
  return rows.map(row => row.id)
}

const inside = (tx: Transaction) => fromDrizzle({ execute: async query => rowsOf(await tx.execute(query as SQL)) }, sql)

const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5 }

async function workOnNotices(boss: PgBoss, send: (noticeId: number, lastTry: boolean) => Promise<void>) {
  await boss.work(noticeQueue.name, { ...polling, includeMetadata: true, localConcurrency: 2 }, async ([job]) => {
    if (job) await send(noticeJob.parse(job.data).noticeId, job.retryCount >= job.retryLimit)
  })
}

async function workOnRehearsals(boss: PgBoss, stopping: AbortSignal, run: Parameters<Jobs['workOnRehearsals']>[0]) {
  await boss.work(rehearsalQueue.name, polling, async ([job]) => {
    if (job) await run(rehearsalJob.parse(job.data).rehearsalId, AbortSignal.any([stopping, job.signal]))
  })
}

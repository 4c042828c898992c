import { and, eq, sql } from 'drizzle-orm'
import type { SendMailOptions } from 'nodemailer'
import { notices } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'
import { type LoadedNotice, loadNotice } from './load-notice.ts'
import { isRefusal, type Post } from './post.ts'
import { renderNotice } from './render-notice.ts'

type Needs = Pick<Deps, 'db' | 'config' | 'now' | 'log'>

/**
 * Sends one notice, unless that is done already. A refusal is final; anything else is thrown, so that the job comes
 * again, until its last try. What is repeated carries the same Message-ID, so the recipient sees it once.
 */
export async function sendNotice(deps: Needs, post: Post, noticeId: number, lastTry: boolean): Promise<void> {
  const loaded = await loadNotice(deps.db, noticeId)
  if (loaded?.notice.status !== 'queued') return
  const message = compose(loaded, deps.config)
  const write = writerOf(deps, noticeId)
  await write({ subject: message.subject, text: message.text, attempts: sql`${notices.attempts} + 1` })
  try {
    await post.send(message)
  } catch (error) {
    const final = lastTry || isRefusal(error)
    await write({ status: final ? 'failed' : 'queued', error: (error as Error).message })
    deps.log.warn({ noticeId, error: (error as Error).message }, final ? 'notice failed' : 'notice not delivered yet')
    if (final) return
    throw error
  }
  await write({ status: 'sent', sentAt: deps.now().toISOString(), error: null })
}

function writerOf({ db }: Needs, noticeId: number) {
  type Change = Parameters<ReturnType<typeof db.update<typeof notices>>['set']>[0]
  return (change: Change) =>
    db
      .update(notices)
      .set(change)
      .where(and(eq(notices.id, noticeId), eq(notices.status, 'queued')))
}

function compose({ notice, facts }: LoadedNotice, { baseUrl, mailFrom }: Needs['config']) {
  const domain = mailFrom
    .split('@')
    .at(-1)
    ?.replace(/[>\s]+$/, '')
  const thread = facts.about === 'delegation' ? `<delegation-${facts.number}@${domain}>` : `<${facts.number}@${domain}>`
  return {
    ...renderNotice(notice, facts, baseUrl),
    from: mailFrom,
    to: notice.address,
    messageId: `<notice-${notice.id}@${domain}>`,
    inReplyTo: thread,
    references: thread,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  } satisfies SendMailOptions
}

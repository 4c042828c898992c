import type { Queue } from 'pg-boss'
import { z } from 'zod'

/** One job sends one notice; the notice row is the truth, the job only carries its id. */
export const noticeJob = z.object({ noticeId: z.number().int().positive() })

/**
 * `exclusive` keeps one live job for each notice (its singleton key), however often it is queued. The retries begin
 * after ten seconds, grow to a quarter of an hour and last two and a half days: a mail server may be down for a weekend.
 */
export const noticeQueue = {
  name: 'notice',
  policy: 'exclusive',
  notify: true,
  retryLimit: 250,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 900,
  expireInSeconds: 300,
} as const satisfies Queue

/** One job rehearses one version on one period; the rehearsal's row is the truth, the job only carries its id. */
export const rehearsalJob = z.object({ rehearsalId: z.number().int().positive() })

/**
 * `singleton` lets one rehearsal run at a time, on whichever node. A node that dies sends no heartbeat any more, and the
 * job begins anew elsewhere or after the restart.
 */
export const rehearsalQueue = {
  name: 'rehearsal',
  policy: 'singleton',
  notify: true,
  retryLimit: 20,
  retryDelay: 2,
  expireInSeconds: 23 * 3600,
  heartbeatSeconds: 30,
} as const satisfies Queue

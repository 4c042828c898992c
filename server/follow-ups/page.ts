import type { Response } from 'express'
import type { z } from 'zod'
import { loadOrganisation } from '../cases/organisation.ts'
import { sightOf } from '../cases/sight.ts'
import type { Deps } from '../deps.ts'
import { type Due, dueBadge } from '../web/due.ts'
import { maskedPhone } from '../web/masks.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { type Call, type callCursor, callsToMake } from './queries.ts'

type CallLine = Omit<Call, 'dueAt' | 'paused'> & { due: Due | null }

declare module '../web/render.ts' {
  interface Views {
    'follow-ups/list': {
      title: string
      calls: CallLine[]
      /** the number of the first case on this page; empty without any */
      first: string
      firstPage: string
      nextPage: string
    }
  }
}

/** The call list of the service centre, the first due on top. */
export async function showFollowUps(
  deps: Deps,
  response: Response,
  after: z.output<typeof callCursor> | undefined,
): Promise<void> {
  const { t, language } = response.locals
  const now = deps.now()
  const organisation = await loadOrganisation(deps.db)
  const names = namesIn(organisation, language)
  const sight = sightOf(organisation, personOf(response).login, now.toISOString())
  const { calls, nextCursor } = await callsToMake(deps, sight, after)
  render(response, 'follow-ups/list', {
    title: t('followUps.title'),
    calls: calls.map(({ dueAt, paused, ...call }) => ({
      ...call,
      phone: maskedPhone(call.phone),
      department: names.department(call.department),
      due: dueAt ? dueBadge(dueAt, now, t, paused) : null,
    })),
    first: calls[0]?.number ?? '',
    firstPage: after ? '/follow-ups' : '',
    nextPage: nextCursor ? `/follow-ups?cursor=${nextCursor}` : '',
  })
}

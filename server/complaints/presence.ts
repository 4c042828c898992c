import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { cases } from '../../db/schema.ts'
import { type ComplaintEventType, personEventTypes } from '../../workflows/complaint/events.ts'
import { parsedJson } from '../cases/parsed-json.ts'
import { type PenaltySight, penaltySight } from '../cases/penalty-sight.ts'
import { policyAt } from '../cases/policies.ts'
import { notePresence, othersPresentSql, type Presence } from '../cases/presences.ts'
import type { Deps } from '../deps.ts'
import { dateTime } from '../web/helpers.ts'
import type { Language, Translate } from '../web/i18n.ts'
import { wordsUnder } from '../web/level-words.ts'
import { namesIn } from '../web/names.ts'
import { changesIn, newsSince } from './changes.ts'
import type { HistoryWords } from './history-sentences.ts'
import { visibleCase } from './visible-case.ts'

/** Who else is on a case, as its page says it. */
export interface PresenceWords {
  line: string
  /** somebody is filling in a form */
  busy: boolean
  /** for each form that somebody fills in: who, and since when */
  forms: Partial<Record<string, string>>
}

/** What an open page sends now and then. */
const signOfLife = z.object({
  editing: z.enum(personEventTypes as [ComplaintEventType, ...ComplaintEventType[]]).optional(),
  /** `seq` of the case that the page shows */
  seen: z.coerce.number().int().min(0),
})

export function presenceWords(present: Presence[], { t, names }: HistoryWords): PresenceWords {
  const told = present.map(({ person, editing, since }) => ({
    editing,
    words: t(editing ? 'case.presence.editing' : 'case.presence.reading', {
      name: names.person(person),
      since: dateTime(since).slice(-5),
      form: editing ? t(`forms.${editing}.title`) : '',
    }),
  }))
  const busy = told.filter(one => one.editing !== null)
  const line = [...busy, ...told.filter(one => one.editing === null)].map(one => one.words).join('')
  return {
    line: line || t('case.presence.alone'),
    busy: busy.length > 0,
    forms: Object.fromEntries(busy.map(one => [one.editing, one.words])),
  }
}

/**
 * Notes that somebody still has the case open, and answers who else has, and what others have done since their page was
 * made. Undefined without sight of the case.
 */
export async function keepPresent(
  deps: Deps,
  number: string,
  login: string,
  body: unknown,
  { t, language }: { t: Translate; language: Language },
): Promise<(PresenceWords & { changed: string }) | undefined> {
  const found = await visibleCase(deps, number, login)
  if (!found) return undefined
  const { editing, seen } = signOfLife.parse(body)
  await notePresence(deps, found.id, login, editing ?? null)
  const words = { t, names: namesIn(found.organisation, language) }
  const [now] = await deps.db
    .select({
      code: cases.policyCode,
      version: cases.policyVersion,
      seq: cases.seq,
      present: othersPresentSql(login, deps.now()).mapWith(value => parsedJson(value) as Presence[]),
    })
    .from(cases)
    .where(eq(cases.id, found.id))
  if (!now) return undefined
  const { organisation, path, judges } = found
  const mayRead = penaltySight(organisation, login, deps.now().toISOString(), path, judges)
  const told =
    now.seq > seen ? await toldSince(deps, { id: found.id, seen, login, mayRead, ...now }, { ...words, language }) : ''
  return { ...presenceWords(now.present, words), changed: told && t('case.presence.changed', { told }) }
}

interface Since {
  id: number
  seen: number
  login: string
  mayRead: PenaltySight
  code: string
  version: number
}

/** What others did since a page was made, in one line. */
async function toldSince(
  deps: Deps,
  { id, seen, code, version, ...reader }: Since,
  words: HistoryWords & { language: Language },
): Promise<string> {
  const [news, { policy }] = await Promise.all([newsSince(deps.db, id, seen, reader), policyAt(deps.db, code, version)])
  const own = { ...words, policy, t: wordsUnder(policy, words.t, words.language) }
  return changesIn(news, own)
    .map(({ sentence, corrected }) => [sentence, ...corrected].join(''))
    .join('')
}

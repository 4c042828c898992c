import type { Response } from 'express'
import { type CalendarDocument, calendarOf } from '../../workflows/calendar/calendar.ts'
import { type Calendars, withNext } from '../../workflows/calendar/calendars.ts'
import { oddDays } from '../../workflows/calendar/complete.ts'
import { differenceOfCalendars } from '../../workflows/calendar/difference.ts'
import { canonical } from '../../workflows/evidence/canonical.ts'
import { loadCalendars } from '../cases/calendars.ts'
import type { Deps } from '../deps.ts'
import { type Form, form } from '../web/forms.ts'
import { render } from '../web/render.ts'
import type { AllFollowing, Following } from './following.ts'
import { touchedWords } from './touched.ts'
import { calendarDraft, documentInForce } from './versions.ts'
import { type DifferenceLine, differenceLines } from './year-view.ts'

declare module '../web/render.ts' {
  interface Views {
    'calendars/publish': {
      title: string
      form: Form
      differences: DifferenceLine[]
      /** what in the tables of changed years looks mistyped */
      odd: string[]
      moves: { number: string; limit: string; from: string; to: string; provisional: boolean; past: boolean }[]
      /** how many would be past as soon as they are moved: missed at once */
      past: number
      /** how many cases and corrective actions have them, in words */
      what: string
      total: number
    }
  }
}

/** How many moved deadlines the preview lists; it counts them all. */
const listed = 200

const nothing = { moved: [], counts: { cases: 0, actions: 0 } }

/** What publishing the draft would do: how it differs, and which deadlines of what is open move. */
export async function showPublish(
  deps: Deps,
  following: AllFollowing,
  response: Response,
  filled = form('publish'),
): Promise<void> {
  const { t } = response.locals
  const before = await documentInForce(deps.db)
  const document = (await calendarDraft(deps.db))?.document ?? before
  const differences = differenceLines(differenceOfCalendars(before, document), t)
  const { moved, counts } = differences.length > 0 ? await movedBy(deps, following, document) : nothing
  const now = deps.now().toISOString()
  const all = moved.flatMap(({ number, moves: list }) => list.map(one => ({ number, ...one, past: one.to < now })))
  const moves = all.toSorted((one, other) => Number(other.past) - Number(one.past))
  render(response, 'calendars/publish', {
    title: t('calendars.publish.title'),
    form: filled,
    differences,
    odd: oddDays(document, changedYears(before, document)).map(({ rule, year, about }) =>
      t(`calendars.odd.${rule}`, { year, about }),
    ),
    moves: moves.slice(0, listed).map(one => ({ ...one, limit: t(one.limit) })),
    what: touchedWords(counts, t),
    total: moves.length,
    past: moves.filter(one => one.past).length,
  })
}

/** Years whose table is another one than that in force. */
function changedYears(before: CalendarDocument, after: CalendarDocument): number[] {
  const years = Object.keys(after.years).map(Number)
  return years.filter(year => canonical(after.years[year]) !== canonical(before.years[year] ?? null))
}

async function movedBy(deps: Deps, following: AllFollowing, document: CalendarDocument) {
  const calendars = withNext(await loadCalendars(deps.db), calendarOf(document, 'draft'))
  const cases = await movedOf(deps, following.cases, calendars)
  const actions = await movedOf(deps, following.actions, calendars)
  return { moved: [...cases, ...actions], counts: { cases: cases.length, actions: actions.length } }
}

async function movedOf(deps: Deps, following: Following, calendars: Calendars) {
  const all = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { moved, last } = await following.lookAfter(deps.db, calendars, after)
    all.push(...moved)
    after = last
  }
  return all
}

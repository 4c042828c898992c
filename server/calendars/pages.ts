import type { Response } from 'express'
import { type CalendarDocument, calendarOf, yearsOverdue } from '../../workflows/calendar/calendar.ts'
import { withNext } from '../../workflows/calendar/calendars.ts'
import { differenceOfCalendars } from '../../workflows/calendar/difference.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import { namesIn } from '../web/names.ts'
import { hasRole, personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { formValues, slotRows } from './edit.ts'
import { movesAfter, type Recalculation, recalculation } from './recalculation.ts'
import { allCalendars, calendarDraft, calendarNamed, documentInForce } from './versions.ts'
import { type DifferenceLine, differenceLines, todayWords, weekdays, type YearView, yearView } from './year-view.ts'

interface VersionLine {
  label: string
  inForce: boolean
  note: string
  at: string
  /** empty: built in */
  by: string
  /** the one before it, to compare with */
  earlier: string
}

interface YearLinks {
  shown: YearView
  years: { year: number; current: boolean }[]
}

declare module '../web/render.ts' {
  interface Views {
    'calendars/show': YearLinks & {
      title: string
      label: string
      inForce: boolean
      today: string
      overdue: number[]
      mayChange: boolean
      draft: boolean
      progress: (Recalculation & { percent: number }) | undefined
      versions: VersionLine[]
    }
    'calendars/edit': YearLinks & {
      title: string
      form: Form
      imported: Form
      weekChoices: Choice[]
      slotRows: typeof slotRows
      differences: DifferenceLine[]
      drafted: string
    }
    'calendars/publish': {
      title: string
      form: Form
      differences: DifferenceLine[]
      moves: { number: string; limit: string; from: string; to: string; provisional: boolean; past: boolean }[]
      /** how many would be past as soon as they are moved: missed at once */
      past: number
      cases: number
      total: number
    }
    'calendars/diff': { title: string; form: Form; versions: Choice[]; differences: DifferenceLine[] }
  }
}

/** How many moved deadlines the preview lists; it counts them all. */
const listed = 200

export const isAdministrator = (response: Response): boolean => hasRole(personOf(response), 'admin')

const todayAt = (deps: Deps) => new Date(deps.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

function linksFor(deps: Deps, response: Response, document: CalendarDocument, wanted: number | undefined): YearLinks {
  const today = todayAt(deps)
  const present = Number(today.slice(0, 4))
  const known = [...Object.keys(document.years).map(Number), present, present + 1]
  const year = wanted ?? present
  const years = [...new Set([...known, year])].sort().map(one => ({ year: one, current: one === year }))
  return { shown: yearView(document, year, today, response.locals.t), years }
}

/** The year of a calendar: of the one in force, or of an earlier one. */
export async function showCalendar(deps: Deps, response: Response, year: number | undefined, label?: string) {
  const { t } = response.locals
  const { inForce } = await loadCalendars(deps.db)
  const wanted = label ?? inForce.version
  const document = wanted === inForce.version ? await documentInForce(deps.db) : await calendarNamed(deps.db, wanted)
  const progress = await recalculation(deps)
  const mayChange = isAdministrator(response)
  render(response, 'calendars/show', {
    title: t('calendars.title'),
    label: wanted,
    inForce: wanted === inForce.version,
    today: todayWords(document, todayAt(deps), t),
    overdue: yearsOverdue(document, deps.now().toISOString()),
    mayChange,
    draft: mayChange && (await calendarDraft(deps.db)) !== undefined,
    progress: progress?.calendar === wanted ? { ...progress, percent: percentOf(progress) } : undefined,
    versions: await versionLines(deps, response, inForce.version),
    ...linksFor(deps, response, document, year),
  })
}

const percentOf = ({ done, total, finished }: Recalculation) =>
  finished || total === 0 ? 100 : Math.min(99, Math.floor((100 * done) / total))

async function versionLines({ db }: Deps, { locals }: Response, inForce: string): Promise<VersionLine[]> {
  const names = namesIn(await loadOrganisation(db), locals.language)
  const all = await allCalendars(db)
  return all.map(({ label, note, createdAt, createdBy }, index) => ({
    label,
    inForce: label === inForce,
    note: note ?? '',
    at: createdAt,
    by: createdBy ? names.person(createdBy) : '',
    earlier: all[index + 1]?.label ?? '',
  }))
}

/** The shared draft as forms, with its year beside them; it begins as the calendar in force. */
export async function showEdit(
  deps: Deps,
  response: Response,
  { year, edited, imported = form('import') }: { year?: number | undefined; edited?: Form; imported?: Form },
): Promise<void> {
  const { t, language } = response.locals
  const [before, draft] = [await documentInForce(deps.db), await calendarDraft(deps.db)]
  const document = draft?.document ?? before
  const names = namesIn(await loadOrganisation(deps.db), language)
  render(response, 'calendars/edit', {
    title: t('calendars.edit.title'),
    form: edited ?? form('calendar', formValues(document)),
    imported,
    weekChoices: choices(weekdays, 'calendars.weekdaysLong', t),
    slotRows,
    differences: differenceLines(differenceOfCalendars(before, document), t),
    drafted: draft ? t('calendars.edit.drafted', { by: names.person(draft.by) }) : '',
    ...linksFor(deps, response, document, year),
  })
}

/** What publishing the draft would do: how it differs, and which deadlines of which open cases move. */
export async function showPublish(deps: Deps, response: Response, filled = form('publish')): Promise<void> {
  const { t } = response.locals
  const before = await documentInForce(deps.db)
  const document = (await calendarDraft(deps.db))?.document ?? before
  const differences = differenceLines(differenceOfCalendars(before, document), t)
  const moved = differences.length > 0 ? await allMoves(deps, document) : []
  const now = deps.now().toISOString()
  const all = moved.flatMap(({ number, moves: list }) => list.map(one => ({ number, ...one, past: one.to < now })))
  const moves = all.toSorted((one, other) => Number(other.past) - Number(one.past))
  render(response, 'calendars/publish', {
    title: t('calendars.publish.title'),
    form: filled,
    differences,
    moves: moves.slice(0, listed).map(one => ({ ...one, limit: t(`codes.limitKinds.${one.kind}`) })),
    cases: moved.length,
    total: moves.length,
    past: moves.filter(one => one.past).length,
  })
}

async function allMoves(deps: Deps, document: CalendarDocument) {
  const calendars = withNext(await loadCalendars(deps.db), calendarOf(document, 'draft'))
  const all = []
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { moved, last } = await movesAfter(deps.db, calendars, after)
    all.push(...moved)
    after = last
  }
  return all
}

export async function showDiff(deps: Deps, response: Response, from?: string, to?: string): Promise<void> {
  const { t } = response.locals
  const all = await allCalendars(deps.db)
  const later = to ?? all[0]?.label ?? ''
  const earlier = from ?? all[1]?.label ?? later
  const [before, after] = [await calendarNamed(deps.db, earlier), await calendarNamed(deps.db, later)]
  render(response, 'calendars/diff', {
    title: t('calendars.diff.title'),
    form: form('diff', { from: earlier, to: later }),
    versions: all.map(({ label }) => ({ value: label, label })),
    differences: differenceLines(differenceOfCalendars(before, after), t),
  })
}

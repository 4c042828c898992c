import type { Response } from 'express'
import { type CalendarDocument, yearsOverdue } from '../../workflows/calendar/calendar.ts'
import { differenceOfCalendars } from '../../workflows/calendar/difference.ts'
import { loadCalendars } from '../cases/calendars.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { dayOf } from '../cases/shanghai.ts'
import type { Deps } from '../deps.ts'
import { isAdministrator } from '../web/administrators.ts'
import { calendarWords } from '../web/calendar-words.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import type { Translate } from '../web/i18n.ts'
import { namesIn } from '../web/names.ts'
import { render } from '../web/render.ts'
import { formValues, slotRows } from './edit.ts'
import { type Recalculation, recalculation } from './recalculation.ts'
import { touchedWords } from './touched.ts'
import { allCalendars, calendarDraft, calendarNamed, documentInForce } from './versions.ts'
import { type DifferenceLine, differenceLines, todayWords, weekdays, type YearView, yearView } from './year-view.ts'

interface VersionLine {
  label: string
  name: string
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
      name: string
      inForce: boolean
      today: string
      overdue: number[]
      mayChange: boolean
      draft: boolean
      progress: { finished: boolean; percent: number; words: string } | undefined
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
    'calendars/diff': { title: string; form: Form; versions: Choice[]; differences: DifferenceLine[] }
  }
}

function linksFor(deps: Deps, response: Response, document: CalendarDocument, wanted: number | undefined): YearLinks {
  const today = dayOf(deps.now())
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
    name: calendarWords(wanted, t),
    inForce: wanted === inForce.version,
    today: todayWords(document, dayOf(deps.now()), t),
    overdue: yearsOverdue(document, deps.now().toISOString()),
    mayChange,
    draft: mayChange && (await calendarDraft(deps.db)) !== undefined,
    progress: progress?.calendar === wanted ? progressOf(progress, t) : undefined,
    versions: await versionLines(deps, response, inForce.version),
    ...linksFor(deps, response, document, year),
  })
}

function progressOf(state: Recalculation, t: Translate) {
  const { done, total, finished, deadlines } = state
  const words = t(`calendars.progress.${deadlines > 0 ? 'moved' : 'none'}`, {
    done,
    total,
    deadlines,
    what: touchedWords(state, t),
  })
  return { finished, percent: percentOf(state), words }
}

const percentOf = ({ done, total, finished }: Recalculation) =>
  finished || total === 0 ? 100 : Math.min(99, Math.floor((100 * done) / total))

async function versionLines({ db }: Deps, { locals }: Response, inForce: string): Promise<VersionLine[]> {
  const names = namesIn(await loadOrganisation(db), locals.language)
  const all = await allCalendars(db)
  return all.map(({ label, note, createdAt, createdBy }, index) => ({
    label,
    name: calendarWords(label, locals.t),
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

export async function showDiff(deps: Deps, response: Response, from?: string, to?: string): Promise<void> {
  const { t } = response.locals
  const all = await allCalendars(deps.db)
  const later = to ?? all[0]?.label ?? ''
  const earlier = from ?? all[1]?.label ?? later
  const [before, after] = [await calendarNamed(deps.db, earlier), await calendarNamed(deps.db, later)]
  render(response, 'calendars/diff', {
    title: t('calendars.diff.title'),
    form: form('diff', { from: earlier, to: later }),
    versions: all.map(({ label }) => ({ value: label, label: calendarWords(label, t) })),
    differences: differenceLines(differenceOfCalendars(before, after), t),
  })
}

import type { Response } from 'express'
import type { z } from 'zod'
import { complaint } from '../../workflows/complaint/complaint.ts'
import { aspects } from '../../workflows/complaint/rehearsal-comparison.ts'
import type { Rehearsed } from '../../workflows/complaint/rehearsed.ts'
import { replayed, type Snapshot } from '../../workflows/decide.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import { Refusal } from '../cases/refusal.ts'
import type { Deps } from '../deps.ts'
import { namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { differenceWords, noticePairs, type ReadSide, sideOf, toldWords } from './case-words.ts'
import { type Rules, rehearsedCase, rulesOf } from './job.ts'
import { type LedgerSide, type ReadLimit, reachedIn, readLimits } from './ledger-words.ts'
import { lineOf, type RehearsalLine, versionNames } from './page.ts'
import { numbered, type RecordedCase, recordedCases } from './recorded-cases.ts'
import { type caseFilter, readVersion, rehearsalNamed, rehearsedCases } from './rehearsals.ts'
import { type ReadLevels, type ReadPair, readLevels } from './result-words.ts'

interface CaseLine {
  number: string
  href: string
  customer: string | null
  level: ReadLevels
  differences: string[]
}

declare module '../web/render.ts' {
  interface Views {
    'rehearsals/cases': {
      title: string
      rehearsal: RehearsalLine
      filters: { name: string; href: string; current: boolean }[]
      cases: CaseLine[]
      firstPage: string
      nextPage: string
    }
    'rehearsals/case': {
      title: string
      rehearsal: RehearsalLine
      number: string
      customer: string | null
      changedSince: boolean
      was: ReadSide
      would: ReadSide
      limits: ReadLimit[]
      notices: (ReadPair & { name: string })[]
      told: string[]
    }
  }
}

const filters = ['true', ...aspects, 'false'] as const

/** The cases of a rehearsal, a page at a time: those that differ, in what, or not at all. */
export async function showRehearsedCases(
  deps: Deps,
  response: Response,
  id: number,
  filter: z.output<typeof caseFilter>,
): Promise<void> {
  const { t } = response.locals
  const [line, names] = await headingOf(deps, response, id)
  const { items, nextCursor } = await rehearsedCases(deps, personOf(response).login, id, filter)
  const narrowed: Record<string, string> = filter.differs ? { differs: filter.differs } : {}
  const at = (more: Record<string, string>) => `${line.href}/cases?${new URLSearchParams({ ...narrowed, ...more })}`
  render(response, 'rehearsals/cases', {
    title: t('rehearsals.casesTitle'),
    rehearsal: line,
    filters: filters.map(one => ({
      name: t(`rehearsals.filters.${one}`),
      href: at({ differs: one }),
      current: filter.differs === one,
    })),
    cases: items.map(({ number, customer, result }) => ({
      number,
      href: `${line.href}/cases/${number}`,
      customer,
      level: readLevels(result.level, t),
      differences: differenceWords(result, names, t),
    })),
    firstPage: filter.cursor === undefined ? '' : at({}),
    nextPage: nextCursor ? at({ cursor: nextCursor }) : '',
  })
}

/** One case with both ledgers, computed again from what is on record of it now. */
export async function showRehearsedCase(deps: Deps, response: Response, id: number, number: string): Promise<void> {
  const { t, language } = response.locals
  const { policy, version, summary } = await rehearsalNamed(deps, id)
  const [line, names] = await headingOf(deps, response, id)
  const [found, [listed], [recorded]] = await Promise.all([
    readVersion(deps, policy, version),
    rehearsedCases(deps, personOf(response).login, id, { limit: 1 }, number).then(page => page.items),
    recordedCases(deps, numbered(number), 1),
  ])
  if (!found || !listed || !recorded) throw new Refusal('not-found')
  const rules = await rulesOf(deps, found.version)
  const { rehearsed, would } = rehearsedCase(recorded, rules)
  const was = recorded.course
  render(response, 'rehearsals/case', {
    title: number,
    rehearsal: line,
    number,
    customer: listed.customer,
    changedSince: found.digest !== summary?.digest,
    was: sideOf(was, names, t),
    would: sideOf(would, names, t),
    limits: readLimits(...sidesOf(recorded, rehearsed, rules), { until: recorded.until, names, language, t }),
    notices: noticePairs(was, would, t),
    told: toldWords(rehearsed, names, t),
  })
}

/** What explains the deadlines of a case, as it ran and as it would have run. */
function sidesOf(recorded: RecordedCase, rehearsed: Rehearsed, rules: Rules): [LedgerSide, LedgerSide] {
  const { number, version, reached, deadlines, until: at } = recorded
  const was = recorded.recorded.reduce<Snapshot | null>((now, event) => replayed(complaint, number, now, event), null)
  if (!was) throw new Error(`${number} has no events`)
  return [
    { ...rules, version, context: was.context, at, reached, deadlines },
    { ...rules, context: rehearsed.context, at, reached: reachedIn(rehearsed), deadlines: rehearsed.deadlines },
  ]
}

async function headingOf(deps: Deps, response: Response, id: number) {
  const [rehearsal, organisation, versions] = await Promise.all([
    rehearsalNamed(deps, id),
    loadOrganisation(deps.db),
    versionNames(deps, response),
  ])
  const names = namesIn(organisation, response.locals.language)
  return [lineOf(rehearsal, versions, names, response), names] as const
}

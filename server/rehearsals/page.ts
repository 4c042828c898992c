import type { Response } from 'express'
import { loadOrganisation } from '../cases/organisation.ts'
import { policyInForce } from '../cases/policies.ts'
import { policyNames } from '../cases/policy-names.ts'
import { dayOf, lastDayBefore } from '../cases/shanghai.ts'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import { type Names, namesIn } from '../web/names.ts'
import { personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { newestRehearsals, readVersion, rehearsalNamed, type StoredRehearsal } from './rehearsals.ts'
import { type ReadSummary, readSummary } from './result-words.ts'
import { mayRehearse } from './rights.ts'

/** A rehearsal as lists and headings show it. */
export interface RehearsalLine {
  id: number
  href: string
  title: string
  period: string
  status: StoredRehearsal['status']
  total: number
  done: number
  percent: number
  differing: number
  by: string
  createdAt: string
  finishedAt: string | null
}

declare module '../web/render.ts' {
  interface Views {
    'rehearsals/list': { rehearsals: RehearsalLine[]; mayStart: boolean; versions: Choice[]; form: Form }
    'rehearsals/show': {
      title: string
      rehearsal: RehearsalLine
      version: string
      running: boolean
      trouble: NonNullable<StoredRehearsal['trouble']> | ''
      problem: string
      changedSince: boolean
      mayStart: boolean
      again: Record<'version' | 'from' | 'to', string>
      result: ReadSummary | null
    }
  }
}

/** The newest rehearsals, and the form that begins one; filled in as an address asks for it. */
export async function showRehearsals(deps: Deps, response: Response, filled: Form): Promise<void> {
  const { language, t } = response.locals
  const mayStart = mayRehearse(personOf(response))
  const [all, organisation, versions, own] = await Promise.all([
    newestRehearsals(deps),
    loadOrganisation(deps.db),
    versionNames(deps, response),
    policyInForce(deps.db, null, deps.now().toISOString()),
  ])
  const names = namesIn(organisation, language)
  render(response, 'rehearsals/list', {
    rehearsals: all.map(one => lineOf(one, versions, names, response)),
    versions: ownFirst(versions, own?.code).map(({ key, short, status }) => ({
      value: key,
      label: status === 'published' ? short : `${short} · ${t(`policies.statuses.${status}`)}`,
    })),
    form: filled,
    mayStart,
  })
}

/** The organisation's own rule book stands before the others, its newest version first. */
function ownFirst(versions: VersionName[], code = ''): VersionName[] {
  const isOwn = ({ key }: VersionName) => key.startsWith(`${code}/`)
  return [...versions.filter(isOwn).reverse(), ...versions.filter(one => !isOwn(one))]
}

/** How far one is, or what it came to. */
export async function showRehearsal(deps: Deps, response: Response, id: number, problem = ''): Promise<void> {
  const { language } = response.locals
  const rehearsal = await rehearsalNamed(deps, id)
  const { summary, policy, version, from, to, status, trouble } = rehearsal
  const [organisation, versions, found] = await Promise.all([
    loadOrganisation(deps.db),
    versionNames(deps, response),
    readVersion(deps, policy, version),
  ])
  const names = namesIn(organisation, language)
  const line = lineOf(rehearsal, versions, names, response)
  render(response, 'rehearsals/show', {
    title: line.title,
    rehearsal: line,
    version: found ? `/policies/${policy}/versions/${version}` : '',
    running: status === 'queued' || status === 'running',
    trouble: status === 'failed' ? (trouble ?? 'fault') : '',
    problem,
    changedSince: summary !== null && found?.digest !== summary.digest,
    mayStart: mayRehearse(personOf(response)),
    again: { version: `${policy}/${version}`, from: dayOf(from), to: lastDayBefore(to) },
    result: summary && readSummary(summary, response, names, line.href),
  })
}

/** A quarter back from an instant, as the form proposes it: whole days of Asia/Shanghai. */
export function lastQuarter(now: Date): { from: string; to: string } {
  const to = dayOf(now)
  const from = new Date(`${to}T00:00:00Z`)
  from.setUTCMonth(from.getUTCMonth() - 3)
  return { from: from.toISOString().slice(0, 10), to }
}

export const beginForm = (typed: Record<string, unknown>, refused = {}): Form => form('rehearse', typed, refused)

interface VersionName {
  key: string
  title: string
  /** the version before the name: a narrow list cuts off the end */
  short: string
  status: string
}

/** Every version by its name, drafts too. */
export async function versionNames({ db }: Deps, { locals: { t, language } }: Response): Promise<VersionName[]> {
  const versions = await policyNames(db, language)
  return versions.map(({ code, version, status, name }) => ({
    key: `${code}/${version}`,
    title: t('policies.versionTitle', { name, version }),
    short: t('rehearsals.versionFirst', { name, version }),
    status,
  }))
}

/** A rehearsal in the reader's words. */
export function lineOf(
  one: StoredRehearsal,
  versions: VersionName[],
  names: Names,
  { locals: { t } }: Response,
): RehearsalLine {
  const key = `${one.policy}/${one.version}`
  return {
    id: one.id,
    href: `/rehearsals/${one.id}`,
    title: versions.find(version => version.key === key)?.title ?? key,
    period: t('rehearsals.period', { from: dayOf(one.from), to: lastDayBefore(one.to) }),
    status: one.status,
    total: one.total,
    done: one.done,
    percent: one.total === 0 ? 0 : Math.floor((one.done * 100) / one.total),
    differing: one.summary?.differing ?? 0,
    by: names.person(one.createdBy),
    createdAt: one.createdAt,
    finishedAt: one.finishedAt,
  }
}

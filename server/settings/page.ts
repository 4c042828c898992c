import type { Response } from 'express'
import { winery } from '../../workflows/policy/packs/winery.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { readFinding } from '../web/findings.ts'
import { namesIn } from '../web/names.ts'
import { PolicyWords } from '../web/policy-words.ts'
import { render } from '../web/render.ts'
import { type HouseFinding, houseFindings } from './findings.ts'

interface Line {
  error: boolean
  text: string
  /** the policies that it is about, by name; empty: all or none of them */
  policies: string
  /** where it is put right; empty: not by anybody here */
  href: string
  place: string
}
interface Group {
  of: HouseFinding['of']
  lines: Line[]
}

declare module '../web/render.ts' {
  interface Views {
    'settings/lint': { groups: Group[]; errors: number; warnings: number }
  }
}

const parts = ['program', 'policy', 'calendar', 'organisation'] as const

/** What somebody should put right before it hurts a case, grouped by where that is done. */
export async function showLint(deps: Deps, response: Response): Promise<void> {
  const findings = await houseFindings(deps)
  const names = namesIn(await loadOrganisation(deps.db), response.locals.language)
  const inForce = new Set(findings.flatMap(one => one.versions)).size
  const groups = parts.map(of => ({
    of,
    lines: findings.filter(one => one.of === of).map(one => lineOf(one, inForce, names, response)),
  }))
  const errors = findings.filter(one => one.severity === 'error').length
  render(response, 'settings/lint', { groups, errors, warnings: findings.length - errors })
}

function lineOf(
  finding: HouseFinding,
  inForce: number,
  names: ReturnType<typeof namesIn>,
  { locals: { t, language } }: Response,
): Line {
  const words = new PolicyWords(finding.versions[0]?.policy ?? winery, t, language)
  const { href, place } = placeOf(finding)
  const policies = finding.versions.map(({ policy }) => policy.name[language])
  return {
    ...readFinding(finding, words, names),
    policies: finding.versions.length < inForce ? policies.join(t('policies.comma')) : '',
    href,
    place: place && t(`settings.lint.places.${place}`),
  }
}

/** Where a finding is put right. */
function placeOf({ of, rule, about, versions: [version] }: HouseFinding): { href: string; place: string } {
  const rules = { href: version ? `/policies/${version.code}/versions/${version.version}` : '', place: 'policy' }
  if (rule === 'person-without-address') return { href: `/people/${about.replace('person:', '')}`, place: 'person' }
  if (rule === 'no-department') return { href: '/departments/new', place: 'department' }
  if (rule === 'rung-without-recipient') return { ...rules, href: `${rules.href}#table-ladders` }
  if (of === 'calendar') return { href: '/calendars', place: 'calendar' }
  if (of === 'organisation') return { href: '/people', place: 'people' }
  return of === 'policy' ? rules : { href: '', place: '' }
}

import type { Response } from 'express'
import { mayStandInFor } from '../../workflows/organisation/deputies.ts'
import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { type Role, roles } from '../../workflows/organisation/roles.ts'
import { loadOrganisation } from '../cases/organisation.ts'
import type { Deps } from '../deps.ts'
import { type Choice, choices } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'
import { hasRole, personOf } from '../web/person.ts'
import { render } from '../web/render.ts'
import { type DelegationRow, delegationsShown } from './queries.ts'

interface DelegationLine extends DelegationRow {
  /** one role, or all of them */
  scope: string
  running: boolean
  mayEnd: boolean
  /** until when it runs instead */
  until: Form
}

declare module '../web/render.ts' {
  interface Views {
    'delegations/show': {
      title: string
      delegations: DelegationLine[]
      mayDelegate: boolean
      /** administrators choose whose posts are handed over */
      forOthers: boolean
      form: Form
      /** administrators only: whose posts are handed over */
      delegatorChoices: Choice[]
      delegateChoices: Choice[]
      roleChoices: Choice[]
    }
  }
}

/** Who stands in for the reader and for whom the reader stands in; administrators see everybody's. */
export async function showDelegations(
  deps: Deps,
  response: Response,
  filled?: Form,
  changed?: { id: number; form: Form },
): Promise<void> {
  const { t } = response.locals
  const person = personOf(response)
  const isAdmin = hasRole(person, 'admin')
  const at = deps.now().toISOString()
  const [organisation, rows] = await Promise.all([
    loadOrganisation(deps.db),
    delegationsShown(deps, isAdmin ? undefined : person.login),
  ])
  const own = organisation.posts.filter(post => post.person === person.login).map(post => post.role)
  render(response, 'delegations/show', {
    title: t('delegations.title'),
    delegations: rows.map(row => ({
      ...row,
      scope: row.role ? t(`codes.roles.${row.role}`) : t('delegations.everything'),
      running: row.startsAt <= at,
      mayEnd: isAdmin || row.delegator === person.login,
      until: changed?.id === row.id ? changed.form : untilForm(row),
    })),
    mayDelegate: isAdmin || own.length > 0,
    forOthers: isAdmin,
    form: filled ?? form('delegation', isAdmin ? { delegator: person.login } : {}),
    delegatorChoices: isAdmin ? colleagues(organisation, () => true) : [],
    delegateChoices: colleagues(organisation, login => login !== person.login && mayDeputise(organisation, login, own)),
    roleChoices: roleChoices(isAdmin ? roles : roles.filter(role => own.includes(role)), t),
  })
}

const untilForm = ({ id, endsAt }: DelegationRow) => form(`until-${id}`, { endsAt: dateTime(endsAt).replace(' ', 'T') })

const roleChoices = (offered: readonly string[], t: Translate) => choices(offered, 'codes.roles', t)

/** Whoever could stand in for one of these roles; an administrator names deputies for any. */
function mayDeputise(organisation: Organisation, login: string, own: Role[]): boolean {
  const wanted = own.includes('admin') ? roles : own
  return wanted.some(role => mayStandInFor(organisation, login, role))
}

function colleagues({ people }: Organisation, wanted: (login: string) => boolean): Choice[] {
  return people
    .filter(one => one.active && wanted(one.login))
    .map(({ login, name }) => ({ value: login, label: `${name} (${login})` }))
    .sort((one, other) => one.label.localeCompare(other.label))
}

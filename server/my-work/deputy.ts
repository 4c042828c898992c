import type { Organisation } from '../../workflows/organisation/organisation.ts'
import { dateTime } from '../web/helpers.ts'
import type { Translate } from '../web/i18n.ts'

/** A delegation tells the deputy here: whom they stand in for, as what, and until when. */
export function deputyWords({ delegations, people }: Organisation, login: string, now: Date, t: Translate): string[] {
  const at = now.toISOString()
  return delegations
    .filter(one => one.delegate === login && one.endsAt >= at)
    .map(({ delegator, role, startsAt, endsAt }) =>
      t(startsAt <= at ? 'myWork.deputy' : 'myWork.deputySoon', {
        name: people.find(one => one.login === delegator)?.name ?? delegator,
        scope: role ? t(`codes.roles.${role}`) : t('delegations.everything'),
        from: dateTime(startsAt),
        until: dateTime(endsAt),
      }),
    )
}

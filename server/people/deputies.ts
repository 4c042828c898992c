import { mayStandInFor } from '../../workflows/organisation/deputies.ts'
import type { Posted } from '../../workflows/organisation/organisation.ts'
import type { Choice } from '../web/choices.ts'

/** Who may be named as somebody's deputy: colleagues who may hold one of their posts, but never the one who names them. */
export function deputiesFor(
  login: string,
  by: string,
  people: { login: string; name: string; active: boolean }[],
  house: Posted,
): Choice[] {
  const own = house.posts.filter(post => post.person === login)
  return people
    .filter(one => one.active && one.login !== login && one.login !== by)
    .filter(one => own.some(({ role }) => mayStandInFor(house, one.login, role)))
    .map(one => ({ value: one.login, label: `${one.name} (${one.login})` }))
}

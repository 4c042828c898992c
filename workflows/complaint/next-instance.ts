import { holdersOf, nextUp, type Organisation, postsOf, type Seat, seatOf } from '../organisation/organisation.ts'
import type { Computed } from './accepted.ts'
import { homeOf, whyLeftOut } from './away.ts'
import type { Context, Step } from './context.ts'

/** The level above a person, by the post that ties them to the case; the service centre where nobody stands above. */
export function aboveThePerson(context: Context, organisation: Organisation, person: string): Seat {
  const posts = postsOf(organisation, person)
  const near = posts.find(post => post.department === homeOf(context)) ?? posts[0]
  return (near && nextUp(organisation, near)) ?? seatOf(organisation, 'service-head', homeOf(context))
}

/** Those who hold a seat of the round and must not decide in it, each with the reason (domain.md §2.4). */
export function leftOutOf(context: Context, organisation: Organisation, steps: readonly Step[]) {
  const seats = steps.flatMap(step => (step.kind === 'consent' ? [] : (step.joint?.seats ?? [step])))
  const found = seats.flatMap(({ role, department }) => {
    const holders = holdersOf(organisation, seatOf(organisation, role, department))
    return holders.flatMap(person => {
      const why = whyLeftOut(context, organisation, person)
      return why ? [{ person, role, why }] : []
    })
  })
  return found satisfies NonNullable<Computed['leftOut']>
}

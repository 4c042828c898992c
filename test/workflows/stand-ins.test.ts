import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Organisation, pathOf, withoutPerson } from '../../workflows/organisation/organisation.ts'
import { roles } from '../../workflows/organisation/roles.ts'
import { capacitiesOf, standIns } from '../../workflows/organisation/stand-ins.ts'
import { absence, park, parkWith } from '../support/organisation.ts'

const at = '2026-09-01T02:00:00.000Z'
const september = ['2026-09-01T00:00:00.000Z', '2026-09-30T16:00:00.000Z'] as const

const found = (
  organisation: Organisation,
  role: (typeof roles)[number],
  department = 'dining',
  excluded: string[] = [],
) =>
  standIns(organisation, role, department, excluded, at).map(
    one => one.person + (one.onBehalfOf ? ` for ${one.onBehalfOf}` : ''),
  )

describe('who answers for a seat', () => {
  it.each([
    ['head', 'dining', ['head.dining']],
    ['unit-leader', 'dining', ['leader.hospitality']],
    ['unit-leader', 'cellar', ['leader.production']],
    ['service-rep', 'dining', ['rep', 'rep2']],
    ['service-head', 'cellar', ['centre']],
    ['head', 'centre', ['centre']],
    ['director', 'dining', ['director']],
    ['finance', 'dining', ['finance']],
    ['legal', 'dining', ['legal']],
    ['pr', 'sales', ['pr']],
    ['board', 'dining', ['director']],
    ['head', 'coaches', ['head.coaches']],
    ['unit-leader', 'coaches', ['leader.hospitality']],
    ['unit-leader', 'centre', ['director']],
  ] as const)('%s of %s', (role, department, people) => {
    expect(found(park, role, department)).toEqual(people)
  })

  it('is the named deputy while the holder is away, from the first instant to the last', () => {
    const away = parkWith({ delegations: [absence('leader.hospitality', 'head.sales', ...september)] })
    expect(found(away, 'unit-leader')).toEqual(['head.sales for leader.hospitality'])
    const whenAway = (instant: string) => standIns(away, 'unit-leader', 'dining', [], instant)[0]?.person
    expect(whenAway('2026-08-31T23:59:59.999Z')).toBe('leader.hospitality')
    expect(whenAway('2026-09-30T16:00:00.000Z')).toBe('head.sales')
    expect(whenAway('2026-09-30T16:00:00.001Z')).toBe('leader.hospitality')
  })

  it('is nobody’s deputy’s deputy: while the deputy is away too, the next level up answers', () => {
    const chain = parkWith({
      delegations: [
        absence('leader.hospitality', 'head.sales', ...september),
        absence('head.sales', 'handler.dining', '2026-09-01T00:00:00.000Z', '2026-09-02T00:00:00.000Z'),
      ],
    })
    expect(found(chain, 'unit-leader')).toEqual(['director'])
    expect(found(chain, 'head', 'sales')).toEqual(['handler.dining for head.sales'])
    const lent = (login: string, instant: string) =>
      capacitiesOf(chain, login, instant).flatMap(one => one.onBehalfOf ?? [])
    expect(lent('handler.dining', at)).toEqual(['head.sales'])
    expect(lent('head.sales', at)).toEqual([])
    expect(lent('head.sales', '2026-09-03T00:00:00.000Z')).toEqual(['leader.hospitality'])
  })

  it('is the deputy for a park-wide role too, wherever the holder sits', () => {
    const leave = {
      ...absence('finance', 'head.finance', ...september),
      role: 'finance',
      department: 'finance',
    } as const
    expect(found(parkWith({ delegations: [leave] }), 'finance')).toEqual(['head.finance for finance'])
  })

  it.each(['admin', 'auditor', 'handler.dining'])('is never %s, who decides nothing, for a leader', login => {
    const chain = parkWith({ delegations: [absence('leader.hospitality', login, ...september)] })
    expect(found(chain, 'unit-leader')).toEqual(['director'])
    expect(capacitiesOf(chain, login, at).flatMap(one => one.onBehalfOf ?? [])).toEqual([])
  })

  it('is nobody whose post stands at the wrong level of the tree', () => {
    const posts = (['director', 'board', 'unit-leader'] as const).map(role => ({
      ...{ person: 'head.sales', role, department: 'dining' },
    }))
    const odd = parkWith({ posts })
    expect(found(odd, 'director', 'cellar')).toEqual(['director'])
    expect(found(odd, 'board', 'cellar')).toEqual(['director'])
    expect(capacitiesOf(odd, 'head.sales', at)).toEqual([{ role: 'head', department: 'sales', onBehalfOf: null }])
    expect(found(parkWith({ posts, without: ['director'] }), 'director')).not.toContain('head.sales')
  })

  it('is nobody’s deputy for a seat that was not handed over', () => {
    const other = { ...absence('leader.hospitality', 'head.sales', ...september), role: 'director' } as const
    expect(found(parkWith({ delegations: [other] }), 'unit-leader')).toEqual(['leader.hospitality'])
  })

  it('is the other holder when one of two is away', () => {
    const two = parkWith({
      posts: [{ person: 'deputy', role: 'unit-leader', department: 'hospitality' }],
      delegations: [absence('leader.hospitality', 'head.sales', ...september)],
    })
    expect(found(two, 'unit-leader')).toEqual(['deputy'])
  })

  it('goes to the next level up when the seat is empty, and further up when that is empty too', () => {
    expect(found(parkWith({ without: ['head.dining'] }), 'head')).toEqual(['leader.hospitality'])
    expect(found(parkWith({ without: ['head.dining', 'leader.hospitality'] }), 'head')).toEqual(['director'])
    expect(found(parkWith({ without: ['legal'] }), 'legal')).toEqual(['director'])
  })

  it('passes an excluded person’s turn up, and never to their own deputy’s gain', () => {
    expect(found(park, 'head', 'dining', ['head.dining'])).toEqual(['leader.hospitality'])
    const away = parkWith({ delegations: [absence('head.dining', 'handler.dining', ...september)] })
    expect(found(away, 'head', 'dining', ['handler.dining'])).toEqual(['leader.hospitality'])
    expect(found(away, 'head', 'dining', ['head.dining'])).toEqual(['leader.hospitality'])
  })

  it('skips people who have left', () => {
    expect(found(withoutPerson(park, 'head.dining'), 'head')).toEqual(['leader.hospitality'])
  })

  it('is found in the service centre where its head is now, whatever posts those who left have kept', () => {
    const moved = parkWith({ posts: [{ person: 'new.head', role: 'service-head', department: 'sales' }] })
    expect(found(withoutPerson(moved, 'centre'), 'service-head')).toEqual(['new.head'])
    const headed = parkWith({ posts: [{ person: 'own.head', role: 'head', department: 'centre' }] })
    expect(found(headed, 'head', 'centre')).toEqual(['own.head'])
    expect(found(withoutPerson(headed, 'own.head'), 'head', 'centre')).toEqual(['centre'])
  })

  it('is somebody who is not excluded, whatever is asked, as long as there is anybody above', () => {
    const logins = park.people.map(one => one.login)
    const departments = park.departments.map(one => one.code)
    fc.assert(
      fc.property(
        fc.constantFrom(...roles),
        fc.constantFrom(...departments),
        fc.subarray(logins.filter(login => login !== 'director')),
        fc.subarray(logins.filter(login => login !== 'director')),
        (role, department, excluded, gone) => {
          const people = standIns(parkWith({ without: gone }), role, department, excluded, at)
          expect(people.length).toBeGreaterThan(0)
          expect(people.filter(one => excluded.includes(one.person))).toEqual([])
        },
      ),
    )
  })
})

describe('what a person is', () => {
  it('holds their own posts and those lent to them now', () => {
    const away = parkWith({ delegations: [absence('director', 'leader.hospitality', ...september)] })
    expect(capacitiesOf(away, 'leader.hospitality', at)).toEqual([
      { role: 'unit-leader', department: 'hospitality', onBehalfOf: null },
      { role: 'director', department: 'park', onBehalfOf: 'director' },
    ])
    expect(capacitiesOf(away, 'leader.hospitality', '2026-10-02T00:00:00.000Z')).toHaveLength(1)
  })

  it('is nothing after leaving', () => {
    const people = park.people.map(one => ({ ...one, active: false }))
    expect(capacitiesOf({ ...park, people }, 'centre', at)).toEqual([])
  })
})

describe('the path of a department', () => {
  it('leads through its unit to the park', () => {
    expect(pathOf(park, 'dining')).toEqual(['dining', 'hospitality', 'park'])
    expect(pathOf(park, 'nowhere')).toEqual([])
  })

  it('ends where a circle in the data begins', () => {
    const departments = park.departments.map(one => (one.code === 'park' ? { ...one, parent: 'dining' } : one))
    expect(pathOf({ ...park, departments }, 'dining')).toEqual(['dining', 'hospitality', 'park'])
  })
})

import type { Response } from 'express'
import type { Deps } from '../deps.ts'
import { csvText } from '../web/csv.ts'
import type { Translate } from '../web/i18n.ts'
import { personOf } from '../web/person.ts'
import { readHouse } from './import-changes.ts'
import type { House } from './import-known.ts'
import { columns } from './import-table.ts'

/** The table to fill in: its heading, and the reader's own lines for an example, which change nothing when they stay. */
export async function sendTemplate(deps: Deps, response: Response): Promise<void> {
  const house = await readHouse(deps.db)
  const { login } = personOf(response)
  send(response, 'template', { ...house, people: house.people.filter(one => one.login === login) })
}

/** Everybody who works here, as the table that can be taken in again. */
export async function sendPeople(deps: Deps, response: Response): Promise<void> {
  const house = await readHouse(deps.db)
  send(response, 'everybody', { ...house, people: house.people.filter(one => one.active) })
}

function send(response: Response, name: 'template' | 'everybody', house: House): void {
  const { t } = response.locals
  const file = `${t(`people.import.files.${name}`)}.csv`
  response
    .set('Cache-Control', 'no-store')
    .attachment(file)
    .type('text/csv; charset=utf-8')
    .send(csvText([headings(t), ...linesOf(house, t)]))
}

const headings = (t: Translate) => columns.map(column => t(`people.fields.${column}`))

/** A line for each post; who has none has one line all the same. */
function linesOf({ people, posts }: House, t: Translate): string[][] {
  const held = Map.groupBy(posts, post => post.person)
  return people.flatMap(({ login, name, email, language }) => {
    const each = held.get(login) ?? [{ department: '', role: '' }]
    return each.map(({ department, role }) => [
      ...[login, name, email, language, department],
      role && t(`codes.roles.${role}`),
    ])
  })
}

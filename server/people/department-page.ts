import type { Response } from 'express'
import type { Deps } from '../deps.ts'
import type { Choice } from '../web/choices.ts'
import { type Form, form } from '../web/forms.ts'
import { Problem } from '../web/problem.ts'
import { render } from '../web/render.ts'
import { type DepartmentUse, useOf } from './open-work.ts'
import { departmentsForPage } from './queries.ts'
import { departmentChoices } from './tree.ts'

declare module '../web/render.ts' {
  interface Views {
    'people/department': {
      title: string
      department: { code: string; active: boolean; top: boolean }
      form: Form
      parents: Choice[]
      use: DepartmentUse
      inUse: boolean
    }
  }
}

/** One department, to be renamed, moved or closed. @throws Problem 404 */
export async function showDepartment(deps: Deps, response: Response, code: string, filled?: Form): Promise<void> {
  const { language } = response.locals
  const all = await departmentsForPage(deps)
  const found = all.find(one => one.code === code)
  if (!found) throw new Problem(404, 'not-found')
  const use = await useOf(deps.db, code)
  const { nameZh, nameEn, parent, active } = found
  render(response, 'people/department', {
    title: language === 'en' ? nameEn : nameZh,
    department: { code, active, top: parent === null },
    form: filled ?? form('department', { nameZh, nameEn, parent: parent ?? '' }),
    parents: departmentChoices(all, language).filter(one => one.value !== code),
    use,
    inUse: use.cases + use.departments + use.posts > 0,
  })
}

import type { Organisation } from '../../workflows/organisation/organisation.ts'
import type { Language } from './i18n.ts'

/** Log-ins and department codes as the reader knows them. */
export interface Names {
  person(login: string | null): string
  department(code: string | null): string
}

export function namesIn(organisation: Pick<Organisation, 'people' | 'departments'>, language: Language): Names {
  const people = new Map(organisation.people.map(one => [one.login, one.name]))
  const departments = new Map(
    organisation.departments.map(one => [one.code, language === 'en' ? one.nameEn : one.nameZh]),
  )
  return {
    person: login => (login && people.get(login)) ?? login ?? '',
    department: code => (code && departments.get(code)) ?? code ?? '',
  }
}

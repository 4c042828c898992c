import { z } from 'zod'
import { called, code, email } from '../../workflows/complaint/fields.ts'
import { departmentKinds, roles } from '../../workflows/organisation/roles.ts'
import { languages } from '../web/i18n.ts'
import { newPassword } from '../web/password.ts'

/** Not a word that stands where a log-in or a department code stands in an address, nor one that every object has. */
const isFree = (value: string) => value !== 'new' && value !== 'import' && !(value in {})
const newCode = code().refine(isFree, { params: { code: 'reserved' } })

export const newPerson = z.object({
  name: called(100),
  login: newCode,
  email,
  language: z.enum(languages),
  password: newPassword,
})

export const changedPerson = newPerson.pick({ name: true, email: true, language: true })

export const newPost = z.object({ role: z.enum(roles), department: code() })

export const passwordReset = z.object({ password: newPassword })

export const changedDepartment = z.object({ nameZh: called(100), nameEn: called(100), parent: code().optional() })

export const newDepartment = z.object({
  nameZh: called(100),
  nameEn: called(100),
  code: newCode,
  kind: z.enum(departmentKinds).exclude(['park']),
  parent: code(),
})

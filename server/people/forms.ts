import { z } from 'zod'
import { code, email, text } from '../../workflows/complaint/fields.ts'
import { departmentKinds, roles } from '../../workflows/organisation/roles.ts'
import { languages } from '../web/i18n.ts'
import { newPassword } from '../web/password.ts'

/** Words that stand where a log-in or a department code stands in an address. */
const isFree = (value: string) => value !== 'new' && value !== 'import'
const newCode = code().refine(isFree, { params: { code: 'reserved' } })

export const newPerson = z.object({
  name: text(100),
  login: newCode,
  email,
  language: z.enum(languages),
  password: newPassword,
})

export const changedPerson = newPerson.pick({ name: true, email: true, language: true })

export const newPost = z.object({ role: z.enum(roles), department: code() })

export const passwordReset = z.object({ password: newPassword })

export const changedDepartment = z.object({ nameZh: text(100), nameEn: text(100), parent: code().optional() })

export const newDepartment = z.object({
  nameZh: text(100),
  nameEn: text(100),
  code: newCode,
  kind: z.enum(departmentKinds).exclude(['park']),
  parent: code(),
})

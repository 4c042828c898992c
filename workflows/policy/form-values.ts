import { limitKinds } from '../complaint/codes.ts'
import { formFieldsOf, levelsOf, type PolicyField } from './form-fields.ts'
import type { Policy } from './policy.ts'

/** The document with what was typed into its form; fields that the form does not have are left as they are. */
export function withFormFields(policy: Policy, typed: Record<string, unknown>): unknown {
  const copy: Record<string, unknown> = structuredClone(policy)
  for (const field of formFieldsOf(policy)) {
    if (field.table === 'limits') continue
    setAt(copy, field.path.split('.'), typedValue(field, typed[field.path]))
  }
  for (const kind of limitKinds) for (const level of levelsOf(policy)) setLimit(copy, kind, level, typed)
  return copy
}

/** What was typed, as the document wants it; what cannot be read stays text, so that the check can say where it is. */
function typedValue({ input }: PolicyField, typed: unknown): unknown {
  const one = Array.isArray(typed) ? typed.at(-1) : typed
  if (input === 'choices') return typed === undefined ? [] : [typed].flat()
  if (input === 'yes-no') return one === 'yes'
  const written = String(one ?? '').trim()
  if (input === 'number') return /^\d+$/.test(written) ? Number(written) : written
  if (input === 'money') return /^\d+$/.test(written) ? `${written}.00` : written.replace(/^(\d+\.\d)$/, '$10')
  return written
}

/** A limit whose amount is empty is taken out; else it is put in whole. */
function setLimit(copy: Record<string, unknown>, kind: string, level: string, typed: Record<string, unknown>): void {
  const part = (name: string, input: PolicyField['input']) =>
    typedValue({ input } as PolicyField, typed[`limits.${kind}.${level}.${name}`])
  const limits = copy.limits as Record<string, Record<string, unknown>>
  const amount = part('amount', 'number')
  if (amount === '') {
    delete limits[kind]?.[level]
    if (limits[kind] && Object.keys(limits[kind]).length === 0) delete limits[kind]
    return
  }
  const limit = {
    amount,
    unit: part('unit', 'choice'),
    from: part('from', 'choice'),
    pausable: part('pausable', 'yes-no'),
    roll: part('roll', 'yes-no'),
  }
  limits[kind] = { ...limits[kind], [level]: limit }
}

function setAt(target: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) target[key] = value
  else setAt(target[key] as Record<string, unknown>, rest, value)
}

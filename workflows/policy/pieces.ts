import { z } from 'zod'

const most = 100

/** CNY, as documents have it. */
export const money = z.string().regex(/^\d{1,12}\.\d{2}$/, { error: 'money' })
export const words = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })
/** Of a policy, a type, a kind of conduct: what addresses and tables have room for. */
export const itemCode = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, { error: 'item-code' })

/** No list of a document has more than a hundred rows, however deep it stands: its form shows them all. */
export function noLongList(value: unknown, context: z.RefinementCtx, path: string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value) && value.length > most) {
    context.addIssue({ code: 'too_big', origin: 'array', maximum: most, input: value, path })
  } else {
    for (const [key, inner] of Object.entries(value)) noLongList(inner, context, [...path, key])
  }
}

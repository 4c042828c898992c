import { z } from 'zod'

/** Facts and personal parts of one value, in the same shape; what has no such part is undefined. */
export interface Parts {
  facts: unknown
  personal: unknown
}

/**
 * Divides a value by the marks of its schema (design.md §5): fields marked `personal` on one side, the rest on the
 * other. Lists keep their length on both sides, so that `joined` can put them together again.
 */
export function split(schema: z.ZodType, value: unknown): Parts {
  if (value === undefined) return { facts: undefined, personal: undefined }
  if (schema.meta()?.personal) return { facts: undefined, personal: value }
  if (schema instanceof z.ZodOptional) return split(schema.unwrap() as z.ZodType, value)
  if (schema instanceof z.ZodObject) return splitObject(schema.shape, value as Record<string, unknown>)
  if (schema instanceof z.ZodArray && holdsPersonal(schema.element as z.ZodType)) {
    const parts = (value as unknown[]).map(item => split(schema.element as z.ZodType, item))
    return { facts: parts.map(part => part.facts), personal: parts.map(part => part.personal) }
  }
  return { facts: value, personal: undefined }
}

/** Puts the two sides together again. */
export function joined(facts: unknown, personal: unknown): unknown {
  if (personal === undefined || personal === null) return facts
  if (facts === undefined || facts === null) return personal
  if (Array.isArray(facts) && Array.isArray(personal)) return facts.map((item, index) => joined(item, personal[index]))
  const both = { ...(facts as object) } as Record<string, unknown>
  for (const [key, value] of Object.entries(personal as object)) both[key] = joined(both[key], value)
  return both
}

function splitObject(shape: z.ZodRawShape, value: Record<string, unknown>): Parts {
  const facts: Record<string, unknown> = {}
  const personal: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(shape)) {
    const part = split(schema as z.ZodType, value[key])
    if (part.facts !== undefined) facts[key] = part.facts
    if (part.personal !== undefined) personal[key] = part.personal
  }
  return { facts, personal: Object.keys(personal).length > 0 ? personal : undefined }
}

function holdsPersonal(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.values(schema.shape).some(one => (one as z.ZodType).meta()?.personal)
}

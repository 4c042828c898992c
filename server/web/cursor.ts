import { z } from 'zod'

/** Where the next page of a list begins. Opaque to callers: base64url of JSON. */
function cursorFor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** A cursor as it comes back from a caller; anything but what `cursorFor` made of such a position is refused. */
export const cursorOf = <T extends z.ZodType>(position: T) =>
  z
    .string()
    .max(500)
    .transform((given, context): z.output<T> => {
      const parsed = position.safeParse(read(given))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', params: { code: 'wrong' } })
      return z.NEVER
    })

/** How many items a page has. */
export const pageSize = z
  .string()
  .regex(/^\d{1,3}$/, { error: 'whole' })
  .transform(Number)
  .pipe(z.number().min(1).max(100))
  .default(50)

/** Divides one row more than a page has into the page and the position after it; null when it is the last. */
export function pageOf<T>(rows: T[], limit: number, positionOf: (row: T) => unknown) {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? cursorFor(positionOf(last)) : null }
}

function read(given: string): unknown {
  try {
    return JSON.parse(Buffer.from(given, 'base64url').toString())
  } catch {
    return undefined
  }
}

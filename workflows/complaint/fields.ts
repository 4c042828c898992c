import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** Marks a field that can hold personal data or free text: it is kept apart from the chained facts (design.md §5). */
export const personal = <T extends z.ZodType>(schema: T): T => schema.meta({ ...schema.meta(), personal: true }) as T

/** Free text: trimmed, 1..max characters, no NUL and no lone surrogate (neither has canonical bytes). */
export const text = (max: number, min = 1) =>
  z
    .string()
    .transform(value => value.replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .refine(value => value.isWellFormed() && !value.includes('\0'), { params: { code: 'unreadable-text' } }),
    )

/** A short code or log-in: the same checks without line breaks. */
export const code = (max = 60) => text(max).pipe(z.string().regex(/^[\p{L}\p{N}._@-]+$/u))

/** What an input method writes in full width (１２００，＋８６), as ASCII. */
const halfWidth = (value: string): string => value.normalize('NFKC').trim()

/**
 * Money in CNY, 0 … 999,999,999,999.99 with at most two decimals; becomes a string with exactly two. Commas are taken
 * where they part thousands, and nowhere else: `1,2` may be meant as a decimal.
 */
export const money = z
  .union([z.string(), z.number()])
  .transform(value => (typeof value === 'number' ? plainNumber(value) : plainText(value)))
  .pipe(
    z
      .string()
      .regex(/^\d{1,12}(\.\d{1,2})?$/, { error: 'money' })
      .transform(value => {
        const [whole = '0', cents = ''] = value.split('.')
        return `${BigInt(whole)}.${cents.padEnd(2, '0')}`
      }),
  )

/** An instant: ISO 8601; without an offset it is read as Asia/Shanghai. Becomes UTC with milliseconds. */
export const instant = z
  .string()
  .trim()
  .max(40)
  .transform((value, context) => {
    try {
      const at = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(value)
        ? Temporal.Instant.from(value)
        : Temporal.PlainDateTime.from(value.replace(' ', 'T')).toZonedDateTime('Asia/Shanghai').toInstant()
      const year = at.toZonedDateTimeISO('UTC').year
      if (year < 1970 || year > 2200) throw new RangeError('year')
      return new Date(at.epochMilliseconds).toISOString()
    } catch {
      context.addIssue({ code: 'custom', params: { code: 'instant' } })
      return z.NEVER
    }
  })

/** A whole number, also as typed into a form. */
export const whole = (min: number, max: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .transform(halfWidth)
        .pipe(z.string().regex(/^\d{1,9}$/))
        .transform(Number),
    ])
    .pipe(z.number().int().min(min).max(max))

/** A Chinese mobile or landline number, a 400/800 line, or an international one with +; stored as digits. */
export const phone = text(40)
  .transform(value =>
    halfWidth(value)
      .replaceAll(/[\s()–—-]/g, '')
      .replace(/^\+86/, ''),
  )
  .pipe(z.string().regex(/^(1[3-9]\d{9}|0\d{9,11}|[48]00\d{7}|\+[1-9]\d{6,14})$/, { error: 'phone' }))

export const email = text(200).pipe(z.email())

function plainText(value: string): string {
  const written = halfWidth(value).replace(/^¥\s*/, '')
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(written) ? written.replaceAll(',', '') : written
}

function plainNumber(value: number): string {
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : 'not-a-number'
}

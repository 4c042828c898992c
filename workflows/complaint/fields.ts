import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** Marks a field that can hold personal data or free text: it is kept apart from the chained facts (design.md §5). */
export const personal = <T extends z.ZodType>(schema: T): T => schema.meta({ ...schema.meta(), personal: true }) as T

/**
 * What may be sent where a field is put right before it is checked. Such a field is a pipe, and of a pipe JSON Schema knows
 * the side before any check: `meta` gives openapi.json these. No `\p`, which not every client's expressions know.
 */
const sent = {
  code: /^\s*[^\s!-,/:-?[-^`{-~]+\s*$/,
  money: /^\s*¥?\s*(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.\d{1,2})?\s*$/,
  whole: /^\s*\d{1,9}\s*$/,
  instant: /^\s*\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?)?\s*$/,
  phone: /^[\s()]*(\+[\s()]*[1-9]([\s()–—-]*\d){6,14}|[0148]([\s()–—-]*\d){9,11})[\s()–—-]*$/,
}

/** Trimmed, 1..max characters, no NUL and no lone surrogate (neither has canonical bytes). */
const trimmed = (max: number, min = 1) =>
  z
    .string()
    .overwrite(value => value.replaceAll('\r\n', '\n').trim())
    .min(min)
    .max(max)
    .refine(value => value.isWellFormed() && !value.includes('\0'), { params: { code: 'unreadable-text' } })

/** Free text; that it is not blank is said once more, for whoever reads openapi.json does not know that it is trimmed. */
export const text = (max: number, min = 1) => trimmed(max, min).regex(/\S/)

/** What somebody or something is called: free text in one line. */
export const called = (max: number) => text(max).overwrite(value => value.replaceAll(/\p{Cc}+/gu, ' '))

/** Text of one shape, as a case number is. @param error names what is wrong with another */
export const shaped = (max: number, shape: RegExp, error?: string) => trimmed(max).regex(shape, error)

/** A short code or log-in: the same checks without line breaks. */
export const code = (max = 60) =>
  text(max)
    .pipe(z.string().regex(/^[\p{L}\p{N}._@-]+$/u))
    .meta({ pattern: sent.code.source })

/** What an input method writes in full width (１２００，＋８６), as ASCII. */
const halfWidth = (value: string): string => value.normalize('NFKC').trim()

/**
 * Money in CNY, 0 … 999,999,999,999.99 with at most two decimals; becomes a string with exactly two. Commas are taken
 * where they part thousands, and nowhere else: `1,2` may be meant as a decimal.
 */
export const money = z
  .union([
    z.string().meta({ pattern: sent.money.source }),
    // no `multipleOf`: in binary 19.99 / 0.01 is no whole number
    z.number().meta({ minimum: 0, maximum: 999_999_999_999.99 }),
  ])
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
  .meta({ pattern: sent.instant.source })

/** A whole number, also as typed into a form. */
export const whole = (min: number, max: number) =>
  z
    .union([
      z.number().meta({ type: 'integer', minimum: min, maximum: max }),
      z
        .string()
        .transform(halfWidth)
        .pipe(z.string().regex(/^\d{1,9}$/))
        .transform(Number)
        .meta({ pattern: sent.whole.source }),
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
  .meta({ pattern: sent.phone.source })

export const email = text(200).pipe(z.email()).meta({ format: 'email', pattern: z.regexes.email.source })

function plainText(value: string): string {
  const written = halfWidth(value).replace(/^¥\s*/, '')
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(written) ? written.replaceAll(',', '') : written
}

function plainNumber(value: number): string {
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? String(value) : 'not-a-number'
}

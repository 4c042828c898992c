import type { HelperOptions } from 'handlebars'
import Handlebars from 'handlebars'
import { asset } from './assets.ts'
import type { FormError } from './forms.ts'
import { hasWords, type Translate } from './i18n.ts'
import { cellsHtml } from './list-cell.ts'

/**
 * All that a template can call. In a template:
 *   {{t "account.title"}}            words; parts are joined by dots: {{t "codes.levels" level}}; {{t "x.count" count=3}}
 *   {{dateTime at}} {{date at}}      an instant, in Asia/Shanghai
 *   {{money "1234.50"}}              ¥1,234.50
 *   {{icon "inbox"}}                 an icon of @tabler/icons; it says nothing itself: words always stand beside it
 *   {{asset "css/redress.css"}}      the address of a static file
 *   {{csrfToken}}                    only inside the csrf partial
 *   {{listCells cells}}              the places of a line of a list
 *   {{fieldName "forms.plan" error}}  what the field of an error is called, with its line where there are several
 *   eq one other, either one other, includes list value, concat part …    for attributes and sub-expressions
 */
export const helpers = {
  t: (...parts: unknown[]) => {
    const { hash, data } = parts.pop() as HelperOptions
    return (data.root.t as Translate)(parts.join('.'), hash)
  },
  fieldName: (words: string, { field, row }: Pick<FormError, 'field' | 'row'>, { data }: HelperOptions) => {
    const t = data.root.t as Translate
    const known = hasWords(`${words}.${field}`)
    const name = known ? t(`${words}.${field}`) : t('forms.unknownField', { name: field })
    return row === 0 ? name : t('forms.inRow', { row, label: name })
  },
  dateTime: (at: string | null) => at && dateTime(at),
  date: (at: string | null) => at && dateTime(at).slice(0, 10),
  money: (amount: string | null) => amount && money(amount),
  icon: (name: string) =>
    new Handlebars.SafeString(`<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"/></svg>`),
  listCells: cellsHtml,
  asset,
  csrfToken: ({ data }: HelperOptions) => data.root.csrfToken() as string,
  eq: (one: unknown, other: unknown) => one === other,
  either: (one: unknown, other: unknown) => one || other,
  includes: (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value),
  concat: (...parts: unknown[]) => parts.slice(0, -1).join(''),
}

const sprite = asset('icons.svg')

/** Asia/Shanghai has no summer time; a list shows a hundred instants, and Intl is slow. */
const shanghaiOffset = 8
const hour = 3_600_000
const yuan = new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' })

/** 2026-11-21 18:05, in Asia/Shanghai: the same in both languages and sortable. @param at as `iso` writes it */
export function dateTime(at: string): string {
  const hours = Number(at.slice(11, 13)) + shanghaiOffset
  if (hours < 24 && at.endsWith('Z')) return `${at.slice(0, 10)} ${String(hours).padStart(2, '0')}${at.slice(13, 16)}`
  const there = new Date(Date.parse(at) + shanghaiOffset * hour).toISOString()
  return `${there.slice(0, 10)} ${there.slice(11, 16)}`
}

export const money = (amount: string): string => yuan.format(amount as Intl.StringNumericLiteral)

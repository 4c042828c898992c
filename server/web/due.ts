import type { Translate } from './i18n.ts'

/** A due instant as the due badge shows it. */
export interface Due {
  dueAt: string
  tone: 'calm' | 'soon' | 'late' | 'paused'
  words: string
}

/** Where a limit of a case says why it is due when it is: folded on the page of the case, which opens there. */
export const whyDue = (number: string, kind: string): string => `/complaints/${number}#${ledgerPlace(kind)}`
export const ledgerPlace = (kind: string): string => `why-${kind}`

/** What is due within this time is soon due, on every page. */
export const soonMinutes = 4 * 60

const minutesOfDay = 24 * 60

/** How long until, or since, a due instant; a clock that a pause holds is neither near nor late. */
export function dueBadge(dueAt: string, now: Date, t: Translate, paused = false): Due {
  if (paused) return { dueAt, tone: 'paused', words: t('due.paused') }
  const left = Date.parse(dueAt) - now.getTime()
  if (left < 0) return { dueAt, tone: 'late', words: t('due.late', { time: duration(-left, t) }) }
  return {
    dueAt,
    tone: left <= soonMinutes * 60_000 ? 'soon' : 'calm',
    words: t('due.left', { time: duration(left, t) }),
  }
}

/** The two largest units of a time in milliseconds that matter: 3 d 4 h, 2 h 5 min, 7 min. */
export function duration(milliseconds: number, t: Translate): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return t('due.underMinute')
  const days = Math.floor(minutes / minutesOfDay)
  const hours = Math.floor((minutes % minutesOfDay) / 60)
  const time = (unit: string, amount: number) => (amount > 0 ? t(`due.${unit}`, { amount }) : '')
  const units =
    days > 0 ? [time('days', days), time('hours', hours)] : [time('hours', hours), time('minutes', minutes % 60)]
  return units.filter(Boolean).join(' ')
}

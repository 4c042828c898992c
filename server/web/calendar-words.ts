import type { Translate } from './i18n.ts'

const numbered = /^calendar-(\d+)$/

/** What a calendar is called: the company's own by its number, the built-in one by its edition. */
export function calendarWords(label: string, t: Translate): string {
  const version = numbered.exec(label)?.[1]
  if (version) return t('calendars.names.own', { version })
  return t('calendars.names.builtIn', { edition: label.replace(/^[a-z-]+-(?=\d)/, '') })
}

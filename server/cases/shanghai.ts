/** Asia/Shanghai has had no summer time since 1991: it is eight hours ahead of UTC all year. */
const ahead = 8 * 3_600_000

/** In milliseconds. */
export const day = 24 * 3_600_000

/** The day of an instant, as 2026-11-21. */
export const dayOf = (at: Date | string): string => new Date(new Date(at).getTime() + ahead).toISOString().slice(0, 10)

/** The instant at which a day, as 2026-11-21, begins. */
export const startOf = (date: string): Date => new Date(`${date}T00:00:00+08:00`)

/** Whether a day or an instant, as it is written, is one that somebody can mean: databases know no year 0. */
export const isInReach = (written: string): boolean => written >= '1970' && written < '2201'

/** The last day of a period whose end, a UTC instant, is no part of it. */
export const lastDayBefore = (end: string): string => dayOf(new Date(Date.parse(end) - 1))

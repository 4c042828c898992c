const minute = 60_000
const day = 1_440 * minute
/** Asia/Shanghai is eight hours ahead of UTC all year. */
const ahead = 480 * minute

/** A stretch of every day, in minutes after midnight in Shanghai: the park has no weekend. */
export interface Hours {
  from: number
  until: number
}

/** The service centre answers, guests are about, and somebody of every department is in the house. */
export const daytime: Hours = { from: 510, until: 1_275 }
/** Nobody calls a customer back at breakfast or late in the evening. */
export const calling: Hours = { from: 570, until: 1_200 }
/** Papers are closed in office hours. */
export const office: Hours = { from: 510, until: 1_110 }

/** How long after opening people have caught up with what the night brought. */
const catchUp = 90

/**
 * The same instant when it lies in these hours; otherwise the next morning. What would have happened later in the night
 * happens later in the morning, so its order stays.
 * @param time milliseconds since 1970, as is the result
 */
export function within(hours: Hours, time: number): number {
  const night = minutesOf(time) - hours.until
  const since = night > 0 ? night : night + 1_440
  const lasts = 1_440 - (hours.until - hours.from)
  if (since >= lasts) return time
  const opens = time + (lasts - since) * minute
  return opens + Math.round(((since * catchUp) / lasts) * minute)
}

/** So many minutes ago, in a park whose clock stands still while it is closed. */
export function openMinutesAgo(minutes: number, now: Date): number {
  let time = lastOpen(now.getTime())
  let left = minutes
  for (let sofar = minutesOf(time) - daytime.from; left > sofar; sofar = daytime.until - daytime.from) {
    left -= sofar
    time = lastOpen(time - (minutesOf(time) - daytime.from + 1) * minute)
  }
  return time - left * minute
}

/** A time of day in Shanghai, so many days before today. @param at 19:30 */
export function onDay(daysAgo: number, at: string, now: Date): number {
  return startOfDay(now.getTime()) - daysAgo * day + minutesIn(at) * minute
}

/** The instant itself while the park is open, else that at which it closed. */
function lastOpen(time: number): number {
  const of = minutesOf(time)
  if (of >= daytime.from && of <= daytime.until) return time
  return startOfDay(time) + (of < daytime.from ? daytime.until - 1_440 : daytime.until) * minute
}

const startOfDay = (time: number) => Math.floor((time + ahead) / day) * day - ahead
const minutesOf = (time: number) => (time - startOfDay(time)) / minute

function minutesIn(at: string): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return hours * 60 + minutes
}

const toMilliseconds = '2026-11-21T10:05:00.000'.length

/** An instant as the rules write it: UTC with milliseconds, whatever text the driver gave. */
export function iso(instant: string): string {
  // as PostgreSQL writes it in JSON, without zeros at the end; Date would take ten times as long
  if (!instant.endsWith('+00:00')) return new Date(instant).toISOString()
  const utc = instant.slice(0, -'+00:00'.length)
  return `${(utc.includes('.') ? utc : `${utc}.`).padEnd(toMilliseconds, '0').slice(0, toMilliseconds)}Z`
}

export function isoOrNull(instant: string | null): string | null {
  return instant === null ? null : iso(instant)
}

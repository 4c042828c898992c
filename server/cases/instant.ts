/** An instant as the rules write it: UTC with milliseconds, whatever text the driver gave. */
export function iso(instant: string): string {
  return new Date(instant).toISOString()
}

export function isoOrNull(instant: string | null): string | null {
  return instant === null ? null : iso(instant)
}

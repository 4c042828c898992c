/**
 * Canonical JSON (design.md §5): keys sorted by code unit, no white space, undefined left out.
 * Equal values give equal bytes, whichever database or process wrote them.
 * @throws TypeError for what has no canonical bytes: NUL, lone surrogates, non-finite numbers, non-JSON values
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value)
  throw new TypeError(`${typeof value} has no canonical form`)
}

function canonicalText(value: string): string {
  if (!value.isWellFormed() || value.includes('\0')) throw new TypeError('text with NUL or a lone surrogate')
  return JSON.stringify(value)
}

function canonicalObject(value: object): string {
  const fields = value as Record<string, unknown>
  const keys = Object.keys(fields)
    .filter(key => fields[key] !== undefined)
    .sort()
  return `{${keys.map(key => `${canonicalText(key)}:${canonical(fields[key])}`).join(',')}}`
}

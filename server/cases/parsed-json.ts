/** One driver hands JSON of a raw query over as text, the other parsed. */
export function parsedJson(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}

import type { Found, Row } from './compare.ts'
import { searchVector, searchVersion } from './search-text.ts'

/** The search words of a complaint against those that its columns give; rows of an older tokenizer are still to be written. */
export function comparedSearch(number: string, complaint: Row | undefined): Found | null {
  if (complaint?.searchVersion !== searchVersion) return null
  const [expected, found] = [sorted(searchVector(number, complaint)), sorted(String(complaint.search))]
  return expected === found ? null : { where: 'complaints.search', expected, found }
}

const sorted = (vector: string): string => (vector.match(/'[^']*'/g) ?? []).sort().join(' ')

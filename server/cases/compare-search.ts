import { compared, type Found, type Row } from './compare.ts'
import { searchVector, searchVersion } from './search-text.ts'

/** What a search reads against the case and the columns that it is made of. */
export function comparedSearch(of: { number: string; receivedAt: string }, complaint: Row | undefined): Found | null {
  return (
    compared('complaints.search_order', of.receivedAt, complaint?.searchOrder) ?? wordsCompared(of.number, complaint)
  )
}

/** Rows of an older tokenizer are still to be written. */
function wordsCompared(number: string, complaint: Row | undefined): Found | null {
  if (complaint?.searchVersion !== searchVersion) return null
  const [expected, found] = [sorted(searchVector(number, complaint)), sorted(String(complaint.search))]
  return expected === found ? null : { where: 'complaints.search', expected, found }
}

const sorted = (vector: string): string => (vector.match(/'[^']*'/g) ?? []).sort().join(' ')

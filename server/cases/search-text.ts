import type { ComplaintRow } from '../../workflows/complaint/complaint-row.ts'
import { phone } from '../../workflows/complaint/fields.ts'
import { initialsOf } from './initials.ts'

/** Which tokens `search` holds. Raise it when they change: older rows are then written again in the background. */
export const searchVersion = 4

/** The columns that the search reads. */
export const searched = ['customerName', 'phone', 'narrative', 'demand', 'product', 'batchNo', 'orderNo'] as const

/**
 * The search words of a complaint, as the text of a tsvector: what was written down, the end of the phone number, the
 * initials of the customer's name, and the ten days that the number's day is one of. The tokens are letters and digits,
 * so quotes keep each as it is.
 */
export function searchVector(number: string, complaint: ComplaintRow): string {
  const texts = [number, ...searched.map(column => complaint[column]), complaint.phoneTail]
  const words = searchTokens(texts.filter(text => typeof text === 'string').join('\n'))
  const tokens = new Set([...words, ...initialsOf(String(complaint.customerName ?? '')), tenDaysOf(dayIn(number))])
  return [...tokens].map(token => `'${token}'`).join(' ')
}

const dayIn = (number: string) => number.split('-')[1] ?? ''

/** The days around a day that have all digits but the last in common, as these digits. @param day YYYYMMDD */
export const tenDaysOf = (day: string): string => day.slice(0, 7)

/**
 * Search words of a text (libraries: no server extension needed): runs of Han as overlapping pairs and their last
 * character, everything else as words. The same tokens serve writing and asking, so two characters are found; a single
 * one is the beginning of a pair, or the last.
 */
export function searchTokens(text: string): string[] {
  return runsOf(text).flatMap(run => (isHan(run) ? hanTokens([...run]) : [run]))
}

/**
 * The terms of a tsquery that asks for all tokens of what was typed; none when nothing in it can be searched for.
 * Letters, digits and a single Han are asked for as beginnings, so the first initials of a name are enough. A phone
 * number that is written in parts, or with its country before it, is one term: as numbers are stored, or as it was typed.
 */
export const searchTerms = (typed: string): string[] =>
  typed
    .normalize('NFKC')
    .split(writtenNumber)
    .flatMap((text, index) => (index % 2 ? numberTerms(text) : wordTerms(text)))

const wordTerms = (text: string): string[] => runsOf(text).flatMap(queryTerms)

/** Digits with what people put before and between them; not the digits of a word in letters. */
const writtenNumber =
  /(?<![[\p{L}\p{N}\-]--\p{Script=Han}])([+\(]*\d[\d\s\(\)–—\-]*\d)(?![[\p{L}\p{N}]--\p{Script=Han}])/v

function numberTerms(text: string): string[] {
  const stored = storedNumber(text)
  const parts = runsOf(text)
  if (!stored || parts[0] === stored) return wordTerms(text)
  return [`('${stored}' | ${parts.map(part => `'${part}'`).join(' & ')})`]
}

/** The digits of a phone number as it is stored, also where its country is named without a plus; undefined for other digits. */
function storedNumber(text: string): string | undefined {
  const national = text.replace(/^[+(\s]*(00)?86/, '')
  const found = [text, national, `0${national}`].map(each => phone.safeParse(each).data).find(Boolean)
  return found && runsOf(found)[0]
}

function runsOf(text: string): string[] {
  const runs = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv)
  return runs?.flatMap(run => (isHan(run) ? [run] : wordsIn(run))) ?? []
}

const isHan = (run: string): boolean => /\p{Script=Han}/u.test(run)

/** How many bytes a word of a tsvector may have. */
const longestWord = 2046

/** One word; what is too long to be one, such as the key in a pasted link, is several. */
const wordsIn = (run: string): string[] =>
  Buffer.byteLength(run) <= longestWord ? [run] : (run.match(/.{1,500}/gu) ?? [])

function hanTokens(characters: string[]): string[] {
  return [...pairs(characters), ...characters.slice(-1)]
}

function queryTerms(run: string): string[] {
  const characters = [...run]
  if (characters.length === 1 || !isHan(run)) return [`'${run}':*`]
  return pairs(characters).map(token => `'${token}'`)
}

function pairs(characters: string[]): string[] {
  return characters.slice(0, -1).map((character, index) => character + characters[index + 1])
}

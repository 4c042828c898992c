import table from './initials.json' with { type: 'json' }

/** Orders characters by how they are read; the platform brings it along, so no dictionary has to be kept in memory. */
const { compare } = new Intl.Collator('zh-u-co-pinyin')

/** The first character of each letter in that order, and the last one that has a reading. */
const letters = Object.entries(table.first)

/** Characters that names read in more than one way, with all their letters. */
const several: Partial<Record<string, string>> = table.several

const mostReadings = 8

/** A name rarely stands behind more than an organisation and a post; what comes after is no name. */
const mostParts = 4

/**
 * The pinyin initials of a name, in each way in which it can be read: kra of three characters, zxm and cxm of others.
 * Of a name behind an organisation, 金华远帆旅行社 柏志新, those of each part between spaces or punctuation too.
 * @returns nothing when no character of the name has a reading
 */
export function initialsOf(name: string): string[] {
  const parts = name.match(/\p{Script=Han}+/gu) ?? []
  return [...new Set([parts.join(''), ...parts.slice(-mostParts)].flatMap(readingsOf))]
}

function readingsOf(part: string): string[] {
  const characters = [...part]
  const readings = characters.reduce<string[]>(
    (begun, character) => {
      const ways = [...(several[character] ?? letterOf(character))]
      if (ways.length === 0) return begun
      return begun.flatMap(beginning => ways.map(letter => beginning + letter)).slice(0, mostReadings)
    },
    [''],
  )
  return readings.filter(reading => reading !== '')
}

/** The letter with which the usual reading of a character begins; empty when it has none. */
function letterOf(character: string): string {
  if (compare(character, table.last) > 0) return ''
  return letters.findLast(([, first]) => compare(first, character) <= 0)?.[0] ?? ''
}

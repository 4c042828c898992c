/** Choices that look like chance and are the same for the same seed. */
export interface Chance {
  /** from 0 up to, but not including, 1 */
  next(): number
  /** whether something happens that does in this share of cases */
  happens(share: number): boolean
  /** a whole number, both ends included */
  between(from: number, to: number): number
  pick<T>(list: readonly T[]): T
}

/** A generator for a seed (splitmix32). */
export function chanceFrom(seed: number): Chance {
  let state = seed | 0
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    happens: share => next() < share,
    between,
    pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T,
  }
}

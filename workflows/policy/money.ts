/** Money is a decimal string of CNY with two places; sums and comparisons are done in cents, never in floats. */
export function cents(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}

/** The sum of CNY amounts, missing ones counting nothing. */
export function sumOf(amounts: readonly (string | null | undefined)[]): string {
  const total = amounts.reduce((sum, amount) => sum + (amount ? cents(amount) : 0n), 0n)
  const digits = total.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Whether `amount` is more than `bound`, CNY. */
export function exceeds(amount: string, bound: string): boolean {
  return cents(amount) > cents(bound)
}

/** The largest amount that is recorded, CNY: of the sum of several as of each. */
const largest = '999999999999.99'

/** Whether amounts, each of which can be recorded, are too much together. */
export const isTooMuch = (amounts: readonly (string | null | undefined)[]): boolean => exceeds(sumOf(amounts), largest)

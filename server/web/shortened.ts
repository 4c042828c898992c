/** The beginning of a text, at most so many UTF-16 units and never half a character; … says that there is more. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}

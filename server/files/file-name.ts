const longest = 150

/** Between folders, also as an address writes it. */
const separator = /[\\/]|%2f|%5c/i

/** The name of a file as it is kept: no folders, nothing invisible or turning, no sign that a disk refuses. */
export function fileName(given: string): string {
  const bare = given.split(separator).at(-1) ?? ''
  const clean = bare
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '')
  return shortened(clean) || 'file'
}

/** Its ending says what it is, so the middle goes. */
function shortened(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return `${letters.slice(0, longest - ending.length - 1).join('')}…${ending}`
}

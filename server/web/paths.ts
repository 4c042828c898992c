/** Where to go after log-in: a path on this site, or home. Whatever leads elsewhere is not followed. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !isPath(wanted)) return '/'
  const url = URL.parse(wanted, 'http://redress.invalid')
  const path = url?.origin === 'http://redress.invalid' ? url.pathname + url.search + url.hash : '/'
  return isPath(path) ? path : '/'
}

/** A second slash would begin the name of another site; `/.//` becomes one when the path is made short. */
const isPath = (text: string): boolean => /^\/(?![/\\])/.test(text)

/** After a change: back to a page that confirms it. */
export function withDone(path: string, done: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}done=${done}`
}

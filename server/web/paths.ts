/** Where to go after log-in: a path on this site, or home. Whatever leads elsewhere is not followed. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return '/'
  const url = URL.parse(wanted, 'http://redress.invalid')
  return url?.origin === 'http://redress.invalid' ? url.pathname + url.search + url.hash : '/'
}

/** After a change: back to a page that confirms it. */
export function withDone(path: string, done: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}done=${done}`
}

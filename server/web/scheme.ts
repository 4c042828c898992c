import type { Request, Response } from 'express'

/** By day, by night, or as the reader's system has it. */
export const schemes = ['auto', 'light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

const aYear = 365 * 24 * 3600 * 1000

/** A choice of this screen, not of the person: so it stands in a cookie, and the first byte of a page already obeys. */
export function schemeOf(request: Request): Scheme {
  const chosen = /(?:^|;\s*)scheme=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
  return schemes.find(scheme => scheme === chosen) ?? 'auto'
}

export function keepScheme(response: Response, scheme: Scheme): void {
  response.cookie('scheme', scheme, { maxAge: aYear, sameSite: 'lax', httpOnly: true })
}

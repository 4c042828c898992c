import type { stages } from '../../workflows/complaint/codes.ts'
import type { Policy } from '../../workflows/policy/policy.ts'
import type { Language } from './i18n.ts'

/** What to do and what to leave in a stage, as a policy says it. */
export interface Guidance {
  do: string[]
  dont: string[]
}

/** The guidance of a policy for one stage, in the reader's language; empty where it says nothing. */
export function guidanceOf(
  { guidance }: Policy,
  stage: (typeof stages)[number] | undefined,
  language: Language,
): Guidance {
  const { do: wanted = [], dont: unwanted = [] } = (stage && guidance[stage]) ?? {}
  const words = (lines: typeof wanted) => lines.map(line => line[language])
  return { do: words(wanted), dont: words(unwanted) }
}

import type { Policy } from '../../workflows/policy/policy.ts'
import type { Language } from '../web/i18n.ts'

/** The input of something that a policy has noted beyond the form. */
export interface ParticularField {
  name: string
  label: string
  type: 'text' | 'date'
  required: boolean
}

const places: Record<string, string> = {
  register: 'particulars',
  amend: 'fields[particulars]',
  find: 'particulars',
  settle: 'particulars',
}
/** A finding is asked for them only where the policy wants one by whose fault it is. */
const byFault: ReadonlySet<string> = new Set(['find', 'settle'])

/** The inputs for what a policy has noted, where the event has a place for it; a correction asks for nothing. */
export function particularFields(event: string, policy: Policy, language: Language): ParticularField[] {
  const place = places[event]
  if (!place || (byFault.has(event) && !policy.particulars?.some(one => one.requiredFor))) return []
  return (policy.particulars ?? []).map(({ code, words, kind, required }) => ({
    name: `${place}[${code}]`,
    label: words[language],
    type: kind === 'day' ? 'date' : 'text',
    required: required && event !== 'amend',
  }))
}

/** What was noted, in the order and the words of the policy. */
export function particularFacts(
  policy: Policy,
  noted: unknown,
  language: Language,
): { label: string; value: string }[] {
  const given = (noted ?? {}) as Record<string, string>
  return (policy.particulars ?? []).flatMap(({ code, words }) => {
    const value = given[code]
    return value ? [{ label: words[language], value }] : []
  })
}

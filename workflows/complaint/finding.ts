import type { Calendars } from '../calendar/calendars.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { PolicyVersion } from '../policy/policy.ts'
import type { Liability } from './codes.ts'
import type { Context } from './context.ts'
import type { MediaType } from './media-types.ts'

/** A rule that speaks against an event: its name, and the field it is about. */
export interface Finding {
  rule: string
  field?: string
  /** who or what its sentence names */
  about?: string
}

/** What rules may look at besides the case. */
export interface RuleFacts {
  context: Context
  at: string
  organisation: Organisation
  version: PolicyVersion
  calendars: Calendars
  /** `merge` only: the state of the case to merge into, null when there is none */
  target?: { number: string; open: boolean } | null
  /** `attach` only: the file that the store has just taken in */
  stored?: StoredFile
  /** `note` only: who of those it mentions may not see the case */
  blind?: readonly string[]
  /** `close` only: the corrective actions that name the case, and how often its cause came up */
  corrective?: CorrectiveFacts
  /** what the case has noted already, where its policy asks for something beyond the form */
  noted?: NotedFacts
  /** a log-in, or null for the clock; nobody known where rules are only asked about */
  actor?: string | null
  /** `appeal` only: on whom a penalty was laid, by log-in */
  penalised?: readonly string[]
}

/** What stands in the record of a case before the event. */
export interface NotedFacts {
  /** by the policy's codes */
  particulars: Record<string, string>
  liability: Liability | null
}

/** What is done against the cause of a case. */
export interface CorrectiveFacts {
  /** a corrective action names the case, and one of them was verified */
  opened: boolean
  verified: boolean
  /** complaints of the policy's period with the same department, category and cause, this one included */
  alike: number
}

/** What the store knows of a file: its type by content, its bytes, where they lie. */
export interface StoredFile {
  mediaType: MediaType
  /** bytes */
  size: number
  sha256: string
  key: string
}

/** A finding where something is wrong, else none. */
export function when(wrong: boolean, rule: string, field: string): Finding | null {
  return wrong ? { rule, field } : null
}

import { withinBounds } from './bounds.ts'
import { noLongList } from './pieces.ts'
import { storedPolicy } from './policy.ts'

/** A document as somebody writes it: no number beyond what can be counted, no list longer than can be read. */
export const policySchema = storedPolicy.superRefine((policy, context) => {
  noLongList(policy, context)
  withinBounds(policy, context)
})

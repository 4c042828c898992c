import { details } from '../../workflows/complaint/event-fields.ts'
import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import { dateTime } from '../web/helpers.ts'
import type { CaseView } from './case-view.ts'
import type { ChoiceFacts, Lists } from './choice-facts.ts'
import { planAgain } from './plan-again.ts'

/** What a form starts with. */
export function filledIn(type: ComplaintEventType, { view }: ChoiceFacts, choices: Lists): Record<string, unknown> {
  const { causeCode, liability, scopeFlags, conduct, handler } = view
  if (type === 'close') return { causeCode, liability }
  if (type === 'assign') return { handler }
  if (type === 'plan') return planAgain(view)
  if (type === 'register') return knownAlready(view)
  if (type === 'find' || type === 'settle') return { particulars: view.particulars ?? undefined }
  if (type === 'extend' && view.extensionAsked) return asked(view.extensionAsked)
  if (type === 'amend') return { ...wasTicked(view), fields: { scopeFlags, conduct } }
  if (type === 'end-recusal') return onlyOne('person', choices)
  return type === 'perform' ? onlyOne('measure', choices) : {}
}

/** What was known when the complaint came in, for whoever registers it. */
function knownAlready(view: CaseView): Record<string, unknown> {
  const { scopeFlags, conduct } = view
  const told = Object.fromEntries(Object.keys(details).map(field => [field, view[field as keyof CaseView]]))
  const known = Object.entries(told).filter(([, value]) => value !== null && value !== undefined)
  return { ...Object.fromEntries(known), demand: view.demand ?? undefined, ...wasTicked({ scopeFlags, conduct }) }
}

/** Boxes that are ticked already; what comes back says which of them were. */
const wasTicked = ({ scopeFlags, conduct }: Pick<CaseView, 'scopeFlags' | 'conduct'>) => ({
  was: [...scopeFlags].sort().join(' '),
  wasConduct: [...conduct].sort().join(' '),
})

/** Chosen already where there is nothing else to choose. */
function onlyOne(field: string, choices: Lists): Record<string, unknown> {
  const [only, another] = choices[field] ?? []
  return only && !another ? { [field]: only.value } : {}
}

/** More time as it was asked for, in Beijing time as the form has it; the reason is the approver's own. */
const asked = ({ kind, until }: { kind: string; until: string }) => ({
  kind,
  until: dateTime(until).replace(' ', 'T'),
})

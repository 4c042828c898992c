import type { ComplaintEventType } from '../../workflows/complaint/events.ts'
import type { ChoiceFacts } from './choice-facts.ts'
import { harmful } from './forms.ts'
import { type OpenForm, openForm, type RefusedForm } from './open-form.ts'

/** Something that this person may do now: a line that leads to its form, or the form itself. */
interface Action {
  type: ComplaintEventType
  /** somebody else is filling it in: who, and since when */
  busy: string
  open: OpenForm | undefined
}

/** What moves the case on, in the order in which it is wanted; everything else is folded away below. */
const leading: readonly ComplaintEventType[] = [
  'resume',
  'register',
  'dispatch',
  'arrive',
  'find',
  'plan',
  'approve',
  'consent',
  'perform',
  'resolve',
  'call-back',
  'close',
  'external-result',
  'decide-recusal',
  'decide-appeal',
]
const second: readonly ComplaintEventType[] = ['return', 'settle', 'assign', 'contact', 'note', 'attach']

/** Forms under one heading: the likely ones without one, the rest, and what ends something for somebody. */
export interface ActionGroup {
  heading: 'more' | 'ending' | undefined
  actions: Action[]
}

interface Beside {
  key: string
  busy: Partial<Record<string, string>>
  /** the form that the address names */
  named: ComplaintEventType | undefined
}

/**
 * What the case offers this person, the likeliest first. One form is made: the one that came back, or that the address
 * names, or the likeliest; each of the others takes as long as the rest of the page, and few are ever opened.
 */
export function actionGroups(facts: ChoiceFacts, { key, busy, named }: Beside, back?: RefusedForm): ActionGroup[] {
  const { allowed } = facts.view
  const likely = [...leading, ...second].filter(type => allowed.includes(type) && !endsSomething(type))
  const ending = allowed.filter(endsSomething)
  const more = allowed.filter(type => !likely.includes(type) && !ending.includes(type))
  const wanted = allowed.find(type => type === (back?.type ?? named))
  const open = wanted ?? likely.find(type => leading.includes(type))
  const action = (type: ComplaintEventType): Action => {
    const about = { key, busy: busy[type] ?? '' }
    return { type, busy: about.busy, open: type === open ? openForm(type, facts, about, back) : undefined }
  }
  const groups: [ActionGroup['heading'], ComplaintEventType[]][] = [
    [undefined, likely],
    ['more', more],
    ['ending', ending],
  ]
  return groups
    .filter(([, types]) => types.length > 0)
    .map(([heading, types]) => ({ heading, actions: types.map(action) }))
}

/** To close a case and to decide on an appeal is what those who are asked work for, although it asks once more. */
const endsSomething = (type: ComplaintEventType) => harmful.has(type) && type !== 'close' && type !== 'decide-appeal'

import { z } from 'zod'
import { complaintEvents } from '../../workflows/complaint/events.ts'
import { Refusal } from './refusal.ts'

const { type: _open, ...openFields } = complaintEvents.open.shape
const { type: _register, ...registerFields } = complaintEvents.register.shape
const { type: _dispatch, ...dispatchFields } = complaintEvents.dispatch.shape
const { type: _settle, ...settleFields } = complaintEvents.settle.shape

/**
 * The body of POST /complaints (design.md §7): the opening, what `register` and `dispatch` may add, and a settlement on
 * the spot. One schema, so that all its faults are found at once; `category`, `department` and `settle` decide how far
 * the case goes. Without `category` the case keeps what is known already for whoever registers it.
 */
export const openingSchema = z
  .strictObject({
    ...openFields,
    ...z.object(registerFields).partial().shape,
    ...z.object(dispatchFields).partial().shape,
    settle: z.strictObject(settleFields).optional(),
  })
  .superRefine((body, context) => {
    const given = (names: string[]) => names.some(name => body[name as keyof typeof body] !== undefined)
    if (body.category === undefined && given(['level', 'levelReason', 'department', 'settle'])) {
      context.addIssue({ code: 'custom', path: ['category'], params: { code: 'required' } })
    }
    if (body.handler !== undefined && body.department === undefined) {
      context.addIssue({ code: 'custom', path: ['department'], params: { code: 'required' } })
    }
  })

/** The events that a body asks for. @throws Refusal `invalid` with every fault of the body */
export function dividedBody(body: Record<string, unknown>) {
  const shape = openingSchema.safeParse(body)
  if (!shape.success) throw new Refusal('invalid', { issues: shape.error.issues })
  const given = shape.data as Record<string, unknown>
  const registered = given.category !== undefined
  // what is known is said once: by the registration, where there is one, whose policy may ask for it
  const known = registered ? Object.fromEntries(entriesBut(openFields, registerFields)) : openFields
  const opening = { type: 'open', ...picked(given, known) }
  const following = [
    ...(registered ? [{ type: 'register', ...picked(given, registerFields) }] : []),
    ...(given.department === undefined ? [] : [{ type: 'dispatch', ...picked(given, dispatchFields) }]),
    ...(given.settle === undefined ? [] : [{ type: 'settle', ...(given.settle as object) }]),
  ]
  return { opening, following, customer: shape.data.customer }
}

/** The code of the policy that the body names; null for the organisation's own. @throws Refusal when it is no code */
export function policyNamed(code: unknown): string | null {
  if (code !== undefined && typeof code !== 'string') throw noSuchPolicy()
  return code ?? null
}

export const noSuchPolicy = (): Refusal =>
  new Refusal('invalid', { rule: 'no-such-policy', fields: { policy: 'no-such-policy' } })

const entriesBut = (fields: object, others: object) => Object.entries(fields).filter(([key]) => !(key in others))

function picked(body: Record<string, unknown>, fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([key, value]) => key in fields && value !== undefined))
}

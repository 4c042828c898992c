import { z } from 'zod'
import { code, instant } from '../../workflows/complaint/fields.ts'
import { roles } from '../../workflows/organisation/roles.ts'

/** Who stands in for whom, as what, and for how long; without a role, in everything. */
export const newDelegation = z
  .strictObject({
    /** whose posts are handed over: administrators alone may name somebody else */
    delegator: code().optional(),
    delegate: code(),
    role: z.enum(roles).optional(),
    startsAt: instant,
    endsAt: instant,
    /** they know for whom they do not answer meanwhile */
    confirm: z.literal('yes').optional(),
  })
  .refine(one => one.endsAt > one.startsAt, { path: ['endsAt'], params: { code: 'ends-before-start' } })

/** Until when it runs instead. */
export const newEnd = z.strictObject({ endsAt: instant })

export const delegationId = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)

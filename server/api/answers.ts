import { z } from 'zod'
import { limitKinds } from '../../workflows/complaint/codes.ts'
import { roles } from '../../workflows/organisation/roles.ts'
import { department, instant, login, money, nextCursor, number, standing } from './answer-fields.ts'

/** What the API answers beside a whole complaint, for its description; a test holds real answers against these. */
export const complaintListAnswer = z.strictObject({
  items: z.array(
    z
      .strictObject({
        ...standing,
        policy: z.strictObject({ code: z.string(), version: z.int() }),
        customerName: z.string(),
        phone: z.string().meta({ description: 'masked' }),
        category: z.string().nullable(),
        channel: z.string(),
        amount: money.nullable(),
        orderNo: z.string().nullable(),
        batchNo: z.string().nullable(),
        limit: z.enum(limitKinds).nullable().meta({ description: 'which limit is due at `dueAt`' }),
        summary: z.string(),
      })
      .meta({ id: 'ComplaintInList' }),
  ),
  nextCursor,
})

export const eventListAnswer = z.strictObject({
  items: z.array(
    z
      .looseObject({
        seq: z.int(),
        type: z.string(),
        by: login.nullable().meta({ description: 'null: the clock' }),
        capacity: z.strictObject({ role: z.enum(roles), department, onBehalfOf: login.nullable() }).nullable(),
        at: instant,
        from: z.string().nullable(),
        to: z.string(),
        hash: z.string().meta({ description: 'SHA-256 over the event and the hash before it' }),
      })
      .meta({ id: 'PastEvent', description: 'with the fields of the event itself' }),
  ),
  nextCursor,
})

export const noticeListAnswer = z.strictObject({
  items: z.array(
    z
      .strictObject({
        id: z.int(),
        case: number.nullable(),
        correctiveAction: z.string().nullable().meta({ description: 'with `case` null too: about a delegation' }),
        seq: z.int(),
        kind: z.string(),
        to: login,
        address: z.string(),
        subject: z.string(),
        text: z.string().optional().meta({ description: 'for the auditor only' }),
        status: z.enum(['queued', 'sent', 'failed', 'suppressed']),
        attempts: z.int(),
        error: z.string().nullable(),
        createdAt: instant,
        sentAt: instant.nullable(),
      })
      .meta({ id: 'Notice' }),
  ),
  nextCursor,
})

export const lintAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning']),
      rule: z.string().meta({ example: 'seat-without-person' }),
      about: z.string().meta({ example: 'department:dining role:head' }),
      of: z.enum(['program', 'calendar', 'organisation', 'policy']),
      policies: z.array(z.strictObject({ code: z.string(), version: z.int() })),
    }),
  ),
})

export const disclosureAnswer = z.strictObject({ phone: z.string(), email: z.string().nullable() })

export const tokenAnswer = z.strictObject({ token: z.string(), expiresAt: instant })

export const errorAnswer = z
  .strictObject({
    error: z.looseObject({
      status: z.int(),
      code: z.string().meta({ example: 'not-in-this-stage' }),
      rule: z.string().optional().meta({
        description:
          'the rule that refused: one of its own, `shape` for fields that cannot be read, else the code; none for 5xx',
        example: 'cap-reached',
      }),
      message: z.string().meta({ description: "in the caller's language" }),
      fields: z.record(z.string(), z.string()).optional().meta({ description: 'what is wrong, by field' }),
    }),
  })
  .meta({ id: 'Error' })

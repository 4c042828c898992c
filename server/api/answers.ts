import { z } from 'zod'
import {
  levels,
  limitKinds,
  measureKinds,
  outcomes,
  regulatorAnswers,
  stages,
  stepKinds,
} from '../../workflows/complaint/codes.ts'
import { personEventTypes } from '../../workflows/complaint/events.ts'
import { mediaTypes } from '../../workflows/complaint/media-types.ts'
import { roles } from '../../workflows/organisation/roles.ts'

/** What the API answers, for its description; a test holds real answers against these. */
const instant = z.iso.datetime().meta({ description: 'UTC, with milliseconds' })
const money = z
  .string()
  .regex(/^\d+\.\d{2}$/)
  .meta({ description: 'CNY', example: '320.00' })
const login = z.string().meta({ description: 'a log-in' })
const department = z.string().meta({ description: 'the code of a department' })
const number = z.string().meta({ description: 'case number', example: 'TS-20261121-0001' })
const level = z.enum(levels).nullable()
const nextCursor = z.string().nullable().meta({ description: 'for `cursor`; null on the last page' })

const standing = {
  number,
  stage: z.enum(stages),
  state: z.string().meta({ example: 'propose.review' }),
  level,
  department: department.nullable(),
  handler: login.nullable(),
  registrar: login,
  outcome: z.enum(outcomes).nullable(),
  receivedAt: instant,
  dueAt: instant.nullable().meta({ description: 'the earliest running limit' }),
  late: z.boolean().meta({ description: 'a limit is missed now, or was once' }),
  paused: z.boolean(),
}

const deadline = z.looseObject({
  kind: z.enum(limitKinds),
  entry: z.int(),
  startedAt: instant,
  dueAt: instant.meta({ description: 'inclusive' }),
  metAt: instant.nullable(),
  endedAt: instant.nullable().meta({ description: 'it stopped applying without being met' }),
  missedAt: instant.nullable(),
  late: z.boolean(),
  ledger: z.looseObject({}).meta({ description: 'what explains the due instant' }),
  provisional: z.boolean().meta({ description: 'it rests on a year whose holidays are not entered yet' }),
})

const step = z.strictObject({
  kind: z.enum(stepKinds),
  role: z.enum(roles),
  department,
  status: z.enum(['pending', 'open', 'approved', 'returned', 'accepted', 'refused']),
  by: login.nullable(),
  joint: z
    .strictObject({
      needed: z.int(),
      seats: z.array(
        z.strictObject({ role: z.enum(roles), kind: z.enum(stepKinds), department, by: login.nullable() }),
      ),
    })
    .optional()
    .meta({ description: 'all who decide together, the first of them as `role`; so many of them must agree' }),
})

const approval = z.strictObject({
  round: z.int(),
  step: z.int(),
  kind: z.enum(stepKinds),
  role: z.enum(roles),
  department,
  decision: z.enum(['approve', 'return']),
  by: login,
  onBehalfOf: login.nullable(),
  opinion: z.string().nullable(),
  minutes: z
    .strictObject({ attendance: z.string(), resolution: z.string(), regulator: z.enum(regulatorAnswers) })
    .nullable()
    .meta({ description: 'of a meeting' }),
  at: instant,
})

const measure = z.strictObject({
  round: z.int(),
  number: z.int(),
  kind: z.enum(measureKinds),
  description: z.string(),
  amount: money.nullable(),
  performedAt: instant.nullable(),
  performedBy: login.nullable(),
  evidence: z.string().nullable(),
  files: z.array(z.int()).meta({ description: 'numbers of the files that prove it' }),
  paidAmount: money.nullable(),
})

const fileAnswer = z
  .strictObject({
    number: z.int().meta({ description: '1, 2, 3 … on this case' }),
    name: z.string(),
    mediaType: z.enum(mediaTypes).meta({ description: 'by content' }),
    size: z.int().meta({ description: 'bytes' }),
    sha256: z.string(),
    by: login,
    at: instant,
  })
  .meta({ id: 'File' })

export const fileListAnswer = z.strictObject({ items: z.array(fileAnswer) })

export const complaintAnswer = z
  .looseObject({
    ...standing,
    revision: z.int().meta({ description: 'send it back with an event; another one is refused as `stale`' }),
    seq: z.int(),
    path: z.array(department),
    owner: login.nullable(),
    proposedLevel: level,
    policy: z.strictObject({ code: z.string(), version: z.int() }),
    channel: z.string(),
    customer: z.strictObject({
      name: z.string(),
      phone: z.string().meta({ description: 'masked', example: '138****1234' }),
      tail: z.string(),
      email: z.string().nullable().meta({ description: 'masked' }),
    }),
    narrative: z.string(),
    category: z.string().nullable(),
    amount: money.nullable(),
    compensation: money.nullable(),
    paid: money.nullable(),
    deadlines: z.array(deadline).meta({ description: 'one for each kind, the latest entry, met ones too' }),
    steps: z.array(step).meta({ description: 'of the present round' }),
    approvals: z.array(approval),
    measures: z.array(measure).meta({ description: 'of the present round' }),
    files: z.array(fileAnswer),
    allowed: z.array(z.enum(personEventTypes)).meta({ description: 'events that this caller may send now' }),
  })
  .meta({ id: 'Complaint' })

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

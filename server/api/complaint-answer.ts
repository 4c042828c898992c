import { z } from 'zod'
import { levels, limitKinds, measureKinds, regulatorAnswers, stepKinds } from '../../workflows/complaint/codes.ts'
import { personEventTypes } from '../../workflows/complaint/events.ts'
import { mediaTypes } from '../../workflows/complaint/media-types.ts'
import { roles } from '../../workflows/organisation/roles.ts'
import { department, instant, level, login, money, standing } from './answer-fields.ts'

/** A complaint as the API answers it, for its description; a test holds real answers against it. */
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
    levelsToRegradeTo: z.array(z.enum(levels)).meta({ description: 'by this caller' }),
    recusalsToEnd: z.array(z.string()).meta({ description: 'of whom this caller may take a recusal back' }),
  })
  .meta({ id: 'Complaint' })

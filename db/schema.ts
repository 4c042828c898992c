import { isNotNull, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

/**
 * Every table (design.md §5). People are known by their log-in, departments by their code and cases by a number,
 * because these are the words that stand in the event log; nothing has to be looked up to read it.
 * Triggers (append-only log, organisation version) are in the hand-written part of the migrations.
 */
const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'string' })
const money = () => numeric({ precision: 14, scale: 2 })
const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })
const caseId = () =>
  bigint({ mode: 'number' })
    .notNull()
    .references(() => cases.id)

// ── organisation ────────────────────────────────────────────────────────────────────────────────────────────────
export const departments = pgTable('departments', {
  code: text().primaryKey(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  kind: text().notNull().$type<'park' | 'unit' | 'department' | 'contractor'>(),
  parent: text(),
  active: boolean().notNull().default(true),
})

export const people = pgTable('people', {
  login: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  language: text().notNull().default('zh-CN').$type<'zh-CN' | 'en'>(),
  passwordHash: text().notNull(),
  active: boolean().notNull().default(true),
  createdAt: instant().notNull(),
})

export const posts = pgTable(
  'posts',
  {
    id: id(),
    person: text()
      .notNull()
      .references(() => people.login),
    role: text().notNull(),
    department: text()
      .notNull()
      .references(() => departments.code),
  },
  table => [unique().on(table.person, table.role, table.department)],
)

/** A dated delegation: while it runs, `delegate` may act as `delegator` in that role (all roles when null). */
export const delegations = pgTable('delegations', {
  id: id(),
  delegator: text()
    .notNull()
    .references(() => people.login),
  delegate: text()
    .notNull()
    .references(() => people.login),
  role: text(),
  department: text(),
  startsAt: instant().notNull(),
  endsAt: instant().notNull(),
  createdAt: instant().notNull(),
})

/** One row; its version is raised by triggers on the four tables above, so every node can cache the organisation. */
export const organisationVersion = pgTable('organisation_version', {
  id: integer().primaryKey(),
  version: bigint({ mode: 'number' }).notNull(),
})

export const policyVersions = pgTable(
  'policy_versions',
  {
    code: text().notNull(),
    version: integer().notNull(),
    document: jsonb().notNull(),
    digest: text().notNull(),
    createdAt: instant().notNull(),
    /** null: built in */
    createdBy: text(),
    /** published versions open new cases from `startsAt` on, the newest start first; a draft opens none */
    status: text().notNull().default('published').$type<'draft' | 'published' | 'retired'>(),
    startsAt: instant(),
  },
  table => [primaryKey({ columns: [table.code, table.version] })],
)

/** Calendars as they were in force; `label` is what ledgers say. */
export const calendarVersions = pgTable('calendar_versions', {
  version: integer().primaryKey(),
  label: text().notNull().unique(),
  document: jsonb().notNull(),
  digest: text().notNull(),
  note: text(),
  createdAt: instant().notNull(),
  /** null: built in */
  createdBy: text(),
})

/** Who changed the rules, the calendar or the organisation, and how. Only grows: a trigger refuses the rest. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: id(),
    at: instant().notNull(),
    /** null: the program itself */
    person: text(),
    /** policy, calendar, person, department … */
    subject: text().notNull(),
    /** which one: winery/3, a log-in, a code */
    key: text().notNull(),
    action: text().notNull(),
    details: jsonb().notNull().$type<Record<string, unknown>>(),
  },
  table => [index().on(table.subject, table.key, table.id)],
)

/** What the organisation chose for all: `default-policy` … */
export const settings = pgTable('settings', { name: text().primaryKey(), value: jsonb().notNull() })

/** A version tried on the recorded facts of a period: what would have been. Nothing of it touches the cases. */
export const rehearsals = pgTable('rehearsals', {
  id: id(),
  policyCode: text().notNull(),
  policyVersion: integer().notNull(),
  from: instant().notNull(),
  to: instant().notNull(),
  status: text().notNull().$type<'queued' | 'running' | 'done' | 'failed' | 'ended'>(),
  /** why it failed; of one that runs: `interrupted` once the server has died under it */
  trouble: text().$type<'interrupted' | 'beyond-horizon' | 'fault'>(),
  total: integer().notNull().default(0),
  done: integer().notNull().default(0),
  summary: jsonb(),
  createdBy: text().notNull(),
  createdAt: instant().notNull(),
  finishedAt: instant(),
})

export const rehearsalCases = pgTable(
  'rehearsal_cases',
  {
    rehearsalId: bigint({ mode: 'number' })
      .notNull()
      .references(() => rehearsals.id, { onDelete: 'cascade' }),
    number: text().notNull(),
    /** what would have been different, for the list; the ledgers are computed again for the one that is looked at */
    differs: boolean().notNull(),
    result: jsonb().notNull(),
  },
  table => [primaryKey({ columns: [table.rehearsalId, table.number] })],
)

// ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────────
/** The last number given out on each Asia/Shanghai day. */
export const caseNumbers = pgTable('case_numbers', {
  day: date({ mode: 'string' }).primaryKey(),
  last: integer().notNull(),
})

export const cases = pgTable(
  'cases',
  {
    id: id(),
    number: text().notNull().unique(),
    workflow: text().notNull(),
    policyCode: text().notNull(),
    policyVersion: integer().notNull(),
    stage: text().notNull(),
    state: text().notNull(),
    level: text(),
    outcome: text(),
    department: text(),
    /** department, unit, park: the path stored at dispatch */
    path: text().array().notNull(),
    handler: text(),
    registrar: text().notNull(),
    receivedAt: instant().notNull(),
    closedAt: instant(),
    /** the earliest open deadline; null when none runs or a pause holds all of them */
    dueAt: instant(),
    /** which limit that is; of held ones the first */
    dueKind: text(),
    /** a pause is running */
    paused: boolean().notNull(),
    /** when that pause ends by itself; null where none runs or the policy sets no days */
    pauseEndsAt: instant(),
    /** a deadline was missed once; never taken back */
    late: boolean().notNull(),
    revision: integer().notNull(),
    seq: integer().notNull(),
    lastAt: instant().notNull(),
    lastHash: text().notNull(),
    stateDigest: text().notNull(),
    snapshot: jsonb().notNull(),
  },
  table => [
    index().on(table.receivedAt, table.id),
    index().on(table.department, table.receivedAt, table.id),
    index().on(table.stage, table.receivedAt, table.id),
    index().on(table.level, table.receivedAt, table.id),
    index().on(table.handler, table.stage),
    index().on(table.registrar),
    // the queue in the order of what is due next, cases without a running limit last
    index('cases_due_index').on(sql`coalesce(due_at, 'infinity')`, table.id),
    // the few pauses that end by themselves, the next on top
    index('cases_pause_end_index').on(table.pauseEndsAt).where(sql`pause_ends_at is not null`),
    index('cases_late_index').on(table.receivedAt, table.id).where(sql`late`),
    // the few open cases, the first due on top: of a stage, of a department, of a handler
    index('cases_open_stage_index')
      .on(table.stage, sql`coalesce(due_at, 'infinity')`, table.id)
      .where(sql`closed_at is null`),
    index('cases_open_department_index')
      .on(table.department, sql`coalesce(due_at, 'infinity')`, table.id)
      .where(sql`closed_at is null`),
    index('cases_open_handler_index')
      .on(table.handler, sql`coalesce(due_at, 'infinity')`, table.id)
      .where(sql`closed_at is null`),
    // closed, but the customer is to be called once more
    index('cases_call_again_index').on(table.dueAt, table.id).where(sql`closed_at is not null and due_at is not null`),
  ],
)

export const customers = pgTable(
  'customers',
  {
    id: id(),
    name: text().notNull(),
    phone: text().notNull(),
    email: text(),
    createdAt: instant().notNull(),
  },
  table => [unique().on(table.phone, table.name)],
)

export const complaints = pgTable(
  'complaints',
  {
    caseId: caseId().primaryKey(),
    channel: text().notNull(),
    customerId: bigint({ mode: 'number' })
      .notNull()
      .references(() => customers.id),
    customerName: text().notNull(),
    phone: text().notNull(),
    /** the last four digits, for search and masked lists */
    phoneTail: text().notNull(),
    email: text(),
    narrative: text().notNull(),
    demand: text(),
    occurredAt: instant(),
    category: text(),
    amount: money(),
    affectedCount: integer(),
    scopeFlags: text().array().notNull(),
    proposedLevel: text(),
    levelReason: text(),
    product: text(),
    batchNo: text(),
    orderNo: text(),
    /** listed conduct that graded it */
    conduct: text().array().notNull().default([]),
    /** how the customer confirmed the entry */
    confirmation: text(),
    /** what the policy has noted beyond the form, by its codes */
    particulars: jsonb(),
    respondentDepartment: text(),
    respondent: text(),
    facts: text(),
    cause: text(),
    causeCode: text(),
    liability: text(),
    /** numbers of the files that the finding rests on */
    findingFiles: integer().array().notNull().default([]),
    explanation: text(),
    compensation: money(),
    paid: money(),
    result: text(),
    resolvedAt: instant(),
    rootCause: text(),
    correctiveAction: text(),
    waiverReason: text(),
    penalties: jsonb(),
    mergedInto: text(),
    externalBody: text(),
    externalReference: text(),
    externalResult: text(),
    search: tsvector().notNull(),
    /** when the case was received, as in `cases`: what a search finds is put in order by it before `cases` is read */
    searchOrder: instant().notNull(),
    /** which tokenizer wrote `search`; older rows are written again in the background */
    searchVersion: integer().notNull().default(1),
  },
  table => [
    // without a list of pending entries, which every search would have to read through
    index().using('gin', table.search).with({ fastupdate: false }),
    index().on(table.phoneTail),
    index().on(table.customerId),
    // most complaints have none of these: their rows stay out of the index
    index().on(table.mergedInto).where(isNotNull(table.mergedInto)),
    // duplicates while somebody logs a complaint: the same order, the same lot
    index().on(table.orderNo).where(isNotNull(table.orderNo)),
    index().on(table.batchNo).where(isNotNull(table.batchNo)),
    index('complaints_search_version_index').on(table.searchVersion),
  ],
)

/** The truth. UPDATE and DELETE are refused by a trigger, except erasing `personal` and `salt`. */
export const caseEvents = pgTable(
  'case_events',
  {
    caseId: caseId(),
    seq: integer().notNull(),
    type: text().notNull(),
    facts: jsonb().notNull(),
    personal: jsonb(),
    salt: text(),
    personalDigest: text(),
    by: text(),
    capacity: jsonb(),
    at: instant().notNull(),
    from: text(),
    to: text().notNull(),
    stateDigest: text().notNull(),
    rulesVersion: text().notNull(),
    prevHash: text().notNull(),
    hash: text().notNull(),
  },
  table => [
    primaryKey({ columns: [table.caseId, table.seq] }),
    uniqueIndex('case_events_rung_once')
      .on(table.caseId, sql`(facts->>'kind')`, sql`(facts->>'entry')`, sql`(facts->>'rung')`)
      .where(sql`type = 'deadline-reach'`),
  ],
)

export const deadlines = pgTable(
  'deadlines',
  {
    caseId: caseId(),
    kind: text().notNull(),
    entry: integer().notNull(),
    startedAt: instant().notNull(),
    dueAt: instant().notNull(),
    metAt: instant(),
    /** set when the limit stopped applying without being met (withdrawn, level without this limit …) */
    endedAt: instant(),
    missedAt: instant(),
    /** what explains the due instant: the limit, its source, counted and paused intervals, extension */
    ledger: jsonb().notNull(),
    nextRung: integer(),
    nextRungAt: instant(),
  },
  table => [
    primaryKey({ columns: [table.caseId, table.kind, table.entry] }),
    index('deadlines_due_rung_index').on(table.nextRungAt, table.caseId).where(sql`next_rung_at is not null`),
  ],
)

/** Open requests only. `people` were found when the ask opened; it is empty where a whole seat is asked. */
export const asks = pgTable(
  'asks',
  {
    caseId: caseId(),
    /** register, dispatch, attend, handle, call-back, close, or the kind of an approval step */
    purpose: text().notNull(),
    role: text().notNull(),
    department: text().notNull(),
    people: text().array().notNull(),
    openedAt: instant().notNull(),
  },
  table => [
    primaryKey({ columns: [table.caseId, table.purpose] }),
    index().using('gin', table.people),
    index().on(table.role, table.department, table.openedAt),
  ],
)

export const approvals = pgTable(
  'approvals',
  {
    caseId: caseId(),
    seq: integer().notNull(),
    round: integer().notNull(),
    step: integer().notNull(),
    kind: text().notNull(),
    role: text().notNull(),
    department: text().notNull(),
    decision: text().notNull().$type<'approve' | 'return'>(),
    opinion: text(),
    /** of a meeting: who was there, what it resolved, whether the regulator is told */
    minutes: jsonb(),
    by: text().notNull(),
    onBehalfOf: text(),
    at: instant().notNull(),
  },
  table => [
    primaryKey({ columns: [table.caseId, table.seq] }),
    index().on(table.by),
    // what a seat has promised in a month
    index().on(table.role, table.department, table.at),
  ],
)

export const measures = pgTable(
  'measures',
  {
    caseId: caseId(),
    round: integer().notNull(),
    number: integer().notNull(),
    kind: text().notNull(),
    description: text().notNull(),
    amount: money(),
    performedAt: instant(),
    performedBy: text(),
    evidence: text(),
    /** numbers of the case's files that prove it */
    files: integer().array().notNull().default([]),
    paidAmount: money(),
  },
  table => [primaryKey({ columns: [table.caseId, table.round, table.number] })],
)

export const contacts = pgTable(
  'contacts',
  {
    caseId: caseId(),
    seq: integer().notNull(),
    method: text().notNull(),
    summary: text().notNull(),
    /** the CLEAR boxes that were ticked (domain.md §2.6) */
    clear: text().array().notNull().default([]),
    by: text().notNull(),
    at: instant().notNull(),
  },
  table => [primaryKey({ columns: [table.caseId, table.seq] })],
)

/** What was attached to a case. The bytes lie in the file store under `key`; the event carries their SHA-256. */
export const files = pgTable(
  'files',
  {
    caseId: caseId(),
    seq: integer().notNull(),
    /** 1, 2, 3 … on this case: what `find` and `perform` name as evidence */
    number: integer().notNull(),
    name: text().notNull(),
    mediaType: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    key: text().notNull().unique(),
    by: text().notNull(),
    at: instant().notNull(),
  },
  table => [primaryKey({ columns: [table.caseId, table.number] })],
)

export const followUps = pgTable(
  'follow_ups',
  {
    caseId: caseId(),
    seq: integer().notNull(),
    outcome: text().notNull(),
    satisfaction: integer(),
    /** what the respondent said, where the policy asks both sides */
    respondentOutcome: text(),
    comment: text(),
    by: text().notNull(),
    at: instant().notNull(),
  },
  table => [primaryKey({ columns: [table.caseId, table.seq] })],
)

/** The outbox: one message to one recipient for one reason. */
export const notices = pgTable(
  'notices',
  {
    id: id(),
    /** null: it is not about a case */
    caseId: bigint({ mode: 'number' }).references(() => cases.id),
    about: text().notNull().default('case').$type<'case' | 'corrective-action' | 'delegation'>(),
    /** which corrective action by number, which delegation by id; null where `caseId` says it */
    key: text(),
    /** the number of the event that caused it */
    seq: integer().notNull(),
    kind: text().notNull(),
    recipient: text().notNull(),
    address: text().notNull(),
    language: text().notNull(),
    /** what the text needs beside the case: limit kind, rung, due instant, on whose behalf … */
    params: jsonb().notNull().$type<Record<string, string | number | null>>(),
    /** of a reminder: why its limit is due when it is, as that stood when the notice was written */
    explained: jsonb(),
    status: text().notNull().$type<'queued' | 'sent' | 'failed' | 'suppressed'>(),
    attempts: integer().notNull().default(0),
    error: text(),
    /** as it was sent; null until the first attempt */
    subject: text(),
    text: text(),
    createdAt: instant().notNull(),
    sentAt: instant(),
  },
  table => [
    unique('notices_once').on(table.caseId, table.seq, table.kind, table.recipient),
    uniqueIndex('notices_once_beside')
      .on(table.about, table.key, table.seq, table.kind, table.recipient)
      .where(sql`case_id is null`),
    index().on(table.createdAt, table.id),
    index('notices_queued_index').on(table.id).where(sql`status = 'queued'`),
    // the outbox asks for these few among very many that were sent
    index('notices_kept_back_index').on(table.status, table.id).where(sql`status in ('failed', 'suppressed')`),
  ],
)

// ── access ──────────────────────────────────────────────────────────────────────────────────────────────────────
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the cookie's session id: a stolen table opens no session */
    sidHash: text().primaryKey(),
    login: text(),
    data: jsonb().notNull(),
    expiresAt: instant().notNull(),
  },
  table => [index().on(table.expiresAt), index().on(table.login)],
)

export const tokens = pgTable(
  'tokens',
  {
    id: id(),
    person: text()
      .notNull()
      .references(() => people.login),
    label: text().notNull(),
    tokenHash: text().notNull().unique(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  table => [index().on(table.person)],
)

/** Failed log-ins, counted for each log-in and each address until the count is forgotten. */
export const logInFailures = pgTable('log_in_failures', {
  key: text().primaryKey(),
  count: integer().notNull(),
  until: instant().notNull(),
})

/** The first answer to a key, kept 24 h; written in the transaction of the change it stands for. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    person: text().notNull(),
    key: text().notNull(),
    requestDigest: text().notNull(),
    number: text().notNull(),
    status: integer(),
    body: jsonb(),
    createdAt: instant().notNull(),
  },
  table => [primaryKey({ columns: [table.person, table.key] }), index().on(table.createdAt)],
)

/** Who saw an unmasked phone or address, and when. */
export const disclosures = pgTable(
  'disclosures',
  {
    id: id(),
    /** the case whose contact was shown, or the customer when it was shown beside a new complaint */
    caseId: bigint({ mode: 'number' }).references(() => cases.id),
    customerId: bigint({ mode: 'number' }).references(() => customers.id),
    person: text().notNull(),
    at: instant().notNull(),
  },
  table => [index().on(table.caseId), index().on(table.customerId)],
)

// ── corrective actions ──────────────────────────────────────────────────────────────────────────────────────────
/** What is done so that complaints like these do not come again. `snapshot` is what the rules know of it. */
export const correctiveActions = pgTable(
  'corrective_actions',
  {
    id: id(),
    number: text().notNull().unique(),
    state: text().notNull(),
    proposer: text().notNull(),
    approver: text(),
    owner: text().notNull(),
    verifier: text().notNull(),
    /** whose turn it is; null: whoever may approve, or nobody any more */
    waitsFor: text(),
    /** the limit that runs now */
    dueAt: instant(),
    /** when the clock has to look at it again; null: never, as it stands */
    remindAt: instant(),
    createdAt: instant().notNull(),
    closedAt: instant(),
    revision: integer().notNull(),
    snapshot: jsonb().notNull(),
  },
  table => [
    index('corrective_actions_remind_index').on(table.remindAt).where(sql`remind_at is not null`),
    index('corrective_actions_open_index')
      .on(sql`coalesce(due_at, 'infinity')`, table.id)
      .where(sql`closed_at is null`),
    index('corrective_actions_waiting_index').on(table.waitsFor).where(sql`closed_at is null`),
  ],
)

/** From which complaints a corrective action comes. */
export const correctiveActionCases = pgTable(
  'corrective_action_cases',
  {
    actionId: bigint({ mode: 'number' })
      .notNull()
      .references(() => correctiveActions.id),
    caseId: caseId(),
  },
  table => [primaryKey({ columns: [table.actionId, table.caseId] }), index().on(table.caseId)],
)

/** Who did what to a corrective action, and when. Only grows: a trigger refuses the rest. */
export const correctiveActionEvents = pgTable(
  'corrective_action_events',
  {
    actionId: bigint({ mode: 'number' })
      .notNull()
      .references(() => correctiveActions.id),
    seq: integer().notNull(),
    type: text().notNull(),
    facts: jsonb().notNull().$type<Record<string, unknown>>(),
    /** null: the clock */
    by: text(),
    capacity: jsonb(),
    at: instant().notNull(),
    from: text(),
    to: text().notNull(),
  },
  table => [primaryKey({ columns: [table.actionId, table.seq] })],
)

// ── the desk ────────────────────────────────────────────────────────────────────────────────────────────────────
/** A complaint that is still being typed, as its form; kept until it is logged, thrown away or forgotten. */
export const drafts = pgTable(
  'drafts',
  {
    id: text().primaryKey(),
    person: text()
      .notNull()
      .references(() => people.login),
    /** the form's fields as they were typed */
    content: jsonb().notNull().$type<Record<string, string | string[]>>(),
    savedAt: instant().notNull(),
  },
  table => [index().on(table.person, table.savedAt)],
)

/** A named set of queue filters, order and columns: what stands behind `?` in the queue's address. */
export const savedViews = pgTable(
  'saved_views',
  {
    id: id(),
    owner: text()
      .notNull()
      .references(() => people.login),
    name: text().notNull(),
    query: text().notNull(),
    shared: boolean().notNull(),
    createdAt: instant().notNull(),
  },
  table => [unique().on(table.owner, table.name), index('saved_views_shared_index').on(table.name).where(sql`shared`)],
)

/** Who has which case open, and which form they have begun; a row that was not seen for a while counts no more. */
export const presences = pgTable(
  'presences',
  {
    caseId: caseId(),
    person: text().notNull(),
    /** the event whose form is being filled in; null while only reading */
    editing: text(),
    /** when this reading or filling in began */
    since: instant().notNull(),
    seenAt: instant().notNull(),
  },
  table => [primaryKey({ columns: [table.caseId, table.person] })],
)

/** What one person chose for themselves. */
export const preferences = pgTable('preferences', {
  person: text()
    .primaryKey()
    .references(() => people.login),
  tourDoneAt: instant(),
  /** the queue's columns in this person's order; null: the usual ones */
  queueColumns: text().array(),
})

/** What all nodes must share and nobody chooses: the session secret when the environment names none. */
export const secrets = pgTable('secrets', { name: text().primaryKey(), value: text().notNull() })

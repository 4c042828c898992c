import { type Level, type ScopeFlag, scopeFlags } from '../../complaint/codes.ts'
import type { Limit, PolicyDocument } from '../policy.ts'

/**
 * What the packs have in common: how limits are written, the ladders of domain.md §1.4, the guidance of §2.6.
 * A pack that differs says so itself.
 */
type Guidance = PolicyDocument['guidance']

const limitFrom =
  (from: Limit['from'], pausable: boolean) =>
  (amount: number, unit: Limit['unit']): Limit => ({ amount, unit, from, pausable, roll: false })

export const received = limitFrom('received', true)
export const receivedStrict = limitFrom('received', false)
export const dispatched = limitFrom('dispatched', false)
export const stepOpened = limitFrom('step-opened', true)
export const contacted = limitFrom('contacted', true)
export const resolved = limitFrom('resolved', true)

/** What is asked of the next level up is decided in time (domain.md §2.4): recusal in a working day, an appeal in 30 days. */
export function limitsOfRequests(levels: Level[]) {
  const asked = limitFrom('asked', false)
  const each = (limit: Limit) =>
    Object.fromEntries(levels.map(level => [level, limit])) as Partial<Record<Level, Limit>>
  return { recusal: each(asked(1, 'work_day')), appeal: each(asked(30, 'day')) }
}

const requestLadder: PolicyDocument['ladders']['other'] = [
  { percent: 50, tell: ['actor'] },
  { percent: 100, tell: ['actor', 'centre'] },
  { percent: 150, tell: ['director'] },
]

export const usualLadders: PolicyDocument['ladders'] = {
  byKind: {
    settle: [
      { percent: 50, tell: ['owner'] },
      { percent: 80, tell: ['owner', 'head'] },
      { percent: 100, tell: ['owner', 'next-up'] },
      { percent: 150, tell: ['centre', 'director'], tellAt: { minor: ['centre', 'unit-leader'] } },
    ],
    report: [
      { percent: 80, tell: ['actor'] },
      { percent: 100, tell: ['head', 'centre'] },
      { percent: 150, tell: ['unit-leader'] },
    ],
    attend: [
      { percent: 80, tell: ['actor'] },
      { percent: 100, tell: ['head', 'centre'] },
      { percent: 150, tell: ['unit-leader'] },
    ],
    review: [
      { percent: 50, tell: ['actor'] },
      { percent: 100, tell: ['actor', 'next-up'] },
      { percent: 150, tell: ['centre'] },
    ],
    approve: [
      { percent: 50, tell: ['actor'] },
      { percent: 100, tell: ['actor', 'next-up'] },
      { percent: 150, tell: ['centre'] },
    ],
    recusal: requestLadder,
    appeal: requestLadder,
  },
  other: [
    { percent: 80, tell: ['owner'] },
    { percent: 100, tell: ['owner', 'head'] },
    { percent: 150, tell: ['centre'] },
  ],
}

export const usualGuidance: Guidance = {
  receive: {
    do: [
      {
        'zh-CN': '先安抚情绪，再了解事情；沉住气，就事论事。',
        en: 'Feelings first, facts second; stay calm and businesslike.',
      },
      {
        'zh-CN': '让客户把话说完，复述要点，请对方确认。',
        en: 'Let the customer finish, repeat the gist, have it confirmed.',
      },
      {
        'zh-CN': '告诉客户“这件事我来负责跟进”，并给出准确的等待时间。',
        en: 'Say “I will see to it” and give an exact waiting time.',
      },
    ],
    dont: [
      { 'zh-CN': '不说没有时限的“请稍等”。', en: 'No “please wait” without a time.' },
      {
        'zh-CN': '不打断、不争辩，不让客户在部门之间来回跑。',
        en: 'Do not interrupt, argue, or pass the customer from desk to desk.',
      },
    ],
  },
  register: {
    do: [
      {
        'zh-CN': '先问开放式问题，再用封闭式问题核对人数、金额、时间。',
        en: 'Ask open questions first, then check people, amount and time.',
      },
      {
        'zh-CN': '在时限内报到责任部门负责人；金额不明可先留空，系统会标注“金额待核”。',
        en: 'Report to the responsible head in time; leave an unknown amount empty.',
      },
    ],
    dont: [{ 'zh-CN': '不因个人好恶或心情降低级别。', en: 'Do not let mood or liking decide the level.' }],
  },
  investigate: {
    do: [
      {
        'zh-CN': '到场先听客户当面讲，用客户听得懂的话解释；是我们的问题就道歉。',
        en: 'Hear the customer in person, explain in plain words, apologise for what is ours.',
      },
      {
        'zh-CN': '原因写到可以核实的程度：谁、何时、哪个批次、哪道环节。',
        en: 'Write the cause so that it can be checked: who, when, which lot, which step.',
      },
    ],
    dont: [
      {
        'zh-CN': '不讲行话，不推给公司或同事，不找借口。',
        en: 'No jargon, no blaming colleagues or the company, no excuses.',
      },
      { 'zh-CN': '没弄清情况前不急着转手。', en: 'Do not hand over before you understand the matter.' },
    ],
  },
  propose: {
    do: [
      {
        'zh-CN': '先问客户希望怎样解决，再给两个以上方案，说明利弊、时间和理由。',
        en: 'Ask what the customer wants, then offer two or more options with reasons and times.',
      },
      { 'zh-CN': '做不到的要当面说清楚。', en: 'Say openly what cannot be done.' },
    ],
    dont: [{ 'zh-CN': '审批通过之前不作任何承诺。', en: 'No promise before approval.' }],
  },
  execute: {
    do: [
      {
        'zh-CN': '按批准的方案逐项落实，每项留下凭证；款项不得超过批准金额。',
        en: 'Carry out each approved measure and keep proof; never pay more than approved.',
      },
      { 'zh-CN': '进展及时告诉客户。', en: 'Keep the customer informed.' },
    ],
    dont: [
      { 'zh-CN': '不擅自更改方案；要改就重新报批。', en: 'Do not change the plan on your own; submit a new one.' },
    ],
  },
  'follow-up': {
    do: [
      {
        'zh-CN': '按约定时间回访，告知结果，询问满意度。',
        en: 'Call at the agreed time, tell the result, ask for satisfaction.',
      },
      {
        'zh-CN': '四句结束语：致歉、感谢信任、感谢指正、表明改进决心。',
        en: 'Close with four sentences: sorry, thanks for the trust, thanks for pointing it out, our resolve.',
      },
    ],
    dont: [{ 'zh-CN': '没问满意度就不要挂电话。', en: 'Do not end the call without asking.' }],
  },
  close: {
    do: [
      {
        'zh-CN': '核对责任认定、原因、赔付和整改决定是否齐全。',
        en: 'Check that liability, cause, payments and the corrective decision are complete.',
      },
      {
        'zh-CN': '告诉客户：对结果不服，可在期限内申诉一次，由上一级裁定。',
        en: 'Tell the customer that they may appeal once, in time, and that the next level decides.',
      },
    ],
    dont: [{ 'zh-CN': '不为了按时结案而略过整改。', en: 'Do not skip correction just to close in time.' }],
  },
}

/** Every scope flag at one level, but for those named. */
export function flagsAt(level: Level, others: Partial<Record<ScopeFlag, Level>> = {}): Record<ScopeFlag, Level> {
  const all = Object.fromEntries(scopeFlags.map(flag => [flag, level])) as Record<ScopeFlag, Level>
  return { ...all, ...others }
}

export const usualFlagsOfChannel: PolicyDocument['grading']['flagsOfChannel'] = {
  '12315': ['regulator'],
  '12345': ['regulator'],
  media: ['local-media'],
}

/** How each seat decides unless a pack says otherwise. */
export const usualSteps = {
  head: { kind: 'approve', limit: 'review' },
  'service-head': { kind: 'countersign', limit: 'review' },
  'unit-leader': { kind: 'approve', limit: 'review' },
  quality: { kind: 'opinion', limit: 'review' },
  legal: { kind: 'opinion', limit: 'review' },
  pr: { kind: 'opinion', limit: 'review' },
  director: { kind: 'approve', limit: 'approve' },
  finance: { kind: 'countersign', limit: 'approve' },
  board: { kind: 'approve', limit: 'approve' },
} as const satisfies PolicyDocument['approval']['kindOf']

export const usualOrder: PolicyDocument['approval']['order'] = [
  'quality',
  'head',
  'service-head',
  'unit-leader',
  'legal',
  'pr',
  'director',
  'finance',
  'board',
]

export const usualPurses: PolicyDocument['approval']['byMoney'] = [
  { upTo: '500.00', steps: ['head'], inform: [] },
  { upTo: '5000.00', steps: ['unit-leader'], inform: ['finance'] },
  { upTo: '50000.00', steps: ['director', 'finance'], inform: [] },
  { upTo: null, steps: ['director', 'finance', 'board'], inform: [] },
]

/** Food safety, and the third complaint with the same cause in a month, call for a corrective action (domain.md §2.5). */
export const usualCorrective = {
  correctiveFlags: ['food-safety'],
  correctiveAlike: { cases: 3, days: 30 },
} satisfies Partial<PolicyDocument['closing']>

/** Two levels as most procedures have them: what is ordinary and what is grave. */
export const twoLevels = (grave: { 'zh-CN': string; en: string }): PolicyDocument['levels'] => [
  { code: 'general', rank: 1, name: { 'zh-CN': '一般', en: 'General' }, pausable: true },
  { code: 'major', rank: 2, name: grave, pausable: true },
]

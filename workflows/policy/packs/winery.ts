import type { Limit, Policy } from '../policy.ts'

const from = (source: Limit['from'], pausable: boolean) => (amount: number, unit: Limit['unit']) => ({
  amount,
  unit,
  from: source,
  pausable,
  roll: false,
})
const received = from('received', true)
const receivedStrict = from('received', false)
const dispatched = from('dispatched', false)
const stepOpened = from('step-opened', true)
const contacted = from('contacted', true)
const resolved = from('resolved', true)
const tenMinutes = receivedStrict(10, 'minute')

/** 客户投诉处界定及处理流程 of the winery park: the numbers of domain.md §1.3–1.5, the guidance of §2.6. */
export const winery: Policy = {
  code: 'winery',
  name: { 'zh-CN': '酒庄客户投诉界定及处理流程', en: 'Winery complaint grading and handling' },
  levels: [
    { code: 'minor', rank: 1, name: { 'zh-CN': '轻微', en: 'Minor' }, pausable: false },
    { code: 'general', rank: 2, name: { 'zh-CN': '一般', en: 'General' }, pausable: true },
    { code: 'major', rank: 3, name: { 'zh-CN': '特大', en: 'Major' }, pausable: true },
    { code: 'critical', rank: 4, name: { 'zh-CN': '重大', en: 'Critical' }, pausable: true },
  ],
  grading: {
    byAmount: [
      { upTo: '500.00', level: 'minor' },
      { upTo: '5000.00', level: 'general' },
      { upTo: '50000.00', level: 'major' },
      { upTo: null, level: 'critical' },
    ],
    byCount: [
      { from: 1, level: 'minor' },
      { from: 2, level: 'general' },
      { from: 5, level: 'major' },
      { from: 20, level: 'critical' },
    ],
    byFlag: {
      'two-departments': 'general',
      'public-review': 'general',
      repeat: 'general',
      'local-media': 'major',
      'social-media': 'major',
      regulator: 'major',
      'slight-injury': 'major',
      'food-safety': 'major',
      'same-complaint': 'major',
      'national-media': 'critical',
      'serious-injury': 'critical',
      recall: 'critical',
      lawsuit: 'critical',
      accident: 'critical',
    },
    flagsOfChannel: { '12315': ['regulator'], '12345': ['regulator'], media: ['local-media'] },
  },
  limits: {
    report: { minor: tenMinutes, general: tenMinutes, major: tenMinutes, critical: tenMinutes },
    attend: {
      minor: dispatched(10, 'minute'),
      general: dispatched(10, 'minute'),
      major: dispatched(10, 'minute'),
      critical: dispatched(10, 'minute'),
    },
    'inform-leader': {
      general: receivedStrict(30, 'minute'),
      major: receivedStrict(20, 'minute'),
      critical: receivedStrict(10, 'minute'),
    },
    'inform-centre': { major: tenMinutes, critical: tenMinutes },
    'inform-director': { major: receivedStrict(60, 'minute'), critical: receivedStrict(30, 'minute') },
    answer: {
      minor: received(2, 'hour'),
      general: received(4, 'hour'),
      major: received(4, 'hour'),
      critical: received(4, 'hour'),
    },
    plan: { general: received(4, 'hour'), major: received(8, 'hour'), critical: received(12, 'hour') },
    review: { general: stepOpened(2, 'hour'), major: stepOpened(4, 'hour'), critical: stepOpened(4, 'hour') },
    approve: { major: stepOpened(4, 'hour'), critical: stepOpened(8, 'hour') },
    settle: {
      minor: received(2, 'hour'),
      general: received(12, 'hour'),
      major: received(48, 'hour'),
      critical: received(120, 'hour'),
    },
    progress: { general: contacted(6, 'hour'), major: contacted(12, 'hour'), critical: contacted(24, 'hour') },
    'follow-up': {
      minor: resolved(24, 'month-end'),
      general: resolved(72, 'hour'),
      major: resolved(48, 'hour'),
      critical: resolved(24, 'hour'),
    },
  },
  ungraded: { report: tenMinutes },
  secondFollowUp: { critical: 30 },
  approval: {
    byLevel: {
      minor: [],
      general: ['unit-leader'],
      major: ['service-head', 'unit-leader', 'director'],
      critical: ['service-head', 'unit-leader', 'legal', 'pr', 'director'],
    },
    byMoney: [
      { upTo: '500.00', steps: ['head'], inform: [] },
      { upTo: '5000.00', steps: ['unit-leader'], inform: ['finance'] },
      { upTo: '50000.00', steps: ['director', 'finance'], inform: [] },
      { upTo: null, steps: ['director', 'finance', 'board'], inform: [] },
    ],
    order: ['head', 'service-head', 'unit-leader', 'legal', 'pr', 'director', 'finance', 'board'],
    kindOf: {
      head: { kind: 'approve', limit: 'review' },
      'service-head': { kind: 'countersign', limit: 'review' },
      'unit-leader': { kind: 'approve', limit: 'review' },
      legal: { kind: 'opinion', limit: 'review' },
      pr: { kind: 'opinion', limit: 'review' },
      director: { kind: 'approve', limit: 'approve' },
      finance: { kind: 'countersign', limit: 'approve' },
      board: { kind: 'approve', limit: 'approve' },
    },
    consent: 'last',
  },
  ladders: {
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
    },
    other: [
      { percent: 80, tell: ['owner'] },
      { percent: 100, tell: ['owner', 'head'] },
      { percent: 150, tell: ['centre'] },
    ],
  },
  caps: { handBacks: 3, transfers: 3, unreached: 3 },
  reopenDays: 30,
  backdatingMinutes: 30,
  guidance: {
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
          'zh-CN': '10 分钟内报到责任部门负责人；金额不明可先留空，系统会标注“金额待核”。',
          en: 'Report to the responsible head within 10 minutes; leave an unknown amount empty.',
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
      ],
      dont: [{ 'zh-CN': '不为了按时结案而略过整改。', en: 'Do not skip correction just to close in time.' }],
    },
  },
}

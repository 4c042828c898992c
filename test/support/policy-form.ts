import { winery } from '../../workflows/policy/packs/winery.ts'
import { policySchema } from '../../workflows/policy/policy-schema.ts'

/** Lists of which every entry has an input of its own; those of the other lists are ticked. */
const listed = /^approval\.order$/

/** What a browser sends of the form that shows a document: each piece under its path. */
export function typedOf(value: unknown, path = ''): Record<string, string | string[]> {
  if (value === undefined || value === false) return {}
  if (value === true) return { [path]: 'yes' }
  if (value === null || typeof value !== 'object') return { [path]: String(value ?? '') }
  if (Array.isArray(value) && value.every(one => typeof one === 'string') && !listed.test(path))
    return { [path]: value }
  const inner = Object.entries(value).map(([key, one]) => typedOf(one, path ? `${path}.${key}` : key))
  return Object.assign({}, ...inner)
}

/** The winery's rules with everything in them that a policy can say. */
export const fullPolicy = policySchema.parse({
  ...winery,
  grading: {
    ...winery.grading,
    byConduct: [
      { code: 'late', words: { 'zh-CN': '迟到半小时以上', en: 'More than half an hour late' }, level: 'general' },
    ],
  },
  types: [
    {
      code: 'quality-matter',
      name: { 'zh-CN': '产品质量', en: 'Product quality' },
      categories: ['product'],
      steps: ['quality'],
      inform: ['director'],
    },
  ],
  required: { register: ['demand', 'product'], approve: ['opinion'], find: ['files'], dispatch: ['handler'] },
  ungraded: {
    ...winery.ungraded,
    answer: { amount: 1, unit: 'work_day', from: 'received', pausable: true, roll: true },
  },
  approval: {
    ...winery.approval,
    order: ['quality', ...winery.approval.order],
    kindOf: { ...winery.approval.kindOf, quality: { kind: 'opinion', limit: 'review' } },
    ...{ pauseBy: 'head', extensionBy: 'unit-leader' },
    joint: [
      { roles: ['legal', 'pr'], rule: 'any' },
      { roles: ['director', 'finance', 'board'], rule: 'quorum', quorum: 2 },
    ],
  },
  closing: {
    ...{ byHead: ['minor'], outside: ['minor'], correctiveAction: ['major', 'critical'], bothSides: true },
    ...{ correctiveVerified: ['critical'], correctiveFlags: ['recall'], correctiveAlike: { cases: 3, days: 30 } },
  },
  particulars: [
    {
      ...{ code: 'contract', words: { 'zh-CN': '合同期限', en: 'Contract term' }, kind: 'day', required: true },
      requiredFor: ['staff'],
      ahead: true,
    },
  ],
  accepted: { attend: ['on-site'], entryLiability: ['staff', 'product'], liability: ['product', 'customer'] },
  caps: { ...winery.caps, pauseDays: 20, extensions: 2, extensionDays: 5 },
})

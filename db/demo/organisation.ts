import type { DepartmentKind, Role } from '../../workflows/organisation/roles.ts'

interface DemoDepartment {
  code: string
  nameZh: string
  nameEn: string
  kind: DepartmentKind
  parent: string | null
}

/** The demo winery park: two companies, five departments and one outside contractor. */
export const demoDepartments: readonly DemoDepartment[] = [
  { code: 'park', nameZh: '云栖酒庄园区', nameEn: 'Yunqi Winery Park', kind: 'park', parent: null },
  { code: 'hospitality', nameZh: '接待服务公司', nameEn: 'Hospitality Company', kind: 'unit', parent: 'park' },
  { code: 'production', nameZh: '生产公司', nameEn: 'Production Company', kind: 'unit', parent: 'park' },
  { code: 'centre', nameZh: '客服中心', nameEn: 'Service Centre', kind: 'department', parent: 'park' },
  { code: 'dining', nameZh: '餐饮客房部', nameEn: 'Dining and Rooms', kind: 'department', parent: 'hospitality' },
  { code: 'sales', nameZh: '销售部', nameEn: 'Sales', kind: 'department', parent: 'hospitality' },
  { code: 'cellar', nameZh: '酿造酒窖部', nameEn: 'Cellar', kind: 'department', parent: 'production' },
  { code: 'finance', nameZh: '财务部', nameEn: 'Finance', kind: 'department', parent: 'production' },
  { code: 'coaches', nameZh: '顺达车队（外协）', nameEn: 'Shunda Coaches', kind: 'contractor', parent: 'hospitality' },
]

/** The demo log-ins (design.md §8), with the one post each of them holds. */
const staff = {
  rep: { name: '林晓雯', role: 'service-rep', department: 'centre' },
  rep2: { name: '周子航', role: 'service-rep', department: 'centre' },
  centre: { name: '沈静怡', role: 'service-head', department: 'centre' },
  'head.dining': { name: '郭建平', role: 'head', department: 'dining' },
  'handler.dining': { name: '罗佳', role: 'handler', department: 'dining' },
  'head.cellar': { name: '马文涛', role: 'head', department: 'cellar' },
  'handler.cellar': { name: '丁海燕', role: 'handler', department: 'cellar' },
  'head.finance': { name: '方敏', role: 'head', department: 'finance' },
  'head.sales': { name: '贺一鸣', role: 'head', department: 'sales' },
  'head.coaches': { name: '孙立明', role: 'head', department: 'coaches' },
  'leader.hospitality': { name: '宋丽华', role: 'unit-leader', department: 'hospitality' },
  'leader.production': { name: '邹立群', role: 'unit-leader', department: 'production' },
  director: { name: '顾长河', role: 'director', department: 'park' },
  finance: { name: '彭雪', role: 'finance', department: 'finance' },
  quality: { name: '白若冰', role: 'quality', department: 'cellar' },
  legal: { name: 'Grace Tan', role: 'legal', department: 'park' },
  pr: { name: '欧阳婷', role: 'pr', department: 'park' },
  auditor: { name: 'Martin Keller', role: 'auditor', department: 'park' },
  admin: { name: '秦川', role: 'admin', department: 'park' },
} as const satisfies Record<string, { name: string; role: Role; department: string }>

export type DemoLogin = keyof typeof staff

const readsEnglish: ReadonlySet<string> = new Set<DemoLogin>(['legal', 'auditor'])
const entries = Object.entries(staff)

export const demoPeople = entries.map(([login, { name }]) => ({
  login,
  name,
  email: `${login}@example.test`,
  language: readsEnglish.has(login) ? ('en' as const) : ('zh-CN' as const),
}))

export const demoPosts = entries.map(([person, { role, department }]) => ({ person, role, department }))

/** A leave long past: it shows what a stand-in looks like and gives nobody rights today. */
export const demoDelegations = [
  {
    delegator: 'leader.production',
    delegate: 'leader.hospitality',
    role: 'unit-leader',
    department: 'production',
    startsAt: '2026-04-30T16:00:00.000Z',
    endsAt: '2026-05-05T16:00:00.000Z',
  },
] as const satisfies readonly { delegator: DemoLogin; delegate: DemoLogin; role: Role; [field: string]: string }[]

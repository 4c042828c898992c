/** Roles a post can carry (design.md §1). `receiver` is held by every active member of staff. */
export const roles = [
  'receiver',
  'handler',
  'head',
  'unit-leader',
  'service-rep',
  'service-head',
  'director',
  'board',
  'finance',
  'quality',
  'legal',
  'pr',
  'auditor',
  'admin',
] as const
export type Role = (typeof roles)[number]

export const departmentKinds = ['park', 'unit', 'department', 'contractor'] as const
export type DepartmentKind = (typeof departmentKinds)[number]

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

/** Whether a department can be given a case: units and the park only lead. */
export const answersForCases = ({ active, kind }: { active: boolean; kind: DepartmentKind }): boolean =>
  active && (kind === 'department' || kind === 'contractor')

import { aroundCases, cases } from './case-screens.ts'
import { empty, entrance } from './entrance-screens.ts'
import { house } from './house-screens.ts'
import type { Screen } from './screen.ts'
import { work } from './work-screens.ts'

/** Every page of the desk, each in the state in which it has most to show. */
export const screens: Screen[] = [...entrance, ...empty, ...work, ...cases, ...aroundCases, ...house]

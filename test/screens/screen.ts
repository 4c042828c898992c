import type { Page } from 'playwright-core'
import type { DemoLogin } from '../../db/demo/organisation.ts'
import type { State } from '../support/stages.ts'

/** What is in the database when a page is looked at: nobody, people without complaints, or the whole demo. */
export type Act = 'nobody' | 'people' | 'demo'

/** Where the numbers and ids of the demo are found. */
export interface Demo {
  /** a complaint in a state; of a department or level when that matters */
  caseIn(state: State, which?: { department?: string; level?: string }): Promise<string>
  /** the id of one mail */
  mail(): Promise<number>
  /** a rehearsal that is done */
  rehearsal(): Promise<number>
  /** the number of a corrective action that waits for approval */
  action(): Promise<string>
  /** that of one which is done and waits for its verifier */
  actionDone(): Promise<string>
  /** the number of a draft of the winery's rule book that differs from what is in force */
  policyDraft(): Promise<number>
  /** sees to it that the next calendar is drafted, with days that move deadlines */
  calendarDraft(): Promise<void>
}

export interface Screen {
  name: string
  act: Act
  /** who looks; nobody: not logged in */
  as?: DemoLogin
  path: string | ((demo: Demo) => Promise<string>)
  /** what the page answers; 200 unless told */
  status?: number
  /** what a reader comes for: there, and in sight, also without scripts */
  job: string
  /** what is done on the page before it is looked at, e.g. a form sent half empty */
  before?: (page: Page) => Promise<void>
  /** looked at as it is printed */
  print?: boolean
}

/** A page below a complaint of the dining department. */
export const withEnd = (state: State, end: string) => async (demo: Demo) =>
  `/complaints/${await demo.caseIn(state, { department: 'dining' })}${end}`

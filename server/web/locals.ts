import type { Language, Translate } from './i18n.ts'
import type { NavigationItem } from './navigation.ts'
import type { Person } from './person.ts'
import type { Scheme } from './scheme.ts'

/** One card of the tour; the words are under `help.tour.steps.<key>`. */
export interface TourStep {
  key: string
  icon: string
  /** where the step's link leads; empty where there is nothing to go to */
  href: string
  number: number
  of: number
  /** the steps before and after this one; empty at the ends */
  back: string
  next: string
}

/** Everything a view may read beside its own model. */
declare global {
  namespace Express {
    interface Locals {
      t: Translate
      /** the time here when the page was made, and what counts as soon due */
      clock: { now: string; soonMinutes: number }
      language: Language
      scheme: Scheme
      person: Person | undefined
      /** a function, because only a page with a form should begin a session */
      csrfToken: () => string
      /** whose page a token was made for; undefined when it is none of ours, or of a page for everybody */
      madeFor: (token: unknown) => string | undefined
      navigation: NavigationItem[]
      /** whether pages lead to the form for a new complaint */
      mayLog: boolean
      /** this page in each language, for people who are not signed in */
      languageLinks: { language: Language; href: string }[]
      /** path and query of this page, for the language switch */
      here: string
      /** the key of what has just been done, from ?done=… after a redirect */
      done: string | undefined
      /** nothing was done after all: it is said, but not as a success */
      doneNothing: boolean
      /** the step of the first-run tour that stands above my work */
      tour: TourStep | undefined
      /** for administrators: a year whose holidays should be entered by now */
      yearMissing: number | undefined
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    person: Person
    expiresAt: string
  }
}

import type { Language, Translate } from './i18n.ts'
import type { NavigationItem } from './navigation.ts'
import type { Person } from './person.ts'

/** Everything a view may read beside its own model. */
declare global {
  namespace Express {
    interface Locals {
      t: Translate
      language: Language
      person: Person | undefined
      /** a function, because only a page with a form should begin a session */
      csrfToken: () => string
      navigation: NavigationItem[]
      /** this page in each language, for people who are not signed in */
      languageLinks: { language: Language; href: string }[]
      /** path and query of this page, for the language switch */
      here: string
      /** the key of what has just been done, from ?done=… after a redirect */
      done: string | undefined
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    person: Person
    expiresAt: string
  }
}

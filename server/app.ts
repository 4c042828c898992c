import express, { type Express } from 'express'
import { account } from './account/routes.ts'
import { api } from './api/api.ts'
import { approvals } from './approvals/routes.ts'
import { calendarBanner } from './calendars/banner.ts'
import { type AllFollowing, openCases } from './calendars/following.ts'
import { calendars } from './calendars/routes.ts'
import { caseRoutes } from './complaints/case-routes.ts'
import { newComplaint } from './complaints/new-routes.ts'
import { complaintQueue } from './complaints/queue-routes.ts'
import { openActions } from './corrective-actions/following.ts'
import { handOverAction, heldActions } from './corrective-actions/hand-over.ts'
import { actionReminders } from './corrective-actions/reminders.ts'
import { correctiveActions } from './corrective-actions/routes.ts'
import { handOverDelegation, heldDelegations } from './delegations/hand-over.ts'
import { delegations } from './delegations/routes.ts'
import type { Deps } from './deps.ts'
import { clockLateness } from './escalations/clock.ts'
import { files } from './files/routes.ts'
import { followUps } from './follow-ups/routes.ts'
import { health } from './health/routes.ts'
import { help } from './help/routes.ts'
import { mentions } from './mentions/routes.ts'
import { myWork } from './my-work/routes.ts'
import { outbox } from './outbox/routes.ts'
import { tableUploads } from './people/import-upload.ts'
import { people } from './people/routes.ts'
import { policies } from './policies/routes.ts'
import { rehearsals } from './rehearsals/routes.ts'
import { sessions } from './sessions/routes.ts'
import { houseFindings } from './settings/findings.ts'
import { settings } from './settings/routes.ts'
import { setup } from './setup/routes.ts'
import { assets } from './web/assets.ts'
import { serverClock } from './web/clock.ts'
import { csrfCheck, csrfTokens, sameOrigin } from './web/csrf.ts'
import { errorHandler, notFound } from './web/errors.ts'
import { headers, privatePages } from './web/headers.ts'
import { locale } from './web/locale.ts'
import { readableAddress } from './web/readable.ts'
import { requestLog } from './web/request-log.ts'
import { requirePerson } from './web/require-person.ts'
import { keepOutdated, readableForm } from './web/resume.ts'
import { browserSession } from './web/session.ts'
import { useViews } from './web/views.ts'

/** What the people page hands over when somebody leaves, besides cases. */
const actions = { held: heldActions, handOver: handOverAction }
const delegated = { held: heldDelegations, handOver: handOverDelegation }

/** What follows the working calendar when another one is published. */
export const following: AllFollowing = { cases: openCases, actions: openActions }

/** The whole web application, in the order in which a request meets it. */
export function createApp(deps: Deps): Express {
  const { baseUrl } = deps.config
  const https = baseUrl.startsWith('https:')
  const app = express()
  app.disable('x-powered-by')
  // pages are never cached, so hashing each of them would be for nothing
  app.disable('etag')
  app.set('query parser', 'simple')
  // TLS ends at a proxy on this host or network; without TLS there is none, and nobody's word about addresses counts
  app.set('trust proxy', https ? ['loopback', 'uniquelocal'] : false)
  useViews(app)

  app.use(requestLog(deps), serverClock(deps))
  app.use(headers(https))
  app.use(assets())
  app.use(health(deps, { clockLateness: () => clockLateness(deps, [actionReminders]), houseFindings }))
  app.use(readableAddress)
  app.use('/api/v1', api(deps))
  app.use('/api', notFound)

  app.use(privatePages, sameOrigin(baseUrl))
  app.use(express.urlencoded({ limit: '2mb', extended: true, parameterLimit: 2000 }))
  app.use(browserSession(deps), locale, csrfTokens(deps), readableForm(deps))
  app.use(setup(deps))
  app.use(sessions(deps))
  app.use(requirePerson, files(deps), tableUploads(), keepOutdated(deps), csrfCheck)
  app.use(calendarBanner(deps))
  app.use(help(deps))
  app.use(myWork(deps))
  app.use(newComplaint(deps))
  app.use(complaintQueue(deps))
  app.use(caseRoutes(deps))
  app.use(mentions(deps))
  app.use(approvals(deps))
  app.use(followUps(deps))
  app.use(correctiveActions(deps))
  app.use(outbox(deps))
  app.use(account(deps))
  app.use(people(deps, { actions, delegations: delegated }))
  app.use(delegations(deps))
  app.use(policies(deps))
  app.use(rehearsals(deps))
  app.use(settings(deps))
  app.use(calendars(deps, following))

  app.use(notFound)
  app.use(errorHandler)
  return app
}

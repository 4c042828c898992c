import { DrizzleQueryError } from 'drizzle-orm'
import { type DestinationStream, type Logger, pino } from 'pino'
import { sqlState } from '../db/client.ts'

/** The log of the program: without passwords, and without what people wrote. */
export const openLog = (level: string, to?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: ['req.headers.cookie', 'req.headers.authorization', '*.password'],
      serializers: { err: loggedError },
    },
    ...(to ? [to] : []),
  )

/**
 * An error as the log has it, with its causes. What a database says of a statement that it refused quotes the values in
 * it, customers' names and telephones among them: of such an error stay the statement, its SQLSTATE and the constraint.
 */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, cause } = error
  const state = stateOf(error)
  return {
    type: name,
    ...(state ?? { message: error.message, code: (error as NodeJS.ErrnoException).code }),
    stack: framesOf(error),
    cause: cause === undefined ? undefined : loggedError(cause),
  }
}

/** What may be told of an error that a database has a part in; PostgreSQL's own have a severity, whichever driver. */
function stateOf(error: Error) {
  if (!(error instanceof DrizzleQueryError || 'severity' in error)) return undefined
  return { ...sqlState(error), statement: (error as { query?: unknown }).query }
}

/** Where it came from, without the message that stands before it. */
function framesOf({ stack = '', message }: Error): string {
  const at = stack.indexOf(message)
  return at < 0 ? '' : stack.slice(at + message.length).trimStart()
}

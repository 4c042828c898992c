import { z } from 'zod'
import { StartError } from './start-error.ts'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const portRange = 'must be a whole number from 1 to 65535'
const url = (scheme: RegExp, message: string) => z.url({ protocol: scheme, error: message })

const environment = z.object({
  PORT: z.coerce.number(portRange).int(portRange).min(1, portRange).max(65_535, portRange).default(3000),
  HOST: z.string().default('127.0.0.1'),
  BASE_URL: url(/^https?$/, 'must be an http:// or https:// address').optional(),
  DATABASE_URL: url(/^postgres(ql)?$/, 'must be a postgres:// address').optional(),
  DATA_DIR: z.string().default('./data'),
  SMTP_URL: url(/^smtps?$/, 'must be an smtp:// or smtps:// address').optional(),
  MAIL_FROM: z
    .string()
    .regex(/^\P{Cc}*[^\s@<]@[^\s@>]\P{Cc}*$/u, 'must hold a mail address in one line')
    .default('Redress <redress@localhost>'),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info'),
})

/** What the environment says. Every node of one installation needs the same BASE_URL, DATABASE_URL and SESSION_SECRET. */
export type Settings = ReturnType<typeof readSettings>

/** The settings as the server uses them: the session secret is always there (see session-secret.ts). */
export type Config = Settings & { sessionSecret: string }

/** Reads the environment; a wrong value stops the start with one line that names the variable, never its value. */
export function readSettings(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    throw new StartError(parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join('; '))
  }
  const { PORT, HOST, BASE_URL, DATABASE_URL, DATA_DIR, SMTP_URL, MAIL_FROM, SESSION_SECRET, LOG_LEVEL } = parsed.data
  return {
    port: PORT,
    host: HOST,
    baseUrl: (BASE_URL ?? `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`).replace(/\/+$/, ''),
    databaseUrl: DATABASE_URL,
    dataDir: DATA_DIR,
    smtpUrl: SMTP_URL,
    mailFrom: MAIL_FROM,
    sessionSecret: SESSION_SECRET,
    logLevel: LOG_LEVEL,
  }
}

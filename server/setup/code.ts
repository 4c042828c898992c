import { createHmac, timingSafeEqual } from 'node:crypto'
import { people } from '../../db/schema.ts'
import type { Deps } from '../deps.ts'

/** The code that the log shows while nobody exists: every node of one installation computes the same. */
export function setupCode({ sessionSecret }: Pick<Deps['config'], 'sessionSecret'>): string {
  const digest = createHmac('sha256', sessionSecret).update('redress set-up').digest('hex')
  return digest.slice(0, 20).match(/.{5}/g)?.join('-') ?? ''
}

export function isSetupCode(config: Deps['config'], typed: string): boolean {
  const plain = (code: string) => Buffer.from(code.toLowerCase().replaceAll(/[^0-9a-f]/g, ''))
  const [one, other] = [plain(typed), plain(setupCode(config))]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Set-up is open only while the database holds nobody. */
export async function isUnused({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  const anyone = await db.select({ login: people.login }).from(people).limit(1)
  return anyone.length === 0
}

import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { text } from '../../workflows/complaint/fields.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Anything readable of ten characters and more; spaces count, for nobody types a pass phrase wrongly on purpose. */
export const newPassword = z.string().min(10).max(200)

export const credentials = z.object({ login: text(60), password: z.string().min(1).max(1000) })

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** Takes as long for a log-in that nobody has as for a wrong password. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash), password)
  return matches && passwordHash !== undefined
}

const nobodysHash = hashPassword('nobody has this password')

import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { text } from '../../workflows/complaint/fields.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Anything of ten characters and more that is not blank; spaces count, for nobody types a pass phrase wrongly on purpose. */
export const newPassword = z.string().min(10).max(200).regex(/\S/, { error: 'blank-password' })

export const credentials = z.object({ login: text(60), password: z.string().min(1).max(1000) })

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** Letters and digits that nobody takes for one another, read aloud or from paper. */
const clearly = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of 99 bits drawn for somebody: four groups of five. @param random 128 bits, hexadecimal */
export function drawnPassword(random: string): string {
  let rest = BigInt(`0x${random}`)
  const letters = Array.from({ length: 20 }, () => {
    const letter = clearly[Number(rest % 31n)]
    rest /= 31n
    return letter
  })
  return letters.join('').replaceAll(/.{5}(?=.)/g, '$&-')
}

/** What was drawn cannot be guessed however fast the guesses are: so a thousand of them need not take half a minute. */
const drawnCost = { memoryCost: 8, timeCost: 1, parallelism: 1 }
export const hashDrawn = (password: string): Promise<string> => hash(password, drawnCost)

/** What the hash of a password begins with that its owner has not chosen yet. */
export const drawnMark = `$argon2id$v=19$m=${drawnCost.memoryCost},`

/** Takes as long for a log-in that nobody has, or whose password was drawn, as for a wrong password. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash), password)
  if (passwordHash?.startsWith(drawnMark)) await verify(await nobodysHash, password)
  return matches && passwordHash !== undefined
}

const nobodysHash = hashPassword('nobody has this password')

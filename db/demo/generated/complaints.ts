import type { DemoLogin } from '../organisation.ts'
import { type OpenInput, step } from '../story.ts'
import { type Chance, chanceFrom } from './chance.ts'
import { customersBy } from './customers.ts'
import {
  addressOf,
  declined,
  followedUp,
  type LifeStep,
  type Matter,
  remedied,
  settledByHandler,
  settlementOf,
  withdrawn,
} from './lives.ts'
import { companies, openings, reactions } from './phrases.ts'
import { type Scene, scenes } from './scenes.ts'

/** A complaint nobody wrote by hand: how it came in, and what happened to it. */
export interface GeneratedComplaint {
  receivedAt: string
  by: DemoLogin
  /** the opening, as far as the rep went in one go */
  open: OpenInput & { [field: string]: unknown }
  steps: LifeStep[]
}

/** How long ago the first may lie; the working calendar knows two years. */
const days = 600
const dayMilliseconds = 86_400_000
const plainChannels = [
  'phone',
  'phone',
  'phone',
  'phone',
  'visit',
  'visit',
  'wechat',
  'wechat',
  'wechat',
  'web',
  'email',
  'letter',
  'other',
] as const
/** What comes from an authority or the press is never a minor matter. */
const officialChannels = ['12315', '12345', 'media'] as const

/**
 * Complaints of a winery park, the oldest first; the nearer to now, the more of them. The same seed, number and day
 * give the same complaints.
 * @param count how many
 */
export function generatedComplaints(count: number, seed: number, now: Date): GeneratedComplaint[] {
  const chance = chanceFrom(seed)
  const customer = customersBy(chance)
  const received = Array.from({ length: count }, () => receivedAt(chance, now)).sort()
  return received.map(at => {
    const scene = chance.pick(scenes)
    const official = chance.happens(0.08)
    const channel = chance.pick(official ? officialChannels : plainChannels)
    const open = { channel, customer: customer(), ...wordsOf(chance, scene) }
    const by = chance.pick(['rep', 'rep2'] as const)
    const caller = by === 'rep' ? 'rep2' : 'rep'
    const { registered, steps } = storyOf(chance, scene, caller, official)
    return {
      receivedAt: at,
      by,
      open: { ...open, ...registered },
      steps: cut(chance, at, now, steps),
    }
  })
}

/** In the hours in which people call, in Shanghai. */
function receivedAt(chance: Chance, now: Date): string {
  const ago = 1 + Math.floor(days * chance.next() ** 1.5)
  const midnight = Math.floor((now.getTime() + 8 * 3_600_000) / dayMilliseconds) * dayMilliseconds - 8 * 3_600_000
  return new Date(
    midnight - ago * dayMilliseconds + chance.between(8 * 60, 22 * 60) * 60_000 + chance.between(0, 59_999),
  ).toISOString()
}

/** What the customer says, put together of its parts. */
function wordsOf(chance: Chance, scene: Scene) {
  const parts = [
    `${chance.pick(openings)}，${chance.pick(companies)}在${chance.pick(scene.places)}，${chance.pick(scene.troubles)}。`,
    `${chance.pick(scene.details)}。`,
    `${chance.pick(reactions)}。`,
  ]
  const told = chance.happens(0.3) ? [parts[0], parts[2], parts[1]] : parts
  return { narrative: filled(chance, told.join('')), demand: filled(chance, `${chance.pick(scene.demands)}。`) }
}

function filled(chance: Chance, text: string): string {
  const numbers: Record<string, () => number> = {
    n: () => chance.between(15, 90),
    few: () => chance.between(2, 6),
    table: () => chance.between(8, 32),
    room: () => chance.between(2, 6) * 100 + chance.between(1, 28),
    yuan: () => chance.between(12, 180) * 10,
  }
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(numbers[name]?.() ?? ''))
}

/** How it is registered, and what becomes of it. */
function storyOf(
  chance: Chance,
  scene: Scene,
  caller: DemoLogin,
  official: boolean,
): { registered: object; steps: LifeStep[] } {
  const draw = official ? 0.74 + 0.26 * chance.next() : chance.next()
  const matter: Matter = {
    scene,
    caller,
    money: 0,
    grave: false,
    slowness: chance.happens(0.12) ? chance.between(4, 12) : 0.8,
  }
  const product = { category: scene.category, ...goodsOf(chance, scene) }
  if (draw < 0.03) return { registered: product, steps: declined(chance, matter) }
  const dispatched = { ...product, ...addressOf(scene) }
  if (draw < 0.06) return { registered: dispatched, steps: withdrawn(chance, matter) }
  if (draw < 0.36) {
    const settle = { ...settlementOf(chance, scene), method: chance.pick(['phone', 'message'] as const) }
    return { registered: { ...product, settle }, steps: followedUp(chance, matter) }
  }
  if (draw < 0.54) return { registered: dispatched, steps: settledByHandler(chance, matter) }
  return remediedStory(chance, { ...matter, grave: draw >= 0.74 }, draw)
}

/** Money and scope give the level: minor below 0.74, then general, major, critical. */
function remediedStory(chance: Chance, plain: Matter, draw: number): { registered: object; steps: LifeStep[] } {
  const amount =
    draw < 0.74
      ? chance.between(4, 50) * 10
      : draw < 0.93
        ? chance.between(51, 500) * 10
        : chance.between(51, 480) * 100
  const scopeFlags =
    draw >= 0.99
      ? [chance.pick(['serious-injury', 'national-media', 'lawsuit'])]
      : draw >= 0.9
        ? [chance.pick(['slight-injury', 'social-media', 'public-review'])]
        : []
  const share = chance.pick([0, 0.3, 0.5, 1, 1])
  const matter = { ...plain, money: Math.floor((amount * share) / 10) * 10 }
  const { scene } = matter
  const registered = { category: scene.category, amount: String(amount), scopeFlags, ...goodsOf(chance, scene) }
  if (chance.happens(0.7))
    return { registered: { ...registered, ...addressOf(scene) }, steps: remedied(chance, matter) }
  const dispatch = step(chance.between(1, 9), 'rep', 'dispatch', addressOf(scene))
  return { registered, steps: [dispatch, ...remedied(chance, matter)] }
}

function goodsOf(chance: Chance, { order, products, department }: Scene) {
  return {
    product: chance.pick(products),
    ...(chance.happens(0.7) && { orderNo: `${order}-${chance.between(10_000, 999_999)}` }),
    ...(department === 'cellar' && {
      batchNo: `L${chance.between(19, 25)}${String(chance.between(1, 366)).padStart(3, '0')}`,
    }),
  }
}

/** The longest round of the winery's policy. */
const mostDecisions = 6

/** The steps without those that have not happened yet; of the newest, half are still being worked on. */
function cut(chance: Chance, receivedAt: string, now: Date, steps: LifeStep[]): LifeStep[] {
  const recent = now.getTime() - Date.parse(receivedAt) < 12 * dayMilliseconds
  const told = recent && chance.happens(0.5) ? steps.slice(0, chance.between(0, steps.length)) : steps
  let time = Date.parse(receivedAt)
  const past = told.findIndex(one => {
    time += ('decide' in one ? mostDecisions : 1) * one.after * 60_000
    return time > now.getTime()
  })
  return past < 0 ? told : told.slice(0, past)
}

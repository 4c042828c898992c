import type { DemoLogin } from '../organisation.ts'
import { type Step, step } from '../story.ts'
import type { Chance } from './chance.ts'
import * as words from './phrases.ts'
import type { Scene } from './scenes.ts'

/** Whoever is asked decides, one after the other, or the first of them returns the plan. Who that is, the rules know. */
interface Decisions {
  /** minutes before each decision */
  after: number
  decide: 'approve' | 'return'
  words: readonly string[]
}

export type LifeStep = Step | Decisions

/** How a complaint is to be handled. */
export interface Matter {
  scene: Scene
  /** the rep who calls back: another one than took the complaint in, who may have settled it */
  caller: DemoLogin
  /** compensation in whole CNY; 0 = none */
  money: number
  /** of a general or graver level, so that limits may be paused */
  grave: boolean
  /** multiplies every pause between two steps; those who are slow miss their limits */
  slowness: number
}

type Teller = (chance: Chance, matter: Matter) => LifeStep[]

/** A matter without money: the handler sees to it and settles it in one go. */
export const settledByHandler: Teller = (chance, matter) => [
  ...attended(chance, matter),
  step(pause(chance, matter, 8, 50), handlerOf(matter), 'settle', {
    ...settlementOf(chance, matter.scene),
    method: 'phone',
  }),
  ...followedUp(chance, matter),
]

/** The whole way: investigated, planned, approved, agreed to, carried out, asked how it was, closed. */
export const remedied: Teller = (chance, matter) => [
  ...attended(chance, matter),
  ...spokenOf(chance, matter),
  ...found(chance, matter),
  ...(matter.grave && matter.scene.department === 'cellar' && chance.happens(0.25) ? tested(chance, matter) : []),
  ...planned(chance, matter),
  ...carriedOut(chance, matter),
  ...(chance.happens(0.05) ? dissatisfied(chance, matter) : []),
  ...followedUp(chance, matter),
  ...(chance.happens(0.02) ? reopened(chance, matter) : []),
]

/** What the customer takes back after it was dispatched. */
export const withdrawn: Teller = (chance, matter) => [
  ...attended(chance, matter),
  step(pause(chance, matter, 20, 200), 'centre', 'withdraw', { reason: chance.pick(words.withdrawals) }),
]

/** What is none of ours; it has not been dispatched. */
export const declined: Teller = (chance, matter) => [
  step(pause(chance, matter, 2, 8), 'centre', 'decline', { reason: chance.pick(words.declines) }),
]

/** What follows a settlement on the spot. */
export const followedUp: Teller = (chance, matter) => {
  const by = matter.caller
  const missed = chance.happens(0.12)
    ? [
        step(pause(chance, matter, 300, 2_000), by, 'call-back', {
          outcome: 'unreached',
          comment: '无人接听，晚些再打。',
        }),
      ]
    : []
  return [
    ...missed,
    step(pause(chance, matter, 400, 3_800), by, 'call-back', {
      outcome: 'satisfied',
      satisfaction: chance.pick([3, 4, 4, 5, 5]),
      comment: chance.pick(words.satisfied),
    }),
    closed(chance, matter),
  ]
}

/** Facts and measures of a settlement without money. */
export function settlementOf(chance: Chance, scene: Scene) {
  return {
    facts: `经核实，${chance.pick(scene.causes)}，客人反映属实。`,
    cause: `${chance.pick(scene.causes)}。`,
    causeCode: scene.causeCode,
    liability: scene.liability,
    measures: [
      { kind: 'apology' as const, description: '向客人致歉' },
      { kind: 'explanation' as const, description: chance.pick(scene.remedies) },
    ],
    result: chance.pick(words.results),
  }
}

function attended(chance: Chance, matter: Matter): LifeStep[] {
  const { head } = matter.scene
  const wrong = chance.happens(0.03)
    ? [
        step(pause(chance, matter, 5, 9), head, 'hand-back', { reason: chance.pick(words.handBacks) }),
        step(pause(chance, matter, 3, 9), 'rep', 'dispatch', addressOf(matter.scene)),
      ]
    : []
  const method = chance.pick(['on-site', 'phone', 'phone', 'video'] as const)
  return [...wrong, step(pause(chance, matter, 2, 9), head, 'arrive', { method, summary: chance.pick(words.arrivals) })]
}

function spokenOf(chance: Chance, matter: Matter): LifeStep[] {
  return [
    ...(chance.happens(0.1) ? [step(1, matter.scene.head, 'note', { text: chance.pick(words.notes) })] : []),
    ...(chance.happens(0.15)
      ? [
          step(pause(chance, matter, 10, 40), handlerOf(matter), 'contact', {
            method: 'call',
            summary: chance.pick(words.contacts),
          }),
        ]
      : []),
  ]
}

function found(chance: Chance, matter: Matter): LifeStep[] {
  const { facts, cause, causeCode, liability } = settlementOf(chance, matter.scene)
  return [step(pause(chance, matter, 10, 60), handlerOf(matter), 'find', { facts, cause, causeCode, liability })]
}

/** The lot is examined in the laboratory. */
function tested(chance: Chance, matter: Matter): LifeStep[] {
  const { head } = matter.scene
  return [
    step(5, head, 'pause', { reasonCode: 'testing', note: '同批次留样送检。' }),
    step(chance.between(600, 2_600), head, 'resume', {}),
  ]
}

function planned(chance: Chance, matter: Matter): LifeStep[] {
  const propose = () =>
    step(pause(chance, matter, 8, 40), handlerOf(matter), 'plan', {
      measures: measuresOf(chance, matter),
      explanation: chance.pick(words.explanations),
    })
  const decided = matter.money > 0 || matter.grave
  const returned = decided && chance.happens(0.07)
  const agree = (): LifeStep[] =>
    decided ? [{ after: pause(chance, matter, 5, 50), decide: 'approve', words: words.opinions }] : []
  return [
    propose(),
    ...(returned
      ? [{ after: pause(chance, matter, 5, 60), decide: 'return' as const, words: words.returns }, propose()]
      : []),
    ...agree(),
    ...(chance.happens(0.03) ? [consent(chance, matter, 'refused'), propose(), ...agree()] : []),
    consent(chance, matter, 'accepted'),
  ]
}

function consent(chance: Chance, matter: Matter, outcome: 'accepted' | 'refused'): Step {
  const comment = outcome === 'accepted' ? chance.pick(words.consents) : '客人认为诚意不够，不同意。'
  const method = chance.pick(['signature', 'recording', 'message', 'phone'] as const)
  return step(pause(chance, matter, 5, 60), handlerOf(matter), 'consent', { outcome, method, comment })
}

function measuresOf(chance: Chance, { scene, money }: Matter) {
  const apology = { kind: 'apology' as const, description: chance.pick(scene.remedies) }
  if (money === 0) return [apology]
  const kind = chance.pick(['refund', 'compensation'] as const)
  return [{ kind, description: kind === 'refund' ? '按票据金额退款' : '一次性补偿', amount: String(money) }, apology]
}

function carriedOut(chance: Chance, matter: Matter): LifeStep[] {
  const by = handlerOf(matter)
  const paid = { paidAmount: String(matter.money), evidence: `退款单 TK-${chance.between(10_000, 99_999)}` }
  const said = { evidence: '已向客人当面或电话说明，记录存档' }
  const done = matter.money === 0 ? [said] : [paid, said]
  return [
    ...done.map((proof, index) => step(pause(chance, matter, 4, 40), by, 'perform', { measure: index + 1, ...proof })),
    step(pause(chance, matter, 2, 10), by, 'resolve', { result: chance.pick(words.results) }),
  ]
}

function dissatisfied(chance: Chance, matter: Matter): LifeStep[] {
  const comment = chance.pick(words.dissatisfied)
  const call = { outcome: 'dissatisfied', satisfaction: chance.pick([1, 2]), comment } as const
  return [
    step(pause(chance, matter, 400, 2_000), matter.caller, 'call-back', call),
    ...planned(chance, matter),
    ...carriedOut(chance, matter),
  ]
}

function reopened(chance: Chance, matter: Matter): LifeStep[] {
  return [
    step(chance.between(3_000, 30_000), 'centre', 'reopen', { reason: chance.pick(words.reopenings) }),
    ...found(chance, matter),
    ...planned(chance, matter),
    ...carriedOut(chance, matter),
    ...followedUp(chance, matter),
  ]
}

function closed(chance: Chance, matter: Matter): Step {
  const { causeCode, liability } = matter.scene
  const action = chance.happens(0.2)
    ? { correctiveAction: 'opened' as const }
    : { correctiveAction: 'none' as const, waiverReason: chance.pick(words.waivers) }
  const fields = { rootCause: chance.pick(words.rootCauses), causeCode, liability, ...action }
  return step(pause(chance, matter, 200, 1_400), 'centre', 'close', fields)
}

/** Where a complaint of this scene is dispatched to. */
export const addressOf = ({ department, handler }: Scene) => (handler ? { department, handler } : { department })

const handlerOf = ({ scene }: Matter): DemoLogin => scene.handler ?? scene.head

const pause = (chance: Chance, { slowness }: Matter, from: number, to: number): number =>
  Math.max(1, Math.round(chance.between(from, to) * slowness))

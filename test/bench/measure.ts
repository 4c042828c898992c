import { type Client, eightAtATime } from './connections.ts'
import { processorTime } from './processes.ts'
import type { Scene } from './requests.ts'

export interface Figure {
  /** processor time of app and database for one request, ms */
  cpu: number
  perSecond: number
}

const warmUp = 600
/** so many that it matters little how often memory was tidied up meanwhile */
const measured = 1500

/** Sends one kind of request, first to warm up and then to be counted. */
export async function measure(client: Client, scene: Scene, processes: number[]): Promise<Figure> {
  await eightAtATime(warmUp, index => sendOne(client, scene, index))
  const before = processorTime(processes)
  const seconds = await eightAtATime(measured, index => sendOne(client, scene, warmUp + index))
  return { cpu: (processorTime(processes) - before) / measured, perSecond: measured / seconds }
}

export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

async function sendOne(client: Client, scene: Scene, index: number): Promise<void> {
  const answer = await client.send(scene.request(index))
  if (answer.status !== scene.status) throw new Error(`${scene.name}: ${answer.status} ${answer.body.slice(0, 500)}`)
  scene.seen?.(answer)
}

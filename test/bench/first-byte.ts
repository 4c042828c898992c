import type { Client } from './connections.ts'
import { median } from './measure.ts'
import type { Scene } from './requests.ts'

/** How long a page keeps its reader waiting for the first byte, with nobody else there. */
export interface FirstByte {
  /** median, ms */
  wait: number
  /** as many times as long as the plain page */
  ratio: number
}

const rounds = 60

/** Asks for the pages in turn, one request at a time, so that what the machine does meanwhile touches all alike. */
export async function measureFirstBytes(
  client: Client,
  scenes: Scene[],
  plain: Scene,
): Promise<Map<string, FirstByte>> {
  const waits = new Map([...scenes, plain].map(scene => [scene, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    for (const [scene, list] of waits) list.push(await client.firstByte(scene.request(round)))
  }
  const base = median(waits.get(plain) ?? [])
  return new Map(
    [...waits].map(([{ name }, list]) => [name, { wait: median(list), ratio: median(list) / base }] as const),
  )
}

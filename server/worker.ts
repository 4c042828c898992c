import { setTimeout as sleep } from 'node:timers/promises'

/** Work that goes on in the background until it is stopped; stopping waits for the turn under way. */
export interface Worker {
  stop(): Promise<void>
}

/** Takes one turn after the other. @param turn works, and answers how many milliseconds to rest before the next one */
export function startWorker(turn: () => Promise<number>): Worker {
  const stopping = new AbortController()
  const running = run(turn, stopping.signal)
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

async function run(turn: () => Promise<number>, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const rest = await turn()
    await sleep(rest, undefined, { signal: stopping }).catch(() => {})
  }
}

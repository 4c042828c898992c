import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

export interface Program {
  process: ChildProcess
  /** waits for the line that says that the server is ready */
  ready(): Promise<void>
  /** waits for the end; `said` is what went to stderr */
  ended(): Promise<{ code: number | null; said: string }>
}

/**
 * Starts the real server as a process of its own, with these variables and nothing else of ours.
 * @param program another one than the server
 */
export function startProgram(
  env: Record<string, string>,
  nodeFlags: string[] = [],
  program = 'server/main.ts',
): Program {
  const child = spawn('node_modules/.bin/node', [...nodeFlags, program], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = text(child.stderr)
  const exit = once(child, 'exit')
  return {
    process: child,
    ready: async () => {
      for await (const chunk of child.stdout) if (String(chunk).includes('Redress is ready')) return
      throw new Error(await said)
    },
    ended: async () => ({ code: (await exit)[0], said: await said }),
  }
}

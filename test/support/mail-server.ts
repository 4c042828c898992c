import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { freePort } from './postgres-server.ts'

export interface MailServer {
  url: string
  /** the raw messages taken so far, oldest first */
  received: string[]
  close(): Promise<void>
}

interface Behaviour {
  port?: number
  /** the words with which this address is refused, for good (550) or for now (451) */
  refuse?: { address: string; code: number; words: string }
  /** the answer to a message waits for this */
  hold?: Promise<void>
  /** takes the whole message and hangs up instead of saying so */
  hangUpAfterData?: boolean
}

/** A real mail server on loopback that misbehaves on request. */
export async function openMailServer(behaviour: Behaviour = {}): Promise<MailServer> {
  const received: string[] = []
  const options: SMTPServerOptions = {
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, answer) => {
      const { refuse } = behaviour
      answer(refuse?.address === address ? Object.assign(new Error(refuse.words), { responseCode: refuse.code }) : null)
    },
    onData: async (stream, session, answer) => {
      received.push(await text(stream))
      await behaviour.hold
      if (behaviour.hangUpAfterData) hangUp(server, session.id)
      else answer()
    },
  }
  const server = new SMTPServer(options)
  server.on('error', () => {})
  const listening = server.listen(behaviour.port ?? (await freePort()), '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** The parts of a raw message as its reader sees them: the text, then the HTML. */
export function partsOf(message: string): string[] {
  const boundary = /boundary="([^"]+)"/.exec(message)?.[1] ?? ''
  return message
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => {
      const [head = '', ...body] = part.split('\r\n\r\n')
      const text = body.join('\r\n\r\n')
      return /base64/i.test(head) ? Buffer.from(text, 'base64').toString() : unquoted(text)
    })
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

function hangUp(server: SMTPServer, sessionId: string) {
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
    if (connection.id === sessionId) connection._socket.destroy()
  }
}

import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Sent {
  method: 'GET' | 'POST'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

const connections = 8

export type Client = ReturnType<typeof openClient>

/** A client with that many connections, each kept open between requests; `firstByte` answers in ms. */
export function openClient(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = ({ method, path, headers, body }: Sent) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, async response => {
        const { statusCode: status = 0, headers: answered } = response
        text(response).then(read => resolve({ status, headers: answered, body: read }), reject)
      })
      sent.on('error', reject).end(body)
    })
  const firstByte = ({ method, path, headers }: Sent) =>
    new Promise<number>((resolve, reject) => {
      const began = performance.now()
      const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, response => {
        const waited = performance.now() - began
        response.on('end', () => resolve(waited)).resume()
      })
      sent.on('error', reject).end()
    })
  return { send, firstByte, close: () => agent.destroy() }
}

/** Does `work` with each number below `count`, eight at a time, and answers the seconds it took. */
export async function eightAtATime(count: number, work: (index: number) => Promise<void>): Promise<number> {
  const began = performance.now()
  let next = 0
  const worker = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return (performance.now() - began) / 1000
}

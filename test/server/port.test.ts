import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { takePort } from '../../server/port.ts'
import { freePort } from '../support/postgres-server.ts'

const body = async (response: IncomingMessage) => (await response.toArray()).join('')

describe('the port', () => {
  it('when it closes, answers what is in flight, and takes nothing more from whoever goes on asking', async () => {
    const settings = { host: '127.0.0.1', port: await freePort() }
    const arrived = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const port = await takePort(settings as Parameters<typeof takePort>[0])
    port.serve(async (_request, response) => {
      arrived.resolve()
      await gate.promise
      response.end('done')
    })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const [first, second] = [get({ ...settings, agent }), get({ ...settings, agent })]
    const refused = once(second, 'response').then(
      () => 'answered',
      (error: { code: string }) => error.code,
    )
    await arrived.promise
    const closed = port.close()
    gate.resolve()
    const [response] = await once(first, 'response')
    expect(response.headers.connection).toBe('close')
    expect(await body(response)).toBe('done')
    await closed
    expect(await refused).toBe('ECONNREFUSED')
  })
})

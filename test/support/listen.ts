import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on a free loopback port, and its address; what it answers is attached when that is ready. */
export async function listen(): Promise<{ server: Server; address: string }> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

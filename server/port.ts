import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Settings } from './config.ts'
import { StartError } from './start-error.ts'

export interface Port {
  /** From now on the app answers, beginning with the requests that came while the server was starting. */
  serve(app: RequestListener): void
  close(): Promise<void>
}

const patience = 4000

/** Takes the port before anything else is touched: a second server stops here and has changed nothing. */
export async function takePort({ host, port }: Settings): Promise<Port> {
  const ready = Promise.withResolvers<RequestListener>()
  const server = createServer(async (request, response) => (await ready.promise)(request, response))
  try {
    await once(server.listen(port, host), 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new StartError(code === 'EADDRINUSE' ? `port ${port} on ${host} is in use (PORT)` : message)
  }
  return { serve: ready.resolve, close: () => closeServer(server) }
}

/** No new connections; requests in flight may finish, but not for ever. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  const limit = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(limit)
}

import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
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
  const answers = new Set<ServerResponse>()
  const server = createServer(async (request, response) => {
    answers.add(response)
    response.once('close', () => answers.delete(response))
    if (!server.listening) endsConnection(response)
    const app = await ready.promise
    app(request, response)
  })
  try {
    await once(server.listen(port, host), 'listening')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new StartError(code === 'EADDRINUSE' ? `port ${port} on ${host} is in use (PORT)` : message)
  }
  let closing: Promise<void> | undefined
  return {
    serve: ready.resolve,
    close: () => {
      closing ??= closeServer(server, answers)
      return closing
    },
  }
}

/** No new connections; requests in flight may finish, but not for ever, and bring no others on their connection. */
async function closeServer(server: Server, answers: Iterable<ServerResponse>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  for (const response of answers) endsConnection(response)
  const limit = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(limit)
}

function endsConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close')
}

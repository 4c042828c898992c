import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { Deps } from '../deps.ts'
import { Problem } from '../web/problem.ts'
import { fileStore } from './store.ts'

interface Sent {
  key: string
  mediaType: string
  /** tells one content from another, for a browser that has it already */
  tag: string
  /** saved under this name; without one it is shown in the browser */
  name?: string
}

/** Whatever somebody attached can do nothing in our pages: it has no type but its own, no script, no origin. */
const harmless = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-cache',
}

/** Sends stored bytes. @throws Problem `file-missing` when the store has lost them */
export async function sendStored(deps: Deps, request: Request, response: Response, sent: Sent): Promise<void> {
  const store = fileStore(deps)
  if (!(await store.exists(sent.key))) throw new Problem(404, 'file-missing')
  const { contentLength } = await store.getMetaData(sent.key)
  if (sent.name === undefined) response.set('Content-Disposition', 'inline')
  else response.attachment(sent.name)
  response.set(harmless).set({ 'Content-Type': sent.mediaType, ETag: `"${sent.tag}"` })
  if (request.fresh) {
    response.status(304).end()
    return
  }
  response.set('Content-Length', String(contentLength))
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  // a reader who leaves in the middle is no fault
  await pipeline(await store.getStream(sent.key), response).catch(error => request.log.debug(error, 'not sent'))
}

import express, { type RequestHandler } from 'express'
import { Problem } from '../web/problem.ts'
import { readableBody } from '../web/readable.ts'

/** A body must be JSON and say so; without one it is an empty object. */
const onlyJson: RequestHandler = (request, _response, next) => {
  if (request.body === undefined) {
    if (Number(request.get('Content-Length') ?? 0) > 0) throw new Problem(415, 'unsupported')
    request.body = {}
  }
  next()
}

export const jsonBody: RequestHandler[] = [express.json({ limit: '2mb' }), onlyJson, readableBody]

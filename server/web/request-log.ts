import type { Request, Response } from 'express'
import { pinoHttp } from 'pino-http'
import type { Deps } from '../deps.ts'

/** One line per request. The query is left out: it can hold a customer's name or phone number. */
export const requestLog = ({ log, random }: Pick<Deps, 'log' | 'random'>) =>
  pinoHttp({
    logger: log,
    genReqId: random,
    autoLogging: { ignore: request => /^\/(assets|healthz|readyz|metrics)\b/.test(request.url ?? '') },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    // errors are told as everywhere in the log
    wrapSerializers: false,
    serializers: {
      req: ({ id, method, originalUrl }: Request) => ({ id, method, path: originalUrl.split('?')[0] }),
      res: ({ statusCode }: Response) => ({ status: statusCode }),
    },
    redact: ['req.headers', 'res.headers', '*.password', '*.token'],
  })

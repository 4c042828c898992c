import { pinoHttp } from 'pino-http'
import type { Deps } from '../deps.ts'

/** One line per request. The query is left out: it can hold a customer's name or phone number. */
export const requestLog = ({ log, random }: Pick<Deps, 'log' | 'random'>) =>
  pinoHttp({
    logger: log,
    genReqId: random,
    autoLogging: { ignore: request => /^\/(assets|healthz|readyz|metrics)\b/.test(request.url ?? '') },
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0],
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    redact: ['req.headers', 'res.headers', '*.password', '*.token'],
  })

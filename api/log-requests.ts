import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

import { contextOf } from './request-context.js';

/** One line per request: no headers, no bodies, and paths without the secrets that some carry. */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    quietReqLogger: true,
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: withoutSecrets(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customProps: (_request, response) => ({
      requestId: contextOf(response as never)?.requestId,
    }),
    customLogLevel: (request, response, error) => {
      if (quiet.test(request.url ?? '')) return 'trace';
      return error || response.statusCode >= 500 ? 'error' : 'debug';
    },
  });
}

const quiet = /^\/(health|ready|metrics)/;

/** `/in/{key}` and `/a/{token}` are credentials; queries may hold some. */
export const withoutSecrets = (url: string): string =>
  (url.split('?')[0] ?? '').replace(/^\/(in|a)\/[^/]+/, '/$1/…');

import type { ErrorRequestHandler } from 'express';

import { Refused } from '../contracts/api/refused.js';
import type { ApiDeps } from './deps.js';
import { withoutSecrets } from './log-requests.js';
import { problemOf, refusedOf, retryAfterS } from './problem.js';
import { contextOf } from './request-context.js';

/** The one place that answers errors: problem+json, whatever was thrown (RFC 9457). */
export function errorHandler(deps: ApiDeps): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  // eslint-disable-next-line max-params
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refused = refusedOf(error);
    const context = contextOf(response);
    const { publicUrl } = deps.settings;
    const problem = problemOf(refused, { ...context, publicUrl });
    if (problem.status >= 500) {
      const { requestId } = context;
      deps.log.error(
        { err: error, requestId, path: withoutSecrets(request.path) },
        `answered ${refused.code}`,
      );
    }
    if (problem.status === 503) response.setHeader('Retry-After', String(retryAfterS));
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="baton"');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** 404 for every address that nothing serves. */
export function refuseUnknown(path: string): never {
  throw new Refused('not_found', { what: path.slice(0, 200) });
}

import compression from 'compression';
import express from 'express';
import helmet from 'helmet';

import type { ApiDeps } from './deps.js';
import { errorHandler, refuseUnknown } from './errors.js';
import { logRequests } from './log-requests.js';
import { openApiDocument } from './openapi.js';
import { actionLinkPages } from './pages/action-link.js';
import { apiPages } from './pages/api-page.js';
import { docsPages } from './pages/docs.js';
import { homePages } from './pages/home.js';
import { signerLinkPages } from './pages/signer-link.js';
import { requestContext } from './request-context.js';
import type { Route } from './route.js';
import { routes } from './routes/index.js';
import { serve } from './serve.js';

/** The HTTP application over its dependencies; it opens and closes nothing itself. */
export function createApp(deps: ApiDeps, served: readonly Route[] = routes): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.use(requestContext(deps.settings.language));
  app.use(logRequests(deps.log));
  app.use(deps.metrics.observe);
  app.use(helmet({ contentSecurityPolicy: contentSecurity, hsts: false }));
  app.use(compression());
  serve(app, served, deps);
  app.use(apiPages(openApiDocument(served, deps.settings.publicUrl)));
  app.use(docsPages(deps.settings.docsFolder));
  app.use(actionLinkPages(deps));
  app.use(signerLinkPages(deps));
  app.use(homePages(deps));
  app.use((request) => refuseUnknown(request.path));
  app.use(errorHandler(deps));
  return app;
}

/** Pages load nothing from elsewhere; styles may be inline, scripts not. */
const contentSecurity = {
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    upgradeInsecureRequests: null,
  },
};

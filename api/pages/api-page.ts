import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import { Router } from 'express';

import type { OpenApiDocument } from '../openapi.js';
import { refuseMethod } from '../serve.js';

const page = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>Baton API</title>
<link rel="stylesheet" href="/api/ui/swagger-ui.css"></head>
<body><div id="ui"></div>
<script src="/api/ui/swagger-ui-bundle.js"></script><script src="/api/start.js"></script>
</body></html>`;

const script = `SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#ui', tryItOutEnabled: true, persistAuthorization: true,
  validatorUrl: null, deepLinking: true, docExpansion: 'none', filter: true,
});`;

const files = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** `/api`: the document to read and to try, with nothing loaded from elsewhere. */
export function apiPages(document: OpenApiDocument): Router {
  const router = Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const text = JSON.stringify(document);
  router.get('/api', (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/api/start.js', (_request, response) => {
    response.type('js').send(script);
  });
  router.get('/api/openapi.json', (_request, response) => {
    response.type('json').send(text);
  });
  for (const file of files) {
    router.get(`/api/ui/${file}`, (_request, response) => {
      response.sendFile(file, { root: folder, maxAge: '1d' });
    });
  }
  router.all(['/api', '/api/start.js', '/api/openapi.json'], refuseMethod(['GET', 'HEAD']));
  return router;
}

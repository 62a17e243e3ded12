import { describe, expect, it } from '@jest/globals';
import express from 'express';
import request from 'supertest';

import { openApiDocument } from './openapi.js';
import { apiPages } from './pages/api-page.js';
import { routes } from './routes/index.js';

const document = openApiDocument(routes, 'http://baton.test');
const app = express().use(apiPages(document));

const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, { operationId?: string; summary?: string }>).map(
    ([method, operation]) => ({ path, method, ...operation }),
  ),
);

describe('the OpenAPI document', () => {
  it('describes every operation that is served, each once and in both languages', () => {
    const served = routes.map(({ operationId }) => operationId);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([...served].sort());
    expect(new Set(served).size).toBe(served.length);
    for (const { zh, en } of routes.map(({ summary }) => summary)) {
      expect([zh, en].every((text) => text.length > 1)).toBe(true);
    }
  });

  it('names every parameter of a path', () => {
    for (const route of routes) {
      const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const item = (document.paths?.[route.path] ?? {})[route.method];
      const described = (item?.parameters ?? [])
        .filter((parameter) => 'in' in parameter && parameter.in === 'path')
        .map((parameter) => ('name' in parameter ? parameter.name : ''));
      expect([route.operationId, ...described.sort()]).toEqual([
        route.operationId,
        ...named.sort(),
      ]);
    }
  });

  it('is served with a page to try it that loads nothing from elsewhere', async () => {
    const page = await request(app).get('/api').expect(200);
    expect(page.text).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const path of [
      '/api/start.js',
      '/api/ui/swagger-ui-bundle.js',
      '/api/ui/swagger-ui.css',
    ]) {
      await request(app).get(path).expect(200);
    }
    const { body } = await request(app).get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
  });
});

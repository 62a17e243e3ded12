import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { createApp } from '../../../api/app.js';
import { createDeps } from '../../../api/create-deps.js';
import { directoryRoutes } from '../../../api/routes/directory/directory.js';
import {
  adminKey,
  openDirectory,
  type OpenDirectory,
} from '../../records/directory/open-directory.js';

export interface OpenApi extends OpenDirectory {
  app: Express;
  /** Requests with the key of a demo person, or of `admin`. */
  as(person: string): Caller;
}

export interface Caller {
  get(path: string): request.Test;
  post(path: string, body?: object): request.Test;
  put(path: string, body: object): request.Test;
  /** With If-Match; `*` where no version is given. */
  patch(path: string, body: object, version?: number): request.Test;
  delete(path: string): request.Test;
}

export const publicUrl = 'http://baton.test';
/** The directory's operations ask no engine. */
const nobody = '127.0.0.1:1';

/** The directory's routes over the demo organisation; the engine behind them is not asked. */
export async function openApi(): Promise<OpenApi> {
  const directory = await openDirectory('demo');
  const file = join(directory.dataDir, 'demo-keys.json');
  const keys = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const connection = Connection.lazy({ address: nobody });
  const deps = createDeps({
    databaseUrl: directory.databaseUrl,
    connection,
    namespace: 'none',
    settings: {
      publicUrl,
      zone: 'Asia/Shanghai',
      language: 'zh',
      docsFolder: 'docs',
      migrations: [],
    },
    log: pino({ level: 'silent' }),
  });
  const app = createApp(deps, directoryRoutes);
  const close = async (): Promise<void> => {
    await deps.close();
    await connection.close();
    await directory.close();
  };
  return { ...directory, app, close, as: (person) => callerOf(app, keys[person] ?? adminKey) };
}

function callerOf(app: Express, key: string): Caller {
  const sent = (test: request.Test): request.Test =>
    test.set('Authorization', `Bearer ${key}`).set('Accept-Language', 'en');
  const at = (path: string): string => `/api/v1/${path}`;
  return {
    get: (path) => sent(request(app).get(at(path))),
    post: (path, body = {}) => sent(request(app).post(at(path))).send(body),
    put: (path, body) => sent(request(app).put(at(path))).send(body),
    patch: (path, body, version) =>
      sent(request(app).patch(at(path)))
        .set('If-Match', version === undefined ? '*' : `"${version}"`)
        .send(body),
    delete: (path) => sent(request(app).delete(at(path))),
  };
}

import { Connection } from '@temporalio/client';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';

import { createApp } from '../../../api/app.js';
import { createDeps } from '../../../api/create-deps.js';
import type { ApiDeps } from '../../../api/deps.js';
import type { AccessRole } from '../../../contracts/directory/role-bindings.js';
import { ensureAdmin } from '../../../records/access/admin.js';
import { hashKey, mintKey, prefixOf } from '../../../records/access/keys.js';
import type { Database } from '../../../records/database.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { testStack } from '../../support/test-stack.js';
import { uniqueTaskQueue } from '../../support/worker.js';

export interface RunningApi {
  app: Express;
  deps: ApiDeps;
  database: Database;
  databaseUrl: string;
  adminKey: string;
  close(): Promise<void>;
}

export interface RunningApiOptions {
  /** Default: the test stack's engine. */
  temporalAddress?: string;
}

/** The API over a database of its own and the test stack's engine; no worker unless one is run. */
export async function runApi(options: RunningApiOptions = {}): Promise<RunningApi> {
  const cloned: TestDatabase = await cloneDatabase();
  const { temporal } = testStack();
  const connection = Connection.lazy({ address: options.temporalAddress ?? temporal.address });
  const deps = createDeps({
    databaseUrl: cloned.url,
    connection,
    namespace: temporal.namespace,
    settings: {
      publicUrl: 'http://baton.test',
      language: 'zh',
      zone: 'Asia/Shanghai',
      docsFolder: 'docs',
      migrations: [],
    },
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    taskQueue: uniqueTaskQueue(),
  });
  const adminKey = mintKey();
  await ensureAdmin(deps.database, { key: adminKey, now: new Date() });
  return {
    app: createApp(deps),
    deps,
    database: deps.database,
    databaseUrl: cloned.url,
    adminKey,
    close: async () => {
      await deps.close();
      await connection.close();
      await cloned.drop();
    },
  };
}

export interface Caller {
  person: string;
  key: string;
}

interface Standing {
  role?: AccessRole;
  departmentId?: string;
  siteId?: string;
  customerId?: string;
  /** The department that the person belongs to. */
  memberOf?: string;
  language?: 'zh' | 'en';
}

/** A person with one role binding and a key. */
export async function addPerson(
  { prisma }: Database,
  id: string,
  standing: Standing = {},
): Promise<Caller> {
  const { role, memberOf, language = 'en', ...scope } = standing;
  await prisma.person.create({ data: { id, name: id, language, departmentId: memberOf ?? null } });
  if (role)
    await prisma.roleBinding.create({ data: { id: `rol_${id}`, personId: id, role, ...scope } });
  return { person: id, key: await addKey({ prisma }, id) };
}

/** A person's key, or a service's with scopes. */
export async function addKey(
  { prisma }: Pick<Database, 'prisma'>,
  personId: string | null,
  scopes: string[] = [],
): Promise<string> {
  const key = mintKey();
  const id = `key_${hashKey(key).slice(0, 12)}`;
  const data = { id, name: id, hash: hashKey(key), prefix: prefixOf(key), personId, scopes };
  await prisma.apiKey.create({ data });
  return key;
}

/** Requests as the bearer of a key. */
export const as = (app: Express, key: string) => {
  const agent = request.agent(app);
  agent.set('Authorization', `Bearer ${key}`);
  return agent;
};

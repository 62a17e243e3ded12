import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest } from '@jest/globals';
import { Refused } from '../../../contracts/api/refused.js';
import { seedInstallation } from '../../../prisma/seed/seed.js';
import { everywhere } from '../../../records/access/scope.js';
import { openDatabase, type Database } from '../../../records/database.js';
import type { Access } from '../../../records/directory/access.js';
import { cloneDatabase } from '../../support/database.js';

/** A demo seed is a thousand statements, which a busy machine runs slowly. */
jest.setTimeout(60_000);

export interface OpenDirectory {
  database: Database;
  databaseUrl: string;
  /** May do everything everywhere. */
  access: Access;
  /** Holds `demo-keys.json` after a demo seed. */
  dataDir: string;
  close(): Promise<void>;
}

export const adminKey = 'bt_test_admin_key_0001';

/** A database of one's own, filled as a new installation is. */
export async function openDirectory(mode: 'demo' | 'none'): Promise<OpenDirectory> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url);
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-directory-'));
  const now = new Date();
  await seedInstallation(database.prisma, { mode, dataDir, adminKey, now });
  return {
    database,
    databaseUrl: clone.url,
    dataDir,
    access: {
      db: database.prisma,
      writer: { actor: { kind: 'user', id: 'admin', person: 'admin' }, at: now },
      scope: everywhere,
      permission: 'test',
    },
    close: async () => {
      await database.close();
      await clone.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The refusal that a write ends in; fails the test where it succeeds. */
export async function refusal(write: Promise<unknown>): Promise<Refused> {
  const outcome: unknown = await write.then(
    () => 'succeeded',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Refused);
  return outcome as Refused;
}

/** Its code and the places it names. */
export async function refused(write: Promise<unknown>): Promise<[string, ...string[]]> {
  const { code, faults } = await refusal(write);
  return [code, ...faults.map(({ pointer }) => pointer)];
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type request from 'supertest';
import { seedInstallation } from '../../../prisma/seed/seed.js';
import { as, runApi, type RunningApi } from '../api/running-api.js';

export interface OpenCalendars extends RunningApi {
  admin: ReturnType<typeof as>;
}

/** The instant that the API takes for the present: 2026-11-22 in the morning of Shanghai. */
export const present = Date.parse('2026-11-22T01:00:00Z');

/** The whole API over an installation that has nothing but what every one begins with. */
export async function openCalendars(): Promise<OpenCalendars> {
  const api = await runApi();
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-calendars-'));
  const now = new Date(present);
  await seedInstallation(api.database.prisma, { mode: 'none', dataDir, now });
  await rm(dataDir, { recursive: true, force: true });
  api.deps.now = () => present;
  return { ...api, admin: as(api.app, api.adminKey) };
}

export const at = (path: string): string => `/api/v1/calendars${path}`;

/** Status, code and pointers of a refusal. */
export const refusalIn = ({ status, body }: request.Response): unknown[] => [
  status,
  body.code,
  ...((body.errors ?? []) as { pointer: string }[]).map(({ pointer }) => pointer),
];

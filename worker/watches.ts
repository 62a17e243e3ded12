import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { watchDigests } from '../activities/promise/digest.js';
import type { Intake } from '../intake/admit.js';
import { watchReviewSchedules } from '../intake/review/schedule-watch.js';
import { watchShifts } from '../intake/shift-watch.js';
import { startWindowWatch } from '../intake/window-watch.js';
import type { Database } from '../records/database.js';

type DigestDeps = Parameters<typeof watchDigests>[0];

interface Watching extends DigestDeps {
  database: Database;
  client: Client;
  intake: Intake;
  taskQueue: string;
  log: Logger;
}

/** Looks regularly for what is due by the records; any number of workers may. */
export const startWatches = (deps: Watching): { stop(): Promise<void> } => {
  const { database, client, intake, taskQueue, log } = deps;
  const later =
    (what: string) =>
    (error: unknown): void =>
      log.warn({ err: error }, what);
  const common = { database, client, taskQueue, now: Date.now };
  const watches = [
    startWindowWatch({
      ...{ database, intake, now: Date.now },
      onError: later('overlapping windows are looked for again soon'),
    }),
    watchShifts({ ...common, onError: later('changes of duty are looked for again soon') }),
    watchDigests(deps, later('weekly digests are looked for again soon')),
    watchReviewSchedules({
      ...common,
      onError: later('review schedules are brought in line soon'),
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(watches.map((watch) => watch.stop()));
    },
  };
};

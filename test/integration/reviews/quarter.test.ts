import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';

import {
  closeChannels,
  createChannels,
  type Channels,
} from '../../../activities/notify/channels/create-channels.js';
import { askUpdate, type Answer, type Ask } from '../../../contracts/names.js';
import { nameMissing } from '../../../domain/review-cycle/dry-run.js';
import type { ReviewCycle } from '../../../domain/review-cycle/process.js';
import type { Review } from '../../../domain/review/process.js';
import { createIntake } from '../../../intake/admit.js';
import { startCycle } from '../../../intake/review/start-cycle.js';
import { findCycle, planCycle, type CycleRow } from '../../../records/review/cycles.js';
import { dryRunOf } from '../../../records/review/dry-run.js';
import { takeParticipants } from '../../../records/review/participants.js';
import { createActivities } from '../../../worker/activities.js';
import { idle } from '../../support/idle.js';
import { startMailServer, type MailServer } from '../../support/smtp.js';
import {
  connectTimeSkipping,
  fastForward,
  virtualNow,
  type TimeSkippingClient,
} from '../../support/time-skipping.js';
import { waitUntil } from '../../support/wait-until.js';
import { runWorker, type RunningWorker } from '../../support/worker.js';
import { runApi, type RunningApi } from '../api/running-api.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const limitMs = 60_000;
const quarterMs = 240_000;

let api: RunningApi;
let skipping: TimeSkippingClient;
let client: Client;
let mail: MailServer;
let channels: Channels;
let worker: RunningWorker;

beforeAll(async () => {
  api = await runApi();
  skipping = await connectTimeSkipping('on-request');
  client = skipping.client;
  mail = await startMailServer();
  const { database, taskQueue } = api.deps;
  const publicUrl = 'http://baton.test';
  channels = createChannels({
    ...{ smtpUrl: mail.url, mailFrom: 'baton@baton.test', publicUrl, limits: {} },
    egress: { allowPrivate: true },
  });
  const intake = createIntake({ database, client, taskQueue, now: Date.now });
  const activities = createActivities({
    ...{ database, channels, publicUrl, zone: 'Asia/Shanghai', now: Date.now },
    ...{ observe: () => undefined, heartbeat: () => undefined },
    signal: () => new AbortController().signal,
    ...{ client, intake, taskQueue },
  });
  worker = await runWorker({ activities, taskQueue });
  const { prisma } = database;
  const weekly = [1, 2, 3, 4, 5].map((day) => ({
    day,
    intervals: [{ from: '09:00', to: '18:00' }],
  }));
  const name = { zh: '办公', en: 'office' };
  await prisma.workCalendar.create({
    data: { id: 'cal_office', name, zone: 'Asia/Shanghai', byYear: false, weekly },
  });
  for (const [id, headId, deputyId] of [
    ['dep_ops', 'mia', 'dora'],
    ['dep_net', 'noah', 'nina'],
  ] as const) {
    const executiveId = 'hugo';
    const calendarId = 'cal_office';
    await prisma.department.create({
      data: { id, name: { zh: id, en: id }, headId, deputyId, executiveId, calendarId },
    });
  }
  for (const id of ['ann', 'bob', 'mia', 'dora', 'noah', 'nina', 'hugo', 'hr', 'pam']) {
    const channel = { channel: 'mail', address: { address: `${id}@baton.test` }, afterS: 0 };
    const departmentId = ['ann', 'bob'].includes(id) ? 'dep_ops' : null;
    await prisma.person.create({
      data: { id, name: id, language: 'en', departmentId, channels: [channel] },
    });
  }
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await closeChannels(channels);
  await mail.close();
  await skipping.close();
  await api.close();
});

const rows = () => api.database.prisma;

/** A period of which three weeks are left. */
const plan = async (): Promise<CycleRow> => {
  const end = Math.ceil(Date.now() / dayMs) * dayMs - 8 * hourMs + 21 * dayMs;
  const { id } = await planCycle(
    rows(),
    {
      ...{ key: '2026Q4-OPS', department: 'dep_ops', hr: 'hr', formula: 1 },
      period: { from: end - 92 * dayMs, until: end },
      ...{ calibrators: ['pam'], panels: [['mia', 'pam'], ['hugo']] },
      weights: { results: 50, quality: 20, linkage: 20, growth: 10 },
      by: { kind: 'user', id: 'hr', person: 'hr' },
    },
    Date.now(),
  );
  const row = await findCycle(rows(), id);
  if (!row) throw new Error('no cycle');
  return row;
};

const ask = <P extends Review | ReviewCycle>(
  id: string,
  command: P['asked'],
  person: string,
): Promise<Answer<P>> => {
  const asking: Ask<P> = { command, by: { kind: 'user', id: person, person } };
  return client.workflow.getHandle(id).executeUpdate(askUpdate, { args: [asking] });
};

const staged = (ids: readonly string[], stage: string): Promise<void> =>
  waitUntil(
    async () => {
      const found = await rows().processRow.findMany({ where: { id: { in: [...ids] }, stage } });
      return found.length === ids.length;
    },
    { limitMs, what: () => `${ids.join(', ')} in ${stage}` },
  );

const advance = async (id: string, at: number): Promise<void> => {
  await idle(client, id);
  const left = at - (await virtualNow(client, id));
  if (left <= 0) return;
  await fastForward(client, id, left).catch((error: unknown) => {
    if (!String(error).includes('the execution ended')) throw error;
  });
};

describe('a quarter of reviews with the real hands', () => {
  it(
    'is opened, frozen, reminded of once a day, scored, released, appealed and archived',
    async () => {
      const cycle = await plan();
      expect(await takeParticipants(rows(), cycle, 'operations')).toBe(2);
      const missing = nameMissing(await dryRunOf(rows(), cycle, Date.now()));
      expect(missing).toEqual(expect.arrayContaining(['counterparts: ann', 'counterparts: bob']));
      await rows().reviewCycleParticipant.updateMany({ data: { counterparts: ['dep_net'] } });
      const { database, taskQueue } = api.deps;
      await startCycle({ database, client, taskQueue, now: Date.now }, cycle);
      await startCycle({ database, client, taskQueue, now: Date.now }, cycle);
      const { id } = cycle;
      await staged([id], 'planned');
      const readings = { missing: [], warnings: [] };
      const { view } = await ask<ReviewCycle>(id, { type: 'open', readings }, 'hr');
      const { dates } = view;
      const participants = await rows().reviewCycleParticipant.findMany();
      const reviews = participants.map(({ reviewId }) => reviewId);
      const [ann = ''] = reviews;
      await staged(reviews, 'open');
      const until = async (at: number): Promise<void> => {
        await Promise.all(reviews.map((one) => advance(one, at)));
        await advance(id, at);
      };
      await until(dates.self.from + 2 * hourMs);
      await staged(reviews, 'self');
      await ask<Review>(ann, { type: 'self', entry: 'ren_1' }, 'ann');
      await until(dates.manager.from + 20 * 60_000);
      await staged(reviews, 'manager');
      mail.mails.splice(0);
      await until(dates.manager.from + hourMs);
      const [both, rated] = await mail.received(2);
      expect([both, rated].map((one) => one?.to[0]).toSorted()).toEqual([
        ...['mia@baton.test', 'nina@baton.test'],
      ]);
      await ask<Review>(ann, { type: 'manager', entry: 'ren_2', marks: 1, evidence: 1 }, 'mia');
      await until(dates.calibration.from + hourMs);
      await staged([...reviews, id], 'calibration');
      await waitUntil(async () => (await rows().reviewScore.count()) === 2, {
        limitMs,
        what: () => 'two scores',
      });
      await idle(client, id);
      await ask<ReviewCycle>(id, { type: 'calibrate', done: true, unreviewed: [] }, 'pam');
      await staged(reviews, 'publication');
      await waitUntil(
        () =>
          ask<ReviewCycle>(id, { type: 'publish' }, 'hr').then(
            () => true,
            (error: Error) =>
              !String(error.cause).includes('scores_pending') && Promise.reject(error),
          ),
        { limitMs, what: () => 'the release' },
      );
      await staged(reviews, 'released');
      await ask<Review>(ann, { type: 'appeal', entry: 'ren_3', items: 1 }, 'ann');
      await ask<Review>(ann, { type: 'decide', entry: 'ren_4', outcome: 'uphold' }, 'pam');
      await until(dates.close - hourMs);
      await staged(reviews, 'final');
      await advance(id, dates.close + 9 * dayMs);
      await staged([...reviews, id], 'closed');
      const archive = await rows().reviewArchive.findUnique({ where: { cycleId: id } });
      expect(archive?.sha256).toMatch(/^[0-9a-f]{64}$/);
      const digests = await rows().reviewDigest.findMany();
      const sent = await rows().delivery.count({ where: { subject: id, state: 'delivered' } });
      expect(sent).toBe(digests.length);
    },
    quarterMs,
  );
});

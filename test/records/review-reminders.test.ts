import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  closeChannels,
  createChannels,
  type Channels,
} from '../../activities/notify/channels/create-channels.js';
import { createArchiveCycle } from '../../activities/review/archive-cycle.js';
import { createRemind } from '../../activities/review/remind.js';
import type { ReviewDependencies } from '../../activities/review/review-dependencies.js';
import type { RemindEffect } from '../../domain/review-cycle/effects.js';
import { dates, periodEnd, workDays } from '../../domain/review/testing.fixture.js';
import { digestAfterMs } from '../../domain/review/reminder.js';
import { dayAfter } from '../../domain/review/work-days.js';
import { openDatabase, type Database } from '../../records/database.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { startMailServer, type MailServer } from '../support/smtp.js';
import { addPeople, mailRule } from './fixtures.js';

const hourMs = 3_600_000;
/** Half an hour into the first working day of the managers' step. */
const firstMorning = dates.manager.from + digestAfterMs;
const morning = (n: number): number =>
  dayAfter(workDays, dates.manager.from - 1, n)[0] + digestAfterMs;

let clone: TestDatabase;
let database: Database;
let mail: MailServer;
let channels: Channels;
let deps: ReviewDependencies;
let number = 100;

const publicUrl = 'https://baton.example.com';
const openChannels = (): Channels =>
  createChannels({
    ...{ smtpUrl: mail.url, mailFrom: 'Baton <baton@example.com>', publicUrl, limits: {} },
    egress: { allowPrivate: true },
  });

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolMax: 10 });
  mail = await startMailServer();
  channels = openChannels();
  deps = {
    ...{ database, channels, publicUrl, zone: 'Asia/Shanghai', now: () => firstMorning },
    ...{ observe: () => undefined, heartbeat: () => undefined },
    signal: () => new AbortController().signal,
    ...{ client: {} as never, taskQueue: 'none' },
  };
  await addPeople(database, [
    ...['mia', 'nina', 'late'].map((id) => ({ id, channels: [mailRule(id)] })),
  ]);
  await database.prisma.workCalendar.create({
    data: {
      ...{ id: 'cal_late', name: { en: 'late' }, zone: 'Asia/Shanghai', byYear: false },
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '13:00', to: '22:00' }] })),
    },
  });
  await database.prisma.department.create({
    data: { id: 'dep_late', name: { en: 'late' }, calendarId: 'cal_late' },
  });
  await database.prisma.person.update({
    where: { id: 'late' },
    data: { departmentId: 'dep_late' },
  });
});

afterAll(async () => {
  await closeChannels(channels);
  await mail.close();
  await database.close();
  await clone.drop();
});

beforeEach(async () => {
  await database.prisma.processRow.deleteMany();
  await database.prisma.delivery.deleteMany();
  await database.prisma.reviewDigest.deleteMany();
  mail.mails.splice(0);
});

interface Form {
  holder: string;
  kind?: string;
  cycle?: string;
  outcome?: string;
  closed?: boolean;
}

/** A review on record with one form. */
const addReview = async (
  id: string,
  { holder, kind = 'manager', cycle, outcome, closed }: Form,
) => {
  const task = {
    ...{ kind, of: holder, holder: { id: holder, name: holder }, climbed: 0 },
    ...{ startAt: dates.manager.from, dueAt: dates.manager.until, ...(outcome && { outcome }) },
  };
  await database.prisma.processRow.create({
    data: {
      ...{ id, process: 'review', number: (number += 1), seq: 1, stage: 'manager' },
      ...{ title: `review of ${id}`, about: cycle ?? 'rvc_1', silenced: {} },
      ...{ startedAt: new Date(periodEnd), closedAt: closed ? new Date(periodEnd) : null },
      view: { tasks: [task] },
    },
  });
};

const remind = (change: Partial<RemindEffect> = {}) =>
  createRemind(deps)({
    ...{ kind: 'remind', id: 'r1', cycle: 'rvc_1', at: firstMorning, workDays },
    ...change,
  });

const received = () => mail.mails.map(({ to, mail: { text } }) => [to[0], text ?? ''] as const);

describe('the reminders of a review cycle', () => {
  it('are one mail a day for a person, whatever the number of forms and cycles', async () => {
    for (const n of [1, 2, 3]) await addReview(`rev_${n}`, { holder: 'mia' });
    await addReview('rev_other', { holder: 'mia', cycle: 'rvc_2' });
    await addReview('rev_done', { holder: 'mia', outcome: 'given' });
    await addReview('rev_nina', { holder: 'nina', kind: 'counterpart' });
    const first = await remind();
    expect(first).toMatchObject({ sent: 2, waiting: 0 });
    expect(first.progress).toMatchObject({ open: { manager: 3, counterpart: 1 }, late: {} });
    const texts = new Map(received());
    expect([...texts.keys()].toSorted()).toEqual(['mia@example.com', 'nina@example.com']);
    const own = texts.get('mia@example.com') ?? '';
    for (const id of ['rev_1', 'rev_2', 'rev_3', 'rev_other']) expect(own).toContain(id);
    expect(own).not.toContain('rev_done');
    expect(await remind({ id: 'r2' })).toMatchObject({ sent: 0 });
    expect(await remind({ id: 'r3', cycle: 'rvc_2' })).toMatchObject({ sent: 0 });
    expect(mail.mails).toHaveLength(2);
  });

  it('come at the start, three days and one day before, on the day, and when it is late', async () => {
    await addReview('rev_1', { holder: 'mia' });
    const sent: number[] = [];
    for (let n = 1; n <= 10; n += 1) {
      const { sent: count } = await remind({ id: `r${n}`, at: morning(n) });
      if (count > 0) sent.push(n);
    }
    expect(sent).toEqual([1, 2, 4, 5, 6, 8, 10]);
  });

  it('wait for the working hours of the person', async () => {
    await addReview('rev_1', { holder: 'late' });
    const early = await remind();
    const opens = dates.manager.from + 4 * hourMs;
    expect(early).toMatchObject({ sent: 0, waiting: 1, again: opens });
    expect(await remind({ id: 'r2', at: opens })).toMatchObject({ sent: 1, waiting: 0 });
    expect(received().map(([to]) => to)).toEqual(['late@example.com']);
  });

  it('are sent later the same day when the mail server was busy', async () => {
    await addReview('rev_1', { holder: 'mia' });
    mail.refuse({ at: 'recipient', code: 451, text: 'busy' });
    const own = openChannels();
    const hands = { ...deps, channels: own };
    const effect = { kind: 'remind' as const, cycle: 'rvc_1', workDays };
    const busy = await createRemind(hands)({ ...effect, id: 'r1', at: firstMorning });
    expect(busy).toMatchObject({ sent: 0, waiting: 1 });
    await closeChannels(own);
    hands.channels = openChannels();
    hands.now = () => firstMorning + hourMs;
    const later = await createRemind(hands)({ ...effect, id: 'r2', at: busy.again ?? 0 });
    expect(later).toMatchObject({ sent: 1 });
    await closeChannels(hands.channels);
    expect(mail.mails).toHaveLength(1);
  });
});

describe('the archive of a review cycle', () => {
  it('waits for every review, and keeps one hash of the same rows for ever', async () => {
    const { prisma } = database;
    const at = new Date(periodEnd);
    await prisma.reviewCycleParticipant.createMany({
      data: ['a', 'b'].map((id) => ({
        ...{ cycleId: 'rvc_9', personId: id, reviewId: `rev_${id}`, card: 'operations' },
        ...{ days: 92, of: 92, updatedAt: at },
      })),
    });
    await addReview('rev_a', { holder: 'mia', cycle: 'rvc_9', closed: true });
    const archive = createArchiveCycle(deps);
    const effect = { kind: 'archive' as const, id: 'e1', cycle: 'rvc_9', at: periodEnd };
    expect(await archive(effect)).toMatchObject({ open: 1 });
    await addReview('rev_b', { holder: 'mia', cycle: 'rvc_9', closed: true });
    const kept = await archive(effect);
    expect(kept).toMatchObject({ open: 0, rows: 2 });
    expect(kept.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await archive({ ...effect, id: 'e2' })).toMatchObject({ sha256: kept.sha256 });
    await expect(prisma.reviewArchive.deleteMany()).rejects.toThrow();
  });
});

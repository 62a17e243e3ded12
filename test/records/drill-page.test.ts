import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { createProcessActivities } from '../../activities/process.js';
import type { Lateness } from '../../activities/metrics.js';
import {
  closeChannels,
  createChannels,
  type Channels,
} from '../../activities/notify/channels/create-channels.js';
import type { ProcessActivities } from '../../activities/process-activities.js';
import type { Target } from '../../domain/ladder.js';
import { openDatabase, type Database } from '../../records/database.js';
import { deliveryLateness } from '../../records/delivery/lateness.js';
import { keepAudience } from '../../records/drill/audience.js';
import { keepScale } from '../../records/scale/scale.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { startMailServer, type MailServer } from '../support/smtp.js';
import {
  addPeople,
  addSchedule,
  freshId,
  mailRule,
  pageOf,
  projectionOf,
  start,
  viewOf,
} from './fixtures.js';

const people = Array.from({ length: 8 }, (_, n) => `per_${n}`);
const schedule = 'sch_noc';
const nowMs = start + 1_000;
const propertyLimitMs = 60_000;

let clone: TestDatabase;
let database: Database;
let mail: MailServer;
let channels: Channels;
let hands: ProcessActivities;
const late: Lateness[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolMax: 10 });
  mail = await startMailServer();
  channels = createChannels({
    smtpUrl: mail.url,
    mailFrom: 'Baton <baton@example.com>',
    publicUrl: 'https://baton.example.com',
    egress: { allowPrivate: true },
    limits: {},
  });
  hands = createProcessActivities({
    ...{ database, channels, publicUrl: 'https://baton.example.com', zone: 'Asia/Shanghai' },
    observe: (one) => void late.push(one),
    now: () => nowMs,
    signal: () => new AbortController().signal,
    heartbeat: () => undefined,
    workflows: {} as never,
  });
  await addPeople(database, [
    { id: 'admin' },
    ...people.map((id) => ({ id, channels: [mailRule(id)] })),
  ]);
  await addSchedule(database, { id: schedule, owner: 'per_6', members: ['per_7'] });
  const { prisma } = database;
  await prisma.team.create({ data: { id: 'tem_1', name: { zh: '组', en: 'team' } } });
  await prisma.teamMember.createMany({
    data: ['per_4', 'per_5'].map((personId) => ({ teamId: 'tem_1', personId })),
  });
  const away = { from: new Date(start - 1), until: new Date(start + 86_400_000) };
  await prisma.absence.create({
    data: { id: 'abs_1', personId: 'per_1', deputyId: 'per_2', ...away },
  });
});

afterAll(async () => {
  await closeChannels(channels);
  await mail.close();
  await database.close();
  await clone.drop();
});

const person = fc.constantFrom(...people);
const target: fc.Arbitrary<Target> = fc.oneof(
  person.map((id): Target => ({ kind: 'person', id })),
  fc.constant<Target>({ kind: 'schedule', id: schedule }),
  fc.constant<Target>({ kind: 'team', id: 'tem_1' }),
  fc.constant<Target>({ kind: 'duty', role: 'duty_manager' }),
);

describe('a page of a drill (I10)', () => {
  it(
    'reaches somebody of its cast, and nobody else, whatever its targets and holder are',
    async () => {
      const pages = fc.record({
        players: fc.uniqueArray(person, { minLength: 1, maxLength: 3 }),
        leader: person,
        targets: fc.array(target, { minLength: 1, maxLength: 5 }),
        rung: fc.option(fc.nat(5), { nil: undefined }),
        holder: fc.option(person, { nil: undefined }),
      });
      await fc.assert(
        fc.asyncProperty(pages, async ({ players, leader, targets, rung, holder }) => {
          const id = freshId();
          const cast = [...new Set([leader, ...players])];
          await keepAudience(database, id, { drill: id, people: cast, players });
          const view = viewOf(id, {
            drill: true,
            holder: { ...(holder ? { person: holder } : { duty: schedule }), since: start },
          });
          const { rung: _first, ...page } = pageOf({ targets, duty: schedule });
          const before = mail.mails.length;
          const report = await hands.pagePeople(
            id,
            { ...page, ...(rung !== undefined && { rung }) },
            projectionOf(view),
          );
          const boxes = mail.mails.slice(before).flatMap(({ to }) => to);
          expect(boxes.length).toBeGreaterThan(0);
          for (const box of boxes) expect(cast).toContain(box.split('@')[0]);
          for (const one of report.people) expect(cast).toContain(one.person);
          expect(cast).toContain(report.duty);
          const { prisma } = database;
          const baton = await prisma.baton.findUniqueOrThrow({ where: { subject: id } });
          expect(cast).toContain(baton.holderId);
          const row = await prisma.incident.findUniqueOrThrow({ where: { id } });
          expect(cast).toContain(row.holderId);
        }),
        { numRuns: 40 },
      );
    },
    propertyLimitMs,
  );

  it('says in whose place somebody plays', async () => {
    const id = freshId();
    const cast = { people: ['per_0'], players: ['per_0'] };
    await keepAudience(database, id, { drill: id, ...cast });
    const view = viewOf(id, { drill: true, holder: { person: 'per_0', since: start } });
    const before = mail.mails.length;
    const targets: Target[] = [{ kind: 'schedule', id: schedule }];
    await hands.pagePeople(id, pageOf({ targets }), projectionOf(view));
    const [sent] = mail.mails.slice(before);
    expect(sent?.mail.subject).toMatch(/^\[演练\]/);
    expect(sent?.mail.text).toContain('代替 人 per_7');
  });

  it('and one on a scaled clock are measured by nobody', async () => {
    const [drill, scaled, real] = [freshId(), freshId(), freshId()];
    await keepAudience(database, drill, { drill, people: ['per_0'], players: ['per_0'] });
    const scale = await keepScale(database, scaled, { at: start, factor: 60 });
    const targets: Target[] = [{ kind: 'person', id: 'per_0' }];
    const count = async (): Promise<number> =>
      (await deliveryLateness(database))
        .filter(({ until }) => until === 'delivered')
        .flatMap(({ counts }) => counts)
        .reduce((sum, one) => sum + one, 0);
    const [before, observed] = [await count(), late.length];
    const at = (id: string, isDrill: boolean) => projectionOf(viewOf(id, { drill: isDrill }));
    await hands.pagePeople(drill, pageOf({ targets }), at(drill, true));
    await hands.pagePeople(scaled, { ...pageOf({ targets }), scale }, at(scaled, false));
    expect([await count(), late.length]).toEqual([before, observed]);
    await hands.pagePeople(real, pageOf({ targets }), at(real, false));
    expect([await count(), late.length]).toEqual([before + 1, observed + 1]);
  });

  it('looks people up by the subject’s own clock', async () => {
    const id = freshId();
    const { prisma } = database;
    const later = start + 10 * 3_600_000;
    await prisma.scheduleOverride.create({
      data: {
        id: 'ovr_later',
        scheduleId: schedule,
        personId: 'per_3',
        from: new Date(later),
        until: new Date(later + 3_600_000),
      },
    });
    const scale = { at: nowMs - 37_000, factor: 1_000 };
    const before = mail.mails.length;
    const targets: Target[] = [{ kind: 'schedule', id: schedule }];
    await hands.pagePeople(id, { ...pageOf({ targets }), scale }, projectionOf(viewOf(id)));
    const boxes = mail.mails.slice(before).flatMap(({ to }) => to.map((box) => box.split('@')[0]));
    expect(boxes).toEqual(['per_3']);
  });
});

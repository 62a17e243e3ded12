import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  createIncidentActivities,
  type IncidentActivities,
} from '../../activities/incident/incident.js';
import type { Lateness } from '../../activities/metrics.js';
import { peopleAtOnceMax } from '../../activities/notify/page-people.js';
import {
  closeChannels,
  createChannels,
  type Channels,
  type ChannelsOptions,
} from '../../activities/notify/channels/create-channels.js';
import type { IncidentView } from '../../domain/incident/view.js';
import { openDatabase, type Database } from '../../records/database.js';
import { beginAttempt } from '../../records/delivery/attempts.js';
import { deliveryLateness } from '../../records/delivery/lateness.js';
import { pageContext, tokenId } from '../../records/delivery/rows.js';
import { writeProjection } from '../../records/project/project.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { startReceiver, type Receiver } from '../support/receiver.js';
import { startMailServer, type MailServer } from '../support/smtp.js';
import { waitUntil } from '../support/wait-until.js';
import {
  addPeople,
  addSchedule,
  entryOf,
  freshId,
  mailRule,
  pageOf,
  projectionOf,
  start,
  viewOf,
  webhookRule,
} from './fixtures.js';

let clone: TestDatabase;
let database: Database;
let mail: MailServer;
let receiver: Receiver;
let channels: Channels;
let hands: IncidentActivities;
let now = start;
let late: Lateness[] = [];

const outsideWorker = {
  now: () => now,
  signal: () => new AbortController().signal,
  heartbeat: () => undefined,
};

function handsOver(limits: ChannelsOptions['limits'] = {}): IncidentActivities {
  channels = createChannels({
    smtpUrl: mail.url,
    mailFrom: 'Baton <baton@example.com>',
    publicUrl: 'https://baton.example.com',
    egress: { allowPrivate: true },
    limits,
  });
  return createIncidentActivities({
    ...{ database, channels, publicUrl: 'https://baton.example.com', zone: 'Asia/Shanghai' },
    observe: (one) => void late.push(one),
    ...outsideWorker,
    workflows: {} as never,
    admit: () => Promise.resolve(),
  });
}

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolMax: 10 });
  await addPeople(database, [{ id: 'admin' }, { id: 'owner', channels: [mailRule('owner')] }]);
});
beforeEach(async () => {
  now = start + 1_000;
  late = [];
  mail = await startMailServer();
  receiver = await startReceiver();
  hands = handsOver();
});
afterEach(async () => {
  await closeChannels(channels);
  await Promise.all([mail.close(), receiver.close()]);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const mailTo = (person: string) =>
  mail.mails.filter(({ to }) => to.includes(`${person}@example.com`));

async function personWith(...rules: ((id: string) => unknown)[]): Promise<string> {
  const id = freshId('per_');
  await addPeople(database, [{ id, channels: rules.map((rule) => rule(id)) }]);
  return id;
}

const rowsOf = (subject: string) =>
  database.prisma.delivery.findMany({
    where: { subject },
    include: { tries: { orderBy: { n: 'asc' } } },
    orderBy: { id: 'asc' },
  });

const acknowledge = (view: IncidentView, mark: number, seq = 9) =>
  writeProjection(
    database,
    projectionOf({ ...view, silenced: { ...view.silenced, respond: mark } }, { seq }),
    { holder: 'admin' },
  );

/** What a worker leaves that dies between the rows of page p1 and its first send. */
const written = (view: IncidentView, person: string) =>
  writeProjection(database, projectionOf(view), {
    holder: 'admin',
    page: {
      links: [],
      deliveries: [
        {
          ...{ id: `${view.id}/p1/${person}/mail/0`, subject: view.id, page: 'p1', no: 1 },
          ...{ ladder: 'respond', reason: 'rung', rung: 0, person, channel: 'mail' },
          ...{ address: mailRule(person).address, destination: 'mail:x', afterS: 0, due: start },
        },
      ],
    },
  });

/** Resolves once so many statements wait for a lock in this database. */
const waitingForLocks = (statements: number): Promise<void> =>
  waitUntil(
    async () => {
      const rows = await database.prisma.$queryRaw<unknown[]>`
        select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return rows.length >= statements;
    },
    { limitMs: 4_000, what: () => `${statements} waiting statements` },
  );

const target = (id: string) => [{ kind: 'person', id } as const];

describe('paging', () => {
  it('has the number and the row before the mail, and the mail says what, where, why and how', async () => {
    const person = await personWith(mailRule);
    const view = viewOf(freshId(), {
      site: { id: 's', name: '上海一号' },
      description: '<i>x</i>',
    });
    const carry = projectionOf(view, { entries: [entryOf(1)] });
    const report = await hands.pagePeople(view.id, pageOf({ targets: target(person) }), carry);
    expect(report).toEqual({
      type: 'paged',
      effect: 'p1',
      ladder: 'respond',
      rung: 0,
      empty: false,
      people: [{ person, name: `人 ${person}`, state: 'delivered', channels: ['mail'] }],
      more: 0,
      waiting: false,
      later: [],
      gaps: [],
    });
    const row = await database.prisma.incident.findUniqueOrThrow({ where: { id: view.id } });
    const [letter] = await mail.received(1);
    expect(letter?.mail.subject).toBe(`[INC-${row.number}][严重] 核心交换机离线 <b>core</b>`);
    const text = letter?.mail.text ?? '';
    for (const part of [
      '上海一号',
      '业务中断',
      '升级阶梯第 1 级',
      '2026-11-23 02:05 (UTC+08:00)',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`https://baton.example.com/i/INC-${row.number}`);
    expect(letter?.mail.html).toContain('核心交换机离线 &lt;b&gt;core&lt;/b&gt;');
    expect(letter?.mail.html).not.toContain('<i>x</i>');
    const token = /\/a\/([\w-]+)/.exec(text)?.[1] ?? '';
    expect(
      await database.prisma.actionLink.findUnique({ where: { id: tokenId(token) } }),
    ).toMatchObject({
      ...{ subject: view.id, personId: person, action: 'acknowledge' },
      expiresAt: new Date(now + 24 * 3_600_000),
    });
    const [delivery] = await rowsOf(view.id);
    expect(delivery).toMatchObject({
      id: `${view.id}/p1/${person}/mail/0`,
      ...{ state: 'delivered', attempts: 1, possiblyRepeated: false },
      dueAt: new Date(start),
      startedAt: new Date(now),
      deliveredAt: new Date(now),
    });
    expect(late).toEqual([{ channel: 'mail', outcome: 'delivered', startedS: 1, deliveredS: 1 }]);
    const series = await deliveryLateness(database);
    expect(
      series.find(({ until, outcome }) => until === 'delivered' && outcome === 'delivered'),
    ).toBeDefined();
  });

  it('needs four round trips to the database at most before the first byte goes out', async () => {
    const person = await personWith(mailRule);
    const view = viewOf(freshId(), { holder: { duty: freshId('sch_'), since: start } });
    await addSchedule(database, { id: view.holder.duty ?? '', owner: 'owner', members: [person] });
    let trips = 0;
    const counted: Database = {
      ...database,
      rows: (...call) => {
        trips += mail.mails.length === 0 ? 1 : 0;
        return database.rows(...call);
      },
    };
    const counting = createIncidentActivities({
      ...{ database: counted, channels, publicUrl: 'https://x', zone: 'UTC', ...outsideWorker },
      ...{ observe: () => undefined, workflows: {} as never, admit: () => Promise.resolve() },
    });
    const targets = [{ kind: 'schedule', id: view.holder.duty ?? '' }] as const;
    const page = pageOf({ targets: [...targets], duty: view.holder.duty ?? '' });
    await counting.pagePeople(view.id, page, projectionOf(view, { entries: [entryOf(1)] }));
    expect(trips).toBeLessThanOrEqual(4);
    expect(mailTo(person)).toHaveLength(1);
  });

  it('run again after an outcome sends nothing a second time and reports the same', async () => {
    const person = await personWith(mailRule);
    const view = viewOf(freshId());
    const page = pageOf({ targets: target(person) });
    const first = await hands.pagePeople(view.id, page, projectionOf(view));
    expect(await hands.pagePeople(view.id, page, projectionOf(view))).toEqual(first);
    expect(mailTo(person)).toHaveLength(1);
  });

  it('after a crash in the middle sends again, marked as possibly repeated, to the same people', async () => {
    const [first, second] = [await personWith(mailRule), await personWith(mailRule)];
    const view = viewOf(freshId());
    await addSchedule(database, { id: view.id, owner: 'owner', members: [second] });
    await written(view, first);
    const [row] = (await pageContext(database, view.id, 'p1')).deliveries;
    if (row) await beginAttempt(database, row, { now, limit: undefined });
    const page = pageOf({ targets: [{ kind: 'schedule', id: view.id }] });
    const report = await hands.pagePeople(view.id, page, projectionOf(view));
    expect(report.people).toMatchObject([{ person: first, state: 'delivered' }]);
    expect(mailTo(second)).toHaveLength(0);
    expect(mailTo(first)[0]?.mail.subject).toContain('[可能重复]');
    expect(await rowsOf(view.id)).toMatchObject([
      {
        state: 'delivered',
        possiblyRepeated: true,
        tries: [{ outcome: 'unknown' }, { outcome: 'delivered' }],
      },
    ]);
  });

  it('marks a page that left and was never answered when it sends it again (I5)', async () => {
    const person = await personWith(() => webhookRule(`${receiver.url}/r`));
    const view = viewOf(freshId());
    const page = pageOf({ targets: target(person) });
    receiver.script('disconnect', { status: 503 });
    await hands.pagePeople(view.id, page, projectionOf(view));
    for (let turn = 0; turn < 2; turn += 1) {
      now += 60_000;
      await hands.pagePeople(view.id, page);
    }
    const marks = receiver.requests.map(({ body }) => JSON.parse(body) as unknown);
    expect(marks).toMatchObject(
      [false, true, true].map((possiblyRepeated) => ({ possiblyRepeated })),
    );
    expect(await rowsOf(view.id)).toMatchObject([
      {
        ...{ state: 'delivered', possiblyRepeated: true },
        tries: [{ outcome: 'unknown' }, { outcome: 'retry' }, { outcome: 'delivered' }],
      },
    ]);
  });

  it('lets two that begin the same message at once not both believe to be the first', async () => {
    const person = await personWith(mailRule);
    for (let round = 0; round < 10; round += 1) {
      const view = viewOf(freshId());
      await written(view, person);
      const [row] = (await pageContext(database, view.id, 'p1')).deliveries;
      if (!row) throw new Error('no row');
      const lock = await database.prisma.$transaction(async (tx) => {
        await tx.$executeRaw`select 1 from delivery where id = ${row.id} for update`;
        const both = [1, 2].map(() => beginAttempt(database, row, { now, limit: undefined }));
        await waitingForLocks(2);
        return { both };
      });
      const begun = await Promise.all(lock.both);
      expect(begun.map((one) => one.go && one.possiblyRepeated).sort()).toEqual([false, true]);
    }
  });

  it('a row written but never begun is sent without the mark', async () => {
    const person = await personWith(mailRule);
    const view = viewOf(freshId());
    await written(view, person);
    await hands.pagePeople(view.id, pageOf({ targets: target(person) }));
    expect(await rowsOf(view.id)).toMatchObject([{ state: 'delivered', possiblyRepeated: false }]);
  });

  it('sends nothing for a ladder that was silenced meanwhile (I4)', async () => {
    const person = await personWith(mailRule);
    const view = viewOf(freshId());
    await acknowledge(view, 1);
    const report = await hands.pagePeople(view.id, pageOf({ targets: target(person) }));
    expect(report).toMatchObject({ people: [], empty: false, waiting: false });
    expect(mailTo(person)).toHaveLength(0);
    expect(await rowsOf(view.id)).toMatchObject([{ state: 'silenced', attempts: 0 }]);
    await hands.pagePeople(view.id, pageOf({ id: 'p2', no: 2, targets: target(person) }));
    expect(mailTo(person)).toHaveLength(1);
  });

  it('marks as crossed what was accepted after the acknowledgement became visible (I4)', async () => {
    const view = viewOf(freshId());
    await writeProjection(database, projectionOf(view), { holder: 'admin' });
    const slow = createServer((_request, answer) => {
      void acknowledge(view, 1).then(() => answer.writeHead(200).end());
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo;
    const person = await personWith(() => webhookRule(`http://127.0.0.1:${port}/slow`));
    const report = await hands.pagePeople(view.id, pageOf({ targets: target(person) }));
    slow.close();
    expect(report.people).toMatchObject([{ person, state: 'delivered' }]);
    expect(await rowsOf(view.id)).toMatchObject([{ state: 'crossed', deliveredAt: new Date(now) }]);
    expect(late).toMatchObject([{ outcome: 'crossed' }]);
  });

  it('drops with an acknowledgement what waits or fails for the moment meanwhile (I4)', async () => {
    const [waits, fails] = [
      await personWith(() => webhookRule(`${receiver.url}/r`)),
      await personWith(() => webhookRule(`${receiver.url}/r`)),
    ];
    const view = viewOf(freshId());
    receiver.standing({ status: 503 });
    await hands.pagePeople(view.id, pageOf({ targets: target(waits) }), projectionOf(view));
    const late = createServer((_request, answer) => {
      void acknowledge(view, 2).then(() => answer.writeHead(503).end());
    });
    await new Promise<void>((resolve) => late.listen(0, '127.0.0.1', resolve));
    const { port } = late.address() as AddressInfo;
    const channel = webhookRule(`http://127.0.0.1:${port}/late`);
    await database.prisma.person.update({ where: { id: fails }, data: { channels: [channel] } });
    const page = pageOf({ id: 'p2', no: 2, targets: target(fails) });
    const report = await hands.pagePeople(view.id, page);
    late.close();
    expect(report).toMatchObject({ people: [], waiting: false });
    expect(await rowsOf(view.id)).toMatchObject([
      { page: 'p1', state: 'silenced', why: 'acknowledged' },
      { page: 'p2', state: 'silenced', why: 'acknowledged' },
    ]);
  });

  it('tries the next channel at once when the first is refused or must wait, and keeps the wait', async () => {
    const [refused, waits] = [
      await personWith(
        () => webhookRule(`${receiver.url}/no`),
        (id) => mailRule(id, 300),
      ),
      await personWith(
        () => webhookRule(`${receiver.url}/busy`),
        (id) => mailRule(id, 600),
      ),
    ];
    receiver.script({ status: 410 });
    const view = viewOf(freshId());
    const page = pageOf({ targets: target(refused) });
    const one = await hands.pagePeople(view.id, page, projectionOf(view));
    expect(one).toMatchObject({
      waiting: false,
      later: [300],
      people: [{ state: 'delivered', channels: ['mail'] }],
    });
    receiver.script({ status: 503 });
    const two = await hands.pagePeople(
      view.id,
      pageOf({ id: 'p2', no: 2, targets: target(waits) }),
    );
    expect(two).toMatchObject({
      waiting: true,
      later: [600],
      people: [{ state: 'delivered', channels: ['mail'] }],
    });
    expect((await rowsOf(view.id)).map(({ channel, state }) => [channel, state])).toEqual([
      ['mail', 'delivered'],
      ['webhook', 'failed'],
      ['mail', 'delivered'],
      ['webhook', 'waiting'],
    ]);
  });

  it('follows up on later channels of the people of that page, not on channels used already', async () => {
    const rules = [mailRule, () => webhookRule(`${receiver.url}/later`, 120)];
    const person = await personWith(...rules);
    const view = viewOf(freshId());
    const page = pageOf({ targets: target(person) });
    const first = await hands.pagePeople(view.id, page, projectionOf(view));
    expect(first.later).toEqual([120]);
    expect(receiver.requests).toHaveLength(0);
    const follow = { targets: [], followUp: { of: 'p1', afterS: 120 } };
    const { rung: _none, ...next } = pageOf({ id: 'p2', no: 2, ...follow });
    const second = await hands.pagePeople(view.id, next);
    expect(second).toMatchObject({
      people: [{ person, channels: ['webhook'] }],
      later: [],
      empty: false,
    });
    expect(receiver.requests).toHaveLength(1);
    const again = await hands.pagePeople(view.id, {
      ...next,
      id: 'p3',
      no: 3,
      followUp: { of: 'p2', afterS: 120 },
    });
    expect(again).toMatchObject({ people: [], empty: false });
  });

  it('is empty when nobody has a channel, and says who', async () => {
    const mute = await personWith();
    const view = viewOf(freshId());
    const report = await hands.pagePeople(
      view.id,
      pageOf({ targets: target(mute) }),
      projectionOf(view),
    );
    expect(report).toMatchObject({
      empty: true,
      people: [{ person: mute, state: 'failed', channels: [] }],
    });
    expect(await database.prisma.incident.count({ where: { id: view.id } })).toBe(1);
  });

  it('reports a schedule with nobody on call, and who fills the duty that holds the baton', async () => {
    const view = viewOf(freshId());
    await addSchedule(database, { id: view.id, owner: 'owner' });
    const page = pageOf({ targets: [{ kind: 'schedule', id: view.id }], duty: view.id });
    const held = { ...view, holder: { duty: view.id, since: start } };
    const report = await hands.pagePeople(view.id, page, projectionOf(held));
    expect(report).toMatchObject({
      empty: true,
      duty: 'owner',
      gaps: [{ schedule: view.id, owner: 'owner' }],
    });
    const baton = await database.prisma.baton.findUnique({ where: { subject: view.id } });
    expect(baton).toMatchObject({ holderId: 'owner', dutyId: view.id });
    const told = await hands.pagePeople(
      view.id,
      pageOf({ id: 'p2', no: 2, reason: 'gap', targets: target('owner') }),
    );
    expect(told).toMatchObject({ people: [{ person: 'owner', state: 'delivered' }] });
  });

  it('keeps to the limit of a destination, visibly', async () => {
    await closeChannels(channels);
    hands = handsOver({ webhook: { capacity: 2, refillPerS: 0.1 } });
    const url = `${receiver.url}/limited`;
    const people = await Promise.all(
      Array.from({ length: 4 }, () => personWith(() => webhookRule(url))),
    );
    const view = viewOf(freshId());
    const page = pageOf({ targets: people.map((id) => ({ kind: 'person', id })) });
    const report = await hands.pagePeople(view.id, page, projectionOf(view));
    expect(receiver.requests).toHaveLength(2);
    expect(report.people.map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
      'waiting',
      'waiting',
    ]);
    const waiting = (await rowsOf(view.id)).filter(({ state }) => state === 'waiting');
    expect(waiting).toMatchObject(
      Array(2).fill({ why: 'rate_limited', attempts: 0, startedAt: null }),
    );
    expect(waiting[0]?.nextAttemptAt?.getTime()).toBe(now + 10_000);
  });

  it('pages 200 people, a bounded number at a time, and names some of them', async () => {
    const people = Array.from({ length: 200 }, (_, index) => `crowd_${index}`);
    await addPeople(
      database,
      people.map((id) => ({ id, channels: [webhookRule(`${receiver.url}/${id}`)] })),
    );
    await database.prisma.team.create({ data: { id: 'crowd', name: {} } });
    await database.prisma.teamMember.createMany({
      data: people.map((personId) => ({ teamId: 'crowd', personId })),
    });
    let [open, most] = [0, 0];
    const { webhook } = channels;
    const counting: Channels = {
      ...channels,
      webhook: {
        ...webhook,
        send: async (...call) => {
          most = Math.max(most, (open += 1));
          return webhook.send(...call).finally(() => (open -= 1));
        },
      },
    };
    const many = createIncidentActivities({
      ...{ database, channels: counting, publicUrl: 'https://x', zone: 'UTC' },
      ...{ ...outsideWorker, observe: () => undefined },
      ...{ workflows: {} as never, admit: () => Promise.resolve() },
    });
    const view = viewOf(freshId());
    const page = pageOf({ targets: [{ kind: 'team', id: 'crowd' }] });
    const report = await many.pagePeople(view.id, page, projectionOf(view));
    expect(report).toMatchObject({ empty: false, more: 180 });
    expect(report.people).toHaveLength(20);
    expect(new Set(receiver.requests.map(({ path }) => path)).size).toBe(200);
    expect(most).toBeLessThanOrEqual(peopleAtOnceMax);
  });

  it('asks to be run again shortly when the subject is not in the read model yet', async () => {
    const person = await personWith(mailRule);
    const early = hands.pagePeople(freshId(), pageOf({ targets: target(person) }));
    await expect(early).rejects.toMatchObject({ type: 'NotProjected', nonRetryable: false });
  });
});

describe('delivering what waits', () => {
  const effect = {
    kind: 'deliver',
    id: 'd2',
    no: 2,
    ladder: 'respond',
    page: 'p1',
    until: start + 7_200_000,
  } as const;

  async function waitingPage() {
    const view = viewOf(freshId());
    const person = await personWith(() => webhookRule(`${receiver.url}/r`));
    receiver.standing({ status: 503 });
    await hands.pagePeople(view.id, pageOf({ targets: target(person) }), projectionOf(view));
    return view;
  }

  it('goes on until the receiver takes it, with the same key, and counts what waited', async () => {
    const view = await waitingPage();
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(hands.deliverWaiting(view.id, effect)).rejects.toMatchObject({
        type: 'StillWaiting',
      });
      const [row] = await rowsOf(view.id);
      now = row?.nextAttemptAt?.getTime() ?? now;
    }
    receiver.standing({ status: 200 });
    expect(await hands.deliverWaiting(view.id, effect)).toEqual({
      ...{ type: 'delivered', effect: 'd2', page: 'p1', delivered: 1, failed: 0, silenced: 0 },
    });
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await rowsOf(view.id)).toMatchObject([{ state: 'delivered', possiblyRepeated: false }]);
    expect(await hands.deliverWaiting(view.id, effect)).toMatchObject({ delivered: 1 });
    expect(receiver.requests).toHaveLength(4);
  });

  it('asks for its next run at the earliest attempt, never sooner than the receiver asked for', async () => {
    const view = viewOf(freshId());
    const person = await personWith(() => webhookRule(`${receiver.url}/r`));
    receiver.standing({ status: 429, headers: { 'retry-after': '90' } });
    await hands.pagePeople(view.id, pageOf({ targets: target(person) }), projectionOf(view));
    const error = await hands.deliverWaiting(view.id, effect).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      type: 'StillWaiting',
      category: 'BENIGN',
      nextRetryDelay: 90_000,
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it('drops as silenced what an acknowledgement overtook between two attempts (I4)', async () => {
    const view = await waitingPage();
    await acknowledge(view, 1);
    now += 60_000;
    expect(await hands.deliverWaiting(view.id, effect)).toMatchObject({
      delivered: 0,
      failed: 0,
      silenced: 1,
    });
    expect(receiver.requests).toHaveLength(1);
    expect(await rowsOf(view.id)).toMatchObject([{ state: 'silenced' }]);
  });

  it('gives up as expired once nobody would want it any more', async () => {
    const view = await waitingPage();
    now = effect.until;
    expect(await hands.deliverWaiting(view.id, effect)).toMatchObject({ delivered: 0, failed: 1 });
    expect(await rowsOf(view.id)).toMatchObject([{ state: 'failed', why: 'expired' }]);
    expect(receiver.requests).toHaveLength(1);
  });

  it('does not page somebody who has left since', async () => {
    const view = await waitingPage();
    const [row] = await rowsOf(view.id);
    await database.prisma.person.update({
      where: { id: row?.personId ?? '' },
      data: { status: 'left' },
    });
    now += 60_000;
    expect(await hands.deliverWaiting(view.id, effect)).toMatchObject({ failed: 1 });
    expect(await rowsOf(view.id)).toMatchObject([{ why: 'person_left' }]);
  });
});

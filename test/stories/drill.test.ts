import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import type { drillAnswer, transcriptAnswer } from '../../contracts/drill/drill.js';
import { startReceiver, type Receiver } from '../support/receiver.js';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';

const limitMs = 30_000;
const leader = 'per_li_wei';
const players = ['per_chen_jie', 'per_liu_yang'];
const service = 'svc_line_yunshan';

type Drill = z.output<typeof drillAnswer>;
type Transcript = z.output<typeof transcriptAnswer>;

let night: Night;
let receiver: Receiver;

beforeAll(async () => {
  night = await openNight();
  receiver = await startReceiver();
  await night.make('webhooks', { name: 'everything', url: `${receiver.url}/hook`, topics: ['*'] });
  await night.make('customers/cus_yunshan/contacts', {
    name: 'Yunshan NOC',
    role: 'duty',
    channels: [{ channel: 'mail', address: { address: 'noc@yunshan.test' }, after: 'PT0S' }],
    notifyFrom: 'P4',
  });
}, limitMs);

afterAll(async () => {
  await receiver.close();
  await night.close();
});

const drillOf = async (id: string): Promise<Drill> =>
  (await night.person(leader).get<Drill>(`/api/v1/drills/${id}`)).body;

const until = async (id: string, wanted: (drill: Drill) => boolean): Promise<Drill> => {
  let last: Drill | undefined;
  const there = async (): Promise<boolean> => {
    last = await drillOf(id);
    return wanted(last);
  };
  await waitUntil(there, { limitMs, what: () => `the drill, last ${JSON.stringify(last)}` });
  return last as Drill;
};

/** Lets minutes pass for the drill and for its incident alike. */
const pass = async (drill: string, incident: string, minutes: number): Promise<void> => {
  await night.pass(incident, minutes);
  await night.pass(drill, minutes);
};

/** Every box that got anything whose subject line matches. */
const boxesOf = (pattern: RegExp): Set<string> =>
  new Set(
    night.mail
      .all()
      .filter(({ mail }) => pattern.test(mail.subject ?? ''))
      .map(({ to }) => to[0] ?? ''),
  );

describe('a drill', () => {
  it('plays a real incident that reaches its participants and nobody else, and is scored', async () => {
    const led = night.person(leader);
    const begun = await led.post<Drill>('/api/v1/drills', {
      scenario: 'ups-on-battery',
      participants: players,
      service,
    });
    expect([begun.status, begun.body.code]).toEqual([201, undefined]);
    const drill = begun.body.id;
    expect(begun.body.holder.person).toBe(leader);
    const { incidents } = await until(drill, ({ incidents: made }) => made.length === 1);
    const incident = incidents[0]?.id ?? '';
    const shown = await night.shown(incident, ({ number }) => number !== undefined);
    const number = shown.number ?? '';
    expect([shown.drill, shown.holder.person]).toEqual([true, players[0]]);
    await night.mail.arrived(number, 'chen.jie');

    expect((await night.person('per_zhang_min').verb(incident, 'acknowledge')).body.code).toBe(
      'outside_drill',
    );
    const chen = night.person(players[0] ?? '');
    const outsider = await chen.verb(incident, 'assign', { to: 'per_zhang_min' });
    expect(outsider.body.code).toBe('outside_drill');
    const promise = { until: await night.inMinutes(incident, 600) };
    expect((await chen.verb(incident, 'acknowledge', promise)).status).toBe(200);
    const facts = {
      roomBothFeedsLost: false,
      racksBothFeedsLost: 0,
      utilityLost: true,
      generatorDelaySeconds: 70,
      upsReserveMinutes: 25,
      upsMode: 'battery',
      upsBatteryMinutes: 2,
    };
    const graded = await chen.verb(incident, 'grade', { facts, domains: ['power'] });
    expect([graded.status, graded.body.code]).toEqual([200, undefined]);

    await pass(drill, incident, 16);
    await until(drill, ({ played }) => played.count === 2);
    await night.told(incident, 'incident.note');
    await chen.verb(incident, 'note', { text: 'Told the customer: no rack loses power.' });
    await pass(drill, incident, 40);
    await until(drill, ({ played }) => played.count === 4);
    await night.shown(incident, ({ stage }) => stage === 'restored');
    await chen.verb(incident, 'verify', { by: 'engineer' });
    await night.told(incident, 'incident.verified');

    expect((await chen.post<Drill>(`/api/v1/drills/${drill}/finish`)).body.code).toBe('not_holder');
    expect((await led.post<Drill>(`/api/v1/drills/${drill}/finish`)).status).toBe(200);
    const closed = await until(drill, ({ stage }) => stage === 'closed');
    expect(closed.closedAs).toBe('finished');
    await night.shown(incident, ({ stage }) => stage === 'closed');

    const { body: transcript } = await led.get<Transcript>(`/api/v1/drills/${drill}/transcript`);
    const results = Object.fromEntries(transcript.steps.map(({ id, result }) => [id, result]));
    expect(results).toMatchObject({
      acknowledged: 'done',
      graded: 'done',
      'customer-answered': 'done',
      mitigated: 'missing',
      verified: 'done',
    });
    const acknowledged = transcript.steps.find(({ id }) => id === 'acknowledged');
    expect(acknowledged?.proof).toMatchObject({ subject: number, by: '陈杰' });
    expect(transcript.marks).toBe(transcript.steps.reduce((sum, { marks }) => sum + marks, 0));
    const page = await fetch(`${night.desk.url}/api/v1/drills/${drill}/transcript.html`, {
      headers: {
        authorization: `Bearer ${night.key(leader)}`,
        'accept-language': 'zh',
      },
    });
    expect(await page.text()).toContain('总分');

    const allowed = [leader, ...players].map((id) => id.replace('per_', '').replace('_', '.'));
    const reached = [...boxesOf(new RegExp(`${number}\\b|${closed.number}\\b`))];
    for (const box of reached) expect(allowed).toContain(box.split('@')[0]);
    expect(night.mail.all().filter(({ to }) => to.some((one) => one.includes('yunshan')))).toEqual(
      [],
    );
    const { prisma } = night.records;
    const rows = await prisma.delivery.findMany({ where: { subject: { in: [drill, incident] } } });
    for (const { personId } of rows) expect([leader, ...players]).toContain(personId);
    const told = { where: { subject: { in: [drill, incident] } } };
    expect(await prisma.webhookDelivery.count(told)).toBe(0);
    const outsiders = await prisma.baton.findMany({
      where: { subject: { in: [drill, incident] }, holderId: { notIn: [leader, ...players] } },
    });
    expect(outsiders).toEqual([]);
    const listed = await led.get<{ items: { id: string }[] }>('/api/v1/incidents?drill=false');
    expect(listed.body.items.map(({ id }) => id)).not.toContain(incident);

    const real = await night.paged({
      ...{ action: 'trigger', title: 'a real fault', dedupKey: 'real', severity: 'error' },
    });
    expect(await prisma.webhookDelivery.count({ where: { subject: real.id } })).toBeGreaterThan(0);
  });
});

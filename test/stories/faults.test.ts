import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startReceiver, type Receiver } from '../support/receiver.js';
import { testStack } from '../support/test-stack.js';
import { waitUntil } from '../support/wait-until.js';
import { callerOf } from './caller.js';
import { layLine, type Line } from './line.js';
import { openNight, type Night } from './night.js';

const limitMs = 60_000;
const tenMinutesMs = 600_000;

let night: Night;
let receiver: Receiver;
/** How far the clock of API and worker is ahead of this machine's. */
let aheadMs = 0;

beforeAll(async () => {
  night = await openNight(() => Date.now() + aheadMs);
  receiver = await startReceiver();
});

afterAll(async () => {
  await night.close();
  await receiver.close();
});

const zhang = 'per_zhang_min';
const trigger = (dedupKey: string) => ({
  action: 'trigger',
  title: `power lost ${dedupKey}`,
  severity: 'error',
  dedupKey,
});

interface Delivery {
  channel: string;
  state: string;
  possiblyRepeated: boolean;
  attempts: { n: number; outcome: string; detail?: string }[];
}

const deliveries = async (id: string): Promise<Delivery[]> => {
  const path = `/api/v1/incidents/${id}/deliveries`;
  return (await night.person('admin').get<{ items: Delivery[] }>(path)).body.items;
};

describe('a receiver in trouble', () => {
  it('gets its page after ten minutes of 500, 429 and silence, and the next channel was tried meanwhile', async () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const robot = await night.make('people', {
      name: 'Robot',
      channels: [
        { channel: 'webhook', address: { url: `${receiver.url}/page`, secret }, after: 'PT0S' },
        { channel: 'mail', address: { address: 'robot@demo.baton.example' }, after: 'PT10M' },
      ],
    });
    const policy = await night.make('policies', {
      name: { zh: '机器人', en: 'Robot' },
      rungs: [{ delay: 'PT6H', targets: [{ kind: 'person', id: robot.id }] }],
    });
    const draft = { name: 'receiver', format: 'generic', policy: policy.id };
    const integration = await night.make('integrations', draft);
    receiver.script({ status: 500 }, { status: 429 }, 'hang');

    const { number, id } = await night.paged(trigger('r1'), integration.id);
    await night.mail.arrived(number, 'robot');
    await receiver.received(3);
    const webhook = async () => (await deliveries(id)).find((one) => one.channel === 'webhook');
    expect((await webhook())?.state).toBe('waiting');
    aheadMs += tenMinutesMs;
    await waitUntil(async () => (await webhook())?.state === 'delivered', {
      limitMs,
      what: () => 'the late page',
    });
    const got = await deliveries(id);
    expect(got.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      'mail delivered',
      'webhook delivered',
    ]);
    const repeated = got.filter(({ possiblyRepeated }) => possiblyRepeated);
    expect(repeated.map(({ channel }) => channel)).toEqual(['webhook']);
    const tried = (await webhook())?.attempts ?? [];
    const outcomes = tried.map(({ outcome }) => outcome);
    expect([...outcomes.slice(0, 3), outcomes.at(-1)]).toEqual([
      ...['retry', 'retry', 'unknown', 'delivered'],
    ]);
    expect(tried.slice(0, 3).map(({ detail }) => detail)).toEqual([
      expect.stringContaining('500'),
      expect.stringContaining('429'),
      expect.stringContaining('timed out'),
    ]);
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(1);
    await night.told(id, 'page.delivered_late');
  });
});

describe('a part that is away', () => {
  it('takes alerts in while no worker is there, and pages as soon as one is', async () => {
    await night.worker.stop();
    const id = await night.event(trigger('w1'));
    expect((await night.person('admin').get(`/api/v1/incidents/${id}`)).status).toBe(404);
    await night.worker.start();
    const { number = '' } = await night.shown(id);
    await night.mail.arrived(number, 'zhang.min');
  });

  const refusedFor = async (key: string, url = night.desk.url): Promise<void> => {
    const { key: source } = await night.records.prisma.integration.findUniqueOrThrow({
      where: { id: 'int_demo' },
    });
    const sent = await callerOf(url).post(`/in/${source}`, trigger(key));
    expect([sent.status, sent.body.code]).toEqual([503, 'unavailable']);
    expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  it('answers 503 with Retry-After while PostgreSQL is away, and afterwards goes on without a restart', async () => {
    const { id } = await night.paged(trigger('p1'));
    await night.databaseLine.cut();
    try {
      await refusedFor('p2');
      const asked = await night.person(zhang).verb(id, 'acknowledge');
      expect([asked.status, asked.body.code]).toEqual([503, 'unavailable']);
      expect(asked.headers.get('retry-after')).not.toBeNull();
    } finally {
      await night.databaseLine.mend();
    }
    const { number } = await night.paged(trigger('p2'));
    await night.mail.arrived(number, 'zhang.min');
    expect((await night.person(zhang).verb(id, 'acknowledge')).status).toBe(200);
  });

  it('answers 503 with Retry-After while Temporal is away, and afterwards goes on without a restart', async () => {
    const [host = '', port] = testStack().temporal.address.split(':');
    const line: Line = await layLine({ host, port: Number(port) });
    const desk = await night.openDesk(`${line.host}:${line.port}`);
    try {
      const { id } = await night.paged(trigger('t1'));
      await line.cut();
      const asking = night.person(zhang, desk).verb(id, 'acknowledge');
      await refusedFor('t2', desk.url);
      const asked = await asking;
      expect([asked.status, asked.body.code]).toEqual([503, 'unavailable']);
      expect(asked.headers.get('retry-after')).not.toBeNull();
      expect((await night.person(zhang, desk).incident(id)).stage).toBe('detected');
      await line.mend();
      await waitUntil(
        async () => (await night.person(zhang, desk).verb(id, 'acknowledge')).status === 200,
        { limitMs, what: () => 'the engine to be found again' },
      );
    } finally {
      await desk.close();
      await line.close();
    }
  });
});

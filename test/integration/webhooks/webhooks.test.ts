import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { createEgress } from '../../../activities/notify/egress/egress.js';
import { startDispatcher, type Dispatcher } from '../../../activities/webhooks/dispatcher.js';
import { claimDeliveries } from '../../../records/webhook/dispatch.js';
import { startReceiver, type Receiver } from '../../support/receiver.js';
import { waitUntil } from '../../support/wait-until.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 20_000;
const hourMs = 3_600_000;

let api: RunningApi;
let admin: Caller;
let receiver: Receiver;
let dispatcher: Dispatcher | undefined;
/** The dispatcher's clock: real time, and what a test adds to it. */
let ahead = 0;

beforeAll(async () => {
  api = await runApi();
  admin = await addPerson(api.database, 'per_admin', { role: 'admin' });
});

afterAll(async () => {
  await api.close();
});

beforeEach(async () => {
  ahead = 0;
  receiver = await startReceiver();
});

afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = undefined;
  await receiver.close();
  await api.database.prisma.webhook.deleteMany();
});

const dispatch = (): void => {
  dispatcher = startDispatcher({
    database: api.database,
    egress: createEgress({ allowPrivate: true }),
    now: () => Date.now() + ahead,
    onError: (error) => {
      throw error;
    },
  });
};

const call = () => as(api.app, admin.key);

const subscribe = async (given: object = {}) => {
  const url = `${receiver.url}/hook`;
  const answer = await call()
    .post('/api/v1/webhooks')
    .send({ name: 'ops', url, ...given });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; secret: string; version: number };
};

/** What a projection leaves behind for a subscription. */
const outbox = async (webhookId: string, subject: string, seqs: number[]): Promise<void> => {
  await api.database.prisma.webhookDelivery.createMany({
    data: seqs.map((seq) => ({
      id: `${webhookId}/${subject}/${seq}`,
      webhookId,
      subject,
      seq,
      body: {
        type: 'incident.note',
        timestamp: '2026-11-22T18:00:00.000Z',
        data: { subject, seq },
      },
    })),
  });
};

const rows = (webhookId: string) =>
  api.database.prisma.webhookDelivery.findMany({
    where: { webhookId },
    orderBy: [{ subject: 'asc' }, { seq: 'asc' }],
  });

const shown = async (id: string) => (await call().get(`/api/v1/webhooks/${id}`)).body;

const seqsOf = (subject: string): number[] =>
  receiver.requests
    .map(({ body }) => (JSON.parse(body) as { data: { subject: string; seq: number } }).data)
    .filter((data) => data.subject === subject)
    .map(({ seq }) => seq);

const comesTo = (webhookId: string, state: string): Promise<void> =>
  waitUntil(async () => (await rows(webhookId)).every((row) => row.state === state), {
    limitMs,
    what: () => `every delivery to be ${state}`,
  });

describe('a subscription', () => {
  it('shows its secret once, and never again', async () => {
    const { id, secret } = await subscribe();
    expect(secret).toMatch(/^whsec_/);
    const { body } = await call().get('/api/v1/webhooks');
    expect(JSON.stringify([body, await shown(id)])).not.toContain(secret);
    const audit = await api.database.prisma.audit.findMany({
      where: { subject: id },
      orderBy: { seq: 'asc' },
    });
    expect(JSON.stringify(audit)).not.toContain(secret.slice('whsec_'.length));
  });

  it.each([
    ['a url that is not http', { url: 'ftp://a.example' }, '/url'],
    ['a url with a password', { url: 'https://a:b@c.example' }, '/url'],
    ['a topic of another shape', { topics: ['Incident'] }, '/topics/0'],
  ])('refuses %s', async (_what, given, pointer) => {
    const sent = { name: 'ops', url: 'https://a.example', ...given };
    const answer = await call().post('/api/v1/webhooks').send(sent);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('signs with both secrets while one is rotated out', async () => {
    const { id, secret } = await subscribe();
    const rotated = await call().post(`/api/v1/webhooks/${id}/rotate-secret`).send({});
    await outbox(id, 'inc_1', [1]);
    dispatch();
    const [request] = await receiver.received(1);
    for (const each of [secret, rotated.body.secret as string]) {
      const { headers, body = '' } = request ?? {};
      expect(() => new Webhook(each).verify(body, headers as Record<string, string>)).not.toThrow();
    }
  });
});

describe('deliveries', () => {
  it('come in the order of each subject, whatever fails, under one id for ever', async () => {
    const { id } = await subscribe();
    receiver.script({ status: 500 }, 'disconnect', { status: 429 });
    await outbox(id, 'inc_1', [1, 2, 3]);
    await outbox(id, 'inc_2', [1, 2]);
    dispatch();
    const step = async (): Promise<boolean> => {
      ahead += 5_000;
      return (await rows(id)).every((row) => row.state === 'delivered');
    };
    await waitUntil(step, { limitMs, what: () => 'every delivery' });
    for (const [subject, last] of [
      ['inc_1', 3],
      ['inc_2', 2],
    ] as const) {
      const seqs = seqsOf(subject);
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      expect(seqs.at(-1)).toBe(last);
    }
    const ids = receiver.requests.map(({ headers, body }) => `${headers['webhook-id']} ${body}`);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toHaveLength(8);
  });

  it('are not repeated on another 4xx, and the subject goes on', async () => {
    const { id } = await subscribe();
    receiver.script({ status: 400 });
    await outbox(id, 'inc_1', [1, 2]);
    dispatch();
    await receiver.received(2);
    await waitUntil(async () => (await rows(id))[1]?.state === 'delivered', {
      limitMs,
      what: () => 'the second line',
    });
    const [first] = await rows(id);
    expect([first?.state, first?.attempts, first?.lastOutcome]).toEqual(['failed', 1, 'HTTP 400']);
    expect((await shown(id)).failures).toBe(0);
  });

  it('are tried for 48 hours and then given up', async () => {
    const { id } = await subscribe();
    receiver.standing({ status: 503 });
    await outbox(id, 'inc_1', [1]);
    dispatch();
    await receiver.received(1);
    ahead += 47 * hourMs;
    await receiver.received(2);
    expect((await rows(id))[0]?.state).toBe('pending');
    ahead += 2 * hourMs;
    await comesTo(id, 'failed');
    expect((await rows(id))[0]?.lastOutcome).toBe('HTTP 503');
  });

  it('wait as long as the receiver asks', async () => {
    const { id } = await subscribe();
    receiver.script({ status: 429, headers: { 'retry-after': '600' } });
    await outbox(id, 'inc_1', [1]);
    dispatch();
    await waitUntil(async () => (await rows(id))[0]?.lastOutcome === 'HTTP 429', {
      limitMs,
      what: () => 'the answer',
    });
    const waits = ((await rows(id))[0]?.nextAttemptAt.getTime() ?? 0) - Date.now();
    expect(waits).toBeGreaterThan(500_000);
  });

  it('of a worker that died are taken up by another once its lease is over', async () => {
    const { id } = await subscribe();
    await outbox(id, 'inc_1', [1, 2]);
    const at = Date.now();
    const claim = (now: number) =>
      claimDeliveries(api.database, {
        now: new Date(now),
        leaseUntil: new Date(now + 30_000),
        max: 10,
        maxPerWebhook: 10,
        busy: [],
      });
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(at + 1_000)));
    expect(claims.flat().map((one) => one.id)).toEqual([`${id}/inc_1/1`]);
    expect(await claim(at + 2_000)).toEqual([]);
    ahead = 60_000;
    dispatch();
    await comesTo(id, 'delivered');
    expect(seqsOf('inc_1')).toEqual([1, 2]);
  });

  it('to an address out of bounds are refused without a request', async () => {
    const { id } = await subscribe({ url: 'http://169.254.169.254/latest' });
    await outbox(id, 'inc_1', [1]);
    dispatch();
    await comesTo(id, 'failed');
    expect((await rows(id))[0]?.lastOutcome).toMatch(/^blocked/);
  });
});

describe('a pause', () => {
  it('comes after three given up in a row, says why, and ends by hand; a replay sends them', async () => {
    const { id } = await subscribe();
    receiver.standing({ status: 404 });
    await outbox(id, 'inc_1', [1, 2, 3, 4]);
    dispatch();
    await waitUntil(async () => (await shown(id)).state === 'paused', {
      limitMs,
      what: () => 'the pause',
    });
    const paused = await shown(id);
    expect(paused).toMatchObject({ failures: 3, pausedWhy: 'HTTP 404 (3 given up in a row)' });
    expect((await rows(id)).map((row) => row.state)).toEqual([
      'failed',
      'failed',
      'failed',
      'pending',
    ]);
    receiver.standing({ status: 200 });
    const test = await call().post(`/api/v1/webhooks/${id}/test`).send({});
    expect([test.status, test.body.type]).toEqual([202, 'webhook.test']);
    await receiver.received(4);
    await call()
      .patch(`/api/v1/webhooks/${id}`)
      .set('If-Match', `"${paused.version}"`)
      .send({ state: 'active' })
      .expect(200);
    const replayed = await call()
      .post(`/api/v1/webhooks/${id}/replay`)
      .send({ failedSince: '2020-01-01T00:00:00Z' });
    expect([replayed.status, replayed.body]).toEqual([202, { replayed: 3 }]);
    await comesTo(id, 'delivered');
    const list = await call().get(`/api/v1/webhooks/${id}/deliveries?limit=2&count=true`);
    expect([list.body.items.length, list.body.total]).toEqual([2, 5]);
    expect(await shown(id)).toMatchObject({ state: 'active', pausedWhy: null, failures: 0 });
  });

  it('comes at once when the receiver is gone for good', async () => {
    const { id } = await subscribe();
    receiver.standing({ status: 410 });
    await outbox(id, 'inc_1', [1]);
    dispatch();
    await waitUntil(async () => (await shown(id)).state === 'paused', {
      limitMs,
      what: () => 'the pause',
    });
    expect((await shown(id)).pausedWhy).toBe('HTTP 410');
  });
});

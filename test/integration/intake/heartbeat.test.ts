import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { tellSignal } from '../../../contracts/names.js';
import { heartbeatId } from '../../../intake/heartbeat.js';
import { verifyTimeline } from '../../../records/timeline/verify.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { as } from '../api/running-api.js';
import { openGround, type Ground, type Taken } from './ground.js';

const limitMs = 30_000;

let ground: Ground;
let worker: IncidentWorker | undefined;

beforeAll(async () => {
  ground = await openGround();
});

afterAll(async () => {
  await worker?.stop();
  await ground.api.close();
});

const call = () => as(ground.api.app, ground.api.adminKey);

const create = async (options: object) => {
  const body = { name: 'backup', format: 'heartbeat', options };
  const made = await call().post('/api/v1/integrations').send(body);
  expect(made.status).toBe(201);
  return made.body as { id: string; key: string; version: number };
};

const beat = async (key: string): Promise<Taken> => {
  const answer = await request(ground.api.app).post(`/in/${key}`);
  expect(answer.status).toBe(202);
  return answer.body as Taken;
};

const rowOf = (integrationId: string) =>
  ground.api.database.prisma.heartbeat.findUnique({ where: { integrationId } });

/** What the watch was told, as far as its history holds it. */
const toldTo = async (integration: string): Promise<string[]> => {
  const { client } = ground.api.deps.engine;
  const { events } = await client.workflow.getHandle(heartbeatId(integration)).fetchHistory();
  return (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) => {
    if (signal?.signalName !== tellSignal) return [];
    const [payload] = signal.input?.payloads ?? [];
    return [
      (JSON.parse(Buffer.from(payload?.data ?? []).toString('utf8')) as { type: string }).type,
    ];
  });
};

describe('a heartbeat integration', () => {
  it('is watched from its creation on, and its watch hears of edits and of its end', async () => {
    const { id, version } = await create({ interval: 'P1D' });
    expect(await toldTo(id)).toEqual(['watch']);
    const edit = await call()
      .patch(`/api/v1/integrations/${id}`)
      .set('If-Match', `"${version}"`)
      .send({ options: { interval: 'PT1H' } });
    expect(edit.status).toBe(200);
    const off = await call()
      .patch(`/api/v1/integrations/${id}`)
      .set('If-Match', `"${edit.body.version}"`)
      .send({ disabled: true });
    expect(off.status).toBe(200);
    await call().delete(`/api/v1/integrations/${id}`).expect(204);
    expect(await toldTo(id)).toEqual(['watch', 'watch', 'pause', 'forget']);
  });

  it('takes a beat with one row and no word to its watch; its first one makes sure of the watch', async () => {
    const key = await ground.integration('heartbeat', { options: { interval: 'P1D' } });
    const { id } = await ground.api.database.prisma.integration.findUniqueOrThrow({
      where: { key },
    });
    const beats = await Promise.all(Array.from({ length: 20 }, () => beat(key)));
    for (const { accepted, ignored } of beats) {
      expect(accepted).toEqual([]);
      expect(ignored).toEqual([{ dedupKey: 'heartbeat', reason: 'beat noted, none was missed' }]);
    }
    expect((await rowOf(id))?.lastAt).not.toBeNull();
    expect((await toldTo(id))[0]).toBe('watch');
    expect(await ground.api.database.prisma.openKey.count()).toBe(0);
  });

  it('opens an incident by its silence, and a beat afterwards resolves that incident', async () => {
    const { database } = ground.api.deps;
    worker = await runIncidentWorker(ground.api);
    const { id, key } = await create({ interval: 'PT10S', grace: 'PT0S' });
    await waitUntil(async () => (await rowOf(id))?.state === 'missed', {
      limitMs,
      what: () => 'the silence',
    });
    await waitUntil(async () => (await database.prisma.openKey.count()) === 1, {
      limitMs,
      what: () => 'the incident',
    });
    const [open] = await database.prisma.openKey.findMany();
    expect(open).toMatchObject({ integrationId: id, dedupKey: 'heartbeat' });
    expect((await beat(key)).accepted).toEqual([
      { dedupKey: 'heartbeat', action: 'resolve', incidentId: open?.incidentId },
    ]);
    await waitUntil(async () => (await rowOf(id))?.state === 'beating', {
      limitMs,
      what: () => 'the beat',
    });
    const lines = await database.prisma.timeline.findMany({
      where: { subject: heartbeatId(id) },
      orderBy: { seq: 'asc' },
    });
    expect(lines.map(({ what }) => what)).toEqual([
      'heartbeat.watched',
      'heartbeat.missed',
      'heartbeat.back',
    ]);
    expect(await verifyTimeline(database, heartbeatId(id))).toMatchObject({ ok: true });
    await call().delete(`/api/v1/integrations/${id}`).expect(204);
    const { client } = ground.api.deps.engine;
    await expect(client.workflow.getHandle(heartbeatId(id)).result()).resolves.toHaveProperty(
      'forgottenAt',
    );
  }, 90_000);
});

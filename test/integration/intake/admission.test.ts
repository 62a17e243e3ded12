import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { createIntake } from '../../../intake/admit.js';
import { reportSignal, tellSignal } from '../../../contracts/names.js';
import type { IncidentInput } from '../../../domain/incident/state.js';
import { addKey } from '../api/running-api.js';
import { addService, openGround, type Ground } from './ground.js';

let ground: Ground;

beforeAll(async () => {
  ground = await openGround();
});

afterAll(async () => {
  await ground.api.close();
});

const event = (dedupKey: string, given: object = {}) => ({
  action: 'trigger',
  title: `alert ${dedupKey}`,
  dedupKey,
  ...given,
});

const incidentsIn = ({ accepted }: { accepted: { incidentId: string }[] }): string[] => [
  ...new Set(accepted.map(({ incidentId }) => incidentId)),
];

const endWorkflow = (id: string) =>
  ground.api.deps.engine.client.workflow.getHandle(id).terminate('ended by the test');

/** What a workflow was started with, and what it was told since. */
const storyOf = async (id: string) => {
  const { client } = ground.api.deps.engine;
  const { events } = await client.workflow.getHandle(id).fetchHistory();
  const decoded = (payloads: unknown): unknown => {
    const [payload] = (payloads as { payloads?: { data?: Uint8Array }[] }).payloads ?? [];
    return JSON.parse(Buffer.from(payload?.data ?? []).toString('utf8'));
  };
  const started = events?.[0]?.workflowExecutionStartedEventAttributes?.input;
  const signals = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
    signal ? [{ name: signal.signalName, said: decoded(signal.input) as { type: string } }] : [],
  );
  return { input: (decoded(started) as { input: IncidentInput }).input, signals };
};

describe('one open key', () => {
  it('has one incident however many triggers race, in a few history events', async () => {
    const key = await ground.integration('generic');
    const bodies = Array.from({ length: 200 }, (_, n) => event('storm', { details: { n } }));
    const answers = await Promise.all(bodies.map((body) => ground.taken(key, body)));
    const incidents = new Set(answers.flatMap(incidentsIn));
    expect(incidents.size).toBe(1);
    const [id = ''] = incidents;
    const { signals } = await ground.alertsOf(id);
    expect(signals).toBeLessThanOrEqual(20);
    const { input, signals: said } = await storyOf(id);
    const counts = said.map(
      ({ said: word }) => (word as never as { event: { count?: number } }).event.count ?? 1,
    );
    expect(counts.reduce((sum, count) => sum + count, input.alert?.count ?? 1)).toBe(200);
  });

  it('is never shared by two integrations, or by two API keys', async () => {
    const keys = [await ground.integration('generic'), await ground.integration('generic')];
    const bearers = [
      await addKey(ground.api.database, null, ['intake.send']),
      await addKey(ground.api.database, null, ['intake.send']),
    ];
    const byKey = await Promise.all(keys.map((key) => ground.taken(key, event('same'))));
    const byBearer = await Promise.all(
      bearers.map((bearer) =>
        request(ground.api.app)
          .post('/api/v1/events')
          .set('Authorization', `Bearer ${bearer}`)
          .send(event('same')),
      ),
    );
    expect(byBearer.map(({ status }) => status)).toEqual([202, 202]);
    const all = [...byKey, ...byBearer.map(({ body }) => body)].flatMap(incidentsIn);
    expect(new Set(all).size).toBe(4);
  });

  it('opens a new incident once the old one ended, however many triggers race', async () => {
    const key = await ground.integration('generic');
    const [closed = ''] = incidentsIn(await ground.taken(key, event('again')));
    await endWorkflow(closed);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ground.taken(key, event('again'))),
    );
    const next = new Set(answers.flatMap(incidentsIn));
    expect(next.size).toBe(1);
    expect(next.has(closed)).toBe(false);
  });

  it('opens exactly one new incident when several processes hand back alerts of a closed one', async () => {
    const key = await ground.integration('generic');
    const [closed = ''] = incidentsIn(await ground.taken(key, event('back')));
    const { id: integration } = await ground.api.database.prisma.integration.findUniqueOrThrow({
      where: { key },
    });
    const { database, engine, taskQueue } = ground.api.deps;
    const source = { id: integration, name: 'back', format: 'generic' };
    const handBack = (n: number) =>
      createIntake({ database, client: engine.client, taskQueue, now: Date.now }).readmit(
        source,
        { id: `e${n}`, integration, action: 'trigger', dedupKey: 'back', title: 'back' },
        closed,
      );
    const admissions = await Promise.all(Array.from({ length: 8 }, (_, n) => handBack(n)));
    const next = new Set(
      admissions.map((one) => (one.kind === 'accepted' ? one.incidentId : one.reason)),
    );
    expect(next.size).toBe(1);
    expect(next.has(closed)).toBe(false);
  });

  it('is left alone by a resolve or an acknowledgement that nothing waits for', async () => {
    const key = await ground.integration('generic');
    for (const action of ['resolve', 'acknowledge']) {
      const { accepted, ignored } = await ground.taken(key, event('nothing', { action }));
      expect(accepted).toEqual([]);
      expect(ignored).toEqual([{ dedupKey: 'nothing', reason: 'no open incident has this key' }]);
    }
  });

  it('gets what became of a start that a crash cut off from its row', async () => {
    const key = await ground.integration('generic');
    const { prisma } = ground.api.database;
    const { id } = await prisma.integration.findUniqueOrThrow({ where: { key } });
    const incidentId = `inc_orphan_${id}`;
    await prisma.openKey.create({
      data: { integrationId: id, dedupKey: 'orphan', incidentId },
    });
    expect(incidentsIn(await ground.taken(key, event('orphan')))).toEqual([incidentId]);
    expect((await storyOf(incidentId)).input.alert?.dedupKey).toBe('orphan');
  });

  it('hears a resolve that overtook the start of its own incident', async () => {
    const key = await ground.integration('generic');
    const { prisma } = ground.api.database;
    const { id } = await prisma.integration.findUniqueOrThrow({ where: { key } });
    const incidentId = `inc_overtaken_${id}`;
    const dedupKey = 'overtaken';
    await prisma.openKey.create({ data: { integrationId: id, dedupKey, incidentId } });
    const { database, engine, taskQueue } = ground.api.deps;
    const other = createIntake({ database, client: engine.client, taskQueue, now: Date.now });
    const source = { id, name: 'overtaken', format: 'generic' };
    const resolve = {
      ...{ id: 'e1', action: 'resolve' as const, dedupKey, title: dedupKey },
      ...{ labels: {}, links: [], notes: [] },
    };
    const resolving = other.admit(source, resolve);
    await ground.taken(key, event(dedupKey));
    expect(await resolving).toEqual({ kind: 'accepted', dedupKey, action: 'resolve', incidentId });
  });

  it('says so of a resolve whose incident never began', async () => {
    const key = await ground.integration('generic');
    const { prisma } = ground.api.database;
    const { id } = await prisma.integration.findUniqueOrThrow({ where: { key } });
    const dedupKey = 'never';
    const incidentId = `inc_never_${id}`;
    await prisma.openKey.create({ data: { integrationId: id, dedupKey, incidentId } });
    const { ignored } = await ground.taken(key, event(dedupKey, { action: 'resolve' }));
    const reason = 'the incident of this key never began';
    expect(ignored).toEqual([{ dedupKey, reason }]);
  });
});

describe('grouping', () => {
  const labelled = (dedupKey: string, cell: string) => event(dedupKey, { details: { cell } });

  it('gathers several alerts in one incident while its window runs', async () => {
    const key = await ground.integration('generic');
    const { prisma } = ground.api.database;
    const { id } = await prisma.integration.findUniqueOrThrow({ where: { key } });
    await prisma.groupingRule.create({
      data: {
        id: 'grp_cell',
        name: 'cell',
        match: { integrations: [id] },
        by: ['label:cell'],
        windowS: 60,
        reopenWindowS: 600,
      },
    });
    const alerts = Array.from({ length: 12 }, (_, n) => labelled(`a${n}`, n % 2 ? 'x' : 'y'));
    const taken = await Promise.all(alerts.map((alert) => ground.taken(key, alert)));
    expect(new Set(taken.flatMap(incidentsIn)).size).toBe(2);
    const [first = ''] = incidentsIn(await ground.taken(key, labelled('a1', 'x')));
    const group = { ruleId_value: { ruleId: 'grp_cell', value: '["x"]' } };
    await prisma.openGroup.update({
      where: group,
      data: { firstAt: new Date(Date.now() - 61_000) },
    });
    const [later = ''] = incidentsIn(await ground.taken(key, labelled('late', 'x')));
    expect(later).not.toBe(first);
  });

  it('stays one incident when alerts of a closed one are handed back before its records say so', async () => {
    const key = await ground.integration('generic');
    const { prisma } = ground.api.database;
    const { id: integration } = await prisma.integration.findUniqueOrThrow({ where: { key } });
    await prisma.groupingRule.create({
      data: {
        id: 'grp_hb',
        name: 'hb',
        match: { integrations: [integration] },
        by: ['label:cell'],
        reopenWindowS: 600,
      },
    });
    await addService(ground, 'svc_back');
    const alerts = ['c1', 'c2', 'c3'];
    const taken = await Promise.all(alerts.map((each) => ground.taken(key, labelled(each, 'q'))));
    const [closed = ''] = taken.flatMap(incidentsIn);
    const { database, engine, intake, taskQueue } = ground.api.deps;
    const other = createIntake({ database, client: engine.client, taskQueue, now: Date.now });
    const source = { id: integration, name: 'hb', format: 'generic' };
    const admissions = await Promise.all(
      alerts.map((dedupKey, n) =>
        (n % 2 ? intake : other).readmit(
          source,
          {
            id: `late-${n}`,
            integration,
            action: 'trigger',
            dedupKey,
            title: dedupKey,
            place: { service: 'svc_back', group: { rule: 'grp_hb', value: '["q"]' } },
          },
          closed,
        ),
      ),
    );
    const next = admissions.map((one) => (one.kind === 'accepted' ? one.incidentId : ''));
    expect(new Set(next).size).toBe(1);
    expect(next).not.toContain(closed);
    const { input } = await storyOf(next[0] ?? '');
    expect([input.service?.id, input.alert?.place?.group?.value]).toEqual(['svc_back', '["q"]']);
  });

  it('lets an alert within the reopen window reopen the closed incident, and later opens another', async () => {
    const key = await ground.integration('generic');
    const { prisma } = ground.api.database;
    const { id } = await prisma.integration.findUniqueOrThrow({ where: { key } });
    await prisma.groupingRule.create({
      data: {
        id: 'grp_re',
        name: 're',
        match: { integrations: [id] },
        by: ['label:cell'],
        reopenWindowS: 600,
      },
    });
    const [first = ''] = incidentsIn(await ground.taken(key, labelled('b1', 'z')));
    const close = async (secondsAgo: number) => {
      await prisma.openKey.deleteMany({ where: { incidentId: first } });
      await prisma.openGroup.updateMany({
        where: { incidentId: first },
        data: { closedAt: new Date(Date.now() - secondsAgo * 1000) },
      });
    };
    await close(300);
    const racing = await Promise.all(
      ['b2', 'b3', 'b4'].map((alert) => ground.taken(key, labelled(alert, 'z'))),
    );
    expect(new Set(racing.flatMap(incidentsIn))).toEqual(new Set([first]));
    const { signals } = await storyOf(first);
    const reports = signals.filter(({ name }) => name === reportSignal);
    const reopening = reports.map(
      ({ said }) => (said as never as { event: { reopens?: true } }).event.reopens,
    );
    expect(reopening).toEqual([true, true, true]);
    await close(601);
    const [next = ''] = incidentsIn(await ground.taken(key, labelled('b5', 'z')));
    expect(next).not.toBe(first);
  });
});

describe('an upstream dependency', () => {
  const behind = Array.from({ length: 40 }, (_, n) => `svc_b${n}`);

  it('makes forty alerts behind it children of the one that may page', async () => {
    await addService(ground, 'svc_core');
    for (const id of behind) await addService(ground, id, ['svc_core']);
    const key = await ground.integration('generic');
    const alerts = behind.map((service) => event(service, { service }));
    const { accepted } = await ground.taken(key, [
      ...alerts.slice(0, 20),
      event('core', { service: 'svc_core' }),
      ...alerts.slice(20),
    ] as never);
    const core = accepted.find(({ dedupKey }) => dedupKey === 'core')?.incidentId;
    const children = accepted.filter(({ dedupKey }) => dedupKey !== 'core');
    expect(new Set(children.map(({ incidentId }) => incidentId)).size).toBe(40);
    for (const { incidentId } of children) {
      expect((await storyOf(incidentId)).input.parent?.id).toBe(core);
    }
    const told = (await storyOf(core ?? '')).signals.filter(({ name }) => name === tellSignal);
    expect(told.filter(({ said }) => said.type === 'child')).toHaveLength(40);
    await endWorkflow(core ?? '');
    await ground.api.database.prisma.openKey.deleteMany();
  });

  it('adopts the forty that came before it', async () => {
    const key = await ground.integration('generic');
    const alerts = behind.map((service) => event(service, { service }));
    const children = incidentsIn(await ground.taken(key, alerts as never));
    const [core = ''] = incidentsIn(
      await ground.taken(key, event('core', { service: 'svc_core' })),
    );
    expect(children).toHaveLength(40);
    for (const id of children) {
      const { input, signals } = await storyOf(id);
      expect(input.parent).toBeUndefined();
      expect(signals.map(({ said }) => said)).toMatchObject([
        { type: 'attached', parent: { id: core } },
      ]);
    }
    const told = (await storyOf(core)).signals.map(
      ({ said }) => (said as never as { id: string }).id,
    );
    expect(new Set(told)).toEqual(new Set(children));
  });

  it('adopts what began shortly before it, also two steps behind', async () => {
    await addService(ground, 'svc_top');
    await addService(ground, 'svc_mid', ['svc_top']);
    await addService(ground, 'svc_low', ['svc_mid']);
    const key = await ground.integration('generic');
    const [low = ''] = incidentsIn(await ground.taken(key, event('low', { service: 'svc_low' })));
    const [mid = ''] = incidentsIn(await ground.taken(key, event('mid', { service: 'SVC_MID' })));
    const [top = ''] = incidentsIn(await ground.taken(key, event('top', { service: 'svc_top' })));
    const parents = async (id: string) =>
      (await storyOf(id)).signals
        .filter(({ said }) => said.type === 'attached')
        .map(({ said }) => (said as never as { parent: { id: string } }).parent.id);
    expect(await parents(mid)).toEqual([top]);
    expect(await parents(low)).toEqual([mid, top]);
    expect((await storyOf(low)).input.parent).toBeUndefined();
  });

  it('holds nothing back for a parent that was never started or is restored', async () => {
    await addService(ground, 'svc_ghost');
    await addService(ground, 'svc_leaf', ['svc_ghost']);
    const key = await ground.integration('generic');
    await ground.api.database.prisma.openKey.create({
      data: {
        integrationId: 'int_x',
        dedupKey: 'g',
        incidentId: 'inc_ghost',
        serviceId: 'svc_ghost',
      },
    });
    const [leaf = ''] = incidentsIn(
      await ground.taken(key, event('leaf', { service: 'svc_leaf' })),
    );
    expect((await storyOf(leaf)).input.parent).toBeUndefined();
  });
});

describe('a large body', () => {
  it('of 2,000 alerts is durable as a whole', async () => {
    const key = await ground.integration('alertmanager');
    const alerts = Array.from({ length: 2_000 }, (_, n) => ({
      status: 'firing',
      labels: { alertname: 'down', instance: `host${n}` },
      annotations: {},
      startsAt: '2026-11-22T10:00:00Z',
      fingerprint: n.toString(16).padStart(16, '0'),
    }));
    const body = {
      version: '4',
      groupKey: '{}',
      status: 'firing',
      receiver: 'baton',
      groupLabels: {},
      commonLabels: {},
      commonAnnotations: {},
      externalURL: '',
      alerts,
    };
    const { accepted, ignored } = await ground.taken(key, body);
    expect([accepted.length, ignored.length]).toEqual([2_000, 0]);
    expect(new Set(accepted.map(({ incidentId }) => incidentId)).size).toBe(2_000);
    const last = accepted.at(-1)?.incidentId ?? '';
    expect((await storyOf(last)).input.id).toBe(last);
  }, 180_000);
});

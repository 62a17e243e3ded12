import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';

import { createEscalationActivities } from '../../../activities/escalation/escalation.js';
import { testStack } from '../../support/test-stack.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;
const minuteMs = 60_000;
const path = '/api/v1/escalations';
const departments = ['ops', 'infra', 'net', 'sales'] as const;

let api: RunningApi;
let worker: IncidentWorker;
/** One person of each department; ops leads, the others only view their own department. */
const people: Record<string, Caller> = {};
let incident = '';

const named = (name: string) => ({ zh: name, en: name });

const seedDepartments = async (): Promise<void> => {
  const { prisma } = api.database;
  for (const name of departments) {
    const id = `dep_${name}`;
    await prisma.department.create({ data: { id, name: named(name) } });
    const role = name === 'ops' ? ('ops_lead' as const) : ('viewer' as const);
    const scope = name === 'ops' ? {} : { departmentId: id };
    const person = await addPerson(api.database, `per_${name}`, { role, memberOf: id, ...scope });
    people[name] = person;
    const address = { address: `${name}@baton.test` };
    const channels = [{ channel: 'mail', address, afterS: 0 }];
    await prisma.person.update({ where: { id: person.person }, data: { channels } });
    await prisma.department.update({ where: { id }, data: { headId: person.person } });
  }
};

const seedSupplier = async (): Promise<void> => {
  const { prisma } = api.database;
  await prisma.supplier.create({
    data: {
      ...{ id: 'sup_line', name: 'Carrier' },
      channels: [{ kind: 'phone', value: '400' }],
      escalationContacts: [{ name: 'Chief', role: 'duty', kind: 'phone', value: '139' }],
    },
  });
  await prisma.supplierService.create({
    data: {
      ...{ id: 'sps_line', supplierId: 'sup_line', circuitId: 'C-1' },
      acceptOnly: [{ from: '00:00', to: '23:59' }],
    },
  });
  await prisma.supplierSla.create({
    data: {
      ...{ id: 'sla_line', supplierServiceId: 'sps_line', metric: 'restore', target: 'PT4H' },
      effectiveFrom: new Date(Date.now() - minuteMs),
    },
  });
};

const who = (name: string) => as(api.app, people[name]?.key ?? '');

beforeAll(async () => {
  api = await runApi();
  await seedDepartments();
  await seedSupplier();
  const { prisma } = api.database;
  const rungs = [{ delayS: 600, targets: [{ kind: 'person', id: 'per_ops' }] }];
  const policy = { policyId: 'pol_default', version: 1, name: named('default'), isDefault: true };
  await prisma.policy.create({ data: { id: 'pol_default@1', ...policy, rungs, overdue: rungs } });
  worker = await runIncidentWorker(api);
  const declared = await who('ops')
    .post('/api/v1/incidents')
    .send({ title: 'uplink down', severity: 'critical', impactClass: 'interruption' });
  incident = (declared.body as { id: string }).id;
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const start = async (body: object, by = 'ops'): Promise<{ id: string; number: string }> => {
  const asked = { subject: incident, ask: 'switch it back', ...body };
  const { status, body: made } = await who(by).post(path).send(asked);
  expect([status, (made as { code?: string }).code]).toEqual([201, undefined]);
  return made as { id: string; number: string };
};

const toDepartment = (name: string) => ({ to: { kind: 'department', id: `dep_${name}` } });

const verb = async (
  by: string,
  id: string,
  { verb: name, ...body }: { verb: string } & Record<string, unknown>,
) => {
  const { status, body: answer } = await who(by).post(`${path}/${id}/${name}`).send(body);
  return { ...(answer as Record<string, never>), status } as Record<string, unknown>;
};

const shown = async (id: string, wanted: (body: Record<string, unknown>) => boolean) => {
  let last: Record<string, unknown> = {};
  const there = async (): Promise<boolean> => {
    last = (await who('ops').get(`${path}/${id}`)).body as Record<string, unknown>;
    return wanted(last);
  };
  await waitUntil(there, { limitMs, what: () => `${id}, last ${JSON.stringify(last)}` });
  return last;
};

describe('a chain towards a department', () => {
  it('takes level and interruption of the incident, and its holder asks', async () => {
    const { id } = await start(toDepartment('infra'));
    const body = await shown(id, ({ number }) => number !== undefined);
    expect(body).toMatchObject({
      stage: 'asked',
      ...{ priority: 'P1', interruption: true, about: incident },
      asker: { person: 'per_ops' },
      holder: { person: 'per_ops' },
      waitingFor: { what: 'accept' },
    });
    const { due } = body['waitingFor'] as { due: string };
    expect(Date.parse(due) - Date.parse(String(body['startedAt']))).toBe(15 * minuteMs);
  });

  it('a repeated request finds the same chain', async () => {
    const send = () =>
      who('ops')
        .post(path)
        .set('Idempotency-Key', 'once-only')
        .send({ subject: incident, ask: 'again', ...toDepartment('infra') });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('shows the department the chain and its incident, and strangers neither', async () => {
    const { id } = await start(toDepartment('infra'));
    for (const [name, status] of [
      ['infra', 200],
      ['sales', 404],
    ] as const) {
      expect((await who(name).get(`${path}/${id}`)).status).toBe(status);
      expect((await who(name).get(`/api/v1/incidents/${incident}`)).status).toBe(status);
      const list = (await who(name).get(path)).body as { items: { id: string }[] };
      expect(list.items.some((item) => item.id === id)).toBe(status === 200);
    }
  });

  it('stops showing them thirty days after the leg has ended', async () => {
    const { id } = await start(toDepartment('net'));
    await verb('ops', id, { verb: 'withdraw', reason: 'solved' });
    await shown(id, ({ stage }) => stage === 'closed');
    expect((await who('net').get(`/api/v1/incidents/${incident}`)).status).toBe(200);
    const age = async (days: number) => {
      const endedAt = Date.now() - days * 24 * 60 * minuteMs;
      await api.database.prisma.processFact.update({
        where: { subject_kind_key: { subject: id, kind: 'leg', key: '1' } },
        data: { data: { department: 'dep_net', about: incident, endedAt } },
      });
    };
    await age(29);
    expect((await who('net').get(`/api/v1/incidents/${incident}`)).status).toBe(200);
    await age(31);
    expect((await who('net').get(`/api/v1/incidents/${incident}`)).status).toBe(404);
    await api.database.prisma.processFact.deleteMany({ where: { subject: id, kind: 'leg' } });
  });

  it('is answered by the department alone, and its mail is in its own words', async () => {
    const { id, number } = await start(toDepartment('infra'));
    expect(await verb('ops', id, { verb: 'accept' })).toMatchObject({
      ...{ status: 403, code: 'not_asked' },
    });
    const mailed = () =>
      worker.mail.mails.some(({ mail }) => mail.subject?.includes(number) === true);
    await waitUntil(mailed, { limitMs, what: () => `the mail of ${number}` });
    const taken = await verb('infra', id, { verb: 'accept' });
    expect(taken).toMatchObject({
      status: 200,
      stage: 'accepted',
      holder: { person: 'per_infra' },
    });
    expect((await who('infra').get(`${path}/${id}/clocks`)).body).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ obligation: 'update/1', state: 'running' }),
      ]),
    });
  });

  it('goes on to a bounce, a decision and a confirmation, and says who held it how long', async () => {
    const { id } = await start(toDepartment('infra'));
    await verb('infra', id, { verb: 'bounce', ...toDepartment('net'), reason: 'theirs' });
    await verb('net', id, { verb: 'bounce', ...toDepartment('infra'), reason: 'no, theirs' });
    const third = await verb('infra', id, {
      ...{ verb: 'bounce', ...toDepartment('sales'), reason: 'nobody' },
    });
    expect(third).toMatchObject({ status: 200, stage: 'deciding', bounces: 3 });
    const stranger = await verb('net', id, {
      ...{ verb: 'address', ...toDepartment('net'), reason: 'r' },
    });
    expect(stranger['status']).toBe(403);
    const decided = await verb('ops', id, {
      ...{ verb: 'address', ...toDepartment('net'), reason: 'it is their switch' },
    });
    expect(decided).toMatchObject({ status: 200, stage: 'asked' });
    await verb('net', id, { verb: 'accept' });
    await verb('net', id, { verb: 'fulfil', text: 'done' });
    const over = await verb('ops', id, { verb: 'confirm' });
    expect(over).toMatchObject({ status: 200, stage: 'closed', closedAs: 'confirmed' });
    await shown(id, ({ stage }) => stage === 'closed');
    const minutes = (await who('ops').get(`${path}/${id}/minutes`)).body as {
      items: { person: { id: string }; since: string; until: string }[];
    };
    expect(minutes.items.map(({ person }) => person.id)).toEqual(['per_ops', 'per_net', 'per_ops']);
    expect(minutes.items[1]?.since).toBe(minutes.items[0]?.until);
  });

  it('counts for the review what each party did, and a department reads its own only', async () => {
    const from = new Date(Date.now() - 60 * minuteMs).toISOString();
    const to = new Date(Date.now() + minuteMs).toISOString();
    const report = async (by: string, more = '') =>
      (await who(by).get(`/api/v1/reports/escalations?from=${from}&to=${to}${more}`)).body as {
        items: { party: { id: string }; legs: number; bounces: number; acceptedInTime: number }[];
      };
    const all = await report('ops', '&department=dep_infra');
    expect(all.items).toHaveLength(1);
    expect(all.items[0]).toMatchObject({ party: { id: 'dep_infra' }, bounces: 2 });
    expect(all.items[0]?.acceptedInTime).toBeGreaterThanOrEqual(1);
    const own = await report('net');
    expect(own.items.map(({ party }) => party.id)).toEqual(['dep_net']);
  });

  it('refuses what nobody knows, times that only a lead gives, and times gone by', async () => {
    const refused = async (body: object, by = 'ops') => {
      const { status, body: answer } = await who(by)
        .post(path)
        .send({ ask: 'x', ...toDepartment('infra'), ...body });
      return [status, (answer as { code: string }).code];
    };
    const nobody = { to: { kind: 'department', id: 'dep_none' } };
    expect(await refused(nobody)).toEqual([422, 'unknown_reference']);
    expect(await refused({ subject: 'INC-99999' })).toEqual([404, 'not_found']);
    expect(await refused({ neededBy: '2020-01-01T00:00:00Z' })).toEqual([422, 'time_in_past']);
    expect(await refused({ scale: 60 })).toEqual([422, 'scale_not_allowed']);
    const clerk = await addPerson(api.database, 'per_clerk', { role: 'engineer' });
    people['clerk'] = clerk;
    expect(await refused({ clocks: { accept: 'PT10S' } }, 'clerk')).toEqual([403, 'forbidden']);
  });

  it('with times of its own, silence is counted and climbs', async () => {
    const { id } = await start({
      ...toDepartment('infra'),
      clocks: { accept: 'PT5S', update: 'PT1H' },
    });
    const silent = await shown(id, ({ silences }) => silences === 1);
    expect(silent).toMatchObject({ stage: 'asked', holder: { person: 'per_ops' } });
    await verb('infra', id, { verb: 'accept' });
    expect(await shown(id, ({ stage }) => stage === 'accepted')).toMatchObject({
      legs: [{ late: true, silences: 1 }],
    });
  });
});

describe('a chain of another process, and of a demo', () => {
  it('is opened once under the id that the process chose', async () => {
    const { temporal } = testStack();
    const connection = await Connection.connect({ address: temporal.address });
    const client = new Client({ connection, namespace: temporal.namespace });
    const { database, taskQueue } = api.deps;
    const hands = createEscalationActivities({ database, client, taskQueue, now: Date.now });
    const asked = {
      ...{ id: 'esc_from_elsewhere', subject: incident, ask: 'a spare part' },
      to: { kind: 'person' as const, id: 'per_net' },
      by: { kind: 'system' as const, id: 'hfl_1' },
    };
    for (const _again of [1, 2]) {
      expect(await hands.openEscalation(asked)).toEqual({ id: asked.id });
    }
    const nobody = { ...asked, id: 'esc_nobody', to: { kind: 'person' as const, id: 'per_none' } };
    await expect(hands.openEscalation(nobody)).rejects.toMatchObject({ nonRetryable: true });
    await connection.close();
    expect(await verb('net', asked.id, { verb: 'accept' })).toMatchObject({ stage: 'accepted' });
  });

  it('runs on a clock of its own, so that silence is seen in seconds', async () => {
    const value = { mode: 'demo' };
    await api.database.prisma.installation.upsert({
      ...{ where: { key: 'seed' }, create: { key: 'seed', value }, update: { value } },
    });
    const { id } = await start({ ...toDepartment('sales'), scale: 600 });
    await shown(id, ({ silences }) => silences === 1);
    expect((await who('ops').get(`${path}/${id}/clocks`)).body).toMatchObject({
      items: [{ obligation: 'accept/1', state: 'overdue' }],
    });
  });
});

describe('a chain towards a supplier', () => {
  it('keeps every call, starts the clock at the ticket, and ends in an evidence pack', async () => {
    const { id } = await start({ to: { kind: 'supplier', id: 'sps_line' } });
    const body = await shown(id, ({ number }) => number !== undefined);
    expect(body).toMatchObject({
      supplier: { name: 'Carrier', acceptOnly: { from: '00:00', to: '23:59' } },
    });
    const silent = await verb('ops', id, {
      ...{ verb: 'contact', channel: '400', result: 'no_answer', text: 'rang out' },
    });
    expect(silent).toMatchObject({ status: 200, supplier: { next: { name: 'Chief' } } });
    expect(await verb('ops', id, { verb: 'accept' })).toMatchObject({ code: 'ticket_required' });
    const wrong = await verb('ops', id, {
      ...{ verb: 'contact', channel: '400', result: 'no_answer', text: 'x', ref: 'T' },
    });
    expect(wrong['status']).toBe(400);
    const taken = await verb('ops', id, {
      ...{ verb: 'contact', channel: '139', result: 'answered', text: 'taken', ref: 'T-77' },
    });
    expect(taken).toMatchObject({ stage: 'accepted', supplier: { ref: 'T-77' } });
    await verb('ops', id, { verb: 'fulfil', text: 'line is back' });
    await verb('ops', id, { verb: 'confirm' });
    await shown(id, ({ stage }) => stage === 'closed');
    const pack = (await who('ops').get(`${path}/${id}/evidence`)).body as Record<string, unknown>;
    expect(pack).toMatchObject({
      ...{ unanswered: 1, minutesLate: 0, target: { ms: 4 * 60 * minuteMs } },
      attempts: [
        { n: 1, channel: '400', result: 'no_answer', by: { id: 'per_ops' } },
        { n: 2, channel: '139', result: 'answered', ref: 'T-77' },
      ],
    });
    const since = new Date(Date.now() - 60 * minuteMs).toISOString();
    const until = new Date(Date.now() + minuteMs).toISOString();
    const counted = await who('ops').get(`/api/v1/reports/escalations?from=${since}&to=${until}`);
    expect((counted.body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        party: { kind: 'supplier', id: 'sps_line', name: 'Carrier · C-1' },
        ...{ legs: 1, acceptedInTime: 1, silences: 1, open: 0 },
      }),
    );
    const page = await who('ops').get(`${path}/${id}/evidence?format=html`);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('T-77');
  });
});

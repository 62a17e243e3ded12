import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { IncidentInput } from '../../../domain/incident/state.js';
import { tellConflicts } from '../../../intake/windows.js';
import { circumstancesAt } from '../../../records/window/circumstances.js';
import { waitUntil } from '../../support/wait-until.js';
import { addKey, addPerson, as } from '../api/running-api.js';
import { addService, openGround, type Ground } from '../intake/ground.js';
import { maintnote, type Notice } from './maintnote.js';

const hour = 3_600_000;
const inHours = (hours: number): number => Math.floor((Date.now() + hours * hour) / 1000) * 1000;

let ground: Ground;
let key: string;
let lead: ReturnType<typeof as>;
let engineer: ReturnType<typeof as>;

const send = (notice: Partial<Notice> & { id: string }) =>
  request(ground.api.app)
    .post(`/in/${key}`)
    .set('Content-Type', 'text/calendar; charset=utf-8')
    .send(maintnote({ from: inHours(24), until: inHours(28), objects: [], ...notice }));

interface Taken {
  accepted: { dedupKey: string; action: string; windowId: string; notes?: string[] }[];
  ignored: { reason: string }[];
}

const taken = async (notice: Partial<Notice> & { id: string }): Promise<Taken> => {
  const answer = await send(notice);
  if (answer.status !== 202) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Taken;
};

const windowNow = async (id: string) => (await lead.get(`/api/v1/windows/${id}`)).body;

interface Conflict {
  pair: { key: string; zh: string; en: string };
  windows: { id: string }[];
  legs: string[];
  from: string;
  until: string;
  goneAt: string | null;
  incident: string | null;
}

const conflicts = async (query = ''): Promise<Conflict[]> =>
  (await lead.get(`/api/v1/windows/conflicts${query}`)).body.items as Conflict[];

const startedWith = async (incident: string): Promise<IncidentInput> => {
  const { client } = ground.api.deps.engine;
  const { events } = await client.workflow.getHandle(incident).fetchHistory();
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  const start = JSON.parse(Buffer.from(input ?? []).toString('utf8')) as { input: IncidentInput };
  return start.input;
};

beforeAll(async () => {
  ground = await openGround();
  const { database, app } = ground.api;
  const { prisma } = database;
  await prisma.supplier.create({ data: { id: 'sup_1', name: '通达传输' } });
  for (const [id, circuitId] of [
    ['sps_a', 'TD-10G-0417'],
    ['sps_b', 'TD-10G-0418'],
    ['sps_c', 'OTHER-1'],
    ['sps_d', 'OTHER-2'],
  ] as const) {
    await prisma.supplierService.create({ data: { id, supplierId: 'sup_1', circuitId } });
  }
  await addService(ground, 'svc_line');
  await prisma.service.update({
    where: { id: 'svc_line' },
    data: { supplierServiceIds: ['sps_a', 'sps_b'] },
  });
  await addService(ground, 'svc_other');
  key = await ground.integration('maintnote');
  lead = as(app, (await addPerson(database, 'per_lead', { role: 'ops_lead' })).key);
  engineer = as(app, (await addPerson(database, 'per_engineer', { role: 'engineer' })).key);
});

afterAll(async () => {
  await ground.api.close();
});

describe('a notice of a supplier', () => {
  it('becomes a window with its circuits matched, however they are written', async () => {
    const { accepted } = await taken({ id: 'M-1', objects: ['td 10g 0417', 'NO-SUCH'] });
    expect(accepted).toMatchObject([{ dedupKey: 'tongda.example M-1', action: 'window' }]);
    const [{ windowId = '' } = {}] = accepted;
    expect(await windowNow(windowId)).toMatchObject({
      kind: 'maintenance',
      status: 'confirmed',
      impact: 'outage',
      provider: 'tongda.example',
      maintenanceId: 'M-1',
      supplierServices: ['sps_a'],
      objects: [{ id: 'td 10g 0417' }, { id: 'NO-SUCH' }],
      approved: null,
    });
    const byService = await lead.get('/api/v1/windows?service=svc_line');
    expect(byService.body.items.map((item: { id: string }) => item.id)).toContain(windowId);
  });

  it('is amended under another UID by a higher sequence, and not by a lower one', async () => {
    const first = await taken({ id: 'M-2', sequence: 2, objects: ['OTHER-1'] });
    const id = first.accepted[0]?.windowId ?? '';
    await lead.post(`/api/v1/windows/${id}/approve`).send({}).expect(200);
    const moved = inHours(50);
    const amended = await taken({
      id: 'M-2',
      uid: 'quite-another@example',
      sequence: 3,
      status: 'RE-SCHEDULED',
      from: moved,
      until: moved + hour,
      objects: ['OTHER-1'],
    });
    expect(amended.accepted).toMatchObject([{ windowId: id }]);
    const after = await windowNow(id);
    expect(after).toMatchObject({ status: 'rescheduled', sequence: 3, version: 3, approved: null });
    expect(after.start).toBe(new Date(moved).toISOString());
    const older = await taken({ id: 'M-2', sequence: 1, status: 'CANCELLED' });
    expect(older).toMatchObject({
      accepted: [],
      ignored: [{ reason: 'sequence 1 is older than 3, which is known' }],
    });
    expect((await windowNow(id)).status).toBe('rescheduled');
  });

  it('that is broken is read as far as it goes, and its notes are in answer and log', async () => {
    const { accepted } = await taken({ id: 'M-3', sequence: null, status: null, objects: [] });
    expect(accepted[0]?.notes).toEqual([
      'no STATUS: taken as tentative',
      'no OBJECT-ID: no circuit can be matched',
      'no SEQUENCE',
    ]);
    const refused = await request(ground.api.app)
      .post(`/in/${key}`)
      .set('Content-Type', 'text/calendar')
      .send('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT');
    expect(refused.status).toBe(400);
    expect(refused.body.code).toBe('unsupported_body');
    const { id } = await ground.api.database.prisma.integration.findUniqueOrThrow({
      where: { key },
    });
    let logged = '';
    const isLogged = async (): Promise<boolean> => {
      const log = await lead.get(`/api/v1/integrations/${id}/log`);
      logged = JSON.stringify(log.body.items);
      return logged.includes('Lunch');
    };
    await waitUntil(isLogged, { limitMs: 20_000, what: () => 'the line in the log' });
    expect(logged).toContain('no OBJECT-ID');
    expect(logged).toContain('without any MAINTNOTE property');
  });
});

describe('windows over both legs of a pair', () => {
  const night = { from: inHours(72), until: inHours(76) };

  it('open one incident once, also when sent twice, and an amendment resolves it', async () => {
    await taken({ id: 'A-1', objects: ['TD-10G-0417'], ...night });
    expect(await conflicts()).toEqual([]);
    const crossing = { id: 'A-2', objects: ['TD-10G-0418'], ...night, from: inHours(74) };
    await taken(crossing);
    const again = await taken(crossing);
    expect(again.ignored).toMatchObject([{ reason: 'this notice is known already' }]);
    const [found, ...more] = await conflicts();
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      pair: { key: 'service:svc_line' },
      legs: ['supplier_service:sps_a', 'supplier_service:sps_b'],
      until: new Date(night.until).toISOString(),
      goneAt: null,
    });
    expect(found?.windows).toHaveLength(2);
    const incident = found?.incident ?? '';
    expect(await startedWith(incident)).toMatchObject({
      severity: 'error',
      impactClass: 'none',
      service: { id: 'svc_line' },
    });
    expect((await startedWith(incident)).title).toContain(
      'both legs of svc_line in overlapping windows',
    );
    expect((await ground.alertsOf(incident)).signals).toBe(0);

    const apart = { from: inHours(96), until: inHours(98) };
    await taken({ id: 'A-2', sequence: 2, objects: ['TD-10G-0418'], ...apart });
    expect(await conflicts()).toEqual([]);
    const [gone] = await conflicts('?gone=true');
    expect(gone?.goneAt).not.toBeNull();
    expect((await ground.alertsOf(incident)).signals).toBe(1);
  });

  it('are found for a pair that is written down later, and told although the engine was away', async () => {
    await taken({ id: 'B-1', objects: ['OTHER-1'], from: inHours(120), until: inHours(124) });
    await taken({ id: 'B-2', objects: ['OTHER-2'], from: inHours(120), until: inHours(121) });
    const members = ['sps_c', 'sps_d'].map((id) => ({ kind: 'supplier_service', id }));
    const pair = { name: { en: 'Ring north' }, kind: '2N', members };
    await lead.post('/api/v1/redundancy-pairs').send(pair).expect(201);
    const [found] = await conflicts();
    expect(found).toMatchObject({ pair: { en: 'Ring north' } });
    const { database, intake } = ground.api.deps;
    await database.prisma.windowConflict.updateMany({ data: { told: null, incident: null } });
    await tellConflicts({ database, intake }, new Date());
    const [told] = await conflicts();
    expect(told?.incident).toBe(found?.incident);
    expect(await tellConflicts({ database, intake }, new Date())).toBe(0);
  });
});

describe('work of our own', () => {
  const draft = () => ({
    title: 'UPS battery change',
    impact: 'reduced_redundancy',
    status: 'confirmed',
    hours: [
      { from: new Date(inHours(-2)).toISOString(), until: new Date(inHours(2)).toISOString() },
    ],
    services: ['svc_other'],
  });

  it('excuses trouble only once another person approved it, and a change takes that back', async () => {
    const { database } = ground.api;
    const asked = { service: 'svc_other', at: new Date() };
    const made = await engineer.post('/api/v1/windows').send(draft()).expect(201);
    const { id, version } = made.body as { id: string; version: number };
    expect(await circumstancesAt(database, asked)).toEqual({ majorEvent: false });
    await engineer.post(`/api/v1/windows/${id}/approve`).send({}).expect(403);
    await lead.post(`/api/v1/windows/${id}/approve`).send({}).expect(200);
    expect(await circumstancesAt(database, asked)).toEqual({
      majorEvent: false,
      plannedWork: { id, overrunS: 0, widerImpact: false },
    });
    const wider = { ...asked, impactClass: 'interruption' as const };
    expect((await circumstancesAt(database, wider)).plannedWork?.widerImpact).toBe(true);
    const patch = (of: number) =>
      engineer
        .patch(`/api/v1/windows/${id}`)
        .set('If-Match', `"${of}"`)
        .send({ impact: 'degraded' });
    await patch(version).expect(412);
    const patched = await patch(version + 1).expect(200);
    expect(patched.body.approved).toBeNull();
    expect(await circumstancesAt(database, asked)).toEqual({ majorEvent: false });
  });

  it('cannot be approved by its author', async () => {
    const { id } = (await lead.post('/api/v1/windows').send(draft()).expect(201)).body;
    await lead.post(`/api/v1/windows/${id}/approve`).send({}).expect(422);
  });

  it('says how far it overran, until it is over', async () => {
    const past = {
      ...draft(),
      hours: [
        { from: new Date(inHours(-5)).toISOString(), until: new Date(inHours(-1)).toISOString() },
      ],
    };
    const { id } = (await engineer.post('/api/v1/windows').send(past).expect(201)).body;
    expect((await windowNow(id)).overrun).toMatch(/^PT1H|^PT59M/);
    await lead.post(`/api/v1/windows/${id}/approve`).send({}).expect(200);
    const asked = { service: 'svc_other', at: new Date() };
    const { plannedWork } = await circumstancesAt(ground.api.database, asked);
    expect(plannedWork?.overrunS).toBeGreaterThan(15 * 60);
    await engineer.post(`/api/v1/windows/${id}/cancel`).send({ reason: 'rain' }).expect(200);
    expect(await windowNow(id)).toMatchObject({ status: 'cancelled', overrun: null });
    await engineer.post(`/api/v1/windows/${id}/cancel`).send({ reason: 'rain' }).expect(409);
  });

  it('may be a major event, which covers what it names', async () => {
    const event = { ...draft(), kind: 'major_event', impact: null, services: [] };
    await lead.post('/api/v1/windows').send(event).expect(201);
    const found = await circumstancesAt(ground.api.database, { at: new Date() });
    expect(found.majorEvent).toBe(true);
  });
});

describe('what a supplier says', () => {
  it('is not ours to change, but its places and the notice to customers are', async () => {
    const { accepted } = await taken({ id: 'S-1', objects: ['NO-SUCH'] });
    const path = `/api/v1/windows/${accepted[0]?.windowId}`;
    const patch = (body: object) => lead.patch(path).set('If-Match', '*').send(body);
    await patch({ impact: 'no_impact' }).expect(422);
    const noticeSentAt = new Date(inHours(0)).toISOString();
    const patched = await patch({ services: ['svc_other'], noticeSentAt }).expect(200);
    expect(patched.body).toMatchObject({ services: ['svc_other'], noticeSentAt });
    const trail = await ground.api.database.prisma.audit.findMany({
      where: { subject: patched.body.id },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map(({ action }) => action)).toEqual(['window.begun', 'window.update']);
  });

  it('is not for everybody', async () => {
    const outsider = as(ground.api.app, await addKey(ground.api.database, null, ['incident.read']));
    await outsider.get('/api/v1/windows').expect(403);
  });
});

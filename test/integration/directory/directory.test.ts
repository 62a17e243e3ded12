import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../../api/openapi.js';
import { directoryRoutes } from '../../../api/routes/directory/directory.js';
import { openApi, publicUrl, type Caller, type OpenApi } from './open-api.js';

let api: OpenApi;
let admin: Caller;
beforeAll(async () => {
  api = await openApi();
  admin = api.as('admin');
});
afterAll(() => api.close());

const name = { zh: '试', en: 'try' };
const rungs = [{ delay: 'PT5M', targets: [{ kind: 'schedule', id: 'sch_noc' }] }];
const layers = [
  {
    id: 'a',
    rotation: {
      kind: 'weekly',
      startsOn: '2026-01-05',
      handoverAt: '09:00',
      every: 1,
      members: ['per_li_wei'],
    },
    restrictions: [],
  },
];

const nouns: [path: string, body: object, edit: object | undefined, wrong: [object, string]][] = [
  ['people', { name: '甲', channels: [] }, { name: '乙' }, [{ name: '' }, '/name']],
  ['departments', { name }, { name: { zh: '改' } }, [{ name: {} }, '/name']],
  ['teams', { name, members: ['per_li_wei'] }, { members: [] }, [{ name }, '/members']],
  [
    'role-bindings',
    { person: 'per_li_wei', role: 'viewer', department: 'dep_noc' },
    undefined,
    [{ person: 'per_li_wei', role: 'god' }, '/role'],
  ],
  [
    'absences',
    { person: 'per_li_wei', from: '2026-12-01T08:00:00+08:00', until: '2026-12-02T00:00:00Z' },
    { deputy: 'per_wang_fang' },
    [{ person: 'per_li_wei', from: '2026-12-01', until: '2026-12-02T00:00:00Z' }, '/from'],
  ],
  [
    'schedules',
    { name, zone: 'Asia/Shanghai', owner: 'per_li_wei', layers },
    { zone: 'Europe/London' },
    [{ name, zone: 'Asia/Shanghai', owner: 'per_li_wei', layers: [] }, '/layers'],
  ],
  ['policies', { name, rungs }, { ackTtl: 'PT10M' }, [{ name, rungs: [] }, '/rungs']],
  [
    'sites',
    { kind: 'room', name, parent: 'sit_sh1' },
    { name: { en: 'b' } },
    [{ kind: 'moon', name }, '/kind'],
  ],
  ['customers', { code: 'T-1', name: 'T' }, { tier: 'B' }, [{ code: 'a b', name: 'T' }, '/code']],
  [
    'services',
    { code: 'T-1', name, productLine: 'managed' },
    { status: 'trial' },
    [{ code: 'T-1', name, productLine: 'x' }, '/productLine'],
  ],
  [
    'products',
    { code: 'T-1', name, line: 'sdwan', limits: [{ kind: 'maxSessions', limit: 2_048 }] },
    { requiredSkills: ['BGP'] },
    [{ code: 'T-1', name, line: 'moon' }, '/line'],
  ],
  [
    'devices',
    { assetNo: 'T-1', class: 'router', service: 'svc_line_yunshan' },
    { place: 'U1' },
    [{ assetNo: 'T-1', class: 'router', owner: 'moon' }, '/owner'],
  ],
  [
    'certifications',
    {
      person: 'per_li_wei',
      product: 'prd_sdwan',
      from: '2026-11-01T00:00:00Z',
      expires: '2027-11-01T00:00:00Z',
    },
    { evidence: 'LMS' },
    [{ person: 'per_li_wei', product: 'prd_sdwan', from: '2026-11-01T00:00:00Z' }, '/expires'],
  ],
  ['suppliers', { name: 'S' }, { name: 'T' }, [{ name: 'S', channels: [{}] }, '/channels/0/kind']],
  [
    'suppliers/sup_tongda/services',
    { circuitId: 'T-1' },
    { acceptOnly: [{ from: '20:00', to: '06:00' }] },
    [{ acceptOnly: [{ from: '25:00', to: '06:00' }] }, '/acceptOnly/0/from'],
  ],
  [
    'integrations',
    { name: 'a', format: 'zabbix' },
    { name: 'b' },
    [{ name: 'a', format: 'fax' }, '/format'],
  ],
  [
    'grouping-rules',
    { name: 'g', by: ['site'] },
    { window: 'PT1M' },
    [{ name: 'g', by: ['moon'] }, '/by/0'],
  ],
];

describe.each(nouns)('%s', (path, body, edit, [wrong, pointer]) => {
  it('is created, read, listed, edited by version and deleted', async () => {
    const made = await admin.post(path, body);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const { id, version } = made.body as { id: string; version?: number };
    expect(made.headers['location']).toBe(`/api/v1/${path}/${id}`);
    const read = await admin.get(`${path}/${id}`);
    expect([read.status, read.body.id]).toEqual([200, id]);
    const list = await admin.get(`${path}?limit=100&count=true`);
    const ids = (list.body.items as { id: string }[]).map((item) => item.id);
    expect(ids).toContain(id);
    expect(list.body).toMatchObject({ nextCursor: null, total: ids.length });
    if (edit) {
      const changed = await admin.patch(`${path}/${id}`, edit, version);
      expect([changed.status, changed.headers['etag']]).toEqual([200, `"${Number(version) + 1}"`]);
      const stale = await admin.patch(`${path}/${id}`, edit, version);
      expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    }
    expect((await admin.delete(`${path}/${id}`)).status).toBe(204);
    expect((await admin.get(`${path}/${id}`)).status).toBe(404);
  });

  it('refuses what is wrong with a pointer, and changes nothing', async () => {
    const before = (await admin.get(`${path}?limit=1&count=true`)).body.total as number;
    const refused = await admin.post(path, wrong);
    expect(refused.status).toBe(400);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body.errors.map((it: { pointer: string }) => it.pointer)).toContain(pointer);
    const unknown = await admin.post(path, { ...body, surprise: 1 });
    expect([unknown.status, unknown.body.code]).toEqual([400, 'unknown_field']);
    expect((await admin.get(`${path}?limit=1&count=true`)).body.total).toBe(before);
  });
});

describe('an upsert by external reference', () => {
  it('creates once and replaces after', async () => {
    const body = { code: 'X-1', name: 'X', externalRef: { source: 'crm', id: '1' } };
    expect((await admin.put('customers', body)).status).toBe(201);
    const again = await admin.put('customers', { ...body, name: 'Y' });
    expect([again.status, again.body.name, again.body.version]).toEqual([200, 'Y', 2]);
    const without = await admin.put('customers', { code: 'X-1', name: 'X' });
    expect([without.status, without.body.errors[0].pointer]).toEqual([400, '/externalRef']);
  });
});

describe('durations and times', () => {
  it('are ISO 8601 and RFC 3339 in UTC both ways', async () => {
    const { body } = await admin.get('policies/pol_interruption');
    expect(body).toMatchObject({
      ackTtl: 'PT15M',
      exhaustedEvery: 'PT10M',
      rungs: [{ delay: 'PT2M' }, {}, {}, {}],
      targets: { critical: { acknowledge: 'PT5M', restore: 'PT2H' } },
    });
    const at = '2026-12-07T10:00:00+08:00';
    const asked = await admin.get(`lookup/oncall?schedule=sch_noc&at=${encodeURIComponent(at)}`);
    expect(asked.body).toMatchObject({
      at: '2026-12-07T02:00:00.000Z',
      onCall: { id: 'per_zhang_min', name: '张敏', until: '2026-12-07T12:00:00.000Z' },
      holder: { id: 'per_zhang_min', place: 'on_call' },
    });
  });
});

describe('an integration', () => {
  it('is answered with its key and address once, and its setup holds both', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const sent = () => admin.post('integrations', { name: 'p', format: 'prtg' }).set(key);
    const made = await sent();
    expect(made.body.key).toMatch(/^[0-9a-f]{32}$/);
    expect(made.body.url).toBe(`${publicUrl}/in/${made.body.key}`);
    const replayed = await sent();
    expect(replayed.headers['idempotency-replayed']).toBe('true');
    expect(JSON.stringify(replayed.body)).not.toContain(made.body.key);
    const read = await admin.get(`integrations/${made.body.id}`);
    expect(JSON.stringify(read.body)).not.toContain(made.body.key);
    const setup = await admin.get(`integrations/${made.body.id}/setup`);
    expect(JSON.stringify(setup.body)).toContain(made.body.key);
    const rotated = await admin.post(`integrations/${made.body.id}/rotate-key`);
    expect(rotated.body.key).not.toBe(made.body.key);
    expect((await admin.get(`integrations/${made.body.id}/log`)).body).toEqual({ items: [] });
  });
});

describe('a key', () => {
  it('works once made and stops at once when revoked', async () => {
    const made = await admin.post('keys', { name: 'k', person: 'per_li_wei' });
    expect(made.status).toBe(201);
    const { id, key } = made.body as { id: string; key: string };
    const read = () => admin.get('teams').set('Authorization', `Bearer ${key}`);
    expect((await read()).status).toBe(200);
    expect((await admin.delete(`keys/${id}`)).status).toBe(204);
    expect((await read()).status).toBe(401);
    expect((await admin.get(`keys/${id}`)).body.revokedAt).not.toBeNull();
  });
});

describe('a person', () => {
  it('may change how they are reached, and nothing else about themselves', async () => {
    const chen = api.as('per_chen_jie');
    const before = await chen.get('people/per_chen_jie');
    expect(before.body.channels[0]).toMatchObject({ channel: 'mail', after: 'PT0S' });
    const channels = [{ channel: 'sms', address: { phone: '+8613800138000' }, after: 'PT2M' }];
    const own = await chen.patch('people/per_chen_jie', { channels });
    expect([own.status, own.body.channels]).toEqual([200, channels]);
    const more = await chen.patch('people/per_chen_jie', { channels, name: 'boss' });
    expect([more.status, more.body.code]).toEqual([403, 'forbidden']);
    const other = await chen.patch('people/per_li_wei', { channels });
    expect([other.status, other.body.code]).toEqual([403, 'forbidden']);
    expect((await chen.get('people/per_li_wei')).body).not.toHaveProperty('channels');
  });

  it('who left can do nothing more at once', async () => {
    const xu = api.as('per_xu_jing');
    expect((await xu.get('people')).status).toBe(200);
    await api.as('per_he_yan').patch('people/per_xu_jing', { status: 'left' });
    expect((await xu.get('people')).status).toBe(401);
  });
});

describe('who may', () => {
  it.each([
    ['per_chen_jie', 'post', 'departments', 403],
    ['per_chen_jie', 'get', 'role-bindings', 403],
    ['per_chen_jie', 'get', 'keys', 403],
    ['per_tom_reid', 'post', 'schedules', 403],
    ['per_he_yan', 'get', 'customers', 403],
    ['per_he_yan', 'post', 'people', 400],
    ['per_li_wei', 'post', 'policies', 400],
  ] as const)('%s %s %s: %i', async (person, verb, path, status) => {
    const caller = api.as(person);
    expect((await (verb === 'get' ? caller.get(path) : caller.post(path))).status).toBe(status);
  });
});

describe('the schedule’s answers', () => {
  it('give shifts, gaps, a calendar to subscribe to and the ladder’s simulation', async () => {
    const window = 'from=2026-12-07T00:00:00Z&until=2026-12-09T00:00:00Z';
    const shifts = await admin.get(`schedules/sch_noc/shifts?${window}`);
    expect(shifts.body.items).toHaveLength(4);
    const gaps = await admin.get('schedules/sch_noc/gaps');
    expect(gaps.body.items).toEqual([]);
    const { from, until } = gaps.body as { from: string; until: string };
    expect(Date.parse(until) - Date.parse(from)).toBe(14 * 86_400_000);
    const calendar = await admin.get(`schedules/sch_noc/calendar.ics?${window}`);
    expect(calendar.headers['content-type']).toContain('text/calendar');
    expect(calendar.text.match(/BEGIN:VEVENT/g)).toHaveLength(4);
    const body = { policy: 'pol_interruption', startsAt: '2026-12-07T00:00:00Z' };
    const ladder = await admin.post('simulate/ladder', body);
    expect(ladder.body.pages[1]).toMatchObject({ due: '2026-12-07T00:02:00.000Z', rung: 1 });
    expect(ladder.body.thenEvery).toBe('PT10M');
  });

  it('refuse windows that make no sense', async () => {
    const backwards = 'from=2026-12-09T00:00:00Z&until=2026-12-07T00:00:00Z';
    expect((await admin.get(`schedules/sch_noc/shifts?${backwards}`)).status).toBe(422);
    const endless = 'from=2026-01-01T00:00:00Z&until=2099-01-01T00:00:00Z';
    expect((await admin.get(`schedules/sch_noc/gaps?${endless}`)).status).toBe(422);
    expect((await admin.get('schedules/sch_none/shifts')).status).toBe(404);
  });

  it('take overrides and duty roles', async () => {
    const override = {
      person: 'per_liu_yang',
      from: '2026-12-07T01:00:00Z',
      until: '2026-12-07T02:00:00Z',
    };
    const made = await admin.post('schedules/sch_noc/overrides', override);
    expect(made.status).toBe(201);
    const list = await admin.get('schedules/sch_noc/overrides?from=2026-12-07T00:00:00Z');
    expect(list.body.items).toMatchObject([{ id: made.body.id, person: 'per_liu_yang' }]);
    const wrong = await admin.delete(`schedules/sch_infra/overrides/${made.body.id}`);
    expect(wrong.status).toBe(404);
    const gone = await admin.delete(`schedules/sch_noc/overrides/${made.body.id}`);
    expect(gone.status).toBe(204);
    const duty = { role: 'duty_manager', site: 'sit_sh1', schedule: 'sch_infra' };
    const set = await admin.put('duty-roles', duty);
    expect((await admin.put('duty-roles', duty)).body.id).toBe(set.body.id);
    expect((await admin.delete(`duty-roles/${set.body.id}`)).status).toBe(204);
  });
});

describe('hostile input', () => {
  it.each([
    ['people', { name: 'a\u0000b' }],
    ['people', { name: 'a', externalRef: { source: 'x', id: 'y\u0000' } }],
    ['sites', { kind: 'room', name, parent: '../../etc' }],
    ['absences', { person: 'x', from: '9999-12-31T00:00:00Z', until: '0000-01-01T00:00:00Z' }],
    ['policies', { name, rungs: [{ delay: 'P999999D', targets: [] }] }],
    ['grouping-rules', { name: 'g', by: ['label:'] }],
    ['departments', []],
    ['departments', { name: { zh: '\ud800' } }],
  ])('to %s is 400 and nothing else (%j)', async (path, body) => {
    const { status, body: answer } = await admin.post(path, body);
    expect([status, answer.status]).toEqual([400, 400]);
  });

  it.each([
    'people/%00',
    'services?customer=%00',
    'sites?limit=1000',
    'sites?cursor=x',
    'teams?x=1',
  ])('in an address is 4xx: %s', async (path) => {
    const { status } = await admin.get(path);
    expect(Math.floor(status / 100)).toBe(4);
  });
});

describe('the OpenAPI document', () => {
  it('describes every operation under an id of its own', () => {
    const document = openApiDocument(directoryRoutes, publicUrl);
    const ids = directoryRoutes.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(document.paths ?? {})).toContain('/api/v1/role-bindings/{id}');
  });
});

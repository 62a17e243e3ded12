import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { openApi, type Caller, type OpenApi } from '../directory/open-api.js';

let api: OpenApi;
let admin: Caller;
let delivery: Caller;
let lead: Caller;

beforeAll(async () => {
  api = await openApi();
  admin = api.as('admin');
  delivery = api.as('per_zhou_na');
  lead = api.as('per_li_wei');
});
afterAll(() => api.close());

const from = '2026-01-01T00:00:00.000Z';
const nouns: [path: string, body: object, edit: object, wrong: [object, string]][] = [
  [
    'contracts',
    { no: 'T-9', customer: 'cus_minghu', startsAt: from, mrc: { minor: 12_345, currency: 'CNY' } },
    { document: 'T-9.pdf' },
    [{ no: 'T-9', customer: 'cus_minghu', startsAt: from, mrc: { minor: -1 } }, '/mrc/minor'],
  ],
  [
    'commitments',
    { service: 'svc_rental_minghu', metric: 'onsite', target: 'P2D', effectiveFrom: from },
    { clause: '3' },
    [
      { service: 'svc_rental_minghu', metric: 'onsite', target: 'soon', effectiveFrom: from },
      '/target',
    ],
  ],
  [
    'standards',
    {
      productLine: 'internal',
      tier: 'B',
      targets: [{ metric: 'restore', target: 'PT9H' }],
      effectiveFrom: from,
    },
    { clause: '3' },
    [{ productLine: 'internal', targets: [], effectiveFrom: from }, '/targets'],
  ],
  [
    'legacy-expectations',
    {
      ...{ customer: 'cus_minghu', text: 't', basis: 'b', approver: 'per_lin_tao' },
      reviewAt: '2027-01-01T00:00:00.000Z',
    },
    { text: 'u' },
    [{ customer: 'cus_minghu', text: '', basis: 'b', approver: 'x', reviewAt: from }, '/text'],
  ],
  [
    'customers/cus_minghu/contacts',
    {
      ...{ name: '甲', role: 'technical', notifyFrom: 'P2' },
      channels: [{ channel: 'mail', address: { address: 'a@b.example' }, after: 'PT0S' }],
    },
    { maySign: true },
    [{ name: '甲', role: 'friend' }, '/role'],
  ],
  [
    'suppliers/sup_tongda/services/sps_fibre_suzhou/slas',
    { metric: 'onsite', target: 'PT2H', effectiveFrom: from },
    { remedyCapPct: 20 },
    [{ metric: 'onsite', target: 'PT2H', remedyCapPct: 101, effectiveFrom: from }, '/remedyCapPct'],
  ],
];

describe.each(nouns)('%s', (path, body, edit, [wrong, pointer]) => {
  it('is created, read, listed, edited by version and deleted, each in the trail', async () => {
    const made = await admin.post(path, body);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const { id, version } = made.body as { id: string; version: number };
    expect(made.headers['location']).toBe(`/api/v1/${path}/${id}`);
    expect((await admin.get(`${path}/${id}`)).body).toMatchObject(body);
    const list = await admin.get(`${path}?limit=100&count=true`);
    const ids = (list.body.items as { id: string }[]).map((item) => item.id);
    expect(ids).toContain(id);
    expect(list.body.total).toBe(ids.length);
    expect((await admin.patch(`${path}/${id}`, edit, version)).body).toMatchObject(edit);
    const stale = await admin.patch(`${path}/${id}`, edit, version);
    expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
    expect((await admin.delete(`${path}/${id}`)).status).toBe(204);
    expect((await admin.get(`${path}/${id}`)).status).toBe(404);
    const trail = await api.database.prisma.audit.findMany({
      where: { subject: id },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map(({ action }) => action.split('.')[1])).toEqual(['create', 'update', 'delete']);
  });

  it('is created once and replaced after by its external reference', async () => {
    const ref = { ...body, externalRef: { source: 'crm', id: path } };
    const first = await admin.put(path, ref);
    const again = await admin.put(path, ref);
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    expect((await admin.delete(`${path}/${first.body.id}`)).status).toBe(204);
  });

  it('refuses what is wrong with a pointer', async () => {
    const refused = await admin.post(path, wrong);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map((it: { pointer: string }) => it.pointer)).toContain(pointer);
  });
});

describe('what belongs below another', () => {
  it('is not found below a third', async () => {
    const { body } = await admin.get('customers/cus_yunshan/contacts');
    const [{ id }] = body.items as [{ id: string }];
    expect((await admin.get(`customers/cus_minghu/contacts/${id}`)).status).toBe(404);
    const elsewhere = 'suppliers/sup_tongda/services/sps_adsl_suzhou/slas';
    expect((await admin.get(elsewhere)).status).toBe(404);
  });
});

describe('a commitment', () => {
  const draft = {
    ...{ service: 'svc_sdwan_yuanfan', metric: 'restore', target: 'PT6H' },
    ...{ sourceDoc: 'HT-9.pdf', clause: '2.1', effectiveFrom: from },
  };

  it('is confirmed by another person than its author, with document and clause, once', async () => {
    const bare = { ...draft, sourceDoc: null };
    const { id } = (await delivery.post('commitments', bare)).body as { id: string };
    const asked = (caller: Caller) => caller.post(`commitments/${id}/confirm`);
    expect((await asked(delivery)).body).toMatchObject({ status: 403, code: 'forbidden' });
    const without = await asked(lead);
    expect([without.body.code, without.body.errors[0].pointer]).toEqual([
      'rule_violation',
      '/sourceDoc',
    ]);
    await lead.patch(`commitments/${id}`, { sourceDoc: 'HT-9.pdf' });
    expect((await asked(lead)).body).toMatchObject({ status: 422, code: 'second_name_needed' });
    const done = await asked(api.as('per_wang_fang'));
    expect(done.body).toMatchObject({ status: 'confirmed', confirmedBy: 'per_wang_fang' });
    expect((await asked(api.as('per_wang_fang'))).body.code).toBe('wrong_state');
    const edited = await lead.patch(`commitments/${id}`, { target: 'PT7H' });
    expect([edited.status, edited.body.code]).toEqual([409, 'wrong_state']);
    expect((await admin.delete(`commitments/${id}`)).body.code).toBe('wrong_state');

    const clash = (await delivery.post('commitments', draft)).body as { id: string };
    expect((await lead.post(`commitments/${clash.id}/confirm`)).body.code).toBe('conflict');
    const next = {
      ...draft,
      target: 'PT5H',
      effectiveFrom: '2026-06-01T00:00:00Z',
      supersedes: id,
    };
    const second = (await delivery.post('commitments', next)).body as { id: string };
    expect((await lead.post(`commitments/${second.id}/confirm`)).status).toBe(200);
    expect((await lead.get(`commitments/${id}`)).body).toMatchObject({
      status: 'superseded',
      effectiveTo: '2026-06-01T00:00:00.000Z',
    });

    const at = async (time: string) => {
      const query = `service=SD-0001&metric=restore&at=${time}`;
      return (await lead.get(`lookup/commitment?${query}`)).body.promised?.target as unknown;
    };
    expect(await at('2026-05-31T23:59:59.999Z')).toBe('PT6H');
    expect(await at('2026-06-01T00:00:00Z')).toBe('PT5H');
  });

  it.each([
    [{ service: 'svc_sdwan_yuanfan', contract: 'con_yuanfan' }, 'rule_violation', '/service'],
    [{ metric: 'availability' }, 'rule_violation', '/target'],
    [{ metric: 'availability', target: 99.9 }, 'rule_violation', '/unit'],
    [{ calendar: 'cal_none' }, 'unknown_reference', '/calendar'],
    [{ supersedes: 'cmt_line_yunshan_restore' }, 'rule_violation', '/supersedes'],
  ])('that makes no sense is refused: %j', async (change, code, pointer) => {
    const refused = await delivery.post('commitments', { ...draft, ...change });
    expect([refused.body.code, refused.body.errors[0].pointer]).toEqual([code, pointer]);
  });

  it('that ends before it begins is refused', async () => {
    const backwards = { ...draft, effectiveTo: '2025-01-01T00:00:00Z' };
    expect((await delivery.post('commitments', backwards)).body.code).toBe('impossible_order');
  });
});

describe('a standard', () => {
  it('is applied once somebody else agreed, and ends the one before it', async () => {
    const draft = {
      ...{ productLine: 'internal', effectiveFrom: from },
      targets: [{ metric: 'restore', target: 'PT9H' }],
    };
    const first = (await lead.post('standards', draft)).body as { id: string };
    const query = 'lookup/commitment?service=svc_core_switch&metric=restore';
    expect((await lead.get(query)).body.found).toBe(false);
    expect((await lead.post(`standards/${first.id}/agree`)).body.code).toBe('second_name_needed');
    const agreed = await api.as('per_lin_tao').post(`standards/${first.id}/agree`);
    expect(agreed.body).toMatchObject({ status: 'agreed', agreedBy: ['per_lin_tao'] });
    const found = await lead.get(query);
    expect(found.body).toMatchObject({
      found: true,
      promised: { source: 'standard', id: first.id, target: 'PT9H', commitment: null },
    });
    const next = { ...draft, effectiveFrom: '2026-03-01T00:00:00Z' };
    const second = (await lead.post('standards', next)).body as { id: string };
    await api.as('per_lin_tao').post(`standards/${second.id}/agree`);
    const ended = await lead.get(`standards/${first.id}`);
    expect(ended.body.effectiveTo).toBe('2026-03-01T00:00:00.000Z');
    expect((await lead.patch(`standards/${first.id}`, { clause: 'x' })).body.code).toBe(
      'wrong_state',
    );
  });
});

describe('the look-up', () => {
  const adsl = 'lookup/commitment?service=svc_adsl_suzhou&metric=';

  it('answers the promise with document and clause, and the expectation apart', async () => {
    const { body } = await lead.get(`${adsl}restore&lang=en`);
    expect(body).toMatchObject({
      found: true,
      promised: {
        ...{ source: 'service', id: 'cmt_adsl_restore', target: 'PT4H' },
        ...{ document: 'HT-2025-017.pdf', clause: '5.2', confirmedBy: ['per_li_wei'] },
      },
      expected: [{ id: 'lex_yuanfan_restore', approver: 'per_lin_tao', reviewDue: false }],
    });
    expect(body.sentence).toBe(
      'Promised: time to restore 4 h (every hour counts), by a commitment for this service; document HT-2025-017.pdf, clause 5.2.',
    );
  });

  it('says in both languages that nothing is recorded', async () => {
    const none = await lead.get(`${adsl}latency&lang=zh`);
    expect(none.body).toMatchObject({ found: false, promised: null });
    expect(none.body.sentence).toContain('没有记录已确认的承诺（时延）');
    const { body } = await lead.get(`${adsl}latency&lang=en`);
    expect(body.sentence).toContain('No confirmed commitment is recorded');
  });

  it('takes the contract’s commitment where the service has none, by severity', async () => {
    const line = 'lookup/commitment?service=LL-0001&metric=respond&severity=';
    expect((await lead.get(`${line}P1`)).body.promised).toMatchObject({ source: 'contract' });
    expect((await lead.get(`${line}critical`)).body.severity).toBe('P1');
    expect((await lead.get(`${line}P3`)).body.found).toBe(false);
  });

  it('sends whom it may not tell to an access request', async () => {
    const refused = await api.as('per_tom_reid').get(`${adsl}restore`);
    expect([refused.status, refused.body.code]).toEqual([403, 'access_needed']);
    expect(refused.body.detail).toContain('POST /api/v1/access-requests');
  });

  it('lets a timed grant see, only its customer and only until it ends', async () => {
    const { prisma } = api.database;
    const hour = 3_600_000;
    const grant = {
      ...{ id: 'acr_t', personId: 'per_tom_reid', permission: 'commitment.read', grantedBy: 'x' },
      ...{ from: new Date(Date.now() - 2 * hour), until: new Date(Date.now() + hour) },
    };
    await prisma.accessGrant.create({ data: { ...grant, customerId: 'cus_yuanfan' } });
    await new Promise((pass) => setTimeout(pass, 2_100));
    const tom = api.as('per_tom_reid');
    expect((await tom.get(`${adsl}restore`)).body.found).toBe(true);
    expect((await tom.get('lookup/commitment?service=LL-0001&metric=restore')).status).toBe(404);
    const until = new Date(Date.now() - hour);
    await prisma.accessGrant.update({ where: { id: 'acr_t' }, data: { until } });
    await new Promise((pass) => setTimeout(pass, 2_100));
    expect((await tom.get(`${adsl}restore`)).status).toBe(403);
  });
});

interface Gap {
  id: string;
  kind: string;
  value: number;
  status: string;
  explanation: string[];
}

describe('gaps', () => {
  const check = async (caller: Caller, service: string) =>
    (await caller.post('gaps/check', { service })).body as { items: Gap[]; closed: number };
  const target = ({ items }: { items: Gap[] }) => items.find(({ kind }) => kind === 'target');

  it('of the ADSL line are 40.8 h, told step by step, and are stored', async () => {
    const gap = target(await check(lead, 'IB-0002'));
    expect(gap).toMatchObject({ value: 40.8, unit: 'h', status: 'open' });
    const told = await api.as('per_anna_berg').get(`gaps/${gap?.id}`);
    expect(told.body.explanation).toEqual([
      'Promised to the customer: 4 h (every hour counts)',
      'Reserve 20% for our own work: 0.8 h, which leaves the supplier 3.2 h',
      'The supplier 江南宽带 SZ-ADSL-88121 promises 24 service hours',
      expect.stringMatching(/^At worst it is reported at \d{4}-\d\d-\d\d 22:00$/),
      '10 h shut + 14 h worked + 10 h shut + 10 h worked = 44 h',
      'Gap: 44 − 3.2 = 40.8 h',
    ]);
    expect(gap?.explanation).toContain(
      '10 小时不处理 + 14 小时处理 + 10 小时不处理 + 10 小时处理 = 44 小时',
    );
    const stored = await lead.get('gaps?service=svc_adsl_suzhou&kind=target&status=open');
    expect(stored.body.items).toEqual([gap]);
    const again = target(await check(lead, 'svc_adsl_suzhou'));
    expect(again?.id).toBe(gap?.id);
  });

  it('of all services in reach are found at once, and none towards a supplier that is good enough', async () => {
    const { body } = await lead.post('gaps/check');
    const items = body.items as (Gap & { service: { id: string } })[];
    expect(items.some(({ service }) => service.id === 'svc_adsl_suzhou')).toBe(true);
    expect(items.filter(({ service }) => service.id === 'svc_line_yunshan')).toEqual([]);
  });

  it('are accepted for a time by a named officer who did not compute them, then open again', async () => {
    const { id } = target(await check(lead, 'IB-0002')) as Gap;
    const executive = api.as('per_lin_tao');
    const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    const accept = (caller: Caller, until: string) =>
      caller.post(`gaps/${id}/accept`, { reason: '客户已知悉', until });
    expect((await accept(lead, days(30))).body.code).toBe('forbidden');
    expect((await accept(executive, days(200))).body.code).toBe('time_too_far');
    expect((await accept(executive, days(-1))).body.code).toBe('time_in_past');
    await check(admin, 'IB-0002');
    const accepted = await accept(executive, days(30));
    expect(accepted.body).toMatchObject({ status: 'accepted', acceptance: { by: 'per_lin_tao' } });
    expect(target(await check(lead, 'IB-0002'))?.status).toBe('accepted');
    const open = 'gaps?service=svc_adsl_suzhou&kind=target&status=open';
    expect((await lead.get(open)).body.items).toEqual([]);
    const { prisma } = api.database;
    const acceptedUntil = new Date(Date.now() - 1_000);
    await prisma.slaGap.update({ where: { id }, data: { acceptedUntil } });
    expect((await lead.get(open)).body.items).toMatchObject([{ id, status: 'open' }]);
    const trail = await prisma.audit.findMany({
      where: { subject: id },
      orderBy: { seq: 'asc' },
    });
    expect(trail.map(({ action }) => action)).toEqual(['gap.open', 'gap.accept']);
  });

  it('cannot be accepted by who computed them', async () => {
    const { prisma } = api.database;
    const { id } = target(await check(lead, 'IB-0002')) as Gap;
    await prisma.slaGap.update({ where: { id }, data: { checkedById: 'admin', status: 'open' } });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const own = await admin.post(`gaps/${id}/accept`, { reason: 'r', until });
    expect(own.body.code).toBe('second_name_needed');
  });

  it('that grow beyond what was accepted are open again, that are gone are closed', async () => {
    const { id } = target(await check(lead, 'IB-0002')) as Gap;
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await api.as('per_lin_tao').post(`gaps/${id}/accept`, { reason: 'r', until });
    const sla = 'suppliers/sup_jiangnan/services/sps_adsl_suzhou/slas/sla_adsl_restore';
    await admin.patch(sla, { target: 'PT30H' });
    expect(target(await check(lead, 'IB-0002'))).toMatchObject({ id, status: 'open' });
    await admin.patch(sla, { target: 'PT1H', calendar: null });
    const { items, closed } = await check(lead, 'IB-0002');
    expect(items.filter(({ kind }) => kind === 'target')).toEqual([]);
    expect(closed).toBeGreaterThan(0);
    expect((await lead.get(`gaps/${id}`)).body.status).toBe('closed');
  });

  it('towards hard limits are found: more sessions than the line carries', async () => {
    const needs = { requirements: [{ kind: 'maxSessions', amount: 3_000 }] };
    await admin.patch('services/svc_adsl_suzhou', needs);
    const { items } = await check(lead, 'IB-0002');
    expect(items.find(({ kind }) => kind === 'constraint')).toMatchObject({ value: 952 });
  });

  test.each([
    ['per_tom_reid', 'get', 403],
    ['per_zhang_min', 'get', 200],
    ['per_zhang_min', 'post', 403],
  ] as const)('%s may %s: %i', async (person, method, status) => {
    const caller = api.as(person);
    const sent = method === 'get' ? caller.get('gaps') : caller.post('gaps/check');
    expect((await sent).status).toBe(status);
  });
});

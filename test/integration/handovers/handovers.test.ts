import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { doorOf, type Body, type Door } from './door.js';
import { openGround, type Ground, type Person } from './ground.js';

const limitMs = 30_000;
const dayMs = 86_400_000;
const path = '/api/v1/handovers';

let ground: Ground;
let door: Door;

beforeAll(async () => {
  ground = await openGround();
  door = doorOf(ground);
}, limitMs);

afterAll(() => ground.close());

describe('a hand-over of a leased line', () => {
  let id = '';

  it('begins with the parties of the directory, and delivery holds it', async () => {
    const begun = await door.disclosed('svc_line', { goLiveAt: new Date(Date.now() + 30 * dayMs) });
    id = begun.id;
    expect(begun).toMatchObject({
      ...{ productLine: 'leased_line', tier: 'B', profile: 'project' },
      holder: { person: 'per_dlv' },
      parties: {
        delivery: { person: 'per_dlv', head: 'per_dlvHead' },
        ops: { person: 'per_ops', head: 'per_opsHead' },
      },
    });
    expect(begun.number).toMatch(/^HO-\d+$/);
    const row = await ground.api.database.prisma.service.findUnique({ where: { id: 'svc_line' } });
    expect(row?.status).toBe('delivering');
  });

  it('is the only one of its service, and started by nobody without the right', async () => {
    expect(await door.post('dlv2', '', { service: 'svc_line' })).toMatchObject({
      ...{ status: 409, body: { code: 'conflict' } },
    });
    expect((await door.post('sales', '', { service: 'svc_other' })).status).toBe(403);
    const wrong = { service: 'svc_other', ops: { department: 'dep_dlv' } };
    expect(await door.post('dlv', '', wrong)).toMatchObject({ body: { code: 'rule_violation' } });
    const nobody = { service: 'svc_other', delivery: { owner: 'per_none' } };
    expect(await door.post('dlv', '', nobody)).toMatchObject({
      body: { code: 'unknown_reference' },
    });
  });

  it('is seen by its parties and by nobody of another department', async () => {
    expect((await door.get('ops', `/${id}`)).status).toBe(200);
    expect((await door.get('sales', `/${id}`)).status).toBe(404);
    expect((await door.get('sales', `/${id}/items`)).status).toBe(404);
  });

  it('takes an item from delivery, and answers the header with that item only', async () => {
    const { status, body } = await door.post('dlv', `/${id}/items/A2/submit`, { text: 'zh, mail' });
    expect(status).toBe(200);
    expect(body.handover).toMatchObject({ id, stage: 'disclosure' });
    expect(body.items).toEqual([
      expect.objectContaining({
        ...{ key: 'A2', state: 'submitted', loops: 0 },
        provider: expect.objectContaining({ id: 'per_dlv' }),
      }),
    ]);
  });

  it('takes it neither from operations, nor half filled, nor with a file nobody uploaded', async () => {
    const refused = async (by: Person, key: string, body: object) => {
      const { status, body: answer } = await door.post(by, `/${id}/items/${key}/submit`, body);
      return [status, answer.code];
    };
    expect(await refused('ops', 'B3', { text: 'x' })).toEqual([403, 'not_asked']);
    expect(await refused('dlv', 'A1', { text: 'call us' })).toEqual([422, 'item_fields_missing']);
    expect(await refused('dlv', 'A1', { rows: [{ role: 'duty' }] })).toEqual([
      ...[422, 'item_fields_missing'],
    ]);
    expect(await refused('dlv', 'A2', { file: 'nothing' })).toEqual([422, 'unknown_reference']);
    expect(await refused('dlv', 'A2', { text: 'x', link: 'https://x.test' })).toEqual([
      ...[400, 'invalid_field'],
    ]);
    expect(await refused('dlv', 'J9', { text: 'x' })).toEqual([404, 'unknown_item']);
  });

  it('is verified by operations, never by who handed it in', async () => {
    expect(await door.post('dlv', `/${id}/items/A2/verify`)).toMatchObject({
      ...{ status: 403, body: { code: 'not_asked' } },
    });
    await door.post('lead', `/${id}/items/A3/submit`, { text: 'tier B' });
    expect(await door.post('lead', `/${id}/items/A3/verify`)).toMatchObject({
      ...{ status: 422, body: { code: 'self_verification' } },
    });
    const { body } = await door.post('ops', `/${id}/items/A3/verify`);
    expect(body.items).toMatchObject([
      { key: 'A3', state: 'verified', verifier: { id: 'per_ops' } },
    ]);
  });

  it('is verified once when two people do it at the same time', async () => {
    const both = await Promise.all([
      door.post('ops', `/${id}/items/A2/verify`),
      door.post('ops2', `/${id}/items/A2/verify`),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('wrong_item_state');
  });

  it('a bulk command with a bad key does the others and says why of each', async () => {
    const items = ['B3', 'C9', 'B5'].map((key) => ({ key, text: 'as agreed' }));
    const { status, body } = await door.post('dlv', `/${id}/items/bulk/submit`, {
      items: [...items, { key: 'A1', text: 'no table' }],
    });
    expect(status).toBe(200);
    expect(body.results.map(({ key, status: each, code }) => [key, each, code])).toEqual([
      ['B3', 200, undefined],
      ['C9', 404, 'unknown_item'],
      ['B5', 200, undefined],
      ['A1', 422, 'item_fields_missing'],
    ]);
    const verified = await door.post('ops', `/${id}/items/bulk/verify`, { keys: ['B3', 'B4'] });
    expect(verified.body.results).toMatchObject([
      { key: 'B3', status: 200, item: { state: 'verified' } },
      { key: 'B4', status: 409, code: 'wrong_item_state' },
    ]);
  });

  it('a rejected item says why, and it alone is open again', async () => {
    const { body } = await door.post('ops', `/${id}/items/B5/reject`, { reason: 'no clause' });
    expect(body.items).toMatchObject([{ key: 'B5', state: 'rejected', loops: 1 }]);
    const states = new Map((await door.allItems(id)).map(({ key, state }) => [key, state]));
    expect([states.get('B3'), states.get('B5')]).toEqual(['verified', 'rejected']);
  });

  it('waives an ordinary item by the head of operations, and a critical one by nobody', async () => {
    const waiver = { reason: 'later', until: new Date(Date.now() + 30 * dayMs) };
    const waive = (by: Person, key: string) => door.post(by, `/${id}/items/${key}/waive`, waiver);
    expect(await waive('ops', 'A4')).toMatchObject({ status: 403, body: { code: 'not_asked' } });
    expect(await waive('opsHead', 'B1')).toMatchObject({ body: { code: 'critical_not_waivable' } });
    expect((await waive('opsHead', 'A4')).body.items).toMatchObject([{ state: 'waived' }]);
  });

  it('a gate that does not hold names what is missing', async () => {
    const { status, body } = await door.post('dlv', `/${id}/advance`);
    expect([status, body.code]).toEqual([422, 'gate_unmet']);
    expect(body.detail).toContain('B1');
  });

  it('is taken over by force by an executive alone', async () => {
    const body = { reason: 'go live', until: new Date(Date.now() + 5 * dayMs) };
    expect((await door.post('opsHead', `/${id}/takeover`, body)).status).toBe(403);
    const taken = await door.post('exec', `/${id}/takeover`, body);
    expect(taken).toMatchObject({
      ...{ status: 200, body: { holder: { person: 'per_ops' }, stage: 'disclosure' } },
    });
    const late = { ...body, until: new Date(Date.now() + 40 * dayMs) };
    expect((await door.post('exec', `/${id}/takeover`, late)).status).toBeGreaterThanOrEqual(400);
  });

  it('stands on the board by stage, department, days to go-live and what blocks it', async () => {
    const found = async (query: string) =>
      (await door.get('lead', `?${query}`)).body.items.map((one) => (one as unknown as Body).id);
    const soon = new Date(Date.now() + 31 * dayMs).toISOString();
    const now = new Date().toISOString();
    for (const query of [
      'stage=disclosure',
      'department=dep_dlv',
      `goLiveBefore=${soon}`,
      'blocking=B1',
      'blocking=C',
      'takeover=true',
      'service=svc_line&open=true',
    ]) {
      expect([query, await found(query)]).toEqual([query, [id]]);
    }
    for (const query of ['stage=trial', `goLiveBefore=${now}`, 'blocking=B3', 'profile=retail']) {
      expect([query, await found(query)]).toEqual([query, []]);
    }
  });

  it('shows its sheet as a draft in both languages, and its checklist as a table', async () => {
    const sheet = await ground.who('ops').get(`${path}/${id}/sheet?lang=zh`);
    expect(sheet.headers['content-type']).toContain('text/html');
    expect(sheet.text).toContain('验收单');
    const english = await ground.who('dlv').get(`${path}/${id}/sheet`);
    expect(english.text).toContain('Acceptance sheet');
    const csv = await ground.who('ops').get(`${path}/${id}/checklist?format=csv`).buffer(true);
    expect(csv.headers['content-disposition']).toContain('.csv');
    expect(csv.text).toContain('no clause');
    const xlsx = await ground.who('ops').get(`${path}/${id}/checklist`);
    expect(xlsx.headers['content-type']).toContain('spreadsheetml');
  });
});

describe('a hand-over of a rental', () => {
  it('begins once when two people start it in the same instant', async () => {
    const starts = (['dlv', 'dlv2', 'dlvHead'] as const).map((who) =>
      door.post(who, '', { service: 'svc_rental' }),
    );
    const statuses = (await Promise.all(starts)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409, 409]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApi, type Caller, type OpenApi } from './open-api.js';

let api: OpenApi;
let admin: Caller;
beforeAll(async () => {
  api = await openApi();
  admin = api.as('admin');
});
afterAll(() => api.close());

const force = { from: '2026-11-01T00:00:00Z', expires: '2027-11-01T00:00:00Z' };

describe('a certification', () => {
  it('is by whoever writes it, and never by the person it is of', async () => {
    const li = api.as('per_li_wei');
    const made = await li.post('certifications', {
      ...{ person: 'per_chen_jie', product: 'prd_colocation' },
      ...force,
    });
    expect([made.status, made.body.certifier]).toEqual([201, 'per_li_wei']);
    const own = await li.post('certifications', {
      ...{ person: 'per_li_wei', product: 'prd_colocation' },
      ...force,
    });
    expect([own.status, own.body.errors[0].pointer]).toEqual([422, '/certifier']);
    const typed = await li.post('certifications', {
      ...{ person: 'per_li_wei', product: 'prd_colocation', certifier: 'per_wang_fang' },
      ...force,
    });
    expect([typed.status, typed.body.code]).toEqual([422, 'rule_violation']);
    const longer = await api.as('per_wang_fang').patch(`certifications/${made.body.id}`, {
      expires: '2028-01-01T00:00:00Z',
    });
    expect([longer.status, longer.body.certifier]).toEqual([200, 'per_wang_fang']);
  });

  it('is of one product or of one duty, and not counted past its end', async () => {
    const both = { person: 'per_chen_jie', product: 'prd_sdwan', duty: 'shift_lead', ...force };
    expect((await admin.post('certifications', both)).status).toBe(422);
    const neither = { person: 'per_chen_jie', ...force };
    expect((await admin.post('certifications', neither)).status).toBe(422);
    const made = await admin.post('certifications', {
      ...{ person: 'per_chen_jie', duty: 'shift_lead' },
      ...force,
    });
    expect(made.status).toBe(201);
    const at = (time: string) =>
      admin.get(`certifications?duty=shift_lead&at=${encodeURIComponent(time)}`);
    expect((await at('2027-10-31T00:00:00Z')).body.items).toHaveLength(1);
    expect((await at('2027-11-01T00:00:00Z')).body.items).toEqual([]);
  });

  it('is written by whom its role lets, in their department', async () => {
    const chen = api.as('per_chen_jie');
    const body = { person: 'per_liu_yang', product: 'prd_sdwan', ...force };
    expect((await chen.post('certifications', body)).status).toBe(403);
    const zhao = await api.as('per_zhao_lei').post('certifications', body);
    expect([zhao.status, zhao.body.code]).toEqual([403, 'forbidden']);
  });
});

describe('a product', () => {
  it('is refused to go while services or certifications stand on it', async () => {
    const gone = await admin.delete('products/prd_sdwan');
    expect([gone.status, gone.body.code]).toEqual([422, 'in_use']);
    expect(gone.body.detail).toContain('svc_sdwan_qinghe');
  });

  it('is what a service names as its own, and must exist', async () => {
    const read = await admin.get('services/svc_sdwan_qinghe');
    expect(read.body.product).toBe('prd_sdwan');
    const unknown = await admin.patch('services/svc_sdwan_qinghe', { product: 'prd_moon' });
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, '/product']);
  });
});

describe('a supplier’s engineer', () => {
  const circuit = 'suppliers/sup_tongda/services/sps_internet_shanghai';

  it('is verified by the caller’s own call, and another name is unverified again', async () => {
    const chen = api.as('per_chen_jie');
    const nobody = await chen.post(`${circuit}/verify`);
    expect([nobody.status, nobody.body.code]).toEqual([422, 'rule_violation']);
    const engineer = { name: '马骏', contact: '+86 512 5555 0188' };
    const named = await admin.patch(circuit, { carrier: '通达', handOff: 'RJ45', engineer });
    expect(named.body.engineer).toEqual({ ...engineer, verified: null });
    const called = await chen.post(`${circuit}/verify`, { note: 'answered at once' });
    expect([called.status, called.body.engineer.verified]).toEqual([
      200,
      { by: 'per_chen_jie', at: expect.any(String), note: 'answered at once' },
    ]);
    const kept = await admin.patch(circuit, { lastMile: 'fibre' });
    expect(kept.body.engineer.verified.by).toBe('per_chen_jie');
    const other = await admin.patch(circuit, { engineer: { ...engineer, name: '丁一' } });
    expect(other.body.engineer.verified).toBeNull();
  });

  it('cannot be said to be verified by a write', async () => {
    const typed = await admin.patch(circuit, {
      engineer: { name: 'a', contact: 'b', verified: { by: 'per_li_wei' } },
    });
    expect(typed.status).toBe(400);
  });
});

describe('a pull of devices', () => {
  const source = 'netbox-test';
  const two = [
    { id: '1', assetNo: 'P-1', class: 'router', serial: 'S1', site: 'sit_sz1_r201_b01' },
    { id: '2', assetNo: 'P-2', class: 'switch', serial: 'S2' },
  ];
  const pull = (body: object) =>
    admin.post('devices/import', { source, service: 'SD-0001', ...body });

  it('creates once, replaces by the source’s ids, and does nothing where nothing changed', async () => {
    const first = await pull({ devices: two });
    expect([first.status, first.body]).toEqual([
      200,
      { created: 2, updated: 0, unchanged: 0, gone: [], rejected: [] },
    ]);
    expect((await pull({ devices: two })).body).toMatchObject({ created: 0, unchanged: 2 });
    const moved = [two[0], { ...two[1], place: 'U3' }];
    expect((await pull({ devices: moved })).body).toMatchObject({ updated: 1, unchanged: 1 });
    const list = await admin.get('devices?service=svc_sdwan_yuanfan&assetNo=P-2');
    expect(list.body.items).toMatchObject([
      { place: 'U3', service: 'svc_sdwan_yuanfan', externalRef: { source, id: '2' } },
    ]);
  });

  it('takes what is right, names what it rejects and why', async () => {
    const answer = await pull({
      devices: [
        { id: '3', assetNo: 'P-3', class: 'ups' },
        { id: '4', assetNo: 'SZ1-0201', class: 'ups' },
        { id: '5', class: 'ups' },
        { id: '6', assetNo: 'P-6', class: 'ups', site: 'sit_moon' },
        { id: '3', assetNo: 'P-33', class: 'ups' },
      ],
    });
    expect(answer.body.created).toBe(1);
    const rejected = answer.body.rejected as { id: string; index: number; code: string }[];
    expect(rejected.toSorted((a, b) => a.index - b.index)).toMatchObject([
      { index: 1, id: '4', code: 'conflict' },
      { index: 2, id: '5', code: 'rule_violation' },
      { index: 3, id: '6', code: 'unknown_reference' },
      { index: 4, id: '3', code: 'conflict' },
    ]);
  });

  it('marks what a complete pull no longer has, and takes it back when it returns', async () => {
    const partial = await admin.post('devices/import', { source, complete: true, devices: two });
    expect(partial.status).toBe(400);
    const less = await pull({ complete: true, devices: [two[0]] });
    expect(less.body.gone).toHaveLength(2);
    const gone = await admin.get('devices?service=svc_sdwan_yuanfan&gone=true&assetNo=P-2');
    expect(gone.body.items).toHaveLength(1);
    expect((await pull({ devices: two })).body).toMatchObject({ updated: 1, unchanged: 1 });
    const back = await admin.get('devices?service=svc_sdwan_yuanfan&gone=true&assetNo=P-2');
    expect(back.body.items).toEqual([]);
  });

  it('takes the answer of NetBox as it is, and keeps what NetBox does not know', async () => {
    const netbox = [
      {
        ...{
          id: 77,
          name: 'sh1-pe-1',
          asset_tag: 'NB-77',
          serial: '',
          status: { value: 'active' },
        },
        device_type: { id: 4, model: 'NE40E', manufacturer: { name: 'Huawei' } },
        ...{ role: { id: 1, slug: 'pe-router' }, rack: { id: 9, name: 'A01' }, position: 20 },
      },
    ];
    expect((await pull({ netbox })).body).toMatchObject({ created: 1, rejected: [] });
    const read = async () => {
      const list = await admin.get('devices?service=svc_sdwan_yuanfan&assetNo=NB-77');
      return list.body.items[0];
    };
    const made = await read();
    expect(made).toMatchObject({
      class: 'pe-router',
      model: 'NE40E',
      serial: null,
      place: 'A01 U20',
    });
    await admin.patch(`devices/${made.id}`, { owner: 'customer', site: 'sit_sz1_r201_b01' });
    const moved = [{ ...netbox[0], position: 21 }];
    expect((await pull({ netbox: moved })).body.updated).toBe(1);
    expect(await read()).toMatchObject({
      ...{ owner: 'customer', site: 'sit_sz1_r201_b01', place: 'A01 U21' },
    });
    expect((await pull({ netbox, devices: [] })).status).toBe(400);
  });

  it('is refused for a service out of reach', async () => {
    const chen = api.as('per_tom_reid');
    const body = { source, service: 'SD-0001', devices: two };
    expect((await chen.post('devices/import', body)).status).toBe(403);
  });
});

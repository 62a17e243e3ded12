import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Gate } from '../../../domain/handover/readings.js';
import type { PartyView } from '../../../domain/handover/view.js';
import { checkGaps } from '../../../records/commitment/gap-check.js';
import { acceptGap, listGaps } from '../../../records/commitment/gaps.js';
import { keepFile, keepValue } from '../../../records/content/content.js';
import { certifications } from '../../../records/directory/certifications.js';
import { devices } from '../../../records/directory/devices.js';
import { products } from '../../../records/directory/products.js';
import { services } from '../../../records/directory/services.js';
import { supplierServices, verifyEngineer } from '../../../records/directory/supplier-services.js';
import { suppliers } from '../../../records/directory/suppliers.js';
import { takeReadings } from '../../../records/handover/readings.js';
import { openDirectory, type OpenDirectory } from '../directory/open-directory.js';

let open: OpenDirectory;
let now: number;
beforeAll(async () => {
  open = await openDirectory('demo');
  now = open.access.writer.at.getTime();
});
afterAll(() => open.close());

const dayMs = 86_400_000;
const missing = (gate: Gate): string[] | 'off' => (gate.installed ? gate.missing : 'off');

const read = (service: string, handover = 'hov_none', at = now + 1_000) => {
  const ops: PartyView = {
    department: { id: 'dep_noc', name: 'NOC' },
    ...{ person: 'per_li_wei', head: 'per_li_wei' },
  };
  const about = { id: service, name: service };
  return takeReadings(open.database.prisma, { id: handover, service: about, parties: { ops } }, at);
};

const service = async (id: string, over: Partial<Parameters<typeof services.create>[1]> = {}) => {
  const draft = {
    ...{ code: id, name: { zh: id, en: id }, productLine: 'sdwan' as const },
    ...{ customer: 'cus_qinghe', department: 'dep_noc', product: 'prd_sdwan' },
    ...over,
  };
  return (await services.create(open.access, draft, id)).id;
};

const itemGiven = async (handover: string, key: string, content: string): Promise<void> => {
  const data = { state: 'verified', content, loops: 0, at: now };
  await open.database.prisma.processFact.create({
    data: { subject: handover, kind: 'item', key, seq: 1, data },
  });
};

const by = () => ({ by: 'per_zhou_na', at: open.access.writer.at });

const listed = async (handover: string, rows: object[], key = 'E1'): Promise<void> => {
  const { head } = await keepValue(open.database.prisma, { rows }, by());
  await itemGiven(handover, key, head.id);
};

describe('certified people', () => {
  it('count once each, of ops and below, in force, for the product of the service', async () => {
    const id = await service('svc_certified');
    expect((await read(id)).certified).toEqual({ people: 2, need: 2 });
    const certify = (person: string, from: number, expires: number) =>
      certifications.create(open.access, {
        ...{ person, product: 'prd_sdwan', certifier: 'per_zhou_na' },
        ...{ from, expires },
      });
    await certify('per_liu_yang', now, now + dayMs);
    await certify('per_sun_hao', now, now + dayMs);
    await certify('per_chen_jie', now - 2 * dayMs, now - dayMs);
    expect((await read(id)).certified).toEqual({ people: 2, need: 2 });
    await certify('per_chen_jie', now, now + dayMs);
    expect((await read(id)).certified).toEqual({ people: 3, need: 2 });
    const later = await read(id, 'hov_none', now + 2 * dayMs);
    expect(later.certified).toEqual({ people: 2, need: 2 });
  });

  it('run out by the clock of a hand-over whose time is scaled', async () => {
    const id = await service('svc_scaled');
    expect((await read(id, 'hov_scaled')).certified).toMatchObject({ need: 2 });
    const before = await read(id, 'hov_wall');
    expect(before.certified).not.toEqual({ people: 0, need: 2 });
    const scale = { subject: 'hov_scaled', at: new Date(now), factor: 10_000 };
    await open.database.prisma.timeScale.create({ data: scale });
    const inTwoYears = now + Math.ceil((2 * 365 * dayMs) / 10_000);
    const { at, certified } = await read(id, 'hov_scaled', inTwoYears);
    expect(at).toBeGreaterThanOrEqual(now + 2 * 365 * dayMs);
    expect(certified).toEqual({ people: 0, need: 2 });
  });

  it('are asked for by the product line where the service names no product', async () => {
    const id = await service('svc_duty', { product: null, productLine: 'managed' });
    expect((await read(id)).certified).toEqual({ people: 0, need: 2 });
    await certifications.create(open.access, {
      ...{ person: 'per_chen_jie', duty: 'managed', certifier: 'per_zhou_na' },
      ...{ from: now, expires: now + dayMs },
    });
    expect((await read(id)).certified).toEqual({ people: 1, need: 2 });
  });

  it('are not needed where only equipment is rented', async () => {
    const only = {
      product: null,
      productLine: 'equipment_rental',
      mode: 'equipment_only',
    } as const;
    const id = await service('svc_rental_only', only);
    expect((await read(id)).certified).toEqual({ people: 0, need: 0 });
  });
});

describe('limits', () => {
  it('block beyond the product’s, warn from 80 % on, and are off where there are none', async () => {
    const requirements = [
      { kind: 'maxSessions', amount: 3_000 },
      { kind: 'latencyMsOverseas', amount: 190 },
    ];
    const id = await service('svc_limits', { requirements });
    const { limits, near } = await read(id);
    expect(missing(limits)).toEqual(['maxSessions 3000 : 2048 (SDWAN)']);
    expect(near).toEqual(['latencyMsOverseas 190 : 180 (SDWAN)']);
    const bare = await service('svc_no_limits', { product: null });
    expect((await read(bare)).limits).toEqual({ installed: false });
  });

  it('hold for suppliers’ circuits, and for measurable requirements of the UAT', async () => {
    const id = await service('svc_adsl', {
      product: null,
      supplierServices: ['sps_adsl_suzhou'],
    });
    expect(missing((await read(id, 'hov_limits')).limits)).toEqual([]);
    await open.database.prisma.uatRequirement.create({
      data: {
        ...{ handoverId: 'hov_limits', key: 'R1', version: 1, source: 'survey' },
        ...{
          text: 'sessions',
          priority: 'must',
          createdBy: 'per_zhou_na',
          createdAt: new Date(now),
        },
        measure: { kind: 'maxSessions', comparison: 'at_least', value: 4_000 },
      },
    });
    const { limits, trace } = await read(id, 'hov_limits');
    expect(missing(limits)).toEqual(['maxSessions 4000 : 2048 (SZ-ADSL-88121)']);
    expect(trace).toMatchObject({ must: 1, uncovered: { missing: ['R1'] } });
  });
});

describe('suppliers', () => {
  it('are known when technology, escalation and a called engineer are there, else by name', async () => {
    const id = await service('svc_supplied', { supplierServices: ['sps_internet_shanghai'] });
    const any = { version: undefined };
    const bare = { escalationContacts: [] };
    await suppliers.update(open.access, { id: 'sup_tongda', ...any }, bare);
    expect(missing((await read(id)).suppliers)).toEqual([
      '通达传输 TD-IP-2210: carrier, lastMile, handOff, escalation, engineer',
    ]);
    await suppliers.update(
      open.access,
      { id: 'sup_tongda', ...any },
      { escalationContacts: [{ name: '值班', kind: 'phone', value: '+86 512 5555 0101' }] },
    );
    await supplierServices.update(
      open.access,
      { id: 'sps_internet_shanghai', ...any },
      {
        ...{ carrier: '通达', lastMile: 'fibre', handOff: 'RJ45' },
        engineer: { name: '马骏', contact: '+86 512 5555 0188' },
      },
    );
    expect(missing((await read(id)).suppliers)).toEqual(['通达传输 TD-IP-2210: engineer_call']);
    await verifyEngineer(open.access, 'sps_internet_shanghai', { person: 'per_chen_jie' });
    expect(missing((await read(id)).suppliers)).toEqual([]);
  });
});

describe('devices', () => {
  const device = (assetNo: string, of: string, serial: string | null = null) =>
    devices.create(open.access, { assetNo, class: 'router', service: of, serial });

  it('reconcile with the list of every room, both ways and by name', async () => {
    const id = await service('svc_devices');
    await device('D-1', id, 'S1');
    await device('D-2', id);
    await device('D-3', 'svc_sdwan_qinghe');
    await listed('hov_devices', [{ asset: 'd-1', serial: 'S9', model: '', place: 'U1' }], 'E1@1');
    await listed('hov_devices', [{ asset: 'D-3' }, { asset: 'D-4' }], 'E1@2');
    expect(missing((await read(id, 'hov_devices')).devices)).toEqual([
      'd-1 other_serial S9 : S1',
      'D-3 elsewhere',
      'D-4 unknown',
      'D-2 not_listed',
    ]);
    await listed('hov_devices_2', [{ asset: 'D-1', serial: 'S1' }, { asset: 'D-2' }]);
    expect(missing((await read(id, 'hov_devices_2')).devices)).toEqual([]);
  });

  it('are read from a CSV file; what is no table is named', async () => {
    const id = await service('svc_csv');
    await device('C-1', id);
    const file = async (handover: string, text: string, mime: string, name = 'x.csv') => {
      const bytes = Buffer.from(text);
      const { head } = await keepFile(open.database.prisma, { bytes, mime, name, ...by() });
      await itemGiven(handover, 'E1', head.id);
    };
    await file('hov_csv', '\ufeffasset,serial\nC-1,\n', 'text/plain; charset=utf-8');
    expect(missing((await read(id, 'hov_csv')).devices)).toEqual([]);
    await file('hov_pdf', '%PDF-1.7', 'application/pdf', 'x.pdf');
    expect(missing((await read(id, 'hov_pdf')).devices)).toEqual(['E1 no_table', 'C-1 not_listed']);
  });

  it('that the source no longer has are not in the directory', async () => {
    const id = await service('svc_gone');
    const { id: gone } = await device('G-1', id);
    await open.database.prisma.device.update({
      where: { id: gone },
      data: { goneAt: new Date(now) },
    });
    await listed('hov_gone', [{ asset: 'G-1' }]);
    expect(missing((await read(id, 'hov_gone')).devices)).toEqual(['G-1 unknown']);
  });
});

describe('back-to-back gaps', () => {
  it('are computed anew, and pass only by a named officer’s acceptance in force', async () => {
    const [promised] = await open.database.prisma.service.findMany({
      where: {
        commitments: { some: { status: 'confirmed' } },
        supplierServiceIds: { isEmpty: false },
      },
      orderBy: { id: 'asc' },
    });
    const id = promised?.id ?? '';
    await open.database.prisma.slaGap.deleteMany({ where: { serviceId: id } });
    const before = missing((await read(id)).gaps);
    expect(before).not.toEqual([]);
    await checkGaps(open.access, { service: id, sites: [] });
    expect(missing((await read(id)).gaps)).toEqual(before);
    const looking = { sites: [], language: 'en' as const };
    const { items } = await listGaps(open.access, {
      ...looking,
      filters: { service: [id] },
      paging: { limit: 50 },
    });
    const until = now + 30 * dayMs;
    for (const gap of items) {
      const accepting = {
        id: gap.id,
        version: undefined,
        person: 'per_lin_tao',
        reason: 'x',
        until,
      };
      await acceptGap(open.access, accepting, looking);
    }
    expect(missing((await read(id)).gaps)).toEqual([]);
    expect(missing((await read(id, 'hov_none', until + 1)).gaps)).toEqual(before);
  });

  it('of a service without suppliers are none', async () => {
    const id = await service('svc_alone');
    expect(missing((await read(id)).gaps)).toEqual([]);
  });
});

it('a product’s limits are read as they are when the gate is asked', async () => {
  const id = await service('svc_fresh', { requirements: [{ kind: 'maxSessions', amount: 100 }] });
  expect(missing((await read(id)).limits)).toEqual([]);
  const limits = [{ kind: 'maxSessions', limit: 64 }];
  await products.update(open.access, { id: 'prd_sdwan', version: undefined }, { limits });
  expect(missing((await read(id)).limits)).toEqual(['maxSessions 100 : 64 (SDWAN)']);
});

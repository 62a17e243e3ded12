import type { CertificationDraft } from '../../../contracts/directory/certifications.js';
import type { DeviceDraft } from '../../../contracts/directory/devices.js';
import type { ProductDraft } from '../../../contracts/directory/products.js';
import type { Access } from '../../../records/directory/access.js';
import { certifications } from '../../../records/directory/certifications.js';
import { devices } from '../../../records/directory/devices.js';
import { products } from '../../../records/directory/products.js';
import { services } from '../../../records/directory/services.js';
import { supplierServices, verifyEngineer } from '../../../records/directory/supplier-services.js';

const yearMs = 365 * 86_400_000;

const demoProducts: (ProductDraft & { id: string })[] = [
  {
    id: 'prd_leased_line',
    code: 'LINE',
    name: { zh: '本地专线', en: 'Local leased line' },
    line: 'leased_line',
    interfacePerson: 'per_xu_jing',
    requiredSkills: ['BGP', 'DWDM'],
    limits: [{ kind: 'bandwidthMbps', limit: 10_000 }],
  },
  {
    id: 'prd_sdwan',
    code: 'SDWAN',
    name: { zh: 'SD-WAN 组网', en: 'SD-WAN' },
    line: 'sdwan',
    interfacePerson: 'per_xu_jing',
    deputy: 'per_zhou_na',
    requiredSkills: ['IPsec', 'SD-WAN'],
    limits: [
      { kind: 'maxSessions', limit: 2_048 },
      { kind: 'latencyMsOverseas', limit: 180 },
    ],
  },
  {
    id: 'prd_colocation',
    code: 'COLO',
    name: { zh: '机柜托管', en: 'Colocation' },
    line: 'colocation',
    interfacePerson: 'per_xu_jing',
    requiredSkills: ['power', 'cooling'],
    limits: [{ kind: 'rackKw', limit: 8 }],
  },
];

/** Service by product: what each demo service of these lines is an instance of. */
const instances: [service: string, product: string][] = [
  ['svc_line_yunshan', 'prd_leased_line'],
  ['svc_line_haitang', 'prd_leased_line'],
  ['svc_sdwan_yuanfan', 'prd_sdwan'],
  ['svc_sdwan_qinghe', 'prd_sdwan'],
  ['svc_colo_yunshan', 'prd_colocation'],
  ['svc_colo_bluebridge', 'prd_colocation'],
];

const netbox = (id: number) => ({ source: 'netbox', id: String(id) });

const demoDevices: (DeviceDraft & { id: string })[] = [
  {
    id: 'dev_sh1_edge_1',
    ...{ assetNo: 'SH1-0101', class: 'router', model: 'NE40E-M2K', serial: '2102359583DMK1000011' },
    ...{ service: 'svc_line_yunshan', site: 'sit_sh1_r101_a01', place: 'U20-21' },
    externalRef: netbox(101),
  },
  {
    id: 'dev_sh1_edge_2',
    ...{
      assetNo: 'SH1-0102',
      class: 'switch',
      model: 'CE6881-48S6CQ',
      serial: '2102359583DMK1000012',
    },
    ...{ service: 'svc_line_yunshan', site: 'sit_sh1_r101_a01', place: 'U22' },
    externalRef: netbox(102),
  },
  {
    id: 'dev_sz1_cpe_1',
    ...{ assetNo: 'SZ1-0201', class: 'sdwan-cpe', model: 'AR651', serial: '2102114484P0K2000021' },
    ...{ service: 'svc_sdwan_qinghe', site: 'sit_sz1_r201_b01', place: 'U10' },
    externalRef: netbox(201),
  },
  {
    id: 'dev_sz1_cpe_2',
    ...{ assetNo: 'SZ1-0202', class: 'sdwan-cpe', model: 'AR651', serial: '2102114484P0K2000022' },
    ...{ service: 'svc_sdwan_qinghe', site: 'sit_sz1_r201_b01', place: 'U11' },
    externalRef: netbox(202),
  },
];

type Certified = [id: string, person: string, product: string, certifier: string];

const demoCertifications: Certified[] = [
  ['crt_line_zhang', 'per_zhang_min', 'prd_leased_line', 'per_zhou_na'],
  ['crt_line_chen', 'per_chen_jie', 'prd_leased_line', 'per_zhou_na'],
  ['crt_sdwan_liu', 'per_liu_yang', 'prd_sdwan', 'per_zhou_na'],
  ['crt_sdwan_berg', 'per_anna_berg', 'prd_sdwan', 'per_wu_gang'],
  ['crt_colo_sun', 'per_sun_hao', 'prd_colocation', 'per_zhao_lei'],
];

/** Products with their limits, four devices as NetBox knows them, and who is certified. */
export async function seedProducts(access: Access): Promise<void> {
  for (const { id, ...draft } of demoProducts) await products.create(access, draft, id);
  for (const [id, product] of instances) {
    await services.update(access, { id, version: undefined }, { product });
  }
  for (const { id, ...draft } of demoDevices) await devices.create(access, draft, id);
  const from = access.writer.at.getTime();
  for (const [id, person, product, certifier] of demoCertifications) {
    const draft: CertificationDraft = {
      ...{ person, product, certifier, from },
      ...{ expires: from + yearMs, evidence: 'LMS 2026-Q4' },
    };
    await certifications.create(access, draft, id);
  }
  await seedCircuit(access);
}

/** The Suzhou fibre is described in full, with an engineer whom a call reached (N41). */
async function seedCircuit(access: Access): Promise<void> {
  const id = 'sps_fibre_suzhou';
  await supplierServices.update(
    access,
    { id, version: undefined },
    {
      ...{ carrier: '通达传输', lastMile: 'fibre', handOff: '10GBASE-LR, ODF SH1-101-07' },
      engineer: { name: '马骏', contact: '+86 512 5555 0188' },
    },
  );
  await verifyEngineer(access, id, { person: 'per_chen_jie', note: '09:40 接通，确认负责本电路' });
}

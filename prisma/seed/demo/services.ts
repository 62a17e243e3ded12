import type { ServiceDraft } from '../../../contracts/directory/services.js';
import type { Access } from '../../../records/directory/access.js';
import { services } from '../../../records/directory/services.js';
import { supplierServices } from '../../../records/directory/supplier-services.js';
import { suppliers } from '../../../records/directory/suppliers.js';

const core = 'svc_core_switch';

const demoServices: (ServiceDraft & { id: string })[] = [
  {
    id: core,
    code: 'CORE-SH1',
    name: { zh: '上海核心交换', en: 'Shanghai core switch' },
    productLine: 'internal',
    site: 'sit_sh1_r101',
    department: 'dep_infra',
    policy: 'pol_interruption',
  },
  {
    id: 'svc_line_yunshan',
    code: 'LL-0001',
    name: { zh: '云杉 上海—苏州专线', en: 'Yunshan leased line Shanghai–Suzhou' },
    productLine: 'leased_line',
    customer: 'cus_yunshan',
    site: 'sit_sh1',
    department: 'dep_noc',
    policy: 'pol_interruption',
    dependsOn: [core],
    supplierServices: ['sps_fibre_suzhou'],
  },
  {
    id: 'svc_line_haitang',
    code: 'LL-0002',
    name: { zh: '海棠医院专线', en: 'Haitang hospital leased line' },
    productLine: 'leased_line',
    customer: 'cus_haitang',
    site: 'sit_sh1',
    department: 'dep_noc',
    policy: 'pol_interruption',
    dependsOn: [core],
  },
  {
    id: 'svc_sdwan_yuanfan',
    code: 'SD-0001',
    name: { zh: '远帆 SD-WAN', en: 'Yuanfan SD-WAN' },
    productLine: 'sdwan',
    customer: 'cus_yuanfan',
    site: 'sit_sh1',
    department: 'dep_noc',
    policy: 'pol_standard',
    dependsOn: [core],
  },
  {
    id: 'svc_sdwan_qinghe',
    code: 'SD-0002',
    name: { zh: '青禾 SD-WAN', en: 'Qinghe SD-WAN' },
    productLine: 'sdwan',
    customer: 'cus_qinghe',
    site: 'sit_sz1',
    department: 'dep_noc',
    policy: 'pol_standard',
  },
  {
    id: 'svc_colo_yunshan',
    code: 'CO-0001',
    name: { zh: '云杉机柜托管', en: 'Yunshan colocation' },
    productLine: 'colocation',
    customer: 'cus_yunshan',
    site: 'sit_sh1_r101_a01',
    department: 'dep_infra',
    policy: 'pol_facility',
  },
  {
    id: 'svc_colo_bluebridge',
    code: 'CO-0002',
    name: { zh: 'Bluebridge 机柜托管', en: 'Bluebridge colocation' },
    productLine: 'colocation',
    customer: 'cus_bluebridge',
    site: 'sit_sh1_r101_a02',
    department: 'dep_infra',
    policy: 'pol_facility',
    dependsOn: [core],
  },
  {
    id: 'svc_internet_bluebridge',
    code: 'IB-0001',
    name: { zh: 'Bluebridge 互联网接入（代申请）', en: 'Bluebridge internet access (brokered)' },
    productLine: 'internet_broker',
    customer: 'cus_bluebridge',
    site: 'sit_sh1',
    department: 'dep_noc',
    policy: 'pol_standard',
    dependsOn: [core],
    supplierServices: ['sps_internet_shanghai'],
  },
  {
    id: 'svc_adsl_suzhou',
    code: 'IB-0002',
    name: { zh: '苏州门店 ADSL', en: 'Suzhou shop ADSL' },
    productLine: 'internet_broker',
    customer: 'cus_yuanfan',
    site: 'sit_suzhou',
    department: 'dep_noc',
    policy: 'pol_standard',
    supplierServices: ['sps_adsl_suzhou'],
  },
  {
    id: 'svc_managed_haitang',
    code: 'MG-0001',
    name: { zh: '海棠医院网络代维', en: 'Haitang hospital managed network' },
    productLine: 'managed',
    mode: 'equipment_plus_service',
    customer: 'cus_haitang',
    site: 'sit_shanghai',
    department: 'dep_noc',
    policy: 'pol_interruption',
    dependsOn: ['svc_line_haitang'],
  },
  {
    id: 'svc_rental_minghu',
    code: 'RT-0001',
    name: { zh: '明湖设备租赁', en: 'Minghu equipment rental' },
    productLine: 'equipment_rental',
    mode: 'equipment_only',
    customer: 'cus_minghu',
    site: 'sit_suzhou',
    department: 'dep_delivery',
    policy: 'pol_standard',
  },
  {
    id: 'svc_rental_qinghe',
    code: 'RT-0002',
    name: { zh: '青禾集成租赁', en: 'Qinghe integration and rental' },
    productLine: 'integration_rental',
    mode: 'equipment_plus_service',
    customer: 'cus_qinghe',
    site: 'sit_sz1',
    department: 'dep_delivery',
    policy: 'pol_standard',
  },
];

/** Two suppliers with three circuits, and twelve services with what they stand behind. */
export async function seedServices(access: Access): Promise<void> {
  await seedSuppliers(access);
  for (const { id, ...draft } of demoServices) await services.create(access, draft, id);
}

async function seedSuppliers(access: Access): Promise<void> {
  await suppliers.create(
    access,
    { name: '江南宽带', channels: [{ kind: 'phone', value: '+86 512 5555 0100' }] },
    'sup_jiangnan',
  );
  await suppliers.create(
    access,
    {
      name: '通达传输',
      channels: [
        { kind: 'mail', value: 'noc@tongda.example' },
        { kind: 'portal', value: 'https://portal.tongda.example/faults' },
      ],
    },
    'sup_tongda',
  );
  await supplierServices.create(
    access,
    {
      supplier: 'sup_jiangnan',
      circuitId: 'SZ-ADSL-88121',
      medium: 'copper',
      technology: 'ADSL',
      constraints: [{ kind: 'maxSessions', limit: 2_048 }],
      acceptOnly: [{ from: '22:00', to: '08:00' }],
    },
    'sps_adsl_suzhou',
  );
  await supplierServices.create(
    access,
    { supplier: 'sup_tongda', circuitId: 'TD-10G-0417', medium: 'fibre', technology: 'DWDM' },
    'sps_fibre_suzhou',
  );
  await supplierServices.create(
    access,
    { supplier: 'sup_tongda', circuitId: 'TD-IP-2210', medium: 'fibre', technology: 'Ethernet' },
    'sps_internet_shanghai',
  );
}

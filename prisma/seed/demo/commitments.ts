import type { ContactDraft } from '../../../contracts/commitment/contacts.js';
import type { CommitmentDraft } from '../../../contracts/commitment/commitments.js';
import type { StandardDraft } from '../../../contracts/commitment/standards.js';
import { commitments } from '../../../records/commitment/commitments.js';
import { confirmCommitment } from '../../../records/commitment/confirm.js';
import { contacts } from '../../../records/commitment/contacts.js';
import { contracts } from '../../../records/commitment/contracts.js';
import { expectations } from '../../../records/commitment/expectations.js';
import { slas } from '../../../records/commitment/slas.js';
import { agreeStandard, standards } from '../../../records/commitment/standards.js';
import type { Access } from '../../../records/directory/access.js';
import { departments } from '../../../records/directory/departments.js';
import { services } from '../../../records/directory/services.js';
import { suppliers } from '../../../records/directory/suppliers.js';

/** Long past, so that everything is in force whatever the day of the first start. */
const since = Date.UTC(2025, 0, 1);
const reviewAt = Date.UTC(2027, 5, 30);
const yuan = (amount: number) => ({ minor: amount * 100, currency: 'CNY' });

/** Who writes the papers, and who confirms them. */
const author = 'per_zhou_na';
const confirmer = 'per_li_wei';

interface DemoContract {
  id: string;
  no: string;
  customer: string;
  document: string;
  monthly: number;
  services: string[];
}

const demoContracts: DemoContract[] = [
  {
    id: 'con_yunshan',
    no: 'HT-2025-001',
    customer: 'cus_yunshan',
    document: 'HT-2025-001 专线与托管服务合同.pdf',
    monthly: 38_000,
    services: ['svc_line_yunshan', 'svc_colo_yunshan'],
  },
  {
    id: 'con_haitang',
    no: 'HT-2025-002',
    customer: 'cus_haitang',
    document: 'HT-2025-002 专线与代维合同.pdf',
    monthly: 26_000,
    services: ['svc_line_haitang', 'svc_managed_haitang'],
  },
  {
    id: 'con_yuanfan',
    no: 'HT-2025-017',
    customer: 'cus_yuanfan',
    document: 'HT-2025-017 门店互联网接入合同.pdf',
    monthly: 2_000,
    services: ['svc_adsl_suzhou'],
  },
  {
    id: 'con_bluebridge',
    no: 'HT-2025-021',
    customer: 'cus_bluebridge',
    document: 'HT-2025-021 Colocation and internet access.pdf',
    monthly: 18_000,
    services: ['svc_colo_bluebridge', 'svc_internet_bluebridge'],
  },
];

const paper = (no: string, clause: string) => ({ sourceDoc: `${no}.pdf`, clause });

const demoCommitments: (CommitmentDraft & { id: string })[] = [
  {
    ...{ id: 'cmt_adsl_restore', service: 'svc_adsl_suzhou', metric: 'restore', target: 'PT4H' },
    ...{ creditCapPct: 50, measuredAt: '门店光猫网口 · modem port in the shop' },
    ...{ ...paper('HT-2025-017', '5.2'), effectiveFrom: since },
  },
  {
    ...{ id: 'cmt_line_yunshan_restore', service: 'svc_line_yunshan' },
    ...{ metric: 'restore', target: 'PT2H', creditCapPct: 50 },
    creditBands: [
      { below: 99.9, creditPct: 10 },
      { below: 99.5, creditPct: 30 },
    ],
    ...{ ...paper('HT-2025-001', '7.1'), effectiveFrom: since },
  },
  {
    ...{ id: 'cmt_yunshan_availability', contract: 'con_yunshan', metric: 'availability' },
    ...{ target: 99.9, unit: '%', window: 'month', creditCapPct: 50, claimWindowDays: 30 },
    exclusions: ['公告期内的计划维护 · announced maintenance', '不可抗力 · force majeure'],
    ...{ ...paper('HT-2025-001', '7.3'), effectiveFrom: since },
  },
  {
    ...{ id: 'cmt_yunshan_respond', contract: 'con_yunshan', metric: 'respond' },
    ...{ target: 'PT15M', severityScope: ['P1', 'P2'] },
    ...{ ...paper('HT-2025-001', '6.2'), effectiveFrom: since },
  },
  {
    ...{ id: 'cmt_haitang_restore', contract: 'con_haitang', metric: 'restore', target: 'PT3H' },
    ...{ ...paper('HT-2025-002', '5.1'), effectiveFrom: since },
  },
];

type Targets = StandardDraft['targets'];
const restore = (target: string): Targets => [{ metric: 'restore', target }];

/** The full standard of each product line, and what lower tiers are agreed to get. */
const demoStandards: [
  id: string,
  draft: Pick<StandardDraft, 'productLine' | 'tier' | 'targets'>,
][] = [
  ['std_leased_line', { productLine: 'leased_line', targets: restore('PT4H') }],
  ['std_sdwan', { productLine: 'sdwan', targets: restore('PT6H') }],
  ['std_sdwan_c', { productLine: 'sdwan', tier: 'C', targets: restore('PT24H') }],
  ['std_colocation', { productLine: 'colocation', targets: restore('PT4H') }],
  ['std_internet_broker', { productLine: 'internet_broker', targets: restore('PT8H') }],
  ['std_managed', { productLine: 'managed', targets: restore('PT4H') }],
  ['std_integration_rental', { productLine: 'integration_rental', targets: restore('PT8H') }],
  [
    'std_equipment_rental',
    {
      productLine: 'equipment_rental',
      targets: [{ metric: 'onsite', target: 'P2D', calendar: 'cal_china_office' }],
    },
  ],
];

type DemoContact = Pick<ContactDraft, 'name' | 'role' | 'language' | 'maySign' | 'notifyFrom'>;

const demoContacts: [id: string, customer: string, box: string, draft: DemoContact][] = [
  ['cct_yunshan_duty', 'cus_yunshan', 'noc.yunshan', duty('云杉值班', 'zh')],
  ['cct_yunshan_duty_en', 'cus_yunshan', 'noc-en.yunshan', duty('Yunshan duty desk', 'en')],
  ['cct_yunshan_sign', 'cus_yunshan', 'contract.yunshan', signs('沈岚')],
  ['cct_haitang_duty', 'cus_haitang', 'it.haitang', duty('海棠信息科', 'zh')],
  ['cct_haitang_duty_en', 'cus_haitang', 'it-en.haitang', duty('Haitang IT desk', 'en')],
  ['cct_yuanfan_duty', 'cus_yuanfan', 'shops.yuanfan', duty('远帆门店支持', 'zh')],
  ['cct_yuanfan_duty_en', 'cus_yuanfan', 'shops-en.yuanfan', duty('Yuanfan shop support', 'en')],
  ['cct_qinghe_duty', 'cus_qinghe', 'net.qinghe', duty('青禾网络组', 'zh')],
  ['cct_qinghe_duty_en', 'cus_qinghe', 'net-en.qinghe', duty('Qinghe network team', 'en')],
  ['cct_bluebridge_duty', 'cus_bluebridge', 'ops.bluebridge', duty('Bluebridge ops', 'en')],
  ['cct_bluebridge_duty_zh', 'cus_bluebridge', 'ops-zh.bluebridge', duty('蓝桥运维', 'zh')],
  ['cct_minghu_duty', 'cus_minghu', 'property.minghu', duty('明湖物业', 'zh')],
  ['cct_minghu_duty_en', 'cus_minghu', 'property-en.minghu', duty('Minghu property', 'en')],
];

function duty(name: string, language: 'zh' | 'en'): DemoContact {
  return { name, role: 'duty', language, notifyFrom: 'P3' };
}

function signs(name: string): DemoContact {
  return { name, role: 'business', language: 'zh', maySign: true };
}

const asPerson = (access: Access, person: string): Access => ({
  ...access,
  writer: { ...access.writer, actor: { kind: 'user', id: person, person } },
});

/**
 * Contracts and what they promise, standards, contacts, what suppliers promise: the ADSL line of the
 * shops was promised back in 4 h, its supplier has 24 service hours (N37, N38).
 */
export async function seedCommitments(access: Access): Promise<void> {
  await seedContracts(access);
  for (const { id, ...draft } of demoCommitments) {
    await commitments.create(asPerson(access, author), { ...draft, author }, id);
    await confirmCommitment(access, { id, version: undefined, person: confirmer });
  }
  for (const [id, draft] of demoStandards) {
    const full = { ...draft, sourceDoc: '服务标准 2025.pdf', effectiveFrom: since, author };
    await standards.create(asPerson(access, author), full, id);
    await agreeStandard(access, { id, version: undefined, person: confirmer });
  }
  for (const [id, customer, box, draft] of demoContacts) {
    const address = { address: `${box}@demo.baton.example` };
    const channels = [{ channel: 'mail' as const, address, after: 0 }];
    await contacts.create(access, { ...draft, customer, channels, verifiedAt: since }, id);
  }
  await seedExpectation(access);
  await seedSuppliers(access);
  for (const id of [
    'dep_noc',
    'dep_infra',
    'dep_delivery',
    'dep_product',
    'dep_hr',
    'dep_service',
  ]) {
    await departments.update(access, { id, version: undefined }, { calendar: 'cal_china_office' });
  }
}

async function seedContracts(access: Access): Promise<void> {
  for (const { id, monthly, services: covered, ...contract } of demoContracts) {
    const draft = { ...contract, startsAt: since, mrc: yuan(monthly), renewalNoticeDays: 90 };
    await contracts.create(access, draft, id);
    for (const service of covered) {
      await services.update(access, { id: service, version: undefined }, { contract: id });
    }
  }
}

async function seedExpectation(access: Access): Promise<void> {
  await expectations.create(
    access,
    {
      customer: 'cus_yuanfan',
      service: 'svc_adsl_suzhou',
      metric: 'restore',
      text: '客户习惯门店断网后一小时内有人处理 · used to somebody working on a shop within an hour',
      basis: '沿袭自 2023 年专线时期的服务 · kept from the leased lines of 2023',
      approver: 'per_lin_tao',
      reviewAt,
    },
    'lex_yuanfan_restore',
  );
}

async function seedSuppliers(access: Access): Promise<void> {
  await suppliers.update(
    access,
    { id: 'sup_tongda', version: undefined },
    {
      hasTechnicalContact: true,
      hasComplaintPath: true,
      escalationContacts: [
        { name: '通达值班经理', role: 'escalation1', kind: 'phone', value: '+86 21 5555 0200' },
      ],
      engineer: { name: '顾平', contact: 'gu.ping@tongda.example', verifiedAt: since },
    },
  );
  const adsl = {
    ...{ supplierService: 'sps_adsl_suzhou', metric: 'restore' as const, target: 'PT24H' },
    ...{ calendar: 'cal_supplier_adsl', document: 'JN-ADSL-2025.pdf', effectiveFrom: since },
  };
  await slas.create(access, adsl, 'sla_adsl_restore');
  const fibre = { supplierService: 'sps_fibre_suzhou', document: 'TD-2025-09.pdf' };
  await slas.create(
    access,
    {
      ...{ ...fibre, metric: 'restore', target: 'PT1H', effectiveFrom: since },
      ...{ remedyCapPct: 100, fee: yuan(19_000) },
    },
    'sla_fibre_restore',
  );
  await slas.create(
    access,
    {
      ...{ ...fibre, metric: 'availability', target: 99.95, unit: '%', effectiveFrom: since },
      ...{ remedyCapPct: 100, fee: yuan(19_000) },
    },
    'sla_fibre_availability',
  );
}

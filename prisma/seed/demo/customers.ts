import type { CustomerDraft } from '../../../contracts/directory/customers.js';
import type { Access } from '../../../records/directory/access.js';
import { customers } from '../../../records/directory/customers.js';

const demoCustomers: (CustomerDraft & { id: string })[] = [
  { id: 'cus_yunshan', code: 'YUNSHAN', name: '云杉制造', tier: 'A', segment: 'manufacturing' },
  { id: 'cus_haitang', code: 'HAITANG', name: '海棠医院', tier: 'A', segment: 'health' },
  { id: 'cus_yuanfan', code: 'YUANFAN', name: '远帆物流', tier: 'B', segment: 'logistics' },
  { id: 'cus_qinghe', code: 'QINGHE', name: '青禾教育', tier: 'C', segment: 'education' },
  {
    id: 'cus_bluebridge',
    code: 'BLUEBRIDGE',
    name: 'Bluebridge Games',
    tier: 'B',
    segment: 'games',
    languages: ['en', 'zh'],
  },
  { id: 'cus_minghu', code: 'MINGHU', name: '明湖置业', tier: 'D', segment: 'real-estate' },
];

/** Six customers; 明湖置业 rents equipment only. */
export async function seedCustomers(access: Access): Promise<void> {
  for (const { id, ...draft } of demoCustomers) await customers.create(access, draft, id);
}

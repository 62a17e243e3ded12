import type { Access } from '../../../records/directory/access.js';
import { integrations } from '../../../records/directory/integrations.js';
import { pairs } from '../../../records/window/pairs.js';
import { windows } from '../../../records/window/windows.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** 01:00 in Shanghai. */
const nightStartMs = 17 * hourMs;

/** Work a week ahead in the night, two circuits that stand in for each other, and where notices arrive. */
export async function seedWindows(access: Access): Promise<void> {
  await integrations.create(
    access,
    { name: '供应商维护通知 · maintenance notices', format: 'maintnote' },
    'int_maintnote',
  );
  await pairs.create(
    access,
    {
      name: { zh: '苏州双路传输', en: 'Suzhou dual transport' },
      kind: '2N',
      members: [
        { kind: 'supplier_service', id: 'sps_fibre_suzhou' },
        { kind: 'supplier_service', id: 'sps_internet_shanghai' },
      ],
    },
    'rdp_suzhou',
  );
  const today = Math.floor(access.writer.at.getTime() / dayMs) * dayMs;
  const from = today + 7 * dayMs + nightStartMs;
  await windows.create(
    access,
    {
      kind: 'maintenance',
      status: 'confirmed',
      title: '上海一号楼 UPS 电池更换 · UPS battery change',
      impact: 'reduced_redundancy',
      hours: [{ from, until: from + 4 * hourMs }],
      sites: ['sit_sh1'],
    },
    'win_ups_sh1',
  );
}

import type { ScheduleDraft } from '../../../contracts/directory/schedules.js';
import type { Access } from '../../../records/directory/access.js';
import { departments } from '../../../records/directory/departments.js';
import { setDutyRole } from '../../../records/directory/duty-roles.js';
import { schedules } from '../../../records/directory/schedules.js';
import { teams } from '../../../records/directory/teams.js';

/** A Monday long past, so that every turn has begun whatever the day of the first start. */
const startsOn = '2025-01-06';
const zone = 'Asia/Shanghai';

type Layers = ScheduleDraft['layers'];

const weekly = (...members: string[]): Layers => [
  {
    id: 'week',
    rotation: { kind: 'weekly', startsOn, handoverAt: '09:00', every: 1, members },
    restrictions: [],
  },
];

const shifts12h = (...members: string[]): Layers => [
  {
    id: 'shift',
    rotation: { kind: 'hourly', startsOn, handoverAt: '08:00', every: 12, members },
    restrictions: [],
  },
];

const duty: (ScheduleDraft & { id: string })[] = [
  {
    id: 'sch_noc',
    name: { zh: '运维中心值班', en: 'NOC on duty' },
    zone,
    owner: 'per_li_wei',
    department: 'dep_noc',
    layers: shifts12h('per_zhang_min', 'per_chen_jie', 'per_liu_yang', 'per_anna_berg'),
  },
  {
    id: 'sch_lead',
    name: { zh: '值班长', en: 'Shift lead' },
    zone,
    owner: 'per_li_wei',
    department: 'dep_noc',
    layers: weekly('per_wang_fang', 'per_li_wei'),
  },
  {
    id: 'sch_infra',
    name: { zh: '基础架构值班', en: 'Infrastructure on duty' },
    zone,
    owner: 'per_zhao_lei',
    department: 'dep_infra',
    layers: weekly('per_zhao_lei', 'per_sun_hao'),
  },
  {
    id: 'sch_network',
    name: { zh: '网络值班', en: 'Network on duty' },
    zone,
    owner: 'per_zhou_na',
    department: 'dep_delivery',
    layers: weekly('per_wu_gang', 'per_zhou_na'),
  },
  {
    id: 'sch_manager',
    name: { zh: '值班经理', en: 'Duty manager' },
    zone,
    owner: 'per_li_wei',
    department: 'dep_noc',
    layers: weekly('per_li_wei', 'per_zhao_lei', 'per_zhou_na'),
  },
  {
    id: 'sch_executive',
    name: { zh: '高管值班', en: 'Executive on duty' },
    zone,
    owner: 'per_lin_tao',
    layers: weekly('per_lin_tao'),
  },
];

const dutySchedules: Record<string, string> = {
  dep_noc: 'sch_noc',
  dep_infra: 'sch_infra',
  dep_delivery: 'sch_network',
};

/** Duty schedules in local time, the duty roles they answer for, and two paging teams. */
export async function seedDuty(access: Access): Promise<void> {
  for (const { id, ...draft } of duty) await schedules.create(access, draft, id);
  for (const [id, schedule] of Object.entries(dutySchedules)) {
    await departments.update(access, { id, version: undefined }, { schedule });
  }
  await setDutyRole(access, { role: 'shift_lead', schedule: 'sch_lead' });
  await setDutyRole(access, { role: 'duty_manager', schedule: 'sch_manager' });
  await setDutyRole(access, { role: 'duty_executive', schedule: 'sch_executive' });
  await setDutyRole(access, { role: 'commander', schedule: 'sch_lead' });
  await teams.create(
    access,
    {
      name: { zh: '运维一线', en: 'NOC first line' },
      department: 'dep_noc',
      members: ['per_zhang_min', 'per_chen_jie', 'per_liu_yang', 'per_anna_berg'],
    },
    'tea_noc',
  );
  await teams.create(
    access,
    {
      name: { zh: '机房动力', en: 'Facility' },
      department: 'dep_infra',
      members: ['per_zhao_lei', 'per_sun_hao'],
    },
    'tea_facility',
  );
}

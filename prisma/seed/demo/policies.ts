import type { PolicyDraft, RungDraft } from '../../../contracts/directory/policies.js';
import type { Access } from '../../../records/directory/access.js';
import { policies } from '../../../records/directory/policies.js';
import type { FirstPolicy } from '../base.js';

type PageTarget = RungDraft['targets'][number];

const minuteS = 60;
const hourS = 3_600;

const schedule = (id: string): PageTarget => ({ kind: 'schedule', id });
const person = (id: string): PageTarget => ({ kind: 'person', id });
const team = (id: string): PageTarget => ({ kind: 'team', id });
const shiftLead: PageTarget = { kind: 'duty', role: 'shift_lead' };
const dutyManager: PageTarget = { kind: 'duty', role: 'duty_manager' };
const dutyExecutive: PageTarget = { kind: 'duty', role: 'duty_executive' };

const rung = (delayMin: number, ...targets: PageTarget[]): RungDraft => ({
  delay: delayMin * minuteS,
  targets,
});

const overdue = [rung(15, shiftLead), rung(30, person('per_li_wei')), rung(30, dutyExecutive)];

/** Where nothing else is said: on duty, shift lead, head, then executive and administrator. */
export const demoDefaultPolicy: FirstPolicy = {
  name: { zh: '默认', en: 'Default' },
  rungs: [
    rung(5, schedule('sch_noc')),
    rung(10, shiftLead),
    rung(15, person('per_li_wei')),
    rung(30, dutyExecutive, person('admin')),
  ],
  overdue,
  isDefault: true,
};

const demoPolicies: (PolicyDraft & { id: string })[] = [
  {
    id: 'pol_standard',
    name: { zh: '标准', en: 'Standard' },
    rungs: [
      { ...rung(10, schedule('sch_noc')), repeat: { times: 1, every: 5 * minuteS } },
      rung(10, shiftLead),
      rung(15, person('per_li_wei')),
      rung(30, dutyExecutive),
    ],
    overdue,
  },
  {
    id: 'pol_interruption',
    name: { zh: '业务中断', en: 'Interruption' },
    rungs: [
      rung(2, schedule('sch_noc'), schedule('sch_network')),
      rung(3, shiftLead, dutyManager),
      rung(5, person('per_li_wei')),
      rung(10, dutyExecutive),
    ],
    overdue: [rung(10, dutyManager), rung(15, dutyExecutive)],
    ackTtl: 15 * minuteS,
    exhaustedEvery: 10 * minuteS,
    targets: { critical: { acknowledge: 5 * minuteS, restore: 2 * hourS } },
  },
  {
    id: 'pol_facility',
    name: { zh: '机房动力', en: 'Facility' },
    rungs: [
      rung(5, schedule('sch_noc'), schedule('sch_infra')),
      rung(5, team('tea_facility'), shiftLead),
      rung(10, person('per_zhao_lei')),
      rung(30, dutyExecutive),
    ],
    overdue,
  },
];

export async function seedPolicies(access: Access): Promise<void> {
  for (const { id, ...draft } of demoPolicies) await policies.create(access, draft, id);
}

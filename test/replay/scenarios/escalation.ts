import { randomUUID } from 'node:crypto';
import type { Escalation } from '../../../domain/escalation/process.js';
import type { EscalationInput, Party } from '../../../domain/escalation/state.js';
import { person, scenario, type Begin, type Scenario } from '../play.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const monthS = 30 * 86_400;

const asker = person('per_asker');
const ann = person('per_ann');
const standing = { departments: ['dep_infra', 'dep_net'] };

const target = (id: string) => ({ kind: 'person' as const, id });

const department = (id: string): Party => ({
  ...{ kind: 'department', id, name: id, department: { id, name: id }, head: `${id}_head` },
  rungs: [
    [{ kind: 'schedule', id: `${id}_duty` }],
    [target(`${id}_deputy`)],
    [target(`${id}_head`)],
  ],
});

const supplier: Party = {
  ...{ kind: 'supplier', id: 'sps_line', name: 'Carrier · C-17' },
  department: { id: 'dep_noc', name: 'NOC' },
  head: 'per_chief',
  rungs: [[target('per_asker')], [target('per_deputy')], [target('per_chief')]],
  calendar: { kind: 'supplier', id: 'sps_line' },
  supplier: {
    supplier: { id: 'sup_carrier', name: 'Carrier' },
    circuit: 'C-17',
    contacts: [
      { kind: 'phone', value: '400' },
      { kind: 'phone', value: '+86 1', name: 'Duty chief' },
    ],
    target: { ms: 4 * hourMs },
    acceptOnly: [{ from: '22:00', to: '08:00' }],
    zone: 'Asia/Shanghai',
  },
};

const chainOf = (more: Partial<EscalationInput> = {}): Begin<Escalation> => {
  const id = `esc_${randomUUID()}`;
  const input: EscalationInput = {
    id,
    ask: 'switch the uplink back',
    priority: 'P1',
    interruption: false,
    asker: { person: 'per_asker', above: [[target('per_chief')]] },
    by: { kind: 'user', id: 'per_asker' },
    about: { id: 'inc_1', title: 'uplink down', process: 'incident' },
    to: department('dep_infra'),
    hours: 'always',
    takeBaton: true,
    ...more,
  };
  return { id, input };
};

const confirmed = scenario<Escalation>(
  'escalation',
  () => chainOf(),
  async ({ ask, now, pass, reads }) => {
    await ask({ type: 'accept', standing }, ann);
    await pass(20);
    await ask({ type: 'update', text: 'on site', eta: (await now()) + hourMs, standing }, ann);
    await pass(35);
    await ask({ type: 'fulfil', text: 'switched', standing }, ann);
    await ask({ type: 'reopen', reason: 'still down' }, asker);
    await ask({ type: 'fulfil', text: 'switched again', standing }, ann);
    await ask({ type: 'confirm' }, asker);
    await reads('escalation.confirmed');
  },
);

const silent = scenario<Escalation>(
  'escalation',
  () => chainOf({ takeBaton: false }),
  async ({ ask, pass, reads }) => {
    await pass(31);
    await reads('page.reached', 3);
    const away = { type: 'bounce' as const, to: department('dep_net'), reason: 'theirs' };
    await ask({ ...away, standing }, ann);
    await ask({ type: 'reject', reason: 'not ours either', standing }, ann);
    await pass(31);
    await ask({ type: 'address', to: department('dep_infra'), reason: 'yours' }, asker);
    await pass(31);
    await ask({ type: 'withdraw', reason: 'solved' }, asker);
    await reads('escalation.withdrawn');
  },
);

const supplierLeg = scenario<Escalation>(
  'escalation',
  () => chainOf({ to: supplier, clocks: { updateS: monthS } }),
  async ({ ask, pass, reads }) => {
    const call = { type: 'contact' as const, channel: '400', text: 'reported' };
    await ask({ ...call, result: 'no_answer' }, asker);
    await pass(16);
    await ask({ ...call, result: 'answered', ref: 'T-9' }, asker);
    await pass(24 * 60);
    await ask({ type: 'fulfil', text: 'fibre spliced' }, asker);
    await ask({ type: 'confirm' }, asker);
    await reads('escalation.confirmed');
  },
);

export const escalations: Record<string, Scenario> = {
  'escalation-confirmed': confirmed,
  'escalation-silent': silent,
  'escalation-supplier': supplierLeg,
};

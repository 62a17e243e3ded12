import { randomUUID } from 'node:crypto';
import { itemsFor } from '../../domain/handover/checklist/checklist.js';
import { stageTargets } from '../../domain/handover/checklist/profiles.js';
import type { HandoverAsked } from '../../domain/handover/commands.js';
import type { Readings, TraceReading } from '../../domain/handover/readings.js';
import type { HandoverInput, Party, Profile } from '../../domain/handover/state.js';
import type { Actor } from '../../domain/machine.js';

const person = (id: string): Actor => ({ kind: 'user', id, person: id });

/** Who acts in a hand-over of the tests: owners, heads, an executive and the customer's link. */
export const cast = {
  dan: person('dan'),
  dora: person('dora'),
  olga: person('olga'),
  otto: person('otto'),
  uma: person('uma'),
  chief: person('chief'),
  customer: { kind: 'link', id: 'cct_1' } as Actor,
};

const party = (id: string, owner: string, head: string): Party => ({
  department: { id, name: id },
  ...{ person: owner, deputy: `${owner}_deputy`, head },
  executive: { kind: 'person', id: 'chief' },
});

/** The start of a hand-over; every hour counts. */
export const handoverStart = (
  more: Partial<HandoverInput> & { roomCount?: number } = {},
): HandoverInput => {
  const { roomCount = 0, ...rest } = more;
  const profile: Profile = more.profile ?? 'retail';
  const service: HandoverInput['service'] = {
    ...{ id: 'svc_1', name: 'Line 1', productLine: 'leased_line', tier: 'B' },
    mode: 'equipment_plus_service',
  };
  const orderAt = more.orderAt ?? 0;
  const rooms = Array.from({ length: roomCount }, (_, n) => ({ id: `rom_${n}`, name: `R${n}` }));
  return {
    ...{ id: `hov_${randomUUID()}`, service, profile },
    customer: { id: 'cus_1', name: 'Customer' },
    department: { id: 'dep_delivery', name: 'delivery' },
    parties: {
      delivery: party('dep_delivery', 'dan', 'dora'),
      ops: party('dep_ops', 'olga', 'otto'),
      uat: party('dep_uat', 'uma', 'ulf'),
    },
    hours: { delivery: 'always', ops: 'always', uat: 'always' },
    accountManager: 'amy',
    signer: { contact: 'cct_1', name: 'Signer' },
    ...{ orderAt, goLiveAt: orderAt + 60 * 86_400_000 },
    checklist: { version: '1', items: itemsFor({ ...service, profile, rooms: roomCount }) },
    ...(roomCount > 0 && { rooms }),
    deadlines: stageTargets({ profile, tier: 'B', orderAt, hours: 'always' }),
    by: 'dan',
    ...rest,
  };
};

const none = { installed: true as const, missing: [], more: 0 };

export const wholeTrace: TraceReading = {
  must: 2,
  uncovered: none,
  unproven: none,
  failed: none,
  leftover: none,
};

/** Every gate of other records holds. */
export const readingsAt = (at: number): Readings => ({
  ...{ at, trace: wholeTrace, gaps: none, limits: none, suppliers: none, devices: none },
  certified: { people: 2, need: 2 },
});

export const submitting = (keys: readonly string[]): HandoverAsked => ({
  type: 'submit',
  items: keys.map((key) => ({ key, content: 'c'.repeat(22) })),
});

export const survey: readonly HandoverAsked[] = [
  { type: 'training', what: 'survey_sent' },
  { type: 'training', what: 'plan', content: 'p'.repeat(22) },
  { type: 'training', what: 'survey_answered' },
];

export const session: HandoverAsked = {
  ...{ type: 'training', what: 'session', attended: ['Ann'], passed: 90 },
  material: 'm'.repeat(22),
};

export const trialWork = (handled: string): [HandoverAsked, Actor][] => [
  [{ type: 'shadowing', phase: 'ops_leads' }, cast.olga],
  [{ type: 'ops_handled', subject: handled }, cast.olga],
  [{ type: 'alarms', tested: 7, total: 7 }, cast.dan],
];

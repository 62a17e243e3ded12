import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { Hours } from '../clock.js';
import type { Actor, Asked, Entry, Instant } from '../machine.js';
import type { EscalationReported } from './commands.js';
import type { EscalationEffect, EscalationPage } from './effects.js';
import { escalationMachine as machine } from './machine.js';
import type { Escalation } from './process.js';
import type { EscalationInput, EscalationState, Party } from './state.js';

export const t0 = Date.UTC(2026, 2, 2, 2, 0);
export const minute = 60_000;
export const hour = 60 * minute;

const person = (id: string) => ({ kind: 'person' as const, id });

export const departmentOf = (id: string): Party => ({
  kind: 'department',
  id,
  name: `${id} name`,
  department: { id, name: `${id} name` },
  head: `${id}_head`,
  rungs: [
    [{ kind: 'schedule', id: `${id}_duty` }],
    [person(`${id}_deputy`)],
    [person(`${id}_head`)],
    [person('executive')],
  ],
  calendar: { kind: 'calendar', id: `${id}_calendar` },
});

export const supplierParty: Party = {
  kind: 'supplier',
  id: 'sps_line',
  name: 'Carrier · C-17',
  department: { id: 'noc', name: 'noc' },
  rungs: [[person('asker')], [person('noc_deputy')], [person('noc_head')]],
  calendar: { kind: 'supplier', id: 'sps_line' },
  supplier: {
    supplier: { id: 'sup_carrier', name: 'Carrier' },
    circuit: 'C-17',
    contacts: [
      { kind: 'phone', value: '400' },
      { kind: 'phone', value: '+86 1', name: 'Duty chief' },
    ],
    target: { ms: 4 * hour },
    acceptOnly: [{ from: '22:00', to: '08:00' }],
    zone: 'Asia/Shanghai',
  },
};

const days = [1, 2, 3, 4, 5, 6, 7];
const span = (from: Instant) => ({ from: from - 24 * hour, until: from + 40 * 24 * hour });

export const supplierHours = (from: Instant): Hours =>
  takeSnapshot(
    {
      zone: 'Asia/Shanghai',
      weekly: days.map((day) => ({ day, intervals: [{ from: '08:00', to: '22:00' }] })),
      exceptions: [],
      closedMode: 'accept_only',
      coveredYears: null,
    },
    span(from),
  );

/** Monday to Friday, nine to six in UTC. */
export const officeHours = (from: Instant): Hours =>
  takeSnapshot(
    {
      zone: 'UTC',
      weekly: days.slice(0, 5).map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
      exceptions: [],
      closedMode: 'closed',
      coveredYears: null,
    },
    span(from),
  );

export const inputOf = (more: Partial<EscalationInput> = {}): EscalationInput => ({
  id: 'esc_1',
  ask: 'Switch the uplink back',
  priority: 'P1',
  interruption: false,
  asker: {
    person: 'asker',
    department: { id: 'noc', name: 'noc' },
    head: 'noc_head',
    above: [[person('noc_deputy')], [person('noc_head')], [person('executive')]],
  },
  by: { kind: 'user', id: 'asker' },
  about: { id: 'inc_1', title: 'Uplink down', process: 'incident' },
  to: departmentOf('infra'),
  hours: 'always',
  takeBaton: false,
  ...more,
});

export const actor = (id: string, lead?: true): Actor => ({
  ...{ kind: 'user', id, person: id },
  ...(lead && { lead }),
});

/** A chain that is driven by hand: everything it said, asked for and noted is kept. */
export const chain = (more: Partial<EscalationInput> = {}, at: Instant = t0) => {
  const first = machine.begin(inputOf(more), at);
  const seen = {
    state: first.state,
    entries: [...first.entries] as Entry[],
    effects: [...first.effects] as EscalationEffect[],
    facts: [...(first.facts ?? [])],
  };
  const enter = (step: ReturnType<typeof machine.tick>): void => {
    seen.state = step.state;
    seen.entries.push(...step.entries);
    seen.effects.push(...step.effects);
    seen.facts.push(...(step.facts ?? []));
  };
  const tick = (now: Instant): void => {
    const due = machine.nextDue(seen.state);
    if (due !== undefined && due <= now) enter(machine.tick(seen.state, now));
  };
  const give = (command: Asked<Escalation>, now: Instant): string | undefined => {
    tick(now);
    const refusal = machine.check(seen.state, command, now);
    if (refusal) return refusal.code;
    enter(machine.apply(seen.state, command, now));
    return undefined;
  };
  const report = (command: EscalationReported, now: Instant): void => {
    tick(now);
    enter(machine.apply(seen.state, command, now));
  };
  return {
    seen,
    tick,
    give,
    report,
    state: (): EscalationState => seen.state,
    view: () => machine.view(seen.state),
    said: () => seen.entries.map(({ what }) => what),
    pages: () => seen.effects.filter((effect): effect is EscalationPage => effect.kind === 'page'),
    wantedPages: () =>
      seen.effects.filter(
        (effect): effect is EscalationPage =>
          effect.kind === 'page' && machine.wanted(seen.state, effect),
      ),
  };
};

export const inDepartment = (...departments: string[]) => ({ standing: { departments } });

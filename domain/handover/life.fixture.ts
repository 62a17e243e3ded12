import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { Hours } from '../clock.js';
import type { Actor, Asked, Entry, Fact, Instant, Refusal, Step } from '../machine.js';
import { itemsFor } from './checklist/checklist.js';
import { stageTargets } from './checklist/profiles.js';
import type { HandoverAsked, HandoverReported, HandoverTold } from './commands.js';
import type { HandoverEffect, HandoverPage } from './effects.js';
import { handoverMachine as machine } from './machine.js';
import type { Handover } from './process.js';
import type { Readings, TraceReading } from './readings.js';
import type { HandoverInput, HandoverState, Party, Stage } from './state.js';

export const hour = 3_600_000;
export const day = 24 * hour;
/** A Monday morning. */
export const t0: Instant = Date.UTC(2026, 2, 2, 9);

export const user = (id: string, lead?: true): Actor => ({
  ...{ kind: 'user', id, person: id },
  ...(lead && { lead }),
});
export const dan = user('dan');
export const deliveryHead = user('dora');
export const olga = user('olga');
export const opsHead = user('otto');
export const uma = user('uma');
export const stranger = user('stranger');
export const customerLink: Actor = { kind: 'link', id: 'cct_1' };
export const chief = user('chief');

const person = (id: string) => ({ kind: 'person' as const, id });

const party = (id: string, owner: string, head: string): Party => ({
  department: { id, name: `${id} name` },
  ...{ person: owner, deputy: `${owner}_deputy`, head, executive: person('chief') },
  calendar: `cal_${id}`,
});

/** Monday to Friday, nine to six in UTC. */
export const officeHours = (from: Instant = t0 - 7 * day, until: Instant = t0 + 300 * day): Hours =>
  takeSnapshot(
    {
      zone: 'UTC',
      weekly: ([1, 2, 3, 4, 5] as const).map((weekday) => ({
        day: weekday,
        intervals: [{ from: '09:00', to: '18:00' }],
      })),
      exceptions: [],
      closedMode: 'closed',
      coveredYears: null,
    },
    { from, until },
  );

export const inputOf = (more: Partial<HandoverInput> = {}): HandoverInput => {
  const { profile = 'project', rooms = [] } = more;
  const service = more.service ?? {
    ...{ id: 'svc_1', name: 'Line 1', productLine: 'sdwan', tier: 'B' },
    mode: 'equipment_plus_service',
  };
  const { productLine, tier, mode } = service;
  const deadlines = stageTargets({ profile, tier, orderAt: t0, hours: 'always' });
  return {
    id: 'hov_1',
    service,
    customer: { id: 'cus_1', name: 'Customer' },
    profile,
    department: { id: 'dep_delivery', name: 'delivery' },
    parties: {
      delivery: party('dep_delivery', 'dan', 'dora'),
      ops: party('dep_ops', 'olga', 'otto'),
      uat: party('dep_uat', 'uma', 'ulf'),
    },
    hours: { delivery: 'always', ops: 'always', uat: 'always' },
    accountManager: 'amy',
    signer: { contact: 'cct_1', name: 'Signer' },
    ...{ orderAt: t0, goLiveAt: t0 + 90 * day },
    checklist: {
      version: '1',
      items: itemsFor({ productLine, tier, mode, profile, rooms: rooms.length }),
    },
    deadlines,
    by: 'dan',
    ...more,
  };
};

const none = { installed: true as const, missing: [], more: 0 };
export const missing = (...names: string[]) => ({ ...none, missing: names });

export const traceOf = (more: Partial<TraceReading> = {}): TraceReading => ({
  ...{ must: 3, uncovered: none, unproven: none, failed: none, leftover: none },
  ...more,
});

/** Every gate of other records holds. */
export const readingsOf = (now: Instant, more: Partial<Readings> = {}): Readings => ({
  at: now,
  trace: traceOf(),
  ...{ gaps: none, limits: none, suppliers: none, devices: none },
  certified: { people: 2, need: 2 },
  ...more,
});

/** Never changed by a machine: a step that mutated what it was given would throw here. */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
};

const reportOf = (effect: HandoverEffect, now: Instant): HandoverReported | undefined => {
  switch (effect.kind) {
    case 'freeze_sheet':
      return { type: 'sheet', effect: effect.id, hash: `hash_${effect.id}` };
    case 'ask_signature':
      return { type: 'signature_asked', effect: effect.id, ok: true };
    case 'mark_service':
      return { type: 'marked', effect: effect.id, ok: true };
    case 'snapshot':
      return { type: 'hours', effect: effect.id, hours: officeHours(effect.from, effect.until) };
    case 'page':
    case 'deliver':
      return now < effect.no ? undefined : undefined;
  }
};

/** A hand-over that is driven by hand; effects but pages are answered as soon as they are asked. */
export const life = (more: Partial<HandoverInput> = {}, at: Instant = t0) => {
  const first = machine.begin(inputOf(more), at);
  const seen = {
    now: at,
    state: frozen(first.state),
    entries: [...first.entries] as Entry[],
    effects: [...first.effects] as HandoverEffect[],
    facts: [...(first.facts ?? [])] as Fact[],
    waiting: [...first.effects] as HandoverEffect[],
    answers: true,
  };
  const enter = (step: Step<Handover>): void => {
    seen.state = frozen(step.state);
    seen.entries.push(...step.entries);
    seen.effects.push(...step.effects);
    seen.waiting.push(...step.effects);
    seen.facts.push(...(step.facts ?? []));
  };
  const report = (command: HandoverReported): void => {
    enter(machine.apply(seen.state, command, seen.now));
  };
  const answer = (): void => {
    for (let effect = seen.waiting.shift(); effect; effect = seen.waiting.shift()) {
      const said = machine.wanted(seen.state, effect) ? reportOf(effect, seen.now) : undefined;
      if (said) report(said);
    }
  };
  const settle = (): void => {
    if (seen.answers) answer();
  };
  const runTo = (now: Instant): void => {
    for (let due = machine.nextDue(seen.state); due !== undefined && due <= now;) {
      seen.now = Math.max(seen.now, due);
      enter(machine.tick(seen.state, seen.now));
      settle();
      due = machine.nextDue(seen.state);
    }
    seen.now = Math.max(seen.now, now);
  };
  const refused = (by: Actor, command: HandoverAsked): Refusal | undefined => {
    const asked = { ...command, by } as Asked<Handover>;
    const refusal = machine.check(seen.state, asked, seen.now);
    if (refusal) return refusal;
    enter(machine.apply(seen.state, asked, seen.now));
    settle();
    return undefined;
  };
  const give = (by: Actor, command: HandoverAsked): string | undefined => {
    runTo(seen.now);
    return refused(by, command)?.code;
  };
  const tell = (word: HandoverTold): void => {
    runTo(seen.now);
    enter(machine.apply(seen.state, word, seen.now));
    settle();
  };
  return {
    ...{ seen, give, tell, report, runTo, refused },
    later: (ms: number): void => runTo(seen.now + ms),
    advance: (by: Actor, readings?: Partial<Readings>): Refusal | undefined => {
      runTo(seen.now);
      return refused(by, { type: 'advance', readings: readingsOf(seen.now, readings) });
    },
    state: (): HandoverState => seen.state,
    view: () => machine.view(seen.state),
    said: (): string[] => seen.entries.map(({ what }) => what),
    lines: (what: string): Entry[] => seen.entries.filter((entry) => entry.what === what),
    pages: (reason?: string): HandoverPage[] =>
      seen.effects.filter(
        (effect): effect is HandoverPage =>
          effect.kind === 'page' && (reason === undefined || effect.reason === reason),
      ),
  };
};

export type Life = ReturnType<typeof life>;

const must = (refusal: Refusal | string | undefined): void => {
  if (refusal) throw new Error(`refused: ${JSON.stringify(refusal)}`);
};

const inParts = (keys: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(keys.length / 100) }, (_, k) =>
    keys.slice(k * 100, k * 100 + 100),
  );

/** Every item handed in by delivery. */
export const submitAll = (one: Life): void => {
  for (const keys of inParts(Object.keys(one.state().items))) {
    const items = keys.map((key) => ({ key, content: `content_of_${key}`.padEnd(22, 'x') }));
    must(one.give(dan, { type: 'submit', items }));
  }
};

export const verifyAll = (one: Life): void => {
  for (const keys of inParts(Object.keys(one.state().items))) {
    must(one.give(olga, { type: 'verify', keys }));
  }
};

export const session = (passed = 90, material?: string): HandoverAsked => ({
  ...{ type: 'training', what: 'session', attended: ['Ann', 'Ben'], passed },
  ...(material !== undefined && { material }),
});

const survey = { type: 'training', what: 'survey_sent' } as const;
const plan = { type: 'training', what: 'plan', content: 'plan' } as const;
const answered = { type: 'training', what: 'survey_answered' } as const;

/** What has to be done in each stage, without waiting, before it is left. */
const work: Partial<Record<Stage, (one: Life) => void>> = {
  initiated: (one) => {
    if (!one.state().customer || one.state().training.plan !== undefined) return;
    must(one.give(dan, survey));
    must(one.give(dan, plan));
  },
  disclosure: submitAll,
  disclosure_review: verifyAll,
  uat_design: (one) => {
    if (one.state().customer) must(one.give(dan, answered));
  },
  training: (one) => {
    if (one.state().customer) must(one.give(dan, session(90, 'mat')));
  },
  trial: (one) => {
    must(one.give(olga, { type: 'shadowing', phase: 'ops_leads' }));
    must(one.give(olga, { type: 'ops_handled', subject: 'drl_1' }));
    must(one.give(dan, { type: 'alarms', tested: 20, total: 20 }));
  },
};

/** Everything of the stage done, but for the trial's time. */
export const doWork = (one: Life): void => work[one.state().stage]?.(one);

export const signAs = (one: Life, party: 'ops' | 'delivery' | 'customer') => {
  const by = { ops: opsHead, delivery: deliveryHead, customer: customerLink }[party];
  return one.refused(by, {
    ...{ type: 'sign', party, decision: 'accept' },
    sheet: one.state().acceptance?.sheet.hash ?? '',
    readings: readingsOf(one.seen.now),
  });
};

/** Lives a hand-over forward to a stage, everything in order. */
export const livedTo = (stage: Stage, more: Partial<HandoverInput> = {}): Life => {
  const one = life(more);
  for (let turns = 0; one.state().stage !== stage; turns += 1) {
    if (turns > 12) throw new Error(`stuck in ${one.state().stage}`);
    const { stage: here } = one.state();
    if (here === 'warranty') break;
    if (here === 'acceptance') {
      for (const party of ['ops', 'delivery', 'customer'] as const) {
        if (party !== 'customer' || one.state().customer) must(signAs(one, party));
      }
      continue;
    }
    doWork(one);
    if (here === 'trial') one.runTo(one.state().trial?.minUntil ?? 0);
    must(one.advance(here === 'disclosure_review' ? olga : dan));
  }
  return one;
};

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../machine.js';
import type { HandoverAsked } from './commands.js';
import { missingFor } from './gates.js';
import { itemAt, statusOf } from './items.js';
import { signParties } from './later-state.js';
import {
  chief,
  customerLink,
  dan,
  day,
  deliveryHead,
  hour,
  livedTo,
  missing,
  olga,
  opsHead,
  readingsOf,
  traceOf,
  uma,
  user,
  type Life,
} from './life.fixture.js';
import type { Readings } from './readings.js';
import {
  bulkMax,
  sides,
  stages,
  type HandoverInput,
  type HandoverState,
  type Stage,
} from './state.js';

const runs = 60;

const actors: readonly Actor[] = [
  ...[dan, olga, uma, opsHead, deliveryHead, chief, user('lead', true)],
];
const rental: Partial<HandoverInput> = {
  service: {
    ...{ id: 'svc_2', name: 'Rack 7', productLine: 'equipment_rental', tier: 'C' },
    mode: 'equipment_only',
  },
  profile: 'retail',
};
const standing = { departments: [], heads: ['dep_ops'], executive: true as const };

type Move =
  | { kind: 'forward'; good: boolean }
  | { kind: 'wait'; ms: number }
  | { kind: 'sign_all' }
  | { kind: 'fault'; level: 'P1' | 'P3' }
  | { kind: 'give'; by: number; command: (one: Life, n: number) => HandoverAsked; n: number }
  | { kind: 'sign'; party: 'ops' | 'delivery' | 'customer'; reject: boolean; good: boolean };

const keysOf = (one: Life): string[] => Object.keys(one.state().items);
const keyAt = (one: Life, n: number): string => keysOf(one)[n % keysOf(one).length] ?? 'A1';
const stageAt = (n: number) => stages[n % stages.length] ?? 'disclosure';
const content = 'c'.repeat(22);

/** Anything that anybody may say, right or wrong; what does not fit the stage is refused. */
const commands: ((one: Life, n: number) => HandoverAsked)[] = [
  (one, n) => ({ type: 'submit', items: [{ key: keyAt(one, n), content }] }),
  (one, n) => ({
    ...{ type: 'submit' },
    items: [{ key: keyAt(one, n), content, validUntil: one.seen.now + (1 + (n % 40)) * day }],
  }),
  (one, n) => ({ type: 'verify', keys: [keyAt(one, n)] }),
  (one, n) => ({ type: 'reject_items', items: [{ key: keyAt(one, n), reason: 'r' }] }),
  (one, n) => ({
    ...{ type: 'waive', key: keyAt(one, n), reason: 'r', standing },
    until: one.seen.now + (1 + (n % 60)) * day,
  }),
  (_one, n) => ({
    ...{ type: 'requirements_changed', count: 1 },
    trace: traceOf({ uncovered: n % 2 ? missing('R-1') : missing() }),
  }),
  (_one, n) => ({
    type: 'uat_result',
    trace: traceOf({ failed: missing(...(n % 2 ? ['C'] : [])) }),
  }),
  (_one, n) => ({ type: 'assign', side: sides[n % 3] ?? 'ops', person: `p${n % 5}`, standing }),
  (_one, n) => ({ type: 'send_back', stage: stageAt(n), items: ['A1', 'B1'], reason: 'r' }),
  (one, n) => ({
    ...{ type: 'takeover', to: 'olga', reason: 'r', standing },
    until: one.seen.now + (1 + (n % 30)) * day,
  }),
  () => ({ type: 'heads_met', text: 't' }),
  (_one, n) => ({ type: 'set_signer', signer: { contact: `cct_${n % 2}`, name: 'S' } }),
  (one, n) => ({
    ...{ type: 'punch', what: 'add', text: 't', owner: 'dan', due: one.seen.now + (n % 30) * day },
    severity: n % 5 === 0 ? 'critical' : 'minor',
  }),
  (_one, n) => ({ type: 'punch', what: 'close', n: 1 + (n % 3), text: 't', evidence: 'e' }),
  () => ({ type: 'extend_trial', reason: 'r' }),
  (_one, n) => ({ type: 'extension_decision', grant: n % 2 === 0, reason: 'r' }),
  (_one, n) => ({
    type: 'warranty_check',
    day: ([30, 60, 90] as const)[n % 3] ?? 30,
    findings: [],
  }),
  () => ({ type: 'escaped_defect', requirement: 'R-1', text: 't' }),
];

const rarely = () => ({ type: 'cancel', reason: 'r', standing }) as const;

const give = fc.record({
  kind: fc.constant('give' as const),
  by: fc.nat(actors.length - 1),
  n: fc.nat(200),
  command: fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...commands) },
    { weight: 1, arbitrary: fc.constant(rarely) },
  ),
});
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('forward'), good: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.nat(20 * day) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('fault'), level: fc.constantFrom('P1', 'P3') }),
  },
  { weight: 10, arbitrary: give },
  { weight: 3, arbitrary: fc.constant({ kind: 'sign_all' }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('sign'),
      party: fc.constantFrom('ops', 'delivery', 'customer'),
      reject: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      good: fc.boolean(),
    }),
  },
) as fc.Arbitrary<Move>;

/** A life is taken up at any of its stages, so that few moves reach every other. */
const start = fc.constantFrom<Stage>(
  ...(['initiated', 'disclosure_review', 'uat_run', 'trial', 'acceptance', 'acceptance'] as const),
);

const bad = (now: number): Readings => readingsOf(now, { gaps: missing('gap_1') });

/** All that a stage asks of people, as far as it is taken. */
const workOn = (one: Life): void => {
  const keys = keysOf(one);
  const survey = { type: 'training', what: 'survey_sent' } as const;
  one.give(dan, survey);
  one.give(dan, { type: 'training', what: 'plan', content });
  one.give(dan, { type: 'training', what: 'survey_answered' });
  const by = (status: string) =>
    keys.filter((key) => statusOf(one.state().items[key] ?? ['']) === status);
  const open = [...by('m'), ...by('r')].slice(0, bulkMax);
  if (open.length > 0) {
    one.give(dan, { type: 'submit', items: open.map((key) => ({ key, content })) });
  }
  const said = by('s').slice(0, bulkMax);
  if (one.state().stage !== 'disclosure' && said.length > 0) {
    one.give(olga, { type: 'verify', keys: said });
  }
  one.give(dan, {
    ...{ type: 'training', what: 'session', attended: ['Ann'], passed: 95, material: content },
  });
  one.give(olga, { type: 'shadowing', phase: 'ops_leads' });
  one.give(olga, { type: 'ops_handled', subject: 'drl_1' });
  one.give(dan, { type: 'alarms', tested: 3, total: 3 });
};

const forward = (one: Life, good: boolean): void => {
  workOn(one);
  if (one.state().stage === 'trial') one.runTo(one.state().trial?.minUntil ?? 0);
  const readings = good ? readingsOf(one.seen.now) : bad(one.seen.now);
  one.give(user('lead', true), { type: 'advance', readings });
};

const signing = (one: Life, { party, reject, good }: Extract<Move, { kind: 'sign' }>): void => {
  const by = { ops: opsHead, delivery: deliveryHead, customer: customerLink }[party];
  one.runTo(one.seen.now);
  const { now } = one.seen;
  const readings = good ? readingsOf(now) : bad(now);
  const before = one.state();
  const refusal = one.refused(by, {
    ...{ type: 'sign', party, decision: reject ? 'reject' : 'accept', readings },
    sheet: before.acceptance?.sheet.hash ?? '',
    ...(reject && { reason: 'no', stage: 'training' as const }),
  });
  const isNew = before.acceptance?.signedAt === undefined;
  if (refusal || !isNew || one.state().acceptance?.signedAt === undefined) return;
  expect(good).toBe(true);
  expect(missingFor(before, 'acceptance', { readings, now })).toEqual([]);
  expect(
    one
      .state()
      .acceptance?.signatures.map((signature) => signature.party)
      .sort(),
  ).toEqual(one.state().customer ? ['customer', 'delivery', 'ops'] : ['delivery', 'ops']);
};

const play = (one: Life, one_: Move): void => {
  switch (one_.kind) {
    case 'forward':
      return forward(one, one_.good);
    case 'sign_all':
      for (const party of signParties)
        signing(one, { kind: 'sign', party, reject: false, good: true });
      return;
    case 'wait':
      return one.later(one_.ms);
    case 'fault':
      return one.tell({
        ...{ type: 'fault', incident: 'inc_1', level: one_.level, cause: 'delivery' },
        at: one.seen.now - hour,
      });
    case 'sign':
      return signing(one, one_);
    case 'give': {
      const by = actors[one_.by] ?? dan;
      one.give(by, one_.command(one, one_.n));
    }
  }
};

/** Whose it is by what was signed, written anew: not by the machine's own words. */
const rightfulHolder = (s: HandoverState): string => {
  if (s.takeover) return s.takeover.to;
  const accepted = s.acceptance?.signedAt !== undefined && !s.acceptance.suspendedAt;
  return s.parties[accepted ? 'ops' : 'delivery'].person;
};

const holds = (one: Life): void => {
  const s = one.state();
  for (const key of Object.keys(s.items)) {
    const item = itemAt(s, key);
    if (item?.critical) expect(item.status).not.toBe('w');
  }
  if (s.stage === 'closed') {
    expect(one.view().nextDue).toBeUndefined();
    return;
  }
  expect(one.view().nextDue).toBeDefined();
  expect(s.baton.holder.person).toBe(rightfulHolder(s));
  expect(s.baton.offer).toBeUndefined();
  const inWarranty = s.stage === 'warranty';
  expect(s.acceptance?.signedAt !== undefined).toBe(inWarranty);
  expect(new Set(s.deadlines.map(({ ladder }) => ladder)).size).toBe(s.deadlines.length);
};

describe('a hand-over, whatever is done to it', () => {
  it.each([
    ['a leased service', {}],
    ['a rental', rental],
  ])(
    '%s: a critical item is never waived, an acceptance had every gate, one side holds it, it is never forgotten',
    (_name, input) => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(start, fc.array(move, { minLength: 10, maxLength: 60 }), (from, moves) => {
          const one = livedTo(from, input);
          for (const each of moves) {
            play(one, each);
            holds(one);
            seen.add(one.state().stage);
          }
        }),
        { numRuns: runs, seed: 5 },
      );
      // The moves reach the end of it, or the property would say nothing about an acceptance.
      expect(seen).toContain('warranty');
    },
  );
});

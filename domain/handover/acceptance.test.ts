import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Actor } from '../machine.js';
import type { HandoverAsked } from './commands.js';
import {
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
  signAs,
  stranger,
  traceOf,
  user,
  type Life,
} from './life.fixture.js';

type Sign = Extract<HandoverAsked, { type: 'sign' }>;

const by = { ops: opsHead, delivery: deliveryHead, customer: customerLink };
const hashOf = (one: Life): string => one.state().acceptance?.sheet.hash ?? '';
const signOf = (one: Life, more: Partial<Sign> = {}): Sign => ({
  ...{ type: 'sign', party: 'ops', decision: 'accept', sheet: hashOf(one) },
  readings: readingsOf(one.seen.now),
  ...more,
});
const codeOf = (one: Life, who: Actor, more: Partial<Sign> = {}): string | undefined =>
  one.refused(who, signOf(one, more))?.code;
const signed = (one: Life): string[] =>
  one.state().acceptance?.signatures.map(({ party }) => party) ?? [];

const condition = (one: Life) => ({
  ...{ text: 'labels', severity: 'minor' as const, owner: 'dan', due: one.seen.now + 20 * day },
});

describe('the three signatures (4b)', () => {
  const orders = fc.shuffledSubarray(['ops', 'delivery', 'customer'] as const, {
    minLength: 3,
    maxLength: 3,
  });

  it('in any order accept the service, with the last one and not before', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const one = livedTo('acceptance');
        for (const [n, party] of order.entries()) {
          expect(one.state().stage).toBe('acceptance');
          expect(one.state().baton.holder.person).toBe('dan');
          expect(signAs(one, party)).toBeUndefined();
          expect(signed(one)).toEqual(order.slice(0, n + 1));
        }
        expect(one.state().stage).toBe('warranty');
        expect(one.state().baton.holder.person).toBe('olga');
        expect(one.seen.effects).toContainEqual(
          expect.objectContaining({ kind: 'mark_service', status: 'in_service' }),
        );
      }),
      { numRuns: 12 },
    );
  });

  it('are over one sheet: another hash, or one that is not written yet, is refused', () => {
    const one = livedTo('acceptance');
    expect(codeOf(one, opsHead, { sheet: 'other' })).toBe('sheet_changed');
    expect(codeOf(one, opsHead, { sheet: '' })).toBe('sheet_changed');
  });

  it.each([
    ['ops', olga],
    ['ops', deliveryHead],
    ['ops', user('boss', true)],
    ['ops', { kind: 'apiKey', id: 'otto', person: 'otto' }],
    ['delivery', dan],
    ['delivery', opsHead],
    ['customer', deliveryHead],
    ['customer', { kind: 'link', id: 'cct_2' }],
    ['customer', user('cct_1')],
    ['ops', { kind: 'link', id: 'cct_1' }],
  ] as const)('%s is not signed for by %j', (party, who) => {
    const one = livedTo('acceptance');
    expect(['signer_not_entitled', 'not_asked']).toContain(codeOf(one, who, { party }));
    expect(signed(one)).toEqual([]);
  });

  it('nobody signs twice, and nobody for both departments', () => {
    const one = livedTo('acceptance');
    signAs(one, 'ops');
    expect(signAs(one, 'ops')?.code).toBe('wrong_state');
    const both = { departments: [], heads: ['dep_delivery'] };
    expect(codeOf(one, opsHead, { party: 'delivery', standing: both })).toBe('self_verification');
  });

  it('every gate is asked again at each of them', () => {
    const one = livedTo('acceptance');
    const readings = readingsOf(one.seen.now, { gaps: missing('gap_1') });
    const refusal = one.refused(opsHead, signOf(one, { readings }));
    expect(refusal).toMatchObject({ code: 'gate_unmet', with: { missing: ['gaps gap_1'] } });
  });

  it('a service without a customer is signed by the two departments', () => {
    const one = livedTo('acceptance');
    const { customer: _customer, ...own } = one.state();
    expect(own.stage).toBe('acceptance');
    const two = livedTo('acceptance', { customer: undefined } as never);
    expect(two.state().acceptance?.link).toBeUndefined();
    expect(codeOf(two, customerLink, { party: 'customer' })).toBe('signer_not_entitled');
    signAs(two, 'ops');
    signAs(two, 'delivery');
    expect(two.state().stage).toBe('warranty');
  });
});

describe('a sheet that changes under the signers', () => {
  it.each([
    [
      'a leftover',
      (one: Life) =>
        one.give(dan, {
          ...{ type: 'punch', what: 'add', severity: 'minor', text: 't', owner: 'dan' },
          due: one.seen.now + day,
        }),
    ],
    ['an owner', (one: Life) => one.give(olga, { type: 'assign', side: 'ops', person: 'zoe' })],
    [
      'another requirement',
      (one: Life) => one.give(dan, { type: 'requirements_changed', count: 1, trace: traceOf() }),
    ],
    [
      'a small fault',
      (one: Life) => {
        one.tell({
          ...{ type: 'fault', incident: 'inc_1', level: 'P3', cause: 'delivery' },
          at: one.seen.now,
        });
      },
    ],
    [
      'a rejected item',
      (one: Life) =>
        one.give(olga, {
          type: 'reject_items',
          items: [{ key: 'G2', reason: 'gone' }],
        }),
    ],
  ])('%s voids what was signed, and a new sheet and link go out', (_what, change) => {
    const one = livedTo('acceptance');
    const before = hashOf(one);
    signAs(one, 'ops');
    expect(change(one)).toBeUndefined();
    expect(signed(one)).toEqual([]);
    expect(hashOf(one)).not.toBe(before);
    expect(codeOf(one, deliveryHead, { party: 'delivery', sheet: before })).toBe('sheet_changed');
    const links = one.seen.effects.filter(({ kind }) => kind === 'ask_signature');
    expect(links).toHaveLength(2);
    expect(links[1]).toMatchObject({ sheet: hashOf(one) });
  });

  it('a report of an old sheet changes nothing', () => {
    const one = livedTo('acceptance');
    one.report({ type: 'sheet', effect: 'f0', hash: 'forged' });
    expect(hashOf(one)).not.toBe('forged');
  });

  it('a sheet that could not be written is asked for again after an hour', () => {
    const one = livedTo('trial');
    one.seen.answers = false;
    const trial = one.state();
    expect(trial.stage).toBe('trial');
    one.seen.answers = true;
    const two = livedTo('acceptance');
    two.seen.answers = false;
    two.give(dan, {
      ...{ type: 'punch', what: 'add', severity: 'minor', text: 't', owner: 'dan' },
      due: two.seen.now + 9 * day,
    });
    const asked = two.state().acceptance?.sheet.asked ?? '';
    two.report({ type: 'sheet', effect: asked, why: 'disk full' });
    expect(hashOf(two)).toBe('');
    two.seen.answers = true;
    two.later(hour);
    expect(hashOf(two)).not.toBe('');
    expect(two.said()).toContain('handover.sheet_failed');
  });
});

describe('accepting on conditions', () => {
  it('puts them on a new sheet that everybody signs; each has owner and day', () => {
    const one = livedTo('acceptance');
    signAs(one, 'delivery');
    const conditions = [condition(one), condition(one)];
    expect(codeOf(one, opsHead, { decision: 'conditional', conditions })).toBeUndefined();
    expect(signed(one)).toEqual([]);
    expect(one.state().punch.open).toHaveLength(2);
    for (const party of ['ops', 'delivery', 'customer'] as const) {
      expect(signAs(one, party)).toBeUndefined();
    }
    expect(one.state().acceptance?.conditional).toBe(true);
    expect(one.state().punch.open.every(({ conditional }) => conditional)).toBe(true);
    expect(one.said()).toContain('handover.accepted_conditionally');
  });

  it('without a condition it is refused, and so is one without a day ahead', () => {
    const one = livedTo('acceptance');
    expect(codeOf(one, opsHead, { decision: 'conditional' })).toBe('field_required');
    const conditions = [{ ...condition(one), due: one.seen.now }];
    expect(codeOf(one, opsHead, { decision: 'conditional', conditions })).toBe('time_in_past');
    const long = [{ ...condition(one), text: '标'.repeat(100) }];
    expect(codeOf(one, opsHead, { decision: 'conditional', conditions: long })).toBe(
      'rule_violation',
    );
  });

  it('a critical leftover allows no acceptance at all', () => {
    const one = livedTo('acceptance');
    one.give(dan, {
      ...{ type: 'punch', what: 'add', severity: 'critical', text: 't', owner: 'dan' },
      due: one.seen.now + day,
    });
    for (const decision of ['accept', 'conditional'] as const) {
      expect(one.refused(opsHead, signOf(one, { decision }))).toMatchObject({
        ...{ code: 'gate_unmet', with: { missing: ['punch_critical 1/0'] } },
      });
    }
  });
});

describe('rejecting the sheet', () => {
  const no = { decision: 'reject', reason: 'slow' } as const;

  it.each([
    ['ops', 'uat_run'],
    ['delivery', 'disclosure'],
    ['customer', 'training'],
  ] as const)('%s sends it back to %s, and nothing that was signed stays', (party, stage) => {
    const one = livedTo('acceptance');
    const other = party === 'ops' ? 'delivery' : 'ops';
    signAs(one, other);
    expect(codeOf(one, by[party], { ...no, party, stage })).toBeUndefined();
    expect(one.state().stage).toBe(stage);
    expect(one.state().acceptance).toBeUndefined();
    expect(one.pages('sign_rejected')).toHaveLength(1);
    expect(one.state().baton.holder.person).toBe('dan');
  });

  it('the customer need not know our stages: the trial run is repeated', () => {
    const one = livedTo('acceptance');
    codeOf(one, customerLink, { ...no, party: 'customer' });
    expect(one.state().stage).toBe('trial');
  });

  it('is not refused for an unmet gate, but for want of a reason or of an earlier stage', () => {
    const one = livedTo('acceptance');
    const readings = readingsOf(one.seen.now, { gaps: missing('gap_1') });
    expect(codeOf(one, opsHead, { decision: 'reject', stage: 'trial' })).toBe('field_required');
    expect(codeOf(one, opsHead, { ...no })).toBe('wrong_state');
    expect(codeOf(one, opsHead, { ...no, stage: 'warranty' })).toBe('wrong_state');
    expect(codeOf(one, opsHead, { ...no, stage: 'trial', readings })).toBeUndefined();
  });

  it('a stranger cannot', () => {
    const one = livedTo('acceptance');
    expect(codeOf(one, stranger, { ...no, stage: 'trial' })).toBe('signer_not_entitled');
  });
});

it('the trial does not end while nobody is named who may sign for the customer', () => {
  const one = livedTo('trial', { signer: undefined } as never);
  one.give(olga, { type: 'shadowing', phase: 'ops_leads' });
  one.give(olga, { type: 'ops_handled', subject: 'drl_1' });
  one.give(dan, { type: 'alarms', tested: 1, total: 1 });
  one.runTo(one.state().trial?.minUntil ?? 0);
  expect(one.advance(dan)?.with?.missing).toEqual(['signer']);
});

import { describe, expect, it } from '@jest/globals';

import type { HandoverAsked } from './commands.js';
import { findingsMax } from './later-state.js';
import { dan, day, livedTo, olga, stranger, uma, type Life } from './life.fixture.js';
import { missingClose } from './warranty.js';

const check = (days: 30 | 60 | 90, findings: string[] = []): HandoverAsked => ({
  ...{ type: 'warranty_check', day: days, findings },
});
const escaped = (requirement = 'req_1'): HandoverAsked => ({
  ...{ type: 'escaped_defect', requirement, text: 'drops at night', incident: 'inc_7' },
});
const after = (one: Life, days: number): Life => {
  one.runTo((one.state().warranty?.startedAt ?? 0) + days * day);
  return one;
};

describe('the checks of the warranty (4b)', () => {
  it('come after 30, 60 and 90 days, and the hand-over closes with the last', () => {
    const one = livedTo('warranty');
    for (const days of [30, 60, 90] as const) {
      after(one, days);
      expect(one.give(olga, check(days))).toBeUndefined();
    }
    one.later(0);
    expect(one.state()).toMatchObject({ stage: 'closed', closedAs: 'accepted' });
    expect(one.state().baton.holder.person).toBe('olga');
  });

  it('are due on their day: ops is chased until the check is made', () => {
    const one = after(livedTo('warranty'), 29);
    const early = one.pages('warranty_late').length;
    after(one, 40);
    expect(one.pages('warranty_late').length).toBeGreaterThan(early);
    expect(one.lines('handover.late').at(-1)?.with?.obligation).toBe('warranty_30');
    one.give(olga, check(30));
    const chases = one.pages('warranty_late').length;
    after(one, 44);
    expect(one.pages('warranty_late')).toHaveLength(chases);
  });

  it('none is left out: a late one comes first, and the end waits for all three', () => {
    const one = after(livedTo('warranty'), 95);
    expect(one.state().stage).toBe('warranty');
    expect(one.give(olga, check(90))).toBe('wrong_state');
    for (const days of [30, 60, 90] as const) expect(one.give(olga, check(days))).toBeUndefined();
    one.later(0);
    expect(one.state().stage).toBe('closed');
  });

  it('may be a week early, not more, and not twice', () => {
    const one = after(livedTo('warranty'), 22);
    expect(one.give(olga, check(30))).toBe('impossible_order');
    after(one, 23);
    expect(one.give(olga, check(30))).toBeUndefined();
    expect(one.give(olga, check(30))).toBe('wrong_state');
  });

  it('made early, the last one still leaves the ninety days', () => {
    const one = livedTo('warranty');
    for (const days of [30, 60, 90] as const) one.give(olga, (after(one, days - 7), check(days)));
    expect(one.state().stage).toBe('warranty');
    expect(missingClose(one.state())).toEqual([]);
    after(one, 90);
    expect(one.state().stage).toBe('closed');
  });

  it('name what they found, to delivery; more findings than a line takes are refused', () => {
    const one = after(livedTo('warranty'), 30);
    const many = Array.from({ length: findingsMax + 1 }, () => 'x');
    expect(one.give(olga, check(30, many))).toBe('too_many_items');
    expect(one.give(olga, check(30, ['fan loud', 'label gone']))).toBeUndefined();
    expect(one.lines('handover.finding').map((line) => line.with?.text)).toEqual([
      ...['fan loud', 'label gone'],
    ]);
    expect(one.pages('warranty_check').at(-1)?.targets).toEqual([{ kind: 'person', id: 'dan' }]);
    expect(one.state().warranty?.checks).toMatchObject([{ day: 30, by: 'olga', findings: 2 }]);
  });

  it('are for ops to make', () => {
    const one = after(livedTo('warranty'), 30);
    for (const by of [dan, uma, stranger]) expect(one.give(by, check(30))).toBe('not_asked');
  });
});

describe('a defect that escaped (R2)', () => {
  it('names the requirement that it escaped from, is counted and told', () => {
    const one = livedTo('warranty');
    expect(one.give(olga, escaped(''))).toBe('field_required');
    expect(one.give(olga, escaped('req_1'))).toBeUndefined();
    expect(one.give(dan, escaped('req_2'))).toBeUndefined();
    expect(one.state().warranty?.escaped).toBe(2);
    const rows = one.seen.facts.filter(({ kind }) => kind === 'escaped');
    expect(rows.map(({ data }) => data.requirement)).toEqual(['req_1', 'req_2']);
    expect(one.pages('escaped')).toHaveLength(2);
    expect(one.lines('handover.escaped')[0]?.cause).toBe('inc_7');
  });

  it.each(['trial', 'acceptance'] as const)('is none before the acceptance: %s', (stage) => {
    expect(livedTo(stage).give(olga, escaped())).toBe('wrong_state');
  });

  it('is not a stranger’s to claim', () => {
    expect(livedTo('warranty').give(stranger, escaped())).toBe('not_asked');
  });
});

it('an open leftover keeps the hand-over open past its warranty', () => {
  const one = livedTo('warranty');
  const due = one.seen.now + 120 * day;
  one.give(olga, {
    ...{ type: 'punch', what: 'add', severity: 'minor', text: 't', owner: 'dan', due },
  });
  for (const days of [30, 60, 90] as const) one.give(olga, (after(one, days), check(days)));
  after(one, 100);
  expect(one.state().stage).toBe('warranty');
  one.give(dan, { type: 'punch', what: 'close', n: 1, text: 'done' });
  one.later(0);
  expect(one.state().stage).toBe('closed');
});

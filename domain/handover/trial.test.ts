import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { HandoverAsked } from './commands.js';
import {
  chief,
  dan,
  day,
  deliveryHead,
  doWork,
  hour,
  inputOf,
  livedTo,
  olga,
  opsHead,
  stranger,
  user,
  type Life,
} from './life.fixture.js';
import { missingTrial, p3Max } from './trial.js';

const service = (more: object) => ({ ...inputOf().service, ...more });
const missingOf = (one: Life): string[] =>
  missingTrial(one.state(), one.seen.now).map(({ kind }) => kind);

const fault = (one: Life, level: 'P1' | 'P2' | 'P3' | 'P4', incident = 'inc_1', ago = 0): void =>
  one.tell({ ...{ type: 'fault', incident, level, cause: 'delivery' }, at: one.seen.now - ago });

const trialOf = (one: Life) => {
  const { trial } = one.state();
  if (!trial) throw new Error('no trial');
  return trial;
};

const extend = { type: 'extend_trial', reason: 'more time' } as const;
const grant = { type: 'extension_decision', grant: true, reason: 'yes' } as const;

describe('how long a trial lasts (4b, 5c)', () => {
  it.each([
    [{ tier: 'B' }, 'project', 14],
    [{ tier: 'A' }, 'project', 30],
    [{ tier: 'A' }, 'retail', 3],
  ] as const)('%j in %s: %d days, to the millisecond', (more, profile, days) => {
    const one = livedTo('trial', { service: service(more), profile });
    doWork(one);
    const { startedAt, minUntil } = trialOf(one);
    expect(minUntil - startedAt).toBe(days * day);
    one.runTo(minUntil - 1);
    expect(one.advance(dan)?.with?.missing).toEqual([`min_days ${days - 1}/${days}`]);
    one.runTo(minUntil);
    expect(one.advance(dan)).toBeUndefined();
    expect(one.state().stage).toBe('acceptance');
  });
});

describe('what ends a trial', () => {
  it('alarms tested in full, ops that led and stood alone, each on its own', () => {
    const one = livedTo('trial');
    one.runTo(trialOf(one).minUntil);
    expect(missingOf(one)).toEqual(['alarms', 'ops_alone']);
    one.give(dan, { type: 'alarms', tested: 19, total: 20 });
    expect(missingOf(one)).toContain('alarms');
    one.give(dan, { type: 'alarms', tested: 20, total: 20 });
    expect(missingOf(one)).toEqual(['ops_alone']);
    expect(one.give(olga, { type: 'ops_handled', subject: 'inc_9' })).toBe('wrong_state');
    one.give(olga, { type: 'shadowing', phase: 'ops_leads' });
    one.give(olga, { type: 'ops_handled', subject: 'inc_9' });
    expect(missingOf(one)).toEqual([]);
  });

  it('no alarms at all is not all of them', () => {
    const one = livedTo('trial');
    expect(one.give(dan, { type: 'alarms', tested: 0, total: 0 })).toBe('impossible_order');
    expect(one.give(dan, { type: 'alarms', tested: 3, total: 2 })).toBe('impossible_order');
  });

  it('only ops says that it leads and that it stood alone', () => {
    const one = livedTo('trial');
    const leads: HandoverAsked = { type: 'shadowing', phase: 'ops_leads' };
    for (const by of [dan, stranger, user('lead', true)]) {
      expect(one.give(by, leads)).toBe('not_asked');
    }
    expect(one.give(olga, leads)).toBeUndefined();
    expect(one.give(dan, { type: 'ops_handled', subject: 'x' })).toBe('not_asked');
  });
});

describe('a fault that delivery caused', () => {
  it.each(['P1', 'P2'] as const)('a %s starts the clock anew, from the fault', (level) => {
    const one = livedTo('trial');
    one.later(5 * day);
    fault(one, level, 'inc_1', 6 * hour);
    const { startedAt, minUntil, restarts } = trialOf(one);
    expect(startedAt).toBe(one.seen.now - 6 * hour);
    expect(minUntil - startedAt).toBe(14 * day);
    expect(restarts).toBe(1);
    expect(one.pages('trial_restarted')).toHaveLength(1);
    expect(one.lines('handover.trial_restarted')[0]?.cause).toBe('inc_1');
  });

  it('the same incident told twice restarts once; one from before the trial does not', () => {
    const one = livedTo('trial');
    one.later(5 * day);
    fault(one, 'P1');
    one.later(day);
    fault(one, 'P1');
    fault(one, 'P2', 'inc_old', 20 * day);
    expect(trialOf(one).restarts).toBe(1);
  });

  it('an incident that became grave restarts when it did', () => {
    const one = livedTo('trial');
    one.later(2 * day);
    fault(one, 'P3');
    expect(trialOf(one)).toMatchObject({ restarts: 0, p3: 1 });
    fault(one, 'P2');
    expect(trialOf(one)).toMatchObject({ restarts: 1, p3: 0 });
  });

  it('two P3 are borne, three are not, until the first has grown old', () => {
    const one = livedTo('trial');
    doWork(one);
    for (const n of [1, 2, 3]) {
      one.later(4 * day);
      fault(one, 'P3', `inc_${n}`);
      expect(trialOf(one)).toMatchObject({ p3: n, restarts: 0 });
    }
    one.runTo(trialOf(one).minUntil);
    expect(one.advance(dan)?.with?.missing).toEqual(['p3 3/2']);
    one.runTo(trialOf(one).startedAt + 18 * day);
    expect(missingOf(one)).toEqual(['p3']);
    one.later(1);
    expect(missingOf(one)).toEqual([]);
  });

  it('a P4 changes nothing', () => {
    const one = livedTo('trial');
    fault(one, 'P4');
    expect(missingOf(one)).not.toContain('p3');
    expect(trialOf(one).restarts).toBe(0);
  });

  it('while the sheet is being signed it takes the hand-over back to a new trial', () => {
    const one = livedTo('acceptance');
    fault(one, 'P1');
    expect(one.state().stage).toBe('trial');
    expect(one.state().acceptance).toBeUndefined();
    expect(trialOf(one).minUntil).toBe(one.seen.now + 14 * day);
    expect(missingOf(one)).toEqual(['min_days', 'alarms', 'ops_alone']);
  });

  it('after the acceptance it is noted and changes no stage', () => {
    const one = livedTo('warranty');
    fault(one, 'P1');
    expect(one.state().stage).toBe('warranty');
    expect(one.said()).toContain('handover.fault');
  });
});

describe('extending the trial', () => {
  it('adds a week twice; the third is for the heads, who are chased until they decide', () => {
    const one = livedTo('trial');
    const { until } = trialOf(one);
    expect(until - trialOf(one).startedAt).toBe(21 * day);
    one.give(dan, extend);
    one.give(dan, extend);
    expect(trialOf(one).until).toBe(until + 14 * day);
    expect(one.give(dan, extend)).toBeUndefined();
    expect(trialOf(one).until).toBe(until + 14 * day);
    expect(one.pages('trial_decide')[0]?.targets).toEqual([
      { kind: 'person', id: 'dora' },
      { kind: 'person', id: 'otto' },
    ]);
    one.later(3 * day);
    expect(one.pages('trial_decide').length).toBeGreaterThan(3);
    expect(one.give(dan, extend)).toBe('wrong_state');
    for (const by of [dan, olga, stranger]) expect(one.give(by, grant)).toBe('not_asked');
    expect(one.give(opsHead, grant)).toBeUndefined();
    expect(trialOf(one).until).toBe(until + 21 * day);
    expect(one.give(deliveryHead, grant)).toBe('wrong_state');
  });

  it('a refusal leaves the deadline, and the next one is the heads’ again', () => {
    const one = livedTo('trial');
    for (const _n of [1, 2, 3]) one.give(dan, extend);
    const { until } = trialOf(one);
    one.give(deliveryHead, { ...grant, grant: false });
    expect(trialOf(one)).toMatchObject({ until, extensions: 2 });
    expect(trialOf(one).deciding).toBeUndefined();
    one.give(olga, extend);
    expect(trialOf(one).deciding).toBeDefined();
  });

  it('leaving the trial ends the question: nobody is asked any more', () => {
    const one = livedTo('trial');
    doWork(one);
    for (const _n of [1, 2, 3]) one.give(dan, extend);
    one.runTo(trialOf(one).minUntil);
    one.advance(dan);
    expect(one.state().deadlines.map(({ ladder }) => ladder)).not.toContain('heads');
    expect(one.state().deadlines.map(({ ladder }) => ladder)).not.toContain('trial');
  });

  it('delivery is chased up to the executive when the trial runs over', () => {
    const one = livedTo('trial');
    one.later(60 * day);
    const last = one.pages('trial_due').at(-1)?.targets;
    expect(last).toContainEqual({ kind: 'person', id: chief.id });
    expect(one.state().stage).toBe('trial');
  });
});

describe('whatever happens in a trial', () => {
  const level = fc.constantFrom('P1' as const, 'P2' as const, 'P3' as const, 'P4' as const);
  const event = fc.record({
    waitH: fc.integer({ min: 0, max: 200 }),
    level,
    agoH: fc.integer({ min: 0, max: 100 }),
    what: fc.constantFrom('fault' as const, 'extend' as const, 'grant' as const, 'none' as const),
  });

  it('it never ends before a whole stretch without a grave fault, with at most two P3', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const one = livedTo('trial');
        const began = one.seen.now;
        doWork(one);
        const faults: { at: number; level: string }[] = [];
        for (const [n, { waitH, level: grade, agoH, what }] of events.entries()) {
          one.later(waitH * hour);
          if (what === 'fault') {
            const at = one.seen.now - agoH * hour;
            fault(one, grade, `inc_${n}`, agoH * hour);
            if (at >= began) faults.push({ at, level: grade });
          }
          if (what === 'extend') one.give(dan, extend);
          if (what === 'grant') one.give(opsHead, grant);
          if (missingOf(one).length > 0) continue;
          const stretch = faults.filter(({ at }) => at > one.seen.now - 14 * day);
          expect(one.seen.now - began).toBeGreaterThanOrEqual(14 * day);
          expect(stretch.filter((each) => ['P1', 'P2'].includes(each.level))).toEqual([]);
          expect(stretch.filter((each) => each.level === 'P3').length).toBeLessThanOrEqual(p3Max);
        }
      }),
      { numRuns: 60 },
    );
  });
});

it('a rental has nothing to try: it may be accepted at once, and is chased after a day', () => {
  const rental = { productLine: 'equipment_rental', mode: 'equipment_only' };
  const one = livedTo('trial', { service: service(rental) });
  expect(missingOf(one)).toEqual([]);
  one.later(2 * day);
  expect(one.pages('trial_due').length).toBeGreaterThan(0);
  expect(one.advance(dan)).toBeUndefined();
  expect(one.state().stage).toBe('acceptance');
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '../machine.js';
import { reviewMachine as machine } from './machine.js';
import { isParty, panelAt } from './panel.js';
import type { Review } from './process.js';
import { counterpartsMax, type ReviewInput, type ReviewState } from './state.js';
import { openTasks } from './tasks.js';
import {
  appeal,
  begun,
  close,
  counterpart,
  dates,
  dayMs,
  decide,
  input,
  manager,
  named,
  person,
  publication,
  released,
  self,
  workDays,
} from './testing.fixture.js';

const people = ['ann', 'mia', 'hugo', 'dora', 'nina', 'noah', 'pam', 'quinn', 'hr', 'nora'];
const who = fc.constantFrom(...people);

const command: fc.Arbitrary<Command<Review>> = fc.oneof(
  who.map((by) => self(by)),
  fc.tuple(who, fc.integer({ min: -6, max: 6 })).map(([by, marks]) => manager(by, marks)),
  who.map((by) => counterpart('net', by)),
  who.map((by) => appeal(by)),
  fc
    .tuple(who, fc.constantFrom('uphold' as const, 'adjust' as const, 're_evaluate' as const))
    .map(([by, outcome]) => decide(by, outcome)),
  who.map((by) => ({ type: 'acknowledge' as const, by: person(by) })),
  fc
    .constantFrom('talk' as const, 'read' as const, 'confirm' as const)
    .chain((type) => who.map((by) => ({ type, by: person(by) }))),
  fc
    .tuple(who, who, fc.constantFrom('change' as const, 'transfer' as const))
    .map(([by, to, why]): Command<Review> => ({
      ...{ type: 'reassign', why, by: person(by) },
      manager: { manager: named(to), head: named('hugo'), share: 50 },
    })),
  who.map((by): Command<Review> => ({
    ...{ type: 'prorate', by: person(by) },
    presence: { days: 10, of: 92, why: 'leaver' },
  })),
  fc.constantFrom<Command<Review>>(publication, released, close, { type: 'cancel_requested' }),
  fc.constantFrom<Command<Review>>(
    { type: 'scored', effect: 's1', changed: 0, why: 'away' },
    { type: 'scored', effect: 's2', changed: 1 },
    { type: 'told', effect: 't1', ok: false },
  ),
);

const steps = fc.array(fc.tuple(fc.nat({ max: 12 * dayMs }), command), { maxLength: 24 });

/** Plays a random life; what the machine would refuse is left out. */
const play = (
  all: [number, Command<Review>][],
  look: (state: ReviewState, given: Command<Review>, now: number) => void,
  change?: Partial<ReviewInput>,
): ReviewState => {
  let now = dates.open.until;
  let { state } = begun(change);
  for (const [later, given] of all) {
    now += later;
    state = machine.tick(state, now).state;
    const refused = 'by' in given && machine.check(state, given, now) !== undefined;
    if (refused) continue;
    look(state, given, now);
    state = machine.apply(state, given, now).state;
  }
  return state;
};

describe('a review, whatever happens', () => {
  it('has a next due time and one holder until it is closed (I1, I2)', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const looked = (state: ReviewState) => {
          const { holder } = machine.view(state);
          expect(holder.person).toBeDefined();
          if (state.stage === 'closed') expect(machine.nextDue(state)).toBeUndefined();
          else expect(machine.nextDue(state)).toBeDefined();
        };
        looked(play(all, looked));
      }),
      { numRuns: 150 },
    );
  });

  it('lets nobody score, rate or decide on their own case, and no manager sit on the panel', () => {
    const withPerson = { panels: [['ann', 'mia', 'pam'].map(named), [named('quinn')]] };
    fc.assert(
      fc.property(steps, (all) => {
        play(
          all,
          (state, given) => {
            expect(openTasks(state, 'manager').map(({ holder }) => holder.id)).not.toContain('ann');
            const appealed = state.appeals.at(-1);
            const panel = panelAt(state, appealed?.level ?? 0);
            expect(panel.filter(({ id }) => isParty(state, id))).toEqual([]);
            expect(panel.map(({ id }) => id)).not.toContain('ann');
            if (!('by' in given)) return;
            const by = given.by.person ?? '';
            if (given.type === 'decide' || given.type === 'acknowledge') {
              expect(isParty(state, by)).toBe(false);
            }
            if (given.type === 'manager' || given.type === 'counterpart')
              expect(by).not.toBe('ann');
          },
          withPerson,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is appealed twice at the most', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(play(all, () => undefined).appeals.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 100 },
    );
  });

  it('reaches calibration on its day, whoever is late', () => {
    const early = fc.array(fc.tuple(fc.nat({ max: 5 * dayMs }), command), { maxLength: 6 });
    fc.assert(
      fc.property(early, (all) => {
        const words = all.filter(([, given]) => !('stage' in given));
        const state = play(words, () => undefined);
        const then = machine.tick(state, dates.calibration.from).state;
        expect(['calibration', 'publication']).toContain(then.stage);
      }),
      { numRuns: 100 },
    );
  });

  it('stays within 64 KiB of state and 8 KiB of view with the longest names', () => {
    const long = (id: string) => ({ id: `per_${id.padEnd(36, '0')}`, name: '网'.repeat(80) });
    const all = { head: long('h'), delegate: long('d') };
    const change = input({
      person: long('p'),
      managers: [1, 2].map((n) => ({ manager: long(`m${n}`), ...all, share: 50 })),
      counterparts: Array.from({ length: counterpartsMax + 3 }, (_, n) => ({
        department: long(`c${n}`),
        rater: long(`r${n}`),
        head: long(`k${n}`),
      })),
      panels: [1, 2, 3, 4].map((level) => [1, 2, 3, 4, 5, 6].map((n) => long(`${level}${n}`))),
      workDays: [...workDays, ...workDays],
    });
    let { state } = machine.begin(change, dates.open.until);
    state = machine.tick(state, dates.calibration.from).state;
    for (const word of [publication, released]) {
      state = machine.apply(state, word, dates.publication.until).state;
    }
    const by = { kind: 'user' as const, id: 'x', person: change.person.id };
    for (const no of [1, 2]) {
      const at = dates.publication.until + no;
      state = machine.apply(
        state,
        { type: 'appeal', entry: `ren_${'1'.repeat(36)}`, items: 9, by },
        at,
      ).state;
      if (no === 2) break;
      state = machine.apply(state, { type: 'acknowledge', by }, at).state;
      state = machine.apply(
        state,
        { type: 'decide', entry: `ren_${'1'.repeat(36)}`, outcome: 'uphold', by },
        at,
      ).state;
    }
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    expect(bytes(state)).toBeLessThan(64 * 1024);
    expect(bytes(machine.view(state))).toBeLessThan(8 * 1024);
  });
});

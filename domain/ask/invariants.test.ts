import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AskAsked } from './commands.js';
import { askMachine as machine } from './machine.js';
import {
  ask,
  dayMs,
  foundDelegate,
  give,
  leadOf,
  office,
  play,
  until,
  user,
  type Play,
} from './testing.fixture.js';

const long = '长'.repeat(1_000);
const by = fc.constantFrom(...['ann', 'boss', 'tom', 'dee', 'hed'].map(user), leadOf('ola'));
const command = (run: Play) =>
  fc.constantFrom<AskAsked>(
    { type: 'acknowledge' },
    { type: 'commit', date: run.now + 5 * dayMs, text: long },
    { type: 'decline', reason: long },
    { type: 'delegate', to: { id: 'tom', name: long } },
    { type: 'done', text: long },
    { type: 'confirm' },
    { type: 'reopen', reason: long },
    { type: 'withdraw', reason: long },
  );

type Happening =
  | { do: 'ask'; who: number; verb: number }
  | { do: 'sleep'; ms: number }
  | { do: 'late'; ms: number }
  | { do: 'found'; id: string };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), who: fc.nat(5), verb: fc.nat(7) }),
  fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 1, max: 12 * dayMs }) }),
  fc.record({ do: fc.constant('late' as const), ms: fc.integer({ min: 1, max: 40 * dayMs }) }),
  fc.record({ do: fc.constant('found' as const), id: fc.constantFrom('dee', 'hed') }),
);

const happen = (run: Play, one: Happening): void => {
  if (one.do === 'sleep') until(run, run.now + one.ms);
  else if (one.do === 'found') foundDelegate(run, one.id);
  else if (one.do === 'late') {
    run.now += one.ms;
    give(run, { type: 'cancel_requested' });
  } else {
    const [who] = fc.sample(by, { numRuns: 1, seed: one.who });
    const [verb] = fc.sample(command(run), { numRuns: 1, seed: one.verb });
    if (who && verb) ask(run, who, verb);
  }
};

const played = (check: (run: Play) => void): void => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(happening, { maxLength: 30 }), (always, all) => {
      const run = play(always ? { effectOfDelay: long } : { hours: office(), what: long });
      for (const one of all) {
        happen(run, one);
        check(run);
      }
    }),
    { numRuns: 150 },
  );
};

describe('an open ask', () => {
  it('always has one holder and a next due time, and loses both only when it is closed (I1, I2)', () => {
    played((run) => {
      expect(run.state.baton.holder.person).toBeTruthy();
      const due = machine.nextDue(run.state);
      if (run.state.stage === 'closed') return expect(due).toBeUndefined();
      until(run, run.now);
      expect(machine.nextDue(run.state)).toBeGreaterThan(run.now);
    });
  });

  it('cannot disappear: only its requester ever closed it', () => {
    played((run) => {
      const closing = run.entries.filter(({ what }) =>
        ['ask.confirmed', 'ask.decline_taken', 'ask.withdrawn'].includes(what),
      );
      expect(closing.every(({ actor }) => actor.person === 'ann')).toBe(true);
      expect(run.state.stage === 'closed').toBe(closing.length === 1);
    });
  });

  it('keeps view, state and lines within their bounds, and survives JSON (I11)', () => {
    played((run) => {
      const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
      expect(bytes(machine.view(run.state))).toBeLessThanOrEqual(8_192);
      expect(bytes(run.state)).toBeLessThanOrEqual(65_536);
      for (const entry of run.entries) expect(bytes(entry)).toBeLessThanOrEqual(4_096);
      expect(JSON.parse(JSON.stringify(run.state))).toEqual(run.state);
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { HardFaultAsked } from './commands.js';
import { hardFaultMachine as machine } from './machine.js';
import {
  ask,
  day,
  eve,
  hour,
  inputOf,
  leadPerson,
  officeHours,
  opener,
  opsLead,
  pages,
  report,
  runTo,
  start,
  step,
  words,
  type Play,
} from './testing.fixture.js';

const people = [opener, leadPerson, eve, opsLead];
const person = fc.constantFrom(...people);
const long = '长'.repeat(1_000);
const command: fc.Arbitrary<HardFaultAsked> = fc.oneof(
  fc.constant(step),
  fc.constant({ type: 'step' as const, text: long, next: long }),
  person.map(({ id }) => ({ type: 'lead' as const, to: { id, name: id } })),
  fc.constant({ type: 'accept' as const }),
  fc.constant({ type: 'refuse' as const, reason: long }),
  fc.constant({
    type: 'war_room' as const,
    link: `https://meet.example/${'x'.repeat(900)}`,
    participants: Array.from({ length: 20 }, (_, k) => `${'per_'.repeat(15)}${k}`),
    supplier: { id: 'sup_1', name: long },
  }),
);

const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ask' as const), by: person, command }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('sleep' as const),
      ms: fc.integer({ min: 1, max: 3 * day }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('report' as const), empty: fc.boolean() }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

const answerPages = (play: Play, empty: boolean): void => {
  for (const { id, ladder, rung } of pages(play)) {
    report(play, {
      ...{ type: 'paged', effect: id, ladder, empty, more: 0, waiting: false, gaps: [] },
      ...(rung !== undefined && { rung }),
      people: empty ? [] : [{ person: 'x', name: 'X', state: 'delivered', channels: ['mail'] }],
      later: empty ? [] : [60],
    });
  }
};

const happen = (play: Play, one: Happening): void => {
  if (one.do === 'ask') ask(play, one.by, one.command);
  else if (one.do === 'sleep') runTo(play, play.now + one.ms);
  else answerPages(play, one.empty);
};

const input = fc.constantFrom(
  inputOf(),
  inputOf({ urgent: false, hours: officeHours() }),
  inputOf({ urgent: false, lead: { id: 'opener', name: 'Opener' } }),
);

const played = (check: (play: Play, one: Happening) => void): void => {
  fc.assert(
    fc.property(input, fc.array(happening, { maxLength: 40 }), (given, happenings) => {
      const play = start(given);
      for (const one of happenings) {
        happen(play, one);
        check(play, one);
      }
    }),
    { numRuns: 150 },
  );
};

describe('an open track', () => {
  it('has exactly one holder at every instant, whom only accepting or naming a lead moves (I1)', () => {
    fc.assert(
      fc.property(input, fc.array(happening, { maxLength: 40 }), (given, happenings) => {
        const play = start(given);
        for (const one of happenings) {
          const before = play.state.baton.holder.person;
          happen(play, one);
          const { person: holder } = play.state.baton.holder;
          expect(holder).toBeTruthy();
          const moves = one.do === 'ask' && ['accept', 'lead'].includes(one.command.type);
          if (!moves) expect(holder).toBe(before);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('always has a next due time, never in the past once it was woken (I2)', () => {
    played((play) => {
      const due = machine.nextDue(play.state);
      expect(due).toBeDefined();
      runTo(play, play.now);
      expect(machine.nextDue(play.state)).toBeGreaterThan(play.now);
    });
  });

  it('keeps view and lines within their bounds, and survives JSON (I11)', () => {
    played((play) => {
      expect(Buffer.byteLength(JSON.stringify(machine.view(play.state)))).toBeLessThanOrEqual(
        8_192,
      );
      expect(Buffer.byteLength(JSON.stringify(play.state))).toBeLessThanOrEqual(65_536);
      for (const entry of play.entries) {
        expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThanOrEqual(4_096);
      }
      expect(JSON.parse(JSON.stringify(play.state))).toEqual(play.state);
    });
  });

  it('pages nobody for a step that came, and every page is due when it says (I3, I4)', () => {
    played((play, one) => {
      const stepped = one.do === 'ask' && one.command.type === 'step';
      const given = stepped && play.entries.at(-1)?.what === 'hard_fault.step';
      const waiting = play.waiting.filter((effect) => machine.wanted(play.state, effect));
      if (given)
        expect(waiting.filter((effect) => 'ladder' in effect && effect.ladder === 'step')).toEqual(
          [],
        );
      for (const effect of waiting) {
        if (effect.kind === 'page') expect(effect.due).toBeLessThanOrEqual(play.now);
      }
    });
  });

  it('tells the incident once that it began, and once that it ended', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), (happenings) => {
        const play = start();
        for (const one of happenings) happen(play, one);
        ask(play, opsLead, { type: 'exit', problem: 'P', knowledge: { none: 'x' } });
        runTo(play, play.now + 100 * hour);
        expect(words(play).map(({ event }) => event)).toEqual(['opened', 'closed']);
        expect(machine.nextDue(play.state)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});

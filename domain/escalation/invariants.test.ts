import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Asked, Instant } from '../machine.js';
import type { ContactResult, EscalationAsked } from './commands.js';
import { priorities } from './clock-table.js';
import { escalationMachine as machine } from './machine.js';
import { legOf } from './party.js';
import type { Escalation } from './process.js';
import { clocksMax, followUpsMax, legsMax, pagedMax, type EscalationState } from './state.js';
import {
  actor,
  chain,
  departmentOf,
  hour,
  inputOf,
  officeHours,
  supplierHours,
  supplierParty,
  t0,
} from './testing.fixture.js';

const names = ['infra', 'net', 'product'];
const parties = [...names.map(departmentOf), supplierParty];
const everybody = { departments: [...names, 'noc'], dutyManager: true as const };

const verb = fc.oneof(
  ...(['accept', 'update', 'fulfil', 'confirm', 'reject', 'reopen'] as const).map((type) =>
    fc.constant(type),
  ),
  fc.constantFrom('bounce', 'address', 'contact', 'withdraw'),
);

const happening = fc.record({
  verb: fc.oneof({ weight: 5, arbitrary: verb }, { weight: 2, arbitrary: fc.constant('report') }),
  who: fc.constantFrom('asker', 'ann', 'ben', 'infra_head'),
  party: fc.nat(parties.length - 1),
  waitMs: fc.oneof(fc.nat(20 * 60_000), fc.nat(3 * 24 * hour)),
  empty: fc.boolean(),
});

type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

const commandOf = ({ verb: type, who, party, empty }: Happening): Asked<Escalation> => {
  const to = parties[party] ?? departmentOf('infra');
  const result: ContactResult = empty ? 'no_answer' : 'answered';
  const filled = {
    ...{ type, to, reason: 'r', text: 't', channel: '400', result },
    ...(!empty && { ref: 'T-1' }),
    standing: everybody,
  };
  return { ...(filled as unknown as EscalationAsked), by: actor(who) };
};

interface Moment {
  before: EscalationState;
  state: EscalationState;
  what: Happening;
  taken: boolean;
  now: Instant;
  play: ReturnType<typeof chain>;
}

const input = fc.record({
  priority: fc.constantFrom(...priorities),
  interruption: fc.boolean(),
  to: fc.constantFrom(...parties),
  office: fc.boolean(),
});

/** Plays random lives; `hold` is asked after everything that happens. */
const always = (hold: (moment: Moment) => void, numRuns = 250): void =>
  fc.assert(
    fc.property(input, fc.array(happening, { maxLength: 30 }), (begun, happenings) => {
      const { office, ...more } = begun;
      const hours = more.to.kind === 'supplier' ? supplierHours(t0) : officeHours(t0);
      const play = chain({ ...more, hours: office ? hours : 'always' });
      let now = t0;
      for (const what of happenings) {
        now += what.waitMs;
        play.tick(now);
        const before = play.state();
        let taken = false;
        if (what.verb === 'report') {
          for (const effect of play.seen.effects.slice(-3)) {
            if (effect.kind === 'page') play.report(machine.failed(effect, 'away'), now);
            if (effect.kind === 'snapshot') {
              play.report({ type: 'hours', effect: effect.id, hours: officeHours(now) }, now);
            }
          }
        } else taken = play.give(commandOf(what), now) === undefined;
        hold({ before, state: play.state(), what, taken, now, play });
      }
    }),
    { numRuns },
  );

describe('whatever happens in a chain', () => {
  it('one person holds it: the asker, or the party that accepted; only answers move that (I1)', () => {
    let moved = 0;
    always(({ before, state, what, taken }) => {
      const holder = state.baton.holder.person;
      expect(holder).toBeTruthy();
      expect(state.held.person).toBe(holder);
      if (state.held.leg === 0) expect(holder).toBe(state.asker.person);
      if (before.baton.holder.person === holder) return;
      moved += 1;
      expect(taken).toBe(true);
      expect(['accept', 'fulfil', 'reject', 'reopen']).toContain(what.verb);
      if (what.verb === 'accept') expect(holder).toBe(what.who);
      else if (what.verb !== 'reopen') expect(holder).toBe(state.asker.person);
    }, 700);
    expect(moved).toBeGreaterThan(100);
  });

  it('the holds are the whole life of the chain without a gap: who sat on it how long adds up', () => {
    always(({ now, play }) => {
      const holds = new Map(
        play.seen.facts.filter(({ kind }) => kind === 'hold').map((fact) => [fact.key, fact.data]),
      );
      let at: number = t0;
      for (const { since, until } of holds.values()) {
        expect(since).toBe(at);
        at = typeof until === 'number' ? until : now;
      }
      expect(at).toBe(play.state().closedAt ?? now);
    }, 100);
  });

  it('it has a next due time while open, and a tick always gets past now (I2)', () => {
    always(({ state, now }) => {
      const due = machine.nextDue(state);
      expect(due === undefined).toBe(state.stage === 'closed');
      const after = machine.tick(state, now).state;
      expect(machine.nextDue(after) ?? Infinity).toBeGreaterThan(now);
      expect(due === undefined).toBe(machine.outcome(state) !== undefined);
    });
  });

  it('after an answer nothing handed out before it is wanted on that ladder (I4)', () => {
    always(({ before, state, what, taken, play }) => {
      const answers = ['accept', 'update', 'fulfil', 'reject', 'bounce', 'confirm', 'withdraw'];
      if (!taken || !answers.includes(what.verb) || !before.awaited) return;
      if (what.verb === 'accept' && before.stage === 'accepted') return;
      const { pages } = before.awaited;
      const old = play.seen.effects.filter(
        (effect) =>
          effect.kind === 'page' && effect.ladder === pages && effect.no <= before.effects,
      );
      expect(old.filter((effect) => machine.wanted(state, effect))).toEqual([]);
    }, 100);
  });

  it('its lists stay bounded, and it survives the trip through JSON (I11)', () => {
    always(({ state }) => {
      expect(state.past.length).toBeLessThanOrEqual(legsMax);
      expect(state.clocks.length).toBeLessThanOrEqual(clocksMax);
      expect(state.followUps.length).toBeLessThanOrEqual(followUpsMax);
      expect(state.leg.paged.length).toBeLessThanOrEqual(pagedMax);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }, 100);
  });
});

describe('the largest chain', () => {
  it('keeps its state below 64 KiB and its view below 8 KiB', () => {
    const long = '升'.repeat(4_000);
    const party = (n: number) => ({
      ...departmentOf(`department_with_a_long_id_${n}`),
      name: long,
    });
    const play = chain({
      ...inputOf(),
      ask: long,
      priority: 'P3',
      hours: officeHours(t0),
      to: party(0),
      about: { id: 'inc_01890a5d-ac96-774b-bcce-b302099a8057', title: long, process: 'incident' },
      service: { id: 'svc_01890a5d-ac96-774b-bcce-b302099a8057', name: long },
      site: { id: 'sit_01890a5d-ac96-774b-bcce-b302099a8057', name: long },
    });
    for (let n = 1; n < legsMax; n += 1) {
      const standing = { departments: [play.state().leg.party.id] };
      const refuse = { type: 'reject' as const, reason: long, standing, by: actor('ann') };
      play.give(refuse, t0 + n);
      const next = { type: 'address' as const, to: party(n), reason: long, by: actor('asker') };
      play.give(next, t0 + n);
    }
    const standing = { departments: [play.state().leg.party.id] };
    play.give({ type: 'reject', reason: long, standing, by: actor('ann') }, t0 + 50);
    const contacts = Array.from({ length: 30 }, () => ({ kind: 'phone', value: long, name: long }));
    const supplier = supplierParty.supplier && { ...supplierParty.supplier, contacts };
    play.seen.state = {
      ...play.state(),
      leg: legOf({ ...supplierParty, ...(supplier && { supplier }) }, play.state().leg),
    };
    expect(play.view().legs).toHaveLength(legsMax);
    const bytes = (value: unknown): number =>
      new TextEncoder().encode(JSON.stringify(value)).length;
    expect(bytes(play.view())).toBeLessThan(8 * 1_024);
    expect(bytes(play.state())).toBeLessThan(64 * 1_024);
    for (const entry of play.seen.entries) expect(bytes(entry)).toBeLessThan(4 * 1_024);
  });
});

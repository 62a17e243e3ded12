import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { levelOf } from './level.js';
import { incidentMachine } from './machine.js';
import { anyCommands, anyHappenings, anyInput, happen, type Happening } from './random.fixture.js';
import type { IncidentInput, IncidentState } from './state.js';
import { frozen, isPage, minute, runTo, start, t0, type Play } from './testing.fixture.js';

interface Moment {
  before: IncidentState;
  handedBefore: number;
  what: Happening;
  taken: boolean;
  play: Play;
}

/** Plays random lives; `hold` is asked after everything that happens. */
const always = (hold: (moment: Moment) => void, numRuns = 1_000): void =>
  fc.assert(
    fc.property(anyInput, anyHappenings, (input, happenings) => {
      const play = start(input);
      for (const what of happenings) {
        const { state: before } = play;
        const handedBefore = play.handed.length;
        const taken = happen(play, what);
        hold({ before, handedBefore, what, taken, play });
      }
    }),
    { numRuns },
  );

const isOpen = (state: IncidentState): boolean => state.stage !== 'closed';

describe('whatever happens to an incident', () => {
  it('exactly one holds it, and only acknowledging or accepting moves that (I1)', () => {
    let moved = 0;
    always(({ before, what, taken, play: { state } }) => {
      const [from, to] = [before.baton.holder, state.baton.holder];
      expect(to.person ?? to.duty).toBeTruthy();
      if (from.person === to.person) return;
      moved += 1;
      const resolved = what.kind === 'paged' && from.person === undefined && to.duty === from.duty;
      const verb = what.kind === 'asked' && taken ? what.make(0).type : 'nothing';
      const accepted = verb === 'accept' && before.baton.offer?.to === to.person;
      const told = what.kind === 'word' && what.word.type === 'take_over';
      expect(resolved || accepted || told || verb === 'acknowledge').toBe(true);
      if (what.kind === 'asked') expect(what.by.person).toBe(to.person);
    });
    expect(moved).toBeGreaterThan(200);
  });

  it('nobody commands what they hold, and a level that no second person confirmed never falls below the computed one (R7)', () => {
    let graded = 0;
    always(({ before, what, taken, play: { state } }) => {
      if (state.commander !== undefined) {
        expect(state.commander).not.toBe(state.baton.holder.person);
      }
      const fell = levelOf(state.severity) > levelOf(before.severity);
      if (!fell) return;
      graded += 1;
      const command = what.kind === 'asked' && taken ? what.make(0) : undefined;
      const computed = command?.type === 'grade' && command.computed === state.severity;
      expect(computed || command?.type === 'confirm').toBe(true);
    }, 2_000);
    expect(graded).toBeGreaterThan(5);
  });

  it('it has a next due time while open, and a tick always gets past now (I2)', () => {
    let open = 0;
    always(({ play: { state, now } }) => {
      const due = incidentMachine.nextDue(state);
      if (isOpen(state)) {
        open += 1;
        expect(due).toBeDefined();
      }
      const after = incidentMachine.tick(state, now).state;
      expect(incidentMachine.nextDue(after) ?? Infinity).toBeGreaterThan(now);
      expect(due === undefined).toBe(incidentMachine.outcome(state) !== undefined);
    });
    expect(open).toBeGreaterThan(5_000);
  });

  it('nothing of a ladder is handed out while a promise is live, nor what came before (I4)', () => {
    let silent = 0;
    always(({ before, handedBefore, what, taken, play }) => {
      const { promise } = play.state;
      if (!promise || promise.until <= play.now) return;
      silent += 1;
      const fresh = play.handed.slice(handedBefore);
      expect(fresh.filter((effect) => 'ladder' in effect && effect.ladder === 'respond')).toEqual(
        [],
      );
      if (what.kind !== 'asked' || !taken || before.promise?.by === promise.by) return;
      const earlier = play.effects.filter((each) => 'ladder' in each && each.ladder === 'respond');
      expect(earlier.filter((each) => incidentMachine.wanted(play.state, each))).toEqual([]);
    });
    expect(silent).toBeGreaterThan(1_000);
  });

  it('a promise that lapses is followed by the rung above, at the very instant it lapsed', () => {
    let lapses = 0;
    always(({ before, handedBefore, what, play }) => {
      const { promise, respond, stage } = before;
      if (!promise || what.kind !== 'toDue' || before.waiting || play.now < promise.until) return;
      const pages = play.handed.slice(handedBefore).filter(isPage);
      const [next] = pages.filter((each) => each.ladder === 'respond' && !each.followUp);
      lapses += 1;
      expect(stage).toBe('responding');
      expect(next).toMatchObject({
        due: promise.until,
        rung: Math.min(respond.reached + 1, respond.rungs.length - 1),
        round: 0,
      });
    });
    expect(lapses).toBeGreaterThan(20);
  });

  it('a refused command and a repeated event leave it exactly as it was', () => {
    always(({ before, what, taken, play }) => {
      const ticked = incidentMachine.tick(before, play.now).state;
      if (what.kind === 'asked' && !taken) expect(play.state).toEqual(ticked);
      const step = play.steps.at(-1);
      if (what.kind === 'alert' && before.seen.length === play.state.seen.length && step?.quiet) {
        expect(play.state).toEqual(ticked);
      }
    });
  });

  it('its state is plain JSON, its steps mutate nothing, its bounds hold (I11)', () => {
    always(({ play }) => {
      frozen(play.state);
      expect(JSON.parse(JSON.stringify(play.state))).toEqual(play.state);
      expect(JSON.stringify(play.state).length).toBeLessThan(64 * 1_024);
      expect(JSON.stringify(incidentMachine.view(play.state)).length).toBeLessThan(8 * 1_024);
      expect(() => frozen(incidentMachine.view(play.state))).not.toThrow();
      const ids = play.effects.map((effect) => effect.id);
      expect(new Set(ids).size).toBe(ids.length);
    }, 400);
  });
});

/** What must not depend on when the engine woke: everything but the numbers of pages. */
const fate = ({ state, now }: Play) => {
  const { effects: _effects, silenced: _silenced, merging, offerPage: _page, ...more } = state;
  const { commandAsked: _asked, ...rest } = more;
  return { ...rest, into: merging?.into, due: incidentMachine.nextDue(state), now };
};

/** Plays the same commands at the same instants; a punctual engine also wakes at every due time. */
const fateOf = (input: IncidentInput, happenings: Happening[], punctual: boolean) => {
  const play = start(input);
  let now = t0;
  for (const what of happenings) {
    if (what.kind === 'sleep') now += what.ms;
    if (what.kind === 'toDue') now += 7 * minute + what.after;
    if (what.kind === 'sleep' || what.kind === 'toDue') continue;
    if (punctual) runTo(play, now);
    play.now = now;
    happen(play, what);
  }
  runTo(play, now);
  const rungs = play.effects.filter(isPage).filter((page) => page.round === 0);
  const firings = rungs.map(({ ladder, rung, due }) => `${ladder}/${rung}@${due}`);
  return { fate: fate(play), firings: firings.sort() };
};

describe('a late engine', () => {
  it('pages every rung with the same due time and ends in the same state as a punctual one (I3)', () => {
    let firings = 0;
    fc.assert(
      fc.property(anyInput, anyCommands, (input, happenings) => {
        const late = fateOf(input, happenings, false);
        const punctual = fateOf(input, happenings, true);
        expect(late).toEqual(punctual);
        firings += late.firings.length;
      }),
      { numRuns: 1_000 },
    );
    expect(firings).toBeGreaterThan(500);
  });
});

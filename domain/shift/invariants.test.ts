import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Gone } from './commands.js';
import { shiftMachine } from './machine.js';
import { itemsMax, signsMax, type OpenItem } from './state.js';
import {
  ask,
  gathered,
  inn,
  items,
  lead,
  minute,
  openItem,
  out,
  runTo,
  sign,
  start,
  t0,
  take,
  tells,
  type Play,
} from './testing.fixture.js';

const happeningsMax = 60;
const subjectsMax = 4;

const subject = fc.integer({ min: 1, max: subjectsMax });
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('sign' as const), n: subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), n: subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('answer' as const), n: subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), n: subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('shut' as const), n: subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('takenBy' as const), n: subject }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('read' as const), n: subject }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tell' as const), n: subject }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), n: subject }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sleep' as const), n: subject }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), n: subject }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** The subjects outside: who holds each that is open. */
type World = Map<string, string>;

const idOf = (n: number): string => openItem(n).id;

const answerFrom = (play: Play, world: World): void => {
  if (!play.state.gathering) return;
  const effect = play.waiting.find((one) => one.id === play.state.gathering?.effect);
  if (effect?.kind !== 'gather') return;
  const gone = effect.known.flatMap((id): Gone[] => {
    const holder = world.get(id);
    if (holder === undefined) return [{ id, how: 'closed' }];
    return holder === 'out' ? [] : [{ id, how: 'taken' }];
  });
  const held = [...world].filter(([id, by]) => by === 'out' && !effect.known.includes(id));
  const fresh: OpenItem[] = held.map(([id]) => openItem(Number(id.slice(4))));
  gathered(play, { gone, fresh: effect.fresh ? fresh : [] });
};

/** Lets the words to the subjects through, or loses them. */
const deliverTells = (play: Play, world: World, through: boolean): void => {
  for (const { id, to, message } of tells(play)) {
    for (const one of to) if (through && world.has(one)) world.set(one, message.person);
    const told = { type: 'told', effect: id, ok: through } as const;
    play.steps.push(shiftMachine.apply(play.state, told, play.now));
  }
};

const happen = (play: Play, world: World, { do: what, n }: Happening): void => {
  const item = idOf(n);
  if (what === 'sign') sign(play, item);
  if (what === 'ask') ask(play, inn, { type: 'ask', item, text: 'what?' });
  if (what === 'answer') ask(play, out, { type: 'answer', item, text: 'that' });
  if (what === 'open' && !world.has(item)) world.set(item, 'out');
  if (what === 'shut') world.delete(item);
  if (what === 'takenBy' && world.has(item)) world.set(item, 'zoe');
  if (what === 'read') answerFrom(play, world);
  if (what === 'tell') deliverTells(play, world, true);
  if (what === 'lose') deliverTells(play, world, false);
  if (what === 'sleep') runTo(play, play.now + n * minute);
  if (what === 'cancel' && n === 1) ask(play, lead, { type: 'cancel', reason: 'x' });
};

const lives = (hold: (moment: { play: Play; world: World; wasOpen: boolean }) => void): void =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: subjectsMax }),
      fc.array(happening, { minLength: 10, maxLength: happeningsMax, size: 'max' }),
      (count, happenings) => {
        const world: World = new Map(items(count).map(({ id }) => [id, 'out']));
        const play = start();
        answerFrom(play, world);
        for (const what of happenings) {
          const wasOpen = play.state.stage !== 'closed';
          happen(play, world, what);
          hold({ play, world, wasOpen });
        }
      },
    ),
    { numRuns: 400 },
  );

/** Ids that the timeline says were signed. */
const signedIn = (play: Play): Set<string | undefined> =>
  new Set(play.entries.filter(({ what }) => what === 'shift.signed').map(({ cause }) => cause));

describe('whatever happens', () => {
  it('no ownership moves to the incoming person before the signature', () => {
    let moved = 0;
    lives(({ play, world }) => {
      const signed = signedIn(play);
      for (const [id, holder] of world) {
        if (holder !== 'in') continue;
        moved += 1;
        expect(signed).toContain(id);
      }
      for (const effect of play.effects) {
        if (effect.kind === 'tell') for (const id of effect.to) expect(signed).toContain(id);
      }
    });
    expect(moved).toBeGreaterThan(500);
  });

  it('has exactly one holder: the outgoing person until everything is signed over', () => {
    lives(({ play }) => {
      const { holder, closedAs } = shiftMachine.view(play.state);
      expect(holder.person).toBe(closedAs === 'signed' ? 'in' : 'out');
    });
  });

  it('ends only when each item is signed, closed, taken over or called off, and nothing is left', () => {
    const ends = new Map<string, number>();
    lives(({ play, world, wasOpen }) => {
      const { state } = play;
      if (!wasOpen || !state.closedAs) return;
      ends.set(state.closedAs, (ends.get(state.closedAs) ?? 0) + 1);
      for (const item of state.items) expect(item.state).not.toMatch(/unsigned|asked/);
      if (state.closedAs === 'signed') expect([...world.values()]).not.toContain('out');
    });
    expect(ends.get('signed')).toBeGreaterThan(20);
  });

  it('an open one is waited for: something is due, or its list is being read (I2)', () => {
    lives(({ play }) => {
      const { state } = play;
      const due = shiftMachine.nextDue(state);
      if (state.stage === 'closed') expect(due).toBeUndefined();
      else expect(due !== undefined || state.gathering !== undefined).toBe(true);
      expect(shiftMachine.view(state).nextDue !== undefined).toBe(state.stage !== 'closed');
    });
  });

  it('its rows say for whom each item waits, and for nobody once it is over', () => {
    lives(({ play }) => {
      const rows = new Map(
        play.facts.filter(({ kind }) => kind === 'shift_item').map(({ key, data }) => [key, data]),
      );
      const wait = { unsigned: 'in', asked: 'out' } as Record<string, string | undefined>;
      for (const { id, state } of play.state.items) {
        expect(rows.get(id)?.['waitsFor']).toBe(wait[state] ?? null);
      }
      const waiting = [...rows.values()].filter((data) => data['waitsFor'] !== null);
      expect(waiting).toHaveLength(
        play.state.items.filter(({ state }) => wait[state] !== undefined).length,
      );
    });
  });
});

describe('the largest hand-over', () => {
  it('keeps its state within 64 KiB and its view within 8 KiB', () => {
    const play = start();
    const long = '"'.repeat(2_000);
    const fresh = items(itemsMax).map((item) => ({
      ...item,
      id: `inc_${item.id.padStart(36, '0')}`,
      title: long,
      due: t0,
    }));
    gathered(play, { fresh, more: 5_000 });
    for (let k = 0; k < 60; k += 1) {
      ask(play, inn, { type: 'ask', item: fresh[k]?.id ?? '', text: 'what?' });
      take(play, 'page');
    }
    sign(play, ...fresh.slice(-signsMax).map(({ id }) => id));
    expect(JSON.stringify(play.state).length).toBeLessThan(64 * 1_024);
    expect(JSON.stringify(shiftMachine.view(play.state)).length).toBeLessThan(8 * 1_024);
    for (const entry of play.entries) {
      expect(JSON.stringify(entry).length).toBeLessThan(4 * 1_024);
    }
  });
});

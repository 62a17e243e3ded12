import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../machine.js';
import type { ShiftAsked } from './commands.js';
import { shiftMachine } from './machine.js';
import { confirmAfterMs, confirmAgainMs, confirmsMax } from './rounds.js';
import { itemsMax, signsMax, type ShiftStage } from './state.js';
import {
  ask,
  eve,
  gathered,
  inn,
  inputOf,
  items,
  lead,
  listed,
  minute,
  openItem,
  out,
  pages,
  report,
  robot,
  runTo,
  sign,
  start,
  states,
  t0,
  take,
  tells,
  type Play,
} from './testing.fixture.js';

const confirming = (): Play => {
  const play = listed(1);
  sign(play, 'inc_1');
  return play;
};

const closed = (): Play => {
  const play = start();
  gathered(play);
  return play;
};

const at: Record<ShiftStage, () => Play> = {
  gathering: () => start(),
  signing: () => {
    const play = listed(3);
    ask(play, inn, { type: 'ask', item: 'inc_2', text: 'which line?' });
    return play;
  },
  confirming,
  closed,
};

const verbs: Record<string, { command: ShiftAsked; by: Actor }> = {
  sign: { command: { type: 'sign', items: ['INC-1001'] }, by: inn },
  ask: { command: { type: 'ask', item: 'inc_1', text: 'what?' }, by: inn },
  answer: { command: { type: 'answer', item: 'inc_2', text: 'that' }, by: out },
  cancel: { command: { type: 'cancel', reason: 'wrong people' }, by: lead },
};

/** `-`: taken; otherwise the refusal. */
const table: Record<ShiftStage, Record<keyof typeof verbs, string>> = {
  gathering: { sign: 'wrong_state', ask: 'wrong_state', answer: 'wrong_state', cancel: '-' },
  signing: { sign: '-', ask: '-', answer: '-', cancel: '-' },
  confirming: { sign: '-', ask: 'wrong_state', answer: 'wrong_state', cancel: '-' },
  closed: {
    ...{ sign: 'wrong_state', ask: 'wrong_state' },
    ...{ answer: 'wrong_state', cancel: 'wrong_state' },
  },
};

const cases = Object.entries(table).flatMap(([stage, row]) =>
  Object.entries(row).map(([verb, said]) => [stage as ShiftStage, verb, said] as const),
);

describe('each stage', () => {
  it.each(cases)('%s answers %s with %s', (stage, verb, said) => {
    const play = at[stage]();
    expect(play.state.stage).toBe(stage);
    const { command, by } = verbs[verb] ?? {};
    if (!command || !by) throw new Error(verb);
    expect(ask(play, by, command)?.code ?? '-').toBe(said);
  });

  it.each(Object.keys(verbs))('%s is refused to a service and to a stranger', (verb) => {
    const { command } = verbs[verb] ?? {};
    if (!command) throw new Error(verb);
    expect(ask(at.signing(), robot, command)?.code).toBe('service_cannot_hold');
    expect(ask(at.signing(), eve, command)?.code).toBe('not_party');
  });

  it('only the incoming person signs, whoever leads', () => {
    for (const by of [out, lead]) {
      expect(ask(listed(), by, { type: 'sign', items: ['inc_1'] })?.code).toBe('not_party');
    }
  });

  it('a party calls it off only with nothing unsigned', () => {
    const command = { type: 'cancel', reason: 'done' } as const;
    expect(ask(listed(2), out, command)).toEqual({ code: 'unsigned_items', with: { count: 2 } });
    expect(ask(start(), out, command)?.code).toBe('unsigned_items');
    expect(ask(confirming(), out, command)).toBeUndefined();
  });

  it('names what is not on the list, and how many one signature takes', () => {
    expect(sign(listed(2), 'INC-9')).toMatchObject({ code: 'unknown_reference' });
    const many = Array.from({ length: signsMax + 1 }, (_, k) => `inc_${k + 1}`);
    expect(sign(listed(signsMax + 1), ...many)).toMatchObject({ code: 'rule_violation' });
  });

  it('a repeated signature changes nothing', () => {
    const play = listed(2);
    sign(play, 'inc_1');
    const { state } = play;
    expect(sign(play, 'INC-1001')).toBeUndefined();
    expect(play.state).toEqual(state);
    expect(tells(play)).toHaveLength(1);
  });
});

describe('the hand-over', () => {
  it('pages both sides with the list, the outgoing person holding it', () => {
    const play = listed(7);
    expect(pages(play)).toMatchObject([
      { reason: 'start', rung: 0, due: t0, targets: [{ id: 'in' }, { id: 'out' }] },
    ]);
    const view = shiftMachine.view(play.state);
    expect(view).toMatchObject({
      holder: { person: 'out' },
      offer: { to: 'in', by: 'out' },
      counts: { unsigned: 7, signed: 0 },
      title: 'NOC: Out → In',
    });
  });

  it('tells each subject at its signature and not before, all of one signature at once', () => {
    const play = listed(3);
    expect(tells(play)).toEqual([]);
    sign(play, 'inc_1', 'INC-1003');
    const message = {
      type: 'take_over',
      person: 'in',
      by: 'out',
      why: 'shift',
      cause: 'shf_noc_1',
    };
    expect(tells(play)).toMatchObject([{ to: ['inc_1', 'inc_3'], message }]);
    expect(states(play)).toEqual(['signed', 'unsigned', 'signed']);
    expect(shiftMachine.view(play.state).holder.person).toBe('out');
  });

  it('ends once nothing is unsigned and the records show every new holder', () => {
    const play = listed(2);
    sign(play, 'inc_1', 'inc_2');
    expect(play.state.stage).toBe('confirming');
    runTo(play, t0 + confirmAfterMs);
    const gone = [
      { id: 'inc_1', how: 'taken' },
      { id: 'inc_2', how: 'closed' },
    ] as const;
    expect(gathered(play, { gone: [...gone] })).toMatchObject({
      known: ['inc_1', 'inc_2'],
      fresh: true,
    });
    expect(shiftMachine.outcome(play.state)).toEqual({ closedAs: 'signed', closedAt: play.now });
    expect(shiftMachine.view(play.state)).toMatchObject({ holder: { person: 'in' } });
  });

  it('with nothing to hand over ends at once', () => {
    expect(shiftMachine.outcome(closed().state)?.closedAs).toBe('empty');
  });

  it('does not end while something opened meanwhile has no signature', () => {
    const play = listed(1);
    sign(play, 'inc_1');
    runTo(play, t0 + confirmAfterMs);
    gathered(play, { gone: [{ id: 'inc_1', how: 'taken' }], fresh: [openItem(2)] });
    expect(play.state).toMatchObject({ stage: 'signing', round: 2 });
    expect(play.state.clock.dueAt).toBe(play.now + 15 * minute);
    expect(pages(play)).toMatchObject([{ reason: 'start', due: play.now }]);
    expect(shiftMachine.view(play.state).counts).toMatchObject({ unsigned: 1, signed: 1 });
  });

  it('lists 200, counts the rest, and lists it in the next round', () => {
    const play = start();
    gathered(play, { fresh: items(itemsMax), more: 30 });
    expect(shiftMachine.view(play.state).counts).toMatchObject({ unsigned: 200, more: 30 });
    for (let k = 0; k < itemsMax; k += signsMax) {
      sign(play, ...items(signsMax, k + 1).map(({ id }) => id));
    }
    runTo(play, play.now + confirmAfterMs);
    const gone = items(itemsMax).map(({ id }) => ({ id, how: 'taken' as const }));
    gathered(play, { gone, fresh: items(30, 201) });
    const { counts } = shiftMachine.view(play.state);
    expect(counts).toEqual({ unsigned: 30, asked: 0, signed: 200, settled: 0, more: 0 });
  });

  it('tells a subject again whose baton has not moved, and then owes its signature again', () => {
    const play = confirming();
    tells(play);
    runTo(play, t0 + confirmAfterMs);
    for (let times = 1; times < confirmsMax; times += 1) {
      gathered(play);
      expect(tells(play)).toMatchObject([{ to: ['inc_1'] }]);
      runTo(play, play.now + confirmAgainMs);
    }
    gathered(play);
    expect(play.state).toMatchObject({ stage: 'signing', round: 2 });
    expect(states(play)).toEqual(['unsigned']);
    expect(play.entries.at(-2)?.what).toBe('shift.not_moved');
  });

  it('called off leaves what is unsigned with the outgoing person', () => {
    const play = listed(3);
    sign(play, 'inc_1');
    ask(play, lead, { type: 'cancel', reason: 'wrong people' });
    expect(shiftMachine.outcome(play.state)?.closedAs).toBe('cancelled');
    expect(states(play)).toEqual(['signed', 'kept', 'kept']);
    expect(shiftMachine.view(play.state)).toMatchObject({ holder: { person: 'out' } });
    expect(tells(play)).toHaveLength(1);
  });
});

describe('a question', () => {
  it('gives the item back to the outgoing person, whose answer puts it before the other again', () => {
    const play = listed(2);
    pages(play);
    ask(play, inn, { type: 'ask', item: 'inc_1', text: 'since when?' });
    expect(states(play)).toEqual(['asked', 'unsigned']);
    expect(pages(play)).toMatchObject([{ reason: 'asked', targets: [{ id: 'out' }] }]);
    expect(play.facts.at(-1)).toMatchObject({ key: 'inc_1', data: { waitsFor: 'out' } });
    ask(play, out, { type: 'answer', item: 'inc_1', text: 'since noon' });
    expect(states(play)).toEqual(['unsigned', 'unsigned']);
    expect(pages(play)).toMatchObject([{ reason: 'answered', targets: [{ id: 'in' }] }]);
    const talk = play.facts.filter(({ kind }) => kind === 'shift_talk');
    expect(talk.map(({ key, data }) => [key, data['text']])).toEqual([
      ['inc_1/01/ask', 'since when?'],
      ['inc_1/01/answer', 'since noon'],
    ]);
    expect(ask(play, out, { type: 'answer', item: 'inc_1', text: 'again' })?.code).toBe(
      'wrong_state',
    );
  });

  it('may be signed without an answer', () => {
    const play = listed(1);
    ask(play, inn, { type: 'ask', item: 'inc_1', text: 'since when?' });
    expect(sign(play, 'inc_1')).toBeUndefined();
    expect(play.state.stage).toBe('confirming');
  });
});

/** Runs an hour; every reading answers what is still unsigned. */
const hourOf = (play: Play, gone: (now: number) => { id: string; how: 'closed' }[] = () => []) => {
  const fired: (string | number)[][] = [];
  for (let m = 0; m <= 60 * 4; m += 1) {
    runTo(play, t0 + (m * minute) / 4);
    if (play.state.gathering) gathered(play, { gone: gone(play.now) });
    for (const page of pages(play)) {
      const to = page.targets.map((target) => ('id' in target ? target.id : target.role));
      fired.push([(page.due - t0) / minute, page.reason, to.join('+')]);
    }
  }
  return fired;
};

describe('unsigned', () => {
  it('climbs at 15 min: reminders, the shift lead and the owner, the head, then repeats', () => {
    const play = listed(2);
    expect(hourOf(play).slice(0, 8)).toEqual([
      [0, 'start', 'in+out'],
      [7.5, 'reminder', 'in'],
      [11.25, 'reminder', 'in'],
      [13.5, 'reminder', 'in+out'],
      [15, 'unsigned', 'shift_lead+owner'],
      [22.5, 'unsigned', 'head+duty_executive'],
      [30, 'unsigned', 'head+duty_executive'],
      [37.5, 'unsigned', 'head+duty_executive'],
    ]);
    expect(play.entries.filter(({ what }) => what === 'shift.overdue')).toMatchObject([
      { at: t0 + 15 * minute, with: { count: 2 } },
    ]);
  });

  it('does not climb for what was closed meanwhile, and ends with it', () => {
    const play = listed(1);
    const fired = hourOf(play, (now) =>
      now >= t0 + 10 * minute ? [{ id: 'inc_1', how: 'closed' }] : [],
    );
    expect(fired.map(([, reason]) => reason)).toEqual(['start', 'reminder']);
    expect(shiftMachine.outcome(play.state)?.closedAs).toBe('signed');
    expect(shiftMachine.view(play.state).counts).toMatchObject({ unsigned: 0, settled: 1 });
  });

  it('is paged for though the list cannot be read', () => {
    const play = listed(1);
    pages(play);
    runTo(play, t0 + 7.5 * minute);
    const [effect] = take(play, 'gather');
    report(play, { type: 'gather_failed', effect: effect?.id ?? '', why: 'gone' });
    expect(pages(play)).toMatchObject([{ reason: 'reminder', due: t0 + 7.5 * minute }]);
  });

  it('pages nobody any more for a round that is signed', () => {
    const play = listed(1);
    sign(play, 'inc_1');
    expect(pages(play)).toEqual([]);
  });

  it('goes to the owner where the department has no head', () => {
    const { head: _none, ...headless } = inputOf();
    expect(hourOf(listed(1, headless)).at(-1)?.[2]).toBe('owner+duty_executive');
  });
});

describe('the list that cannot be read at the start', () => {
  it('is read again at the end of the time to sign', () => {
    const play = start();
    const [effect] = take(play, 'gather');
    report(play, { type: 'gather_failed', effect: effect?.id ?? '', why: 'gone' });
    runTo(play, t0 + 15 * minute);
    gathered(play, { fresh: items(1) });
    expect(play.state).toMatchObject({ stage: 'signing', round: 1 });
  });
});

import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { allowedIn } from './check.js';
import type { MeetingAsked, MeetingVerb, ReviewItem } from './commands.js';
import { meetingMachine as machine } from './machine.js';
import type { MeetingStage } from './state.js';
import {
  ask,
  dayMs,
  give,
  held,
  hourMs,
  lead,
  of,
  pagesOf,
  play,
  propose,
  sideOf,
  start,
  until,
  user,
  type Play,
} from './testing.fixture.js';

const reason = 'no room';
const decline: MeetingAsked = { type: 'decline', reason };

const inStage: Record<MeetingStage, () => Play> = {
  waiting: () => play({ firstAt: start + 5 * dayMs }),
  open: () => play(),
  proposed: () => {
    const run = play();
    ask(run, 'ops', propose(run));
    return run;
  },
  agreed: () => {
    const run = play();
    ask(run, 'ops', propose(run));
    ask(run, 'project', { type: 'accept' });
    return run;
  },
  closed: () => {
    const run = play();
    ask(run, 'ann', { type: 'end', reason });
    return run;
  },
};

const verbs: Record<MeetingVerb, (run: Play) => [string, MeetingAsked]> = {
  propose: (run) => ['project', propose(run)],
  accept: () => ['project', { type: 'accept' }],
  decline: () => ['project', decline],
  held: () => ['ops', held()],
  appoint: () => ['ann', { type: 'appoint', party: { ...sideOf('project'), head: 'new' } }],
  end: () => ['ann', { type: 'end', reason }],
};

const table = (Object.keys(inStage) as MeetingStage[]).flatMap((stage) =>
  (Object.keys(verbs) as MeetingVerb[]).map((verb): [MeetingStage, MeetingVerb] => [stage, verb]),
);

describe('a meeting that departments owe each other', () => {
  test.each(table)('%s takes %s exactly where the table says so', (stage, verb) => {
    const run = inStage[stage]();
    expect(run.state.stage).toBe(stage);
    const [by, command] = verbs[verb](run);
    const code = ask(run, by, command)?.code;
    expect(code).toBe(allowedIn[verb].includes(stage) ? undefined : 'wrong_state');
  });

  it('that is not held in ten days goes one level up on every side, and further each half period', () => {
    expect(pagesOf(until(play(), start + 21 * dayMs))).toEqual([
      ['ops', 0, 'to_propose'],
      ['ops', 5, 'to_propose'],
      ['ops', 7.5, 'to_propose'],
      ['ops', 9, 'to_propose'],
      ['ops_head', 10, 'unheld'],
      ['project_head', 10, 'unheld'],
      ['ops_executive', 15, 'unheld'],
      ['project_executive', 15, 'unheld'],
      ['ops_executive', 20, 'unheld'],
      ['project_executive', 20, 'unheld'],
    ]);
  });

  it('that is declined twice goes one level up on every side, and four times one more', () => {
    const run = play();
    for (const times of [1, 2, 3, 4]) {
      ask(run, 'ops', propose(run));
      expect(ask(run, 'project', decline)).toBeUndefined();
      expect(run.state.occurrence).toMatchObject({ declines: times, level: Math.floor(times / 2) });
    }
    expect(pagesOf(run).filter(([, , why]) => why === 'declined_twice')).toEqual([
      ['ops_head', 0, 'declined_twice'],
      ['project_head', 0, 'declined_twice'],
      ['ops_executive', 0, 'declined_twice'],
      ['project_executive', 0, 'declined_twice'],
    ]);
    expect(run.state.occurrence.lastDecline).toEqual({ department: 'dep_project', reason });
  });

  it('invites everybody, asks again with a higher sequence, and calls it off when declined', () => {
    const run = inStage.proposed();
    ask(run, 'ops', propose(run, 3));
    ask(run, 'project', decline);
    expect(of(run, 'invite').map(({ method, sequence, at }) => [method, sequence, at])).toEqual([
      ['request', 0, start + 2 * dayMs],
      ['request', 1, start + 3 * dayMs],
      ['cancel', 2, start + 3 * dayMs],
    ]);
    expect(of(run, 'invite')[0]).toMatchObject({
      ...{ organizer: 'ops', required: ['ops', 'project'] },
      optional: ['ops_deputy', 'project_deputy'],
    });
  });

  it('is agreed once every side accepted, also by a deputy or somebody above', () => {
    const run = play({ parties: [sideOf('ops'), sideOf('project'), sideOf('product')] });
    ask(run, 'ops_deputy', propose(run));
    expect(run.state.occurrence.proposal?.accepted).toEqual(['dep_ops']);
    ask(run, 'project_head', { type: 'accept' });
    expect(run.state.stage).toBe('proposed');
    expect(ask(run, lead, { type: 'accept' })?.code).toBe('not_asked');
    expect(ask(run, 'eve', { type: 'accept' })?.code).toBe('not_asked');
    ask(run, 'product', { type: 'accept' });
    expect(run.state.stage).toBe('agreed');
  });

  it('wants minutes each day after the agreed time, and another time where it was not agreed', () => {
    const agreed = until(inStage.agreed(), start + 4.5 * dayMs);
    expect(pagesOf(agreed).filter(([, , why]) => why === 'to_record')).toEqual([
      ['ops', 2.04, 'to_record'],
      ['ops', 3.04, 'to_record'],
      ['ops', 4.04, 'to_record'],
    ]);
    const passed = until(inStage.proposed(), start + 4 * dayMs);
    expect(passed.state).toMatchObject({ stage: 'open', occurrence: { n: 1 } });
    expect(passed.state.occurrence.proposal).toBeUndefined();
  });

  it('opens the next one by itself, anchored to the first, and counts the promise of each side', () => {
    const run = until(inStage.agreed(), start + 3 * dayMs);
    const owner = { person: { id: 'tom', name: 'Tom' } };
    const actions = [{ title: 'send the plan', owner, due: run.now + 5 * dayMs }];
    ask(run, 'project', held({ actions, heldAt: run.now - hourMs }));
    expect(run.state).toMatchObject({ stage: 'waiting', held: 1, last: { n: 1, actions: 1 } });
    expect(of(run, 'open_actions')[0]?.actions).toMatchObject([
      { title: 'send the plan', owner: { id: 'tom' }, opener: { id: 'project' }, about: 'mtg_1' },
    ]);
    const promises = run.facts.filter(({ kind, data }) => kind === 'promise' && data['doneAt']);
    expect(promises.map(({ key, data }) => [key, data['person'], data['due']])).toEqual([
      ['1/dep_ops', 'ops', start + 10 * dayMs],
      ['1/dep_project', 'project', start + 10 * dayMs],
    ]);
    until(run, start + 30 * dayMs);
    expect(run.state).toMatchObject({ stage: 'open', occurrence: { n: 2, declines: 0 } });
    expect(run.state.occurrence.openedAt).toBe(start + 30 * dayMs);
  });

  it('that was held very late counts what it skipped as not kept', () => {
    const run = until(play({ everyDays: 7 }), start + 22 * dayMs);
    ask(run, 'ops', held());
    expect(run.state).toMatchObject({ missed: 2, occurrence: { n: 3 } });
    const missed = run.facts.filter(({ key }) => key.startsWith('2/'));
    expect(missed.at(-1)?.data).toMatchObject({ doneAt: null, due: start + 7 * dayMs });
    until(run, run.now);
    expect(run.state).toMatchObject({ stage: 'open', occurrence: { n: 4 } });
  });

  it('is ended only by whoever set it up, those above its people, or a lead', () => {
    const run = inStage.agreed();
    expect(ask(run, 'project', { type: 'end', reason })?.code).toBe('not_asked');
    expect(ask(run, 'project_head', { type: 'end', reason })).toBeUndefined();
    expect(of(run, 'invite').at(-1)?.method).toBe('cancel');
    expect(machine.nextDue(run.state)).toBeUndefined();
  });

  it('gives the work to an interface person who is named anew', () => {
    const run = play();
    const party = { ...sideOf('ops'), person: { id: 'new', name: 'New' } };
    expect(ask(run, 'ops_head', { type: 'appoint', party })).toBeUndefined();
    expect(run.state.baton.holder).toEqual({ person: 'new' });
    expect(ask(run, 'ops', propose(run))?.code).toBe('not_asked');
  });
});

const item = (subject: string): ReviewItem => ({
  ...{ subject, number: subject.toUpperCase(), title: 't', stage: 'open', owner: 'Tom' },
});

describe('an operations review', () => {
  const collect = (run: Play, subjects: string[]): void => {
    const effect = of(run, 'collect').at(-1)?.id ?? '';
    give(run, { type: 'collected', effect, items: subjects.map(item), more: 0 });
  };

  it('collects what is open, carries over what was there before, and publishes its minutes', () => {
    const run = play({ kind: 'operations_review', parties: [sideOf('ops')], everyDays: 182 });
    expect(of(run, 'collect')[0]).toMatchObject({ departments: ['dep_ops'], meeting: 'mtg_1' });
    collect(run, ['act_1', 'ask_2']);
    ask(run, 'ops', held());
    expect(pagesOf(run).some(([, , why]) => why === 'held')).toBe(false);
    collect(run, ['act_1']);
    expect(pagesOf(run).filter(([, , why]) => why === 'held')).toEqual([
      ['ops', 0, 'held'],
      ['ops_deputy', 0, 'held'],
    ]);
    until(run, start + 182 * dayMs);
    collect(run, ['act_1', 'act_3']);
    expect(run.state).toMatchObject({ carried: 1, occurrence: { n: 2 } });
    const rows = run.facts.filter(
      ({ kind, key }) => kind === 'review_item' && key.startsWith('2/'),
    );
    expect(rows.map(({ key, data }) => [key, data['carried']])).toEqual([
      ['2/act_1', true],
      ['2/act_3', false],
    ]);
  });

  it('ignores a collection that is not the one asked for', () => {
    const run = play({ kind: 'operations_review', parties: [sideOf('ops')] });
    give(run, { type: 'collected', effect: 'c99', items: [item('x')], more: 0 });
    expect(run.state.items).toEqual([]);
  });
});

describe('a meeting whatever happens', () => {
  const long = '长'.repeat(2_000);
  const step = fc.tuple(
    fc.constantFrom(...['ops', 'project', 'ops_head', 'ann'].map(user), lead),
    fc.constantFrom(...(Object.keys(verbs) as MeetingVerb[]).filter((verb) => verb !== 'end')),
    fc.nat({ max: 20 * dayMs }),
    fc.boolean(),
  );

  it('always has one holder and a next due time, within its bounds (I1, I2, I11)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(step, { maxLength: 20 }),
        (days, all) => {
          const parties = [sideOf('ops'), sideOf('project')];
          const run = play({ everyDays: days, parties, purpose: long, title: long });
          for (const [by, verb, ms, late] of all) {
            const command = verbs[verb](run)[1];
            ask(run, by, command.type === 'held' ? { ...command, minutes: long } : command);
            if (late) {
              run.now += ms;
              give(run, { type: 'cancel_requested' });
            }
            until(run, run.now + (late ? 0 : ms));
            expect(run.state.baton.holder.person).toBeTruthy();
            expect(machine.nextDue(run.state)).toBeGreaterThan(run.now);
            const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
            expect(bytes(machine.view(run.state))).toBeLessThanOrEqual(8_192);
            for (const entry of run.entries) expect(bytes(entry)).toBeLessThanOrEqual(4_096);
            expect(JSON.parse(JSON.stringify(run.state))).toEqual(run.state);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

import { describe, expect, it, test } from '@jest/globals';
import { allowedIn } from './check.js';
import type { AskAsked, AskVerb } from './commands.js';
import { askMachine as machine } from './machine.js';
import type { AskStage } from './state.js';
import {
  ask,
  dayMs,
  foundDelegate,
  give,
  leadOf,
  monday,
  pagesOf,
  play,
  robot,
  tomorrow,
  until,
  user,
  type Play,
} from './testing.fixture.js';

const commit = (run: Play, days = 10): AskAsked => ({ type: 'commit', date: tomorrow(run, days) });
const reason = 'no';

/** A play that stands in each stage. */
const inStage: Record<AskStage, () => Play> = {
  raised: () => play(),
  acknowledged: () => {
    const run = play();
    ask(run, 'boss', { type: 'acknowledge' });
    return run;
  },
  delegated: () => {
    const run = play();
    ask(run, 'boss', { type: 'delegate', to: { id: 'tom', name: 'Tom' } });
    return run;
  },
  committed: () => {
    const run = play();
    ask(run, 'boss', commit(run));
    return run;
  },
  declined: () => {
    const run = play();
    ask(run, 'boss', { type: 'decline', reason });
    return run;
  },
  done: () => {
    const run = play();
    ask(run, 'boss', { type: 'done', text: 'there' });
    return run;
  },
  closed: () => {
    const run = play();
    ask(run, 'ann', { type: 'withdraw', reason });
    return run;
  },
};

const verbs: Record<AskVerb, (run: Play) => [string, AskAsked]> = {
  acknowledge: (run) => [run.state.baton.holder.person ?? '', { type: 'acknowledge' }],
  commit: (run) => [run.state.baton.holder.person ?? '', commit(run)],
  decline: (run) => [run.state.baton.holder.person ?? '', { type: 'decline', reason }],
  delegate: (run) => [
    run.state.baton.holder.person ?? '',
    { type: 'delegate', to: { id: 'eve', name: 'Eve' } },
  ],
  done: (run) => [run.state.baton.holder.person ?? '', { type: 'done', text: 'x' }],
  confirm: () => ['ann', { type: 'confirm' }],
  reopen: () => ['ann', { type: 'reopen', reason }],
  withdraw: () => ['ann', { type: 'withdraw', reason }],
};

const stages = Object.keys(inStage) as AskStage[];
const table = stages.flatMap((stage) =>
  (Object.keys(verbs) as AskVerb[]).map((verb): [AskStage, AskVerb] => [stage, verb]),
);

describe('an ask', () => {
  test.each(table)('%s takes %s exactly where the table says so', (stage, verb) => {
    const run = inStage[stage]();
    expect(run.state.stage).toBe(stage);
    const [by, command] = verbs[verb](run);
    const code = ask(run, by, command)?.code;
    expect(code).toBe(allowedIn[verb].includes(stage) ? undefined : 'wrong_state');
  });

  it('reminds after two working days, goes to the delegate after five, to the digest after ten', () => {
    const run = until(play(), monday + 8 * dayMs);
    foundDelegate(run, 'dee');
    until(run, monday + 29 * dayMs);
    expect(pagesOf(run)).toEqual([
      ['boss', 0, 'asked'],
      ['boss', 2.4, 'unanswered'],
      ['dee', 8, 'took_over'],
      ['boss', 8, 'taken_over'],
      ['dee', 14.4, 'unanswered'],
      ['dee', 21.4, 'unanswered'],
      ['dee', 28.4, 'unanswered'],
    ]);
    expect(run.state).toMatchObject({ flags: 3, baton: { holder: { person: 'dee' } } });
    const sought = run.effects.find(({ kind }) => kind === 'delegate');
    expect(sought).toMatchObject({ person: 'boss', except: ['ann'], at: monday + 7.375 * dayMs });
  });

  it('that is acknowledged still owes a date, and climbs as before without one', () => {
    const run = inStage.acknowledged();
    expect(run.state.clock.obligation).toBe('commit');
    until(run, monday + 15 * dayMs);
    expect(pagesOf(run).map(([, , why]) => why)).toEqual(['asked', 'uncommitted', 'uncommitted']);
    expect(run.state.flags).toBe(1);
  });

  it('is closed by who raised it and by nobody else, not even a lead', () => {
    for (const stage of stages.filter((one) => one !== 'closed')) {
      for (const by of [user('boss'), leadOf('ola'), user('hed'), user('opshead')]) {
        const run = inStage[stage]();
        expect(ask(run, by, { type: 'withdraw', reason })?.code).toBe('requester_only');
      }
    }
    const run = inStage.done();
    expect(ask(run, robot, { type: 'confirm' })?.code).toBe('service_cannot_hold');
    expect(ask(run, 'ann', { type: 'confirm' })).toBeUndefined();
    expect(machine.outcome(run.state)).toEqual({ closedAs: 'done', closedAt: monday });
    expect(machine.nextDue(run.state)).toBeUndefined();
  });

  it('is closed by the head of the department of a requester who left', () => {
    const run = inStage.done();
    expect(ask(run, 'opshead', { type: 'confirm' })?.code).toBe('requester_only');
    const standing = { forRequester: true as const };
    expect(ask(run, 'opshead', { type: 'confirm', standing })).toBeUndefined();
  });

  it('is not answered by who raised it, nor by a stranger', () => {
    const run = play();
    expect(ask(run, 'ann', commit(run))?.code).toBe('not_holder');
    expect(ask(run, 'eve', commit(run))?.code).toBe('not_holder');
    expect(ask(run, leadOf('ann'), commit(run))?.code).toBe('not_holder');
    expect(ask(run, leadOf('ola'), commit(run))).toBeUndefined();
    expect(ask(run, 'boss', { type: 'commit', date: run.now })?.code).toBe('time_in_past');
  });

  it('climbs its committed date: half, three quarters, nine tenths, then up to the executive', () => {
    const run = inStage.committed();
    until(run, monday + 30 * dayMs);
    expect(pagesOf(run).slice(2)).toEqual([
      ['boss', 5, 'date_near'],
      ['boss', 7.5, 'date_near'],
      ['boss', 9, 'date_near'],
      ['ann', 10, 'date_passed'],
      ['boss', 10, 'date_passed'],
      ['dee', 15, 'date_passed'],
      ['hed', 20, 'date_passed'],
      ['exe', 25, 'date_passed'],
      ['exe', 30, 'date_passed'],
    ]);
  });

  it('that is passed on stays where it is until the other one takes it', () => {
    const run = inStage.delegated();
    expect(run.state.baton).toMatchObject({ holder: { person: 'boss' }, offer: { to: 'tom' } });
    expect(ask(run, 'tom', commit(run))).toBeUndefined();
    expect(run.state).toMatchObject({ stage: 'committed', answerer: { id: 'tom' } });
    expect(run.state.baton.holder.person).toBe('tom');
    const refused = inStage.delegated();
    ask(refused, 'tom', { type: 'decline', reason });
    expect(refused.state).toMatchObject({ stage: 'raised', baton: { holder: { person: 'boss' } } });
    expect(refused.state.baton.offer).toBeUndefined();
    const lapsed = until(inStage.delegated(), monday + 3 * dayMs);
    expect(lapsed.state).toMatchObject({ stage: 'raised', baton: { holder: { person: 'boss' } } });
    expect(pagesOf(lapsed).at(-1)).toEqual(['boss', 2.4, 'unanswered']);
  });

  it('never comes back to who raised it by being passed on', () => {
    const run = play();
    const to = { id: 'ann', name: 'Ann' };
    expect(ask(run, 'boss', { type: 'delegate', to })?.code).toBe('same_party');
  });

  it('goes back to who raised it, and their silence is heard by their head', () => {
    const run = until(inStage.declined(), monday + 15 * dayMs);
    expect(run.state.baton.holder).toEqual({ person: 'ann' });
    expect(pagesOf(run).slice(1)).toEqual([
      ['ann', 0, 'declined'],
      ['ann', 2.4, 'unconfirmed'],
      ['opshead', 7.4, 'unconfirmed'],
      ['ann', 14.4, 'unconfirmed'],
    ]);
    ask(run, 'ann', { type: 'reopen', reason: 'not good enough' });
    expect(run.state).toMatchObject({ stage: 'raised', reopened: 1 });
    expect(run.state.baton.holder).toEqual({ person: 'boss' });
  });

  it('counts the first committed date, however often it is moved', () => {
    const run = inStage.committed();
    const due = run.state.committedTo;
    ask(run, 'boss', commit(run, 40));
    until(run, monday + 20 * dayMs);
    ask(run, 'boss', { type: 'done', text: 'there' });
    expect(run.facts.at(-1)).toEqual({
      kind: 'promise',
      key: 'done',
      data: {
        ...{ kind: 'ask', person: 'boss', department: 'dep_hr', due, void: false },
        doneAt: monday + 20 * dayMs,
      },
    });
    ask(run, 'ann', { type: 'withdraw', reason });
    expect(run.facts.at(-1)?.data).toMatchObject({ void: true });
  });

  it('says once that it was needed by now, and what the delay does', () => {
    const run = until(play({ neededBy: monday + 3 * dayMs }), monday + 30 * dayMs);
    expect(run.entries.filter(({ what }) => what === 'ask.needed')).toHaveLength(1);
    expect(pagesOf(run).filter(([, , why]) => why === 'needed')).toEqual([
      ['boss', 3, 'needed'],
      ['ann', 3, 'needed'],
    ]);
  });

  it('is silent once it is answered: no page to act is wanted any more', () => {
    const run = until(play(), monday + 3 * dayMs);
    ask(run, 'boss', { type: 'done', text: 'there' });
    ask(run, 'ann', { type: 'confirm' });
    const wanted = run.effects.filter((effect) => machine.wanted(run.state, effect));
    expect(wanted.map((effect) => effect.kind === 'page' && effect.ladder)).toEqual(['told']);
  });

  it('looks again for a delegate whom it could not look up', () => {
    const run = until(play(), monday + 8 * dayMs);
    const first = run.effects.findLast(({ kind }) => kind === 'delegate');
    if (!first) throw new Error('nobody was sought');
    give(run, machine.failed(first, 'away'));
    until(run, run.now + dayMs);
    expect(run.effects.filter(({ kind }) => kind === 'delegate')).toHaveLength(2);
  });

  it('reads the working days anew where those known are about to end', () => {
    const run = inStage.committed();
    until(run, monday + 9 * dayMs);
    ask(run, 'boss', { type: 'done', text: 'there' });
    const reading = run.effects.findLast(({ kind }) => kind === 'hours');
    expect(reading).toMatchObject({ department: 'dep_hr', at: monday + 9 * dayMs });
  });
});

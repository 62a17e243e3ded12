import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { Actor, Asked, Command } from '../machine.js';
import type { AccessRequestEffect, AccessRequestPage, GrantEffect } from './effects.js';
import { accessRequestMachine as machine } from './machine.js';
import type { AccessRequest } from './process.js';
import type { AccessRequestInput, AccessRequestState } from './state.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Friday, 17:00 in Shanghai. */
const friday = Date.UTC(2026, 10, 20, 9);

const person = (id: string): Actor => ({ kind: 'user', id, person: id });
const input = (change: Partial<AccessRequestInput> = {}): AccessRequestInput => ({
  ...{ id: 'acr_1', what: 'commitments', permission: 'commitment.read', reason: 'on call' },
  ...{ days: 7, requester: { id: 'tom', name: 'Tom' }, hours: 'always', by: person('tom') },
  approvers: ['deputy', 'head', 'executive'].map((id) => ({ id, name: id })),
  ...change,
});

const begun = (change?: Partial<AccessRequestInput>) => machine.begin(input(change), friday);
const ask = (type: 'approve' | 'withdraw', by: Actor): Asked<AccessRequest> => ({ type, by });
const decline = (by: Actor): Asked<AccessRequest> => ({ type: 'decline', reason: 'no', by });

interface Run {
  state: AccessRequestState;
  effects: AccessRequestEffect[];
}

/** Everything due until `at`, each in time, with the effects in order. */
const until = (run: Run, at: number): Run => {
  const due = machine.nextDue(run.state);
  if (due === undefined || due > at) return run;
  const { state, effects } = machine.tick(run.state, due);
  return until({ state, effects: [...run.effects, ...effects] }, at);
};

const give = (run: Run, command: Command<AccessRequest>, at: number): Run => {
  const { state, effects } = machine.apply(run.state, command, at);
  return { state, effects: [...run.effects, ...effects] };
};

const pages = ({ effects }: Run): AccessRequestPage[] =>
  effects.filter((effect) => effect.kind === 'page');
const grants = ({ effects }: Run): GrantEffect[] =>
  effects.filter((effect) => effect.kind === 'grant');
const asked = (run: Run) =>
  pages(run).map(({ targets, due, reason }) => [
    (targets[0] as { id: string }).id,
    (due - friday) / hourMs,
    reason,
  ]);

describe('an access request', () => {
  it('asks the approver at once and halfway, then the head, then the executive for ever', () => {
    const run = until(begun(), friday + 60 * hourMs);
    expect(asked(run)).toEqual([
      ['deputy', 0, 'asked'],
      ['deputy', 12, 'asked'],
      ['head', 24, 'unanswered'],
      ['executive', 36, 'unanswered'],
      ['executive', 48, 'unanswered'],
      ['executive', 60, 'unanswered'],
    ]);
    expect(run.state.baton.holder).toEqual({ person: 'deputy' });
  });

  it('is due at the close of the next working day of the department', () => {
    const hours = takeSnapshot(
      {
        zone: 'Asia/Shanghai',
        weekly: [1, 2, 3, 4, 5].map((day) => ({
          day,
          intervals: [{ from: '09:00', to: '18:00' }],
        })),
        ...{ exceptions: [], closedMode: 'closed', coveredYears: null },
      },
      { from: friday, until: friday + 30 * dayMs },
    );
    const { state } = begun({ hours });
    expect(new Date(state.clock.dueAt).toISOString()).toBe('2026-11-23T10:00:00.000Z');
    const run = until({ state, effects: [] }, friday + 3 * dayMs);
    expect(asked(run).map(([, at]) => at)).toEqual([0, 68]);
  });

  const waiting = begun().state;
  const granting = machine.apply(waiting, ask('approve', person('head')), friday).state;
  const closed = machine.apply(waiting, decline(person('head')), friday).state;
  test.each([
    ['waiting', waiting, ask('approve', person('head')), undefined],
    ['waiting', waiting, ask('approve', person('other')), 'not_holder'],
    ['waiting', waiting, ask('approve', { ...person('other'), lead: true }), undefined],
    ['waiting', waiting, ask('approve', person('tom')), 'second_name_needed'],
    ['waiting', waiting, ask('approve', { ...person('tom'), lead: true }), 'second_name_needed'],
    ['waiting', waiting, ask('approve', { kind: 'apiKey', id: 'k' }), 'service_cannot_hold'],
    ['waiting', waiting, decline(person('executive')), undefined],
    ['waiting', waiting, decline(person('tom')), 'second_name_needed'],
    ['waiting', waiting, ask('withdraw', person('tom')), undefined],
    ['waiting', waiting, ask('withdraw', person('head')), 'not_holder'],
    ['granting', granting, ask('approve', person('head')), 'wrong_state'],
    ['granting', granting, ask('withdraw', person('tom')), 'wrong_state'],
    ['closed', closed, decline(person('head')), 'wrong_state'],
  ])('%s: %# is answered as it should', (_stage, state, command, code) => {
    expect(machine.check(state, command, friday)?.code).toBe(code);
  });

  it('gives the permission from the approval on for the days asked for, and tells the requester', () => {
    const at = friday + hourMs;
    const customer = { id: 'cus_1', name: 'C' };
    let run = give(until(begun({ customer }), at), ask('approve', person('deputy')), at);
    const [grant] = grants(run);
    expect(grant).toMatchObject({
      ...{ request: 'acr_1', person: 'tom', permission: 'commitment.read', customer: 'cus_1' },
      ...{ by: 'deputy', from: at, until: at + 7 * dayMs },
    });
    expect(machine.outcome(run.state)).toBeUndefined();
    const effect = grant?.id ?? '';
    run = give(run, { type: 'granted', effect, until: at + 7 * dayMs }, at);
    expect(machine.outcome(run.state)).toEqual({ closedAs: 'granted', closedAt: at });
    expect(pages(run).at(-1)).toMatchObject({ reason: 'granted', targets: [{ id: 'tom' }] });
    expect(machine.view(run.state)).toMatchObject({ until: at + 7 * dayMs, decidedBy: 'deputy' });
    expect(machine.nextDue(run.state)).toBeUndefined();
  });

  it('writes a grant that failed again within the minute, with one row of the same name', () => {
    let run = give(begun(), ask('approve', person('deputy')), friday);
    const minuteMs = 60_000;
    for (const at of [1, 2, 3].map((minute) => friday + minute * minuteMs)) {
      const under = grants(run).at(-1) as GrantEffect;
      run = give(run, machine.failed(under, 'away'), at - minuteMs);
      expect(run.state.stage).toBe('granting');
      run = until(run, at);
    }
    expect(grants(run)).toHaveLength(4);
    expect(new Set(grants(run).map(({ request, until: to }) => `${request} ${to}`)).size).toBe(1);
    expect(grants(run).filter((effect) => machine.wanted(run.state, effect))).toHaveLength(1);
  });

  it('is silent once it is answered: no page for an answer is wanted any more', () => {
    const run = until(begun(), friday + 24 * hourMs);
    const { state } = give(run, decline(person('executive')), friday + 24 * hourMs);
    expect(pages(run).every((effect) => !machine.wanted(state, effect))).toBe(true);
    expect(machine.nextDue(state)).toBeUndefined();
    expect(machine.outcome(state)?.closedAs).toBe('declined');
  });

  it('goes at once to the next one where somebody cannot be reached', () => {
    const run = until(begun(), friday);
    const [first] = pages(run);
    const report: Command<AccessRequest> = {
      type: 'paged',
      effect: first?.id ?? '',
      ladder: 'decide',
      rung: 0,
      ...{ empty: true, people: [], more: 0, waiting: false, later: [], gaps: [] },
    };
    const next = until(give(run, report, friday + 1_000), friday + 1_000);
    expect(asked(next).map(([who]) => who)).toEqual(['deputy', 'head']);
  });

  it('always has a holder and a next due time while it is open, whatever happens (I1, I2)', () => {
    const command = fc.constantFrom<Command<AccessRequest>>(
      ask('approve', person('deputy')),
      ask('withdraw', person('tom')),
      decline(person('head')),
      { type: 'granted', effect: 'g3', why: 'away' },
      { type: 'page_failed', effect: 'p1', ladder: 'decide', rung: 0, why: 'x' },
      { type: 'cancel_requested' },
    );
    const steps = fc.array(fc.tuple(fc.nat({ max: 30 * hourMs }), fc.option(command)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(steps, (all) => {
        let now = friday;
        let { state } = begun();
        for (const [later, given] of all) {
          now += later;
          state = machine.tick(state, now).state;
          const refused =
            given && 'by' in given ? machine.check(state, given, now) !== undefined : false;
          if (given && !refused) state = machine.apply(state, given, now).state;
          expect(state.baton.holder.person).toBe('deputy');
          const due = machine.nextDue(state);
          if (state.stage === 'closed') expect(due).toBeUndefined();
          else expect(due).toBeDefined();
        }
      }),
      { numRuns: 200 },
    );
  });
});

import { describe, expect, it, test } from '@jest/globals';
import type { Asked } from '../machine.js';
import { dayMs, hourMs } from '../review/testing.fixture.js';
import { reviewCycleMachine as machine } from './machine.js';
import type { ReviewCycle } from './process.js';
import { participantsMax, type ReviewCycleState } from './state.js';
import {
  ask,
  calibratedRun,
  cancel,
  changes,
  done,
  give,
  named,
  open,
  openedRun,
  person,
  planned,
  plannedAt,
  take,
  until,
  type Run,
} from './testing.fixture.js';

const kinds = ({ effects }: Run, ...wanted: string[]): string[] =>
  effects
    .filter(({ kind }) => wanted.includes(kind))
    .map((effect) =>
      effect.kind === 'tell_reviews' && effect.word.type === 'stage'
        ? `tell ${effect.word.stage}`
        : effect.kind,
    );
const work = ['open_reviews', 'freeze', 'score', 'tell_reviews', 'archive'];
const stagesOf = ({ entries }: Run) =>
  entries.filter(({ what }) => what === 'cycle.stage').map((line) => line.with?.['stage']);
const { dates } = planned().state;

describe('a review cycle', () => {
  it('goes from plan to archive: each step on its day, each effect once', () => {
    const run = until(calibratedRun(), dates.close + 30 * dayMs);
    expect(stagesOf(run)).toEqual([
      ...['open', 'collect', 'self', 'manager', 'counterpart', 'calibration', 'publication'],
      ...['appeal', 'closing'],
    ]);
    expect(kinds(run, ...work)).toEqual([
      ...['open_reviews', 'freeze', 'score', 'score', 'tell publication', 'tell released'],
      ...['tell close', 'archive'],
    ]);
    expect(machine.outcome(run.state)?.closedAs).toBe('archived');
    expect(run.state.archive).toMatchObject({ rows: 400 });
    expect(machine.nextDue(run.state)).toBeUndefined();
  });

  it('reminds on the morning of each working day while it is open, and never on a day off', () => {
    const run = until(openedRun(), dates.close);
    const reminders = run.effects.filter(({ kind }) => kind === 'remind');
    expect(reminders.length).toBeGreaterThan(38);
    for (const effect of reminders) {
      const at = effect.kind === 'remind' ? effect.at : 0;
      const local = new Date(at + 8 * hourMs);
      expect([local.getUTCHours(), local.getUTCMinutes()]).toEqual([9, 30]);
      expect([1, 2, 3, 4, 5]).toContain(local.getUTCDay());
    }
  });

  it('looks again the same day for people whose working hours begin later', () => {
    const run = until(openedRun(), dates.self.from + hourMs, 'away');
    const effect = run.effects.findLast(({ kind }) => kind === 'remind');
    const at = dates.self.from + hourMs;
    const again = at + 5 * hourMs;
    const given = give(
      run,
      { type: 'reminded', effect: effect?.id ?? '', sent: 9, waiting: 3, again },
      at,
    );
    expect(given.state.remindAt).toBe(again);
  });

  it('freezes by itself at the end of the collection, once', () => {
    const before = until(openedRun(), dates.collect.until - 1);
    expect(before.state.frozen).toBeUndefined();
    const after = until(before, dates.collect.until);
    expect(after.state.frozen).toMatchObject({
      people: 50,
      insufficient: 1,
      absent: ['drill_score'],
    });
    const early = take(openedRun(), ask('freeze'), dates.collect.from + hourMs);
    expect(kinds(until(early, dates.self.from), 'freeze')).toHaveLength(1);
  });

  it('goes on while the freeze fails, tries it hourly, and cannot be published without it', () => {
    const away = until(openedRun(), dates.collect.until, 'away');
    const { effect } = away.state.flying.freeze ?? { effect: '' };
    const frozen = { people: 0, insufficient: 0, absent: [], digest: '' };
    const failed = give(away, { type: 'frozen', effect, ...frozen, why: 'x' }, dates.collect.until);
    const again = until(failed, dates.collect.until + hourMs, 'away');
    expect(kinds(again, 'freeze')).toHaveLength(2);
    const late = until(failed, dates.calibration.from + hourMs, 'away');
    expect(late.state.stage).toBe('calibration');
    expect(machine.check(late.state, done(), 0)?.code).toBe('not_frozen');
  });

  it('blocks at an unfinished calibration, and asks the deputy', () => {
    const run = until(openedRun(), dates.publication.until + 9 * dayMs);
    expect(run.state.stage).toBe('calibration');
    expect(run.state.baton.holder.person).toBe('hrd');
    expect(machine.nextDue(run.state)).toBeDefined();
  });

  it('is released by HR, or by itself on the twentieth working day', () => {
    const run = calibratedRun();
    const before = until(run, dates.publication.until - 1);
    expect(before.state.stage).toBe('publication');
    expect(until(before, dates.publication.until).state).toMatchObject({
      ...{ stage: 'appeal', released: 'by_itself', releasedAt: dates.publication.until },
    });
    const by = take(run, ask('publish'), dates.publication.from);
    expect(by.state).toMatchObject({ released: 'by_hr', releasedAt: dates.publication.from });
  });

  it('leaves managers three working days to talk where calibration ended late', () => {
    const at = dates.publication.until + dayMs;
    const run = take(openedRun(), done(), at);
    expect(run.state.stage).toBe('publication');
    expect(run.state.dates.publication.until).toBeGreaterThan(at + 2 * dayMs);
    const out = until(run, run.state.dates.publication.until);
    expect(out.state.released).toBe('by_itself');
    expect(out.state.dates.close).toBeGreaterThan(dates.close);
  });

  it('is archived only when no review is open any more', () => {
    const run = until(calibratedRun(), dates.close - 1);
    const closing = until(run, dates.close, 'away');
    const told = closing.effects.findLast(({ kind }) => kind === 'tell_reviews')?.id ?? '';
    let now = give(closing, { type: 'reviews_told', effect: told, told: 50, gone: 0 }, dates.close);
    const first = now.state.flying.archive?.effect ?? '';
    now = give(
      now,
      { type: 'archived', effect: first, open: 2, sha256: 'x' },
      dates.close + hourMs,
    );
    expect(machine.outcome(now.state)).toBeUndefined();
    const later = until(now, dates.close + 4 * dayMs);
    expect(machine.outcome(later.state)?.closedAs).toBe('archived');
  });

  it('counts pending appeals, and is not closed by hand before they are decided', () => {
    const out = until(calibratedRun(), dates.publication.until);
    const one = give(out, { type: 'appealed', review: 'rev_1', no: 1 }, dates.appeal.from);
    expect(machine.check(one.state, ask('close'), 0)?.code).toBe('appeals_pending');
    expect(machine.view(one.state).appealsPending).toBe(1);
    const none = give(
      one,
      { type: 'decided', review: 'rev_1', no: 1, outcome: 'uphold' },
      dates.appeal.from,
    );
    expect(machine.check(none.state, ask('close'), 0)).toBeUndefined();
  });

  it('opened after its quarter is walked from the day it opens', () => {
    const at = dates.calibration.from;
    const run = take(planned(), open(), at);
    expect(run.state.dates.collect.from).toBe(at);
    expect(until(run, at).state.stage).toBe('collect');
    expect(until(run, run.state.dates.calibration.from).state.stage).toBe('calibration');
  });

  it('is called off before anybody is reviewed, and after with every review told', () => {
    expect(machine.outcome(take(planned(), cancel(), plannedAt).state)?.closedAs).toBe('cancelled');
    const run = take(openedRun(), cancel(), dates.self.from);
    expect(kinds(run, 'tell_reviews')).toEqual(['tell close']);
    expect(machine.outcome(run.state)?.closedAs).toBe('cancelled');
  });

  const states: Record<string, ReviewCycleState> = {
    planned: planned().state,
    open: openedRun().state,
    collect: until(openedRun(), dates.collect.from).state,
    self: until(openedRun(), dates.self.from).state,
    calibration: until(openedRun(), dates.calibration.from + hourMs).state,
    publication: calibratedRun().state,
    appeal: until(calibratedRun(), dates.publication.until).state,
    closed: until(calibratedRun(), dates.close + 9 * dayMs).state,
  };
  const incomplete: Asked<ReviewCycle> = {
    ...{ type: 'open', by: person('hr') },
    readings: { missing: [{ what: 'manager', person: named('bob') }], warnings: [] },
  };
  test.each<[string, Asked<ReviewCycle>, string | undefined]>([
    ['planned', open(), undefined],
    ['planned', open('hrd'), undefined],
    ['planned', open('pam'), 'not_holder'],
    ['planned', { ...open('x'), by: person('x', true) }, undefined],
    ['planned', { ...open(), by: { kind: 'apiKey', id: 'k' } }, 'service_cannot_hold'],
    ['planned', incomplete, 'cycle_incomplete'],
    ['planned', ask('freeze'), 'wrong_state'],
    ['planned', cancel(), undefined],
    ['open', open(), 'wrong_state'],
    ['open', ask('freeze'), 'wrong_state'],
    ['open', cancel('pam'), 'not_holder'],
    ['collect', ask('freeze'), undefined],
    ['collect', ask('freeze', 'pam'), 'not_holder'],
    ['collect', ask('publish'), 'wrong_state'],
    ['self', ask('freeze'), 'wrong_state'],
    ['self', changes('pam', 'ann'), 'wrong_state'],
    ['calibration', changes('pam', 'ann'), undefined],
    ['calibration', changes('pam', 'ann', 'pam'), 'own_case'],
    ['calibration', changes('hr', 'ann'), 'not_calibrator'],
    ['calibration', { ...changes('x', 'ann'), by: person('x', true) }, 'not_calibrator'],
    ['calibration', changes('pam'), 'too_many_changes'],
    [
      'calibration',
      changes('pam', ...Array.from({ length: 51 }, (_, n) => `p${n}`)),
      'too_many_changes',
    ],
    ['calibration', done('pam', ['ann']), 'unreviewed_outliers'],
    ['calibration', done(), undefined],
    ['calibration', ask('publish'), 'wrong_state'],
    ['calibration', cancel(), undefined],
    ['publication', ask('publish'), undefined],
    ['publication', ask('publish', 'x', true), undefined],
    ['publication', ask('publish', 'pam'), 'not_holder'],
    ['publication', cancel(), 'wrong_state'],
    ['publication', done(), 'wrong_state'],
    ['appeal', ask('close'), undefined],
    ['appeal', ask('publish'), 'wrong_state'],
    ['closed', ask('close'), 'wrong_state'],
    ['closed', cancel(), 'wrong_state'],
  ])('%s: case %# is answered as it should', (stage, command, code) => {
    const state = states[stage];
    expect(state && machine.check(state, command, dates.calibration.from)?.code).toBe(code);
  });

  it('names every missing piece where it may not open', () => {
    const refusal = machine.check(planned().state, incomplete, plannedAt);
    expect(refusal?.with).toEqual({ missing: ['manager: bob'] });
  });

  it('waits for the scores before results go out', () => {
    const before = until(openedRun(), dates.calibration.from - 1);
    const run = until(before, dates.calibration.from, 'away');
    expect(machine.check(run.state, changes('pam', 'ann'), 0)?.code).toBe('scores_pending');
    const { state } = give(calibratedRun(), { type: 'cancel_requested' }, dates.publication.from);
    const waiting = { ...state, flying: { score: { effect: 'e9', again: dates.close } } };
    expect(machine.check(waiting, ask('publish'), 0)?.code).toBe('scores_pending');
    expect(machine.nextDue(waiting)).toBeDefined();
  });

  it('stays within 64 KiB of state and 8 KiB of view with a thousand appeals', () => {
    const long = (id: string) => ({ id: `per_${id.padEnd(36, '0')}`, name: '网'.repeat(80) });
    const many = (count: number) => Array.from({ length: count }, (_, n) => long(`${n}`));
    let run = planned({
      ...{ group: long('g'), hr: long('h'), deputy: long('d'), people: participantsMax },
      ...{ calibrators: many(40), panels: [many(9), many(9), many(9), many(9)] },
    });
    const by = { kind: 'user' as const, id: 'x', person: long('h').id };
    run = take(run, { ...open(), by }, dates.open.from);
    run = until(run, dates.calibration.from + hourMs);
    const chair = { kind: 'user' as const, id: 'x', person: long('0').id };
    run = take(run, { ...done(), by: chair }, dates.calibration.from + dayMs);
    run = until(run, dates.publication.until);
    for (let n = 0; n < participantsMax + 5; n += 1) {
      const review = `rev_${String(n).padStart(36, '0')}`;
      run.state = machine.apply(
        run.state,
        { type: 'appealed', review, no: 1 },
        dates.appeal.from,
      ).state;
    }
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    expect(run.state.appeals).toHaveLength(participantsMax);
    expect(bytes(run.state)).toBeLessThan(64 * 1024);
    expect(bytes(machine.view(run.state))).toBeLessThan(8 * 1024);
  });
});

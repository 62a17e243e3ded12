import { describe, expect, it, test } from '@jest/globals';
import type { Asked } from '../machine.js';
import { reviewMachine as machine } from './machine.js';
import type { Review } from './process.js';
import type { ReviewState } from './state.js';
import { openTasks } from './tasks.js';
import {
  appeal,
  begun,
  close,
  counterpart,
  dates,
  decide,
  give,
  hourMs,
  manager,
  named,
  person,
  publication,
  released,
  releasedRun,
  self,
  take,
  until,
  within,
  workDays,
} from './testing.fixture.js';
import { closeAfter, dayAfter } from './work-days.js';

const holders = (state: ReviewState) =>
  openTasks(state).map(({ kind, of, holder }) => `${kind}/${of}: ${holder.id}`);
const outcomes = (state: ReviewState) =>
  Object.fromEntries(state.tasks.map(({ kind, of, outcome }) => [`${kind}/${of}`, outcome]));

const acknowledge = (by: string, lead = false): Asked<Review> => ({
  type: 'acknowledge',
  by: person(by, lead),
});
const reassign = (why: 'change' | 'transfer', by = 'hr'): Asked<Review> => ({
  ...{ type: 'reassign', why, by: person(by) },
  manager: { manager: named('nora'), head: named('hugo'), share: 40 },
});
const prorate = (why: 'leaver' | 'leave', days = 30): Asked<Review> => ({
  ...{ type: 'prorate', presence: { days, of: 92, why }, by: person('hr') },
});
const confirm: Asked<Review> = { type: 'confirm', by: person('ann') };
const read: Asked<Review> = { type: 'read', by: person('ann') };
const talk: Asked<Review> = { type: 'talk', by: person('mia') };

describe('a review', () => {
  it('goes through its steps by the calendar though nobody gives anything', () => {
    const run = until(begun(), dates.calibration.from);
    const stages = run.entries.filter(({ what }) => what === 'review.stage');
    expect(stages.map(({ with: w, at }) => [w?.['stage'], at])).toEqual([
      ['self', dates.self.from],
      ['manager', dates.manager.from],
      ['counterpart', dates.manager.until],
      ['calibration', dates.calibration.from],
    ]);
    const last = give(run, publication, dates.publication.from).state;
    expect(outcomes(last)).toMatchObject({
      'self/ann': 'not_given',
      'manager/mia': 'not_given',
      'counterpart/net': 'left_out',
      'counterpart/infra': 'left_out',
    });
  });

  it('asks the head on the morning after a silent manager, the delegate by name on the third', () => {
    const [first] = dayAfter(workDays, dates.manager.until, 1);
    const [third] = dayAfter(workDays, dates.manager.until, 3);
    const on = (at: number) => holders(until(begun(), at).state)[0];
    expect(on(first - 1)).toBe('manager/mia: mia');
    expect(on(first)).toBe('manager/mia: hugo');
    expect(on(third - 1)).toBe('manager/mia: hugo');
    expect(on(third)).toBe('manager/mia: dora');
  });

  it('asks the head of a silent department, and still takes the rating of the one asked first', () => {
    const [first] = dayAfter(workDays, dates.counterpart.until, 1);
    const run = until(begun(), first);
    expect(holders(run.state)).toContain('counterpart/net: noah');
    const given = take(run, counterpart('net', 'nina'), first);
    expect(given.state.tasks.find(({ of }) => of === 'net')).toMatchObject({
      ...{ outcome: 'given', by: 'nina', entry: 'e3' },
    });
  });

  it('has a mark of the late manager scored at once while scores are looked at, not before', () => {
    const early = take(begun(), manager(), within(dates.manager));
    expect(early.effects).toEqual([]);
    const at = within({ from: dayAfter(workDays, dates.manager.until, 3)[0] });
    const late = take(begun(), manager('dora'), at);
    expect(late.effects).toMatchObject([{ kind: 'score', reviews: ['rev_1'], why: 'late' }]);
    const { effect } = late.state.scoring ?? { effect: '' };
    const scored = give(late, { type: 'scored', effect, changed: 1 }, at);
    expect(scored.state.scoring).toBeUndefined();
  });

  it('asks again for a score that could not be made', () => {
    const at = within({ from: dayAfter(workDays, dates.manager.until, 3)[0] });
    const late = take(begun(), manager('dora'), at);
    const { effect } = late.state.scoring ?? { effect: '' };
    const failed = give(late, { type: 'scored', effect, changed: 0, why: 'away' }, at);
    const again = until(failed, at + hourMs);
    expect(again.effects.filter(({ kind }) => kind === 'score')).toHaveLength(2);
    expect(again.effects.filter((one) => machine.wanted(again.state, one))).toHaveLength(1);
  });

  const opened = begun().state;
  const inSelf = until(begun(), within(dates.self)).state;
  const inManager = until(begun(), within(dates.manager)).state;
  const calibrating = until(begun(), within(dates.calibration)).state;
  const published = give(begun(), publication, within(dates.publication)).state;
  const out = releasedRun().state;
  const appealed = take(releasedRun(), appeal(), dates.publication.until + hourMs).state;
  const closed = give(begun(), close, within(dates.self)).state;

  test.each<[string, ReviewState, Asked<Review>, string | undefined]>([
    ['open', opened, self(), 'wrong_state'],
    ['open', opened, reassign('change'), undefined],
    ['open', opened, prorate('leave'), undefined],
    ['self', inSelf, self(), undefined],
    ['self', inSelf, self('mia'), 'not_holder'],
    [
      'self',
      inSelf,
      { type: 'self', entry: 'e', by: { kind: 'apiKey', id: 'k' } },
      'service_cannot_hold',
    ],
    ['self', inSelf, manager(), 'wrong_state'],
    ['self', inSelf, reassign('change', 'mia'), 'not_holder'],
    ['self', inSelf, reassign('change', 'ann'), 'own_case'],
    ['self', inSelf, { ...prorate('leave', 93) }, 'days_out_of_range'],
    ['manager', inManager, self(), 'wrong_state'],
    ['manager', inManager, manager(), undefined],
    ['manager', inManager, manager('mia', 5), undefined],
    ['manager', inManager, manager('mia', 5.5), 'marks_out_of_range'],
    ['manager', inManager, manager('mia', -6), 'marks_out_of_range'],
    [
      'manager',
      inManager,
      { ...manager('mia', 1), evidence: 0 } as Asked<Review>,
      'marks_need_evidence',
    ],
    ['manager', inManager, manager('ann'), 'own_case'],
    ['manager', inManager, manager('hugo'), 'not_holder'],
    ['manager', inManager, { ...manager('x'), by: person('x', true) }, 'not_holder'],
    ['manager', inManager, counterpart('net', 'nina'), undefined],
    ['manager', inManager, counterpart('net', 'noah'), undefined],
    ['manager', inManager, counterpart('net', 'ivan'), 'not_holder'],
    ['manager', inManager, counterpart('sales', 'nina'), 'not_asked_to_rate'],
    ['manager', inManager, counterpart('net', 'ann'), 'own_case'],
    [
      'manager',
      inManager,
      { type: 'counterpart', department: 'net', noDealings: true, by: person('nina') },
      undefined,
    ],
    [
      'manager',
      inManager,
      { ...counterpart('net', 'nina'), ratings: 0 } as Asked<Review>,
      'ratings_needed',
    ],
    ['manager', inManager, confirm, 'wrong_state'],
    ['calibration', calibrating, manager(), undefined],
    ['calibration', calibrating, reassign('transfer'), undefined],
    [
      'calibration',
      calibrating,
      { ...reassign('change'), manager: { manager: named('mia'), share: 100 } } as Asked<Review>,
      'same_manager',
    ],
    [
      'calibration',
      calibrating,
      { ...reassign('change'), manager: { manager: named('ann'), share: 100 } } as Asked<Review>,
      'own_case',
    ],
    ['publication', published, manager(), 'wrong_state'],
    ['publication', published, talk, undefined],
    ['publication', published, { ...talk, by: person('nina') }, 'not_holder'],
    ['publication', published, read, 'wrong_state'],
    ['publication', published, appeal(), 'wrong_state'],
    ['released', out, read, undefined],
    ['released', out, { ...read, by: person('mia') }, 'not_holder'],
    ['released', out, confirm, undefined],
    ['released', out, appeal(), undefined],
    ['released', out, appeal('mia'), 'not_holder'],
    ['released', out, { ...appeal(), items: 0 } as Asked<Review>, 'items_needed'],
    ['released', out, decide('pam'), 'wrong_state'],
    ['released', out, prorate('leave'), 'wrong_state'],
    ['appeal', appealed, appeal(), 'wrong_state'],
    ['appeal', appealed, acknowledge('pam'), undefined],
    ['appeal', appealed, acknowledge('mia'), 'own_case'],
    ['appeal', appealed, decide('pam'), undefined],
    ['appeal', appealed, decide('mia'), 'own_case'],
    ['appeal', appealed, decide('dora'), 'own_case'],
    ['appeal', appealed, decide('ann'), 'own_case'],
    ['appeal', appealed, decide('quinn'), 'not_holder'],
    ['appeal', appealed, { ...decide('x'), by: person('x', true) }, 'not_holder'],
    ['appeal', appealed, confirm, undefined],
    ['closed', closed, self(), 'wrong_state'],
    ['closed', closed, reassign('change'), 'wrong_state'],
  ])('%s: case %# is answered as it should', (_stage, state, command, code) => {
    expect(machine.check(state, command, dates.publication.until)?.code).toBe(code);
  });

  it('takes an appeal for five working days, and is final after them', () => {
    const last = closeAfter(workDays, dates.publication.until, 5);
    const { state } = until(releasedRun(), last - 1);
    expect(machine.check(state, appeal(), last - 1)).toBeUndefined();
    expect(machine.check(state, appeal(), last + 1)?.code).toBe('appeal_over');
    const over = until(releasedRun(), last).state;
    expect(over).toMatchObject({ stage: 'final', unread: true });
    expect(machine.check(over, appeal(), last)?.code).toBe('wrong_state');
  });

  it('has a panel without the manager acknowledge in a day and decide in five', () => {
    const at = dates.publication.until;
    let run = take(releasedRun(), appeal(), at);
    expect(holders(run.state)).toContain('acknowledge/1: pam');
    run = take(run, acknowledge('pam'), at + hourMs);
    expect(openTasks(run.state, 'decide')[0]?.clock.dueAt).toBe(
      closeAfter(workDays, at + hourMs, 5),
    );
    run = take(run, decide('pam', 'adjust'), at + 2 * hourMs);
    expect(run.effects).toMatchObject([
      { kind: 'tell', to: ['rvc_1'], message: { type: 'appealed', no: 1 } },
      { kind: 'score', why: 'appeal' },
      { kind: 'tell', message: { type: 'decided', outcome: 'adjust' } },
    ]);
    expect(run.state.stage).toBe('released');
  });

  it('passes a silent panel over, and asks the last one for ever', () => {
    const at = dates.publication.until;
    const run = take(releasedRun(), appeal(), at);
    const first = until(run, closeAfter(workDays, at, 1));
    expect(holders(first.state)).toContain('acknowledge/1: quinn');
    const later = until(first, closeAfter(workDays, at, 4));
    expect(holders(later.state)).toContain('acknowledge/1: quinn');
    expect(machine.nextDue(later.state)).toBeDefined();
  });

  it('is appealed twice at the most, the second time to the next panel', () => {
    const at = dates.publication.until;
    let run = take(take(releasedRun(), appeal(), at), decide('pam'), at + hourMs);
    run = take(run, appeal(), at + 2 * hourMs);
    expect(holders(run.state)).toContain('acknowledge/2: quinn');
    run = take(run, decide('quinn'), at + 3 * hourMs);
    expect(run.state.stage).toBe('final');
    expect(machine.check(run.state, appeal(), at + 4 * hourMs)).toBeDefined();
  });

  it('is marked anew by the head after a re-evaluation, and goes on when that is not given', () => {
    const at = dates.publication.until;
    const asked = take(
      take(releasedRun(), appeal(), at),
      decide('pam', 're_evaluate'),
      at + hourMs,
    );
    expect(holders(asked.state)).toContain('manager/re_evaluation: hugo');
    expect(machine.check(asked.state, decide('pam'), at + hourMs)?.code).toBe('already_done');
    const given = take(asked, manager('hugo'), at + 2 * hourMs);
    expect(given.state.stage).toBe('released');
    expect(given.effects.at(-2)).toMatchObject({ kind: 'score', why: 'appeal' });
    const silent = until(asked, closeAfter(workDays, at + hourMs, 5));
    expect(silent.state.stage).toBe('released');
  });

  it('closes with its cycle, but not before its appeal is through', () => {
    expect(give(until(releasedRun(), dates.appeal.until), close, dates.close).state.stage).toBe(
      'closed',
    );
    const at = dates.publication.until;
    let run = give(take(releasedRun(), appeal(), at), close, at + hourMs);
    expect(run.state.stage).toBe('appeal');
    run = take(run, decide('pam'), at + 2 * hourMs);
    expect(run.state.stage).toBe('released');
    run = until(run, closeAfter(workDays, at + 2 * hourMs, 5));
    expect(machine.outcome(run.state)).toBeDefined();
  });

  it('moves open forms to a new manager with time for them, and keeps the old one off the panel', () => {
    const at = dates.manager.until;
    const run = take(begun(), reassign('change'), at);
    expect(holders(run.state)[0]).toBe('manager/nora: nora');
    expect(openTasks(run.state)[0]?.clock.dueAt).toBe(closeAfter(workDays, at, 2));
    expect(run.state.managers).toMatchObject([{ manager: { id: 'nora' }, share: 100 }]);
    expect(machine.check(run.state, manager('mia'), at)?.code).toBe('not_holder');
    const out = take(give(give(run, publication, at), released, at), appeal(), at + hourMs);
    expect(holders(out.state)).toContain('acknowledge/1: pam');
  });

  it('is scored by the last two managers after a transfer, by their shares', () => {
    const run = take(begun(), reassign('transfer'), within(dates.manager));
    expect(run.state.managers.map(({ manager: { id }, share }) => [id, share])).toEqual([
      ['nora', 40],
      ['mia', 60],
    ]);
    expect(holders(run.state)).toEqual(
      expect.arrayContaining(['manager/mia: mia', 'manager/nora: nora']),
    );
  });

  it('asks nothing more of a leaver and counts the days that were there', () => {
    const run = take(begun(), prorate('leaver'), within(dates.self));
    expect(outcomes(run.state)).toEqual({ 'self/ann': 'excused' });
    expect(run.state.presence).toEqual({ days: 30, of: 92, why: 'leaver' });
    expect(openTasks(until(run, within(dates.manager)).state, 'manager')).toHaveLength(1);
  });

  it('notes a result that was not read in five working days, and one that was', () => {
    const run = take(releasedRun(), read, dates.publication.until);
    expect(until(run, dates.appeal.until).state.unread).toBeUndefined();
    expect(until(releasedRun(), dates.appeal.until).state.unread).toBe(true);
  });

  it('shows no mark, score or text of anybody', () => {
    const run = take(begun(), manager('mia', 5), within(dates.manager));
    const shown = JSON.stringify(machine.view(run.state));
    expect(shown).not.toMatch(/marks|score|evidence/);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  dan,
  day,
  doWork,
  hour,
  life,
  livedTo,
  officeHours,
  submitAll,
  t0,
  type Life,
} from './life.fixture.js';
import { handoverMachine as machine } from './machine.js';

const peopleOf = (page: { targets: unknown[] } | undefined): string[] =>
  (page?.targets ?? []).map((target) => (target as { id: string }).id);
const holder = (one: Life): string | undefined => one.state().baton.holder.person;
const clock = (one: Life, obligation: string) =>
  one.view().clocks.find((each) => each.obligation === obligation);

describe('the deadline of a stage', () => {
  it('chases owner, deputy, head and duty executive at 50, 75, 90, due and each half period', () => {
    const one = life();
    const due = clock(one, 'stage/initiated')?.dueAt ?? 0;
    const half = (due - t0) / 2;
    one.runTo(due + 2 * half + 1);
    const pages = [...one.pages('stage_due'), ...one.pages('stage_late')].filter(
      ({ ladder }) => ladder === 'stage',
    );
    expect(pages.map((page) => [page.due - t0, peopleOf(page)])).toEqual([
      [half, ['dan']],
      [half * 1.5, ['dan', 'dan_deputy']],
      [half * 1.8, ['dan', 'dan_deputy']],
      [half * 2, ['dan', 'dora']],
      [half * 3, ['dora', 'chief']],
      [half * 4, ['dora', 'chief']],
    ]);
    const late = one.lines('handover.late').filter(({ cause }) => cause === 'stage/initiated');
    expect(late).toHaveLength(1);
  });

  it('runs on the working hours of its owner, and a weekend does not count', () => {
    const hours = { delivery: officeHours(), ops: officeHours(), uat: officeHours() };
    const one = livedTo('disclosure_review', { hours });
    const review = clock(one, 'stage/disclosure_review');
    expect(review?.target).toEqual({ workingDays: 3 });
    expect(review?.calendar).toBe('cal_dep_ops');
    expect(new Date(review?.dueAt ?? 0).getUTCDay()).toBeGreaterThan(0);
    expect((review?.dueAt ?? 0) - one.seen.now).toBeGreaterThan(2 * day);
  });

  it('is silent once the stage is left: what was not sent is withdrawn', () => {
    const one = livedTo('disclosure');
    submitAll(one);
    const before = clock(one, 'stage/disclosure');
    one.runTo(((before?.startAt ?? 0) + (before?.dueAt ?? 0)) / 2);
    const chases = one.pages('stage_due').filter(({ ladder }) => ladder === 'stage');
    const asked = chases.length;
    const [last] = chases.slice(-1);
    expect(last && machine.wanted(one.state(), last)).toBe(true);
    one.advance(dan);
    expect(last && machine.wanted(one.state(), last)).toBe(false);
    const due = clock(one, 'stage/disclosure');
    expect(due?.stoppedAt).toBe(one.seen.now);
    one.runTo(one.seen.now + hour);
    expect(one.pages('stage_due').filter(({ ladder }) => ladder === 'stage')).toHaveLength(asked);
  });

  it('catches up after an outage: each rung at its own due time, repeats folded into one', () => {
    const one = life();
    const due = clock(one, 'stage/initiated')?.dueAt ?? 0;
    one.seen.answers = false;
    const before = one.pages().length;
    one.seen.now = due + 40 * day;
    one.runTo(one.seen.now);
    const sent = one.pages().slice(before);
    expect(sent.filter(({ rung }) => rung === 3)).not.toHaveLength(0);
    expect(sent.length).toBeLessThan(30);
    expect(one.lines('page.missed').length).toBeGreaterThan(0);
  });

  it('asks the sponsor for help when the disclosure stays late', () => {
    const one = livedTo('disclosure', { sponsor: 'sam' });
    const due = clock(one, 'stage/disclosure')?.dueAt ?? 0;
    one.runTo(due + 1);
    expect(one.pages('help_sponsor')).toHaveLength(0);
    one.runTo(due + 20 * day);
    expect(one.pages('help_sponsor').map(peopleOf)).toEqual([['sam']]);
  });

  it('asks the next level at once where nobody could be reached', () => {
    const one = life();
    const due = clock(one, 'stage/initiated')?.dueAt ?? 0;
    one.runTo(t0 + (due - t0) / 2);
    const [first] = one.pages('stage_due').filter(({ ladder }) => ladder === 'stage');
    one.report({
      ...{ type: 'paged', effect: first?.id ?? '', ladder: 'stage', rung: 0, empty: true },
      ...{ people: [], more: 0, waiting: false, later: [], gaps: [] },
    });
    const pages = one.pages('stage_due').filter(({ ladder }) => ladder === 'stage');
    expect(pages.map(({ rung }) => rung)).toEqual([0, 1]);
  });

  it('of the review escalates operations, and silence never accepts', () => {
    const one = livedTo('disclosure_review');
    one.later(60 * day);
    expect(one.state().stage).toBe('disclosure_review');
    expect(one.pages('review_late').map(peopleOf)[0]).toEqual(['olga', 'otto']);
    expect(one.pages('review_late').map(peopleOf)[1]).toEqual(['otto', 'chief']);
    expect(holder(one)).toBe('dan');
  });

  it('over hours that ran out long before is taken from the calendar first, not chased at once', () => {
    const short = officeHours(t0 - day, t0 + 10 * day);
    const one = life({ hours: { delivery: 'always', ops: short, uat: short } });
    one.later(40 * day);
    doWork(one);
    one.advance(dan);
    submitAll(one);
    one.advance(dan);
    expect(one.state().stage).toBe('disclosure_review');
    one.later(hour);
    expect(one.pages('review_late')).toHaveLength(0);
    const review = clock(one, 'stage/disclosure_review');
    expect(review?.provisional).toBeUndefined();
    expect((review?.dueAt ?? 0) - one.seen.now).toBeGreaterThan(2 * day);
  });

  it('is taken again from the calendar before its end', () => {
    const until = t0 + 10 * day;
    const short = officeHours(t0 - day, until);
    const hours = { delivery: short, ops: short, uat: short };
    const one = life({ hours });
    one.later(4 * day);
    const taken = one.seen.effects.filter(({ kind }) => kind === 'snapshot');
    expect(taken.length).toBeGreaterThan(0);
    const { delivery } = one.state().hours;
    expect(delivery !== 'always' && delivery.until).toBeGreaterThan(until);
    expect(one.state().looking).toEqual({});
  });
});

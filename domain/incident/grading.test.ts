import { describe, expect, it } from '@jest/globals';
import type { GradeCommand } from './grading-state.js';
import { levelOf } from './level.js';
import { incidentMachine } from './machine.js';
import type { IncidentInput } from './state.js';
import type { Surroundings } from './surroundings.js';
import {
  ann,
  ask,
  bob,
  give,
  hour,
  inputOf,
  isPage,
  lea,
  minute,
  must,
  runTo,
  start,
  t0,
  wakeAt,
  type Play,
} from './testing.fixture.js';

const graded = (over: Partial<GradeCommand> = {}): GradeCommand => ({
  type: 'grade',
  level: 'error',
  computed: 'error',
  complete: true,
  ...over,
});

const lasting = {
  interruption: [{ from: 'P2', afterS: 2 * 3_600 }],
  other: [{ from: 'P3', afterS: 8 * 3_600 }],
} as const satisfies Surroundings['duration'];

const surround = (play: Play, over: Partial<Surroundings> = {}): void => {
  const effect = play.handed.filter(({ kind }) => kind === 'snapshot').at(-1);
  if (!effect) throw new Error('no snapshot was asked for');
  const surroundings = { customers: 2, duration: lasting, ...over };
  give(play, { type: 'snapshot_taken', effect: effect.id, surroundings });
};

const open = (over: Partial<IncidentInput> = {}): Play => {
  const targets = { ...inputOf().targets, restoreS: 4 * 3_600 };
  const play = start(inputOf({ gradeS: 600, targets, ...over }));
  must(play, ann, { type: 'acknowledge' });
  return play;
};

const level = (play: Play): string => levelOf(play.state.severity);
const reasons = (play: Play): string[] => play.handed.filter(isPage).map(({ reason }) => reason);
const said = (play: Play): string[] => play.entries.map(({ what }) => what);
const dueOf = (play: Play, obligation: string) =>
  play.state.clocks.find((clock) => clock.obligation === obligation)?.dueAt;

describe('the level (R7)', () => {
  it('is the source’s until its deadline, then the worst unanswered one, provisionally', () => {
    const play = open();
    must(play, ann, graded({ worst: 'critical', complete: false }));
    expect([level(play), play.state.grading?.status]).toEqual(['P2', 'mapped']);
    runTo(play, t0 + 10 * minute - 1);
    expect(level(play)).toBe('P2');
    runTo(play, t0 + 10 * minute);
    expect([level(play), play.state.grading?.status]).toEqual(['P1', 'provisional']);
    expect(reasons(play)).toContain('grading_overdue');
  });

  it('is what complete facts compute, up or down, without a second person', () => {
    const play = open();
    must(play, ann, graded({ level: 'warning', computed: 'warning' }));
    expect([level(play), play.state.grading?.status]).toEqual(['P3', 'graded']);
    must(play, ann, graded({ level: 'critical', computed: 'critical' }));
    expect(level(play)).toBe('P1');
  });

  it('above the computed one asks for a reason, and then stands', () => {
    const play = open();
    expect(ask(play, ann, graded({ level: 'critical' }))?.code).toBe('reason_needed');
    must(play, ann, graded({ level: 'critical', reason: 'a minister visits' }));
    expect(level(play)).toBe('P1');
  });

  it('below the computed one waits for another person; the higher one stands meanwhile', () => {
    const play = open();
    must(play, ann, graded({ level: 'critical', computed: 'critical' }));
    must(play, ann, graded({ level: 'warning', reason: 'looks small', computed: 'critical' }));
    const id = play.state.proposals?.[0]?.id ?? '';
    expect(level(play)).toBe('P1');
    const confirm = { type: 'confirm', proposal: id } as const;
    expect(ask(play, ann, confirm)?.code).toBe('second_name_needed');
    must(play, bob, confirm);
    expect([level(play), play.state.proposals]).toEqual(['P3', []]);
  });

  it('keeps an interruption until complete facts say otherwise (R5)', () => {
    const play = open({ impactClass: 'interruption' });
    const milder = graded({ impactClass: 'degraded' });
    expect(ask(play, ann, milder)?.code).toBe('interruption_by_facts');
    must(play, ann, { ...milder, impactComputed: true, complete: false });
    expect(play.state.impactClass).toBe('interruption');
    must(play, ann, { ...milder, impactComputed: true });
    expect(play.state.impactClass).toBe('degraded');
  });

  it('stays where a second person declines', () => {
    const play = open();
    must(play, ann, graded({ level: 'info', reason: 'nothing', computed: 'critical' }));
    const id = play.state.proposals?.[0]?.id ?? '';
    must(play, bob, { type: 'decline', proposal: id, reason: 'customers are down' });
    expect([level(play), said(play).at(-1)]).toEqual(['P1', 'incident.downgrade_declined']);
    expect(ask(play, bob, { type: 'confirm', proposal: id })?.code).toBe('no_such_proposal');
  });

  it('rises by the clock to the millisecond while it lasts, and not once restored', () => {
    const play = open({ impactClass: 'interruption' });
    must(play, ann, graded());
    surround(play);
    const due = play.state.grading ? t0 + 2 * hour : 0;
    runTo(play, due - 1);
    expect(level(play)).toBe('P2');
    runTo(play, due);
    expect([level(play), said(play).includes('incident.raised_by_duration')]).toEqual(['P1', true]);
    const other = open({ impactClass: 'interruption' });
    must(other, ann, graded());
    surround(other);
    must(other, ann, { type: 'restore', how: 'x' });
    wakeAt(other, t0 + 2 * hour);
    expect(level(other)).toBe('P2');
  });
});

describe('clocks follow the level (R11)', () => {
  it('walks restoring again from its start, and tells no breach for the past', () => {
    const play = open({ targetsBy: {} });
    wakeAt(play, t0 + 3 * hour);
    must(play, ann, graded({ level: 'critical', computed: 'critical' }));
    expect(dueOf(play, 'restore')).toBe(t0 + 2 * hour);
    const shown = incidentMachine.view(play.state).clocks;
    expect(shown.find(({ obligation }) => obligation === 'restore')?.unchecked).toBe(true);
    must(play, ann, { type: 'check_clock', obligation: 'restore' });
    const after = incidentMachine.view(play.state).clocks;
    expect(after.find(({ obligation }) => obligation === 'restore')?.unchecked).toBeUndefined();
  });

  it('takes what was promised by contract as the restore target', () => {
    const play = open();
    must(play, ann, graded());
    surround(play, { restoreS: 6 * 3_600 });
    expect(dueOf(play, 'restore')).toBe(t0 + 6 * hour);
  });

  it('stops for the customer only, and adds exactly the time waited', () => {
    const supplier = open();
    const until = t0 + 2 * hour;
    must(supplier, ann, { type: 'wait', on: 'supplier', until, reason: 'a part' });
    runTo(supplier, until);
    expect(dueOf(supplier, 'restore')).toBe(t0 + 4 * hour);
    const customer = open();
    must(customer, ann, { type: 'wait', on: 'customer', until, reason: 'no access tonight' });
    runTo(customer, until);
    expect(dueOf(customer, 'restore')).toBe(t0 + 6 * hour);
  });

  it('pages the lead at half and the manager at three quarters of the time to restore', () => {
    const play = open();
    must(play, ann, { type: 'acknowledge', until: t0 + 20 * hour });
    must(play, ann, graded());
    surround(play);
    runTo(play, t0 + 3 * hour);
    const pages = play.handed.filter(isPage).filter(({ reason }) => reason.startsWith('restore_'));
    expect(pages.map(({ reason, due, targets }) => [reason, due - t0, targets[0]])).toEqual([
      ['restore_half', 2 * hour, { kind: 'duty', role: 'shift_lead' }],
      ['restore_most', 3 * hour, { kind: 'duty', role: 'duty_manager' }],
    ]);
  });
});

describe('a grave incident', () => {
  it('is commanded by somebody who does not hold it', () => {
    const play = open();
    must(play, ann, graded({ level: 'critical', computed: 'critical' }));
    expect(reasons(play)).toContain('command_wanted');
    expect(ask(play, lea, { type: 'command', to: 'ann' })?.code).toBe('commander_holds');
    must(play, lea, { type: 'command', to: 'bob' });
    must(play, ann, { type: 'assign', to: 'bob' });
    must(play, bob, { type: 'accept' });
    expect([play.state.baton.holder.person, play.state.commander]).toEqual(['bob', undefined]);
  });

  it('closes only after its review, with an article or a word why none is needed (N4)', () => {
    const play = open();
    must(play, ann, graded());
    must(play, ann, { type: 'restore', how: 'x' });
    expect(ask(play, ann, { type: 'close' })?.with).toEqual({ what: 'review' });
    must(play, ann, { type: 'verify', verifiedBy: 'customer' });
    runTo(play, t0 + 15 * hour);
    expect(play.state.stage).toBe('reviewing');
    must(play, ann, { type: 'review', cause: 'a fuse', actions: [] });
    expect(ask(play, ann, { type: 'close' })?.with).toEqual({ what: 'knowledge' });
    const knowledge = { none: 'known since 2019' };
    must(play, ann, { type: 'review', cause: 'a fuse', actions: [], knowledge });
    must(play, ann, { type: 'close' });
    expect(play.state.closedAs).toBe('resolved');
  });

  it('is chased while its review is owed: 50, 75, 90 percent, and when it is late', () => {
    const play = open();
    must(play, ann, graded());
    must(play, ann, { type: 'restore', how: 'x' });
    must(play, ann, { type: 'verify', verifiedBy: 'customer' });
    runTo(play, t0 + 30 * 24 * hour);
    const chased = reasons(play).filter((reason) => reason.startsWith('review_'));
    expect(chased.slice(0, 4)).toEqual([
      'review_due',
      'review_due',
      'review_due',
      'review_overdue',
    ]);
    expect(chased.slice(4).every((reason) => reason === 'review_overdue')).toBe(true);
    expect(chased.length).toBeGreaterThan(4);
    expect(play.state.stage).toBe('reviewing');
  });
});

describe('notices of an incident (R8)', () => {
  it('are owed from detection once its level stands, to customers where there are any', () => {
    const play = open();
    must(play, ann, graded());
    surround(play);
    const owed = incidentMachine.view(play.state).notices?.owed.map(({ id }) => id);
    expect(owed).toEqual(['internal/first/1', 'customer/first/1']);
    expect(play.state.board?.owed[0]?.dueAt).toBe(t0 + 30 * minute);
  });

  it('page whoever has to act when one is missed, and it stays owed', () => {
    const play = open();
    must(play, ann, graded());
    surround(play);
    runTo(play, t0 + 30 * minute);
    expect(reasons(play)).toContain('notice_missed');
    expect(play.state.board?.counts.missed).toBe(2);
    expect(play.state.board?.owed).toHaveLength(2);
  });

  it('are approved by the commander or a lead, and by nobody else', () => {
    const play = open();
    must(play, ann, graded());
    surround(play);
    const approve = { type: 'approve_notice', notice: 'customer/first/1' } as const;
    expect(ask(play, ann, approve)?.code).toBe('approver_only');
    must(play, lea, { type: 'command', to: 'bob' });
    must(play, bob, approve);
    must(play, ann, { type: 'send_notice', notice: 'customer/first/1' });
    expect(play.handed.at(-1)).toMatchObject({ kind: 'send_notice', notice: 'customer/first/1' });
  });
});

describe('what other processes say', () => {
  it('moves the baton by a signed shift hand-over only from the one who handed over', () => {
    const play = open();
    const word = { type: 'take_over', person: 'dan', why: 'shift', cause: 'shf_1' } as const;
    give(play, { ...word, by: 'somebody else' });
    expect(play.state.baton.holder.person).toBe('ann');
    give(play, { ...word, by: 'ann' });
    expect([play.state.baton.holder.person, play.state.promise?.by]).toEqual(['dan', 'dan']);
  });

  it('keeps which chains are open', () => {
    const play = open();
    const to = { kind: 'department', id: 'dep_1', name: 'infra' } as const;
    give(play, { type: 'chain', id: 'esc_1', event: 'opened', to });
    expect(incidentMachine.view(play.state).chains).toEqual(['esc_1']);
    give(play, { type: 'chain', id: 'esc_1', event: 'closed', to, outcome: 'confirmed' });
    expect(incidentMachine.view(play.state).chains).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import type { GradeCommand } from './grading-state.js';
import { incidentMachine } from './machine.js';
import type { IncidentInput, Severity } from './state.js';
import type { Surroundings } from './surroundings.js';
import { targetsOf } from './targets.js';
import {
  ann,
  ask,
  bob,
  day,
  event,
  give,
  hour,
  inputOf,
  isPage,
  minute,
  must,
  runTo,
  start,
  t0,
  wakeAt,
  type Play,
} from './testing.fixture.js';

const duration: Surroundings['duration'] = {
  interruption: [
    { from: 'P3', to: 'P2', afterS: 14_400 },
    { from: 'P2', to: 'P1', afterS: 7_200 },
  ] as never,
  other: [{ from: 'P2', to: 'P1', afterS: 14_400 }] as never,
};

const open = (severity: Severity, over: Partial<IncidentInput> = {}): Play => {
  const input = inputOf({ gradeS: 600, severity, ...over });
  return start({
    ...input,
    targets: targetsOf(severity, input.impactClass, {}),
  });
};

const facts = (level: Severity, over: Partial<GradeCommand> = {}): GradeCommand => ({
  type: 'grade',
  level,
  computed: level,
  complete: true,
  ...over,
});

const looked = (play: Play, found?: Partial<Surroundings>, which = -1): void => {
  const look = play.effects.filter(({ kind }) => kind === 'snapshot').at(which);
  const surroundings = found && { customers: 1, duration, ...found };
  const answer = { type: 'snapshot_taken', effect: look?.id ?? '' } as const;
  give(play, { ...answer, ...(surroundings && { surroundings }) });
};

/** Acknowledged, graded and looked around within three minutes. */
const worked = (severity: Severity, over: Partial<IncidentInput> = {}): Play => {
  const play = open(severity, over);
  must(play, ann, { type: 'acknowledge', until: t0 + 20 * hour }, t0 + minute);
  must(play, ann, facts(severity), t0 + 2 * minute);
  looked(play, {});
  return play;
};

const overduePages = (play: Play): number =>
  play.handed.filter(isPage).filter(({ ladder }) => ladder === 'overdue').length;
const pausesOf = (play: Play) =>
  play.state.clocks.find(({ obligation }) => obligation === 'restore')?.pauses ?? [];
const until = t0 + 19 * hour;
const wait = (on: 'customer' | 'supplier', to: number) =>
  ({ type: 'wait', on, until: to, reason: 'asked to' }) as const;

describe('the customer’s wait (R11)', () => {
  it('keeps a late restoration quiet to its end, through a regrade and a longer wait', () => {
    const regraded = worked('error');
    must(regraded, ann, wait('customer', until), t0 + hour);
    must(regraded, ann, facts('error'), t0 + 2 * hour);
    const longer = worked('error');
    must(longer, ann, wait('customer', t0 + 5 * hour), t0 + hour);
    must(longer, ann, wait('customer', until), t0 + 2 * hour);
    for (const play of [regraded, longer]) {
      runTo(play, until - 1);
      expect(overduePages(play)).toBe(0);
    }
  });

  it('ends with the wait, whatever ends it', () => {
    for (const end of [
      wait('supplier', until),
      { type: 'escalate', reason: 'x' } as const,
      { type: 'unacknowledge' } as const,
      { type: 'dismiss', proof: 'x' } as const,
    ]) {
      const play = worked('error');
      must(play, ann, wait('customer', until), t0 + hour);
      must(play, ann, end, t0 + 2 * hour);
      expect(pausesOf(play)).toMatchObject([{ from: t0 + hour, until: t0 + 2 * hour }]);
    }
  });
});

describe('the level (R7)', () => {
  it('stands as the facts say while a lower one waits for a second person', () => {
    const play = open('info');
    const impactClass = 'interruption';
    must(play, ann, facts('warning', { computed: 'critical', impactClass, reason: 'small' }));
    expect(play.state).toMatchObject({ severity: 'critical', impactClass });
    expect(play.state.targets).toMatchObject({
      acknowledgeS: 300,
      restoreS: 7_200,
    });
  });

  it('is at least what the known facts say once its deadline passed', () => {
    const play = open('info');
    must(play, ann, facts('warning', { complete: false }));
    runTo(play, t0 + hour);
    expect(play.state).toMatchObject({
      severity: 'warning',
      grading: { status: 'provisional' },
    });
  });

  it('is not lowered by one person past the worst, the clock, or another’s newer facts', () => {
    const worst = open('warning');
    must(worst, ann, facts('warning', { worst: 'critical', complete: false }));
    runTo(worst, t0 + hour);
    const bare = { type: 'grade', level: 'warning', complete: true } as const;
    expect(ask(worst, ann, bare)?.code).toBe('reason_needed');
    const lasted = worked('error');
    runTo(lasted, t0 + 5 * hour);
    expect(ask(lasted, ann, { ...bare, level: 'error' })?.code).toBe('reason_needed');
    must(lasted, ann, facts('error'));
    expect(lasted.state.severity).toBe('critical');
    const stale = open('error');
    must(stale, ann, { ...bare, reason: 'looks small' });
    const proposal = stale.state.proposals?.[0]?.id ?? '';
    must(stale, ann, facts('critical'));
    expect(ask(stale, bob, { type: 'confirm', proposal })?.code).toBe('no_such_proposal');
  });

  it('keeps the proposals of two people in one millisecond apart', () => {
    const play = open('error');
    const lower = { type: 'grade', complete: true, reason: 'r' } as const;
    must(play, ann, { ...lower, level: 'warning' });
    must(play, bob, { ...lower, level: 'info' });
    expect(play.state.proposals?.map(({ by }) => by)).toEqual(['ann', 'bob']);
  });

  it('wakes a snoozed incident that turns out to be an interruption (R5)', () => {
    const play = open('info');
    must(play, ann, { type: 'snooze', until });
    must(play, bob, facts('critical', { impactClass: 'interruption' }), t0 + minute);
    expect(play.state.respond.held).toBeUndefined();
    expect(incidentMachine.nextDue(play.state)).toBe(t0 + minute);
  });
});

describe('a service that fails again', () => {
  it('is raised and chased by the time it was down again, not by the time it was back', () => {
    const play = worked('warning', { impactClass: 'interruption' });
    must(play, ann, { type: 'restore', how: 'x' }, t0 + 10 * minute);
    must(play, ann, { type: 'close' });
    must(play, ann, { type: 'reopen', reason: 'again' }, t0 + day);
    const before = play.entries.length;
    wakeAt(play, t0 + day + 1);
    const after = play.entries.slice(before).map(({ what }) => what);
    expect(after.filter((what) => !what.startsWith('notice.'))).toEqual([
      'incident.restore_overdue',
    ]);
    expect(play.state.severity).toBe('warning');
  });

  it('is learnt from anew', () => {
    const play = worked('critical');
    const end = (): void => {
      must(play, ann, { type: 'restore', how: 'x' });
      must(play, ann, { type: 'verify', verifiedBy: 'engineer' });
      runTo(play, play.now + 2 * day);
    };
    end();
    must(play, ann, {
      type: 'review',
      cause: 'c',
      actions: [],
      knowledge: { none: 'n' },
    });
    must(play, ann, { type: 'reopen', reason: 'again' });
    expect(play.state.clocks.map(({ obligation }) => obligation)).not.toContain('review');
    end();
    expect(play.state.stage).toBe('reviewing');
  });
});

describe('under review', () => {
  const reviewing = (): Play => {
    const play = worked('critical', { alert: event({ id: 'e1' }) });
    must(play, ann, { type: 'restore', how: 'x' });
    must(play, ann, { type: 'verify', verifiedBy: 'engineer' });
    runTo(play, t0 + 2 * day);
    return play;
  };

  it('a late recovery of the source moves nothing', () => {
    const play = reviewing();
    give(play, {
      type: 'alert',
      event: event({ id: 'e2', action: 'resolve' }),
    });
    expect(play.state.stage).toBe('reviewing');
  });

  it('it has a next due time, late or done, until it is closed (I2)', () => {
    const late = reviewing();
    const done = reviewing();
    must(done, ann, {
      type: 'review',
      cause: 'c',
      actions: [],
      knowledge: { none: 'n' },
    });
    for (const play of [late, done]) {
      const { board: _owed, ...rest } = play.state;
      play.state = rest;
      runTo(play, t0 + 60 * day);
      expect(incidentMachine.nextDue(play.state)).toBeGreaterThan(play.now);
    }
  });
});

describe('what surrounds it', () => {
  it('is what the newest look found, in whatever order they come', () => {
    const play = open('error');
    must(play, ann, facts('error'));
    must(play, ann, facts('critical', { impactClass: 'interruption' }));
    looked(play, { restoreS: 3_600 });
    looked(play, { restoreS: 28_800 }, -2);
    expect(play.state.surroundings?.restoreS).toBe(3_600);
  });

  it('is asked for again where it could not be read, and what is owed inside is owed', () => {
    const play = open('error');
    must(play, ann, facts('error'));
    looked(play);
    expect(play.state.board?.owed.map(({ id }) => id)).toEqual(['internal/first/1']);
    const looks = play.effects.filter(({ kind }) => kind === 'snapshot').length;
    runTo(play, t0 + hour);
    expect(play.effects.filter(({ kind }) => kind === 'snapshot').length).toBeGreaterThan(looks);
  });

  it('tells the customers of a child whose parent is gone', () => {
    const play = open('critical', {
      parent: { id: 'up', title: 'up', holdS: 60 },
    });
    runTo(play, t0 + hour);
    looked(play, {});
    expect(play.state.board?.audiences).toEqual(['internal']);
    give(play, { type: 'released', parent: 'up', why: 'closed' });
    expect(play.state.board?.audiences).toEqual(['internal', 'customer']);
  });
});

it('nobody commands what they hold, by whatever way they came to hold it; another is asked for', () => {
  const play = worked('critical');
  must(play, ann, { type: 'command', to: 'bob' });
  must(play, ann, { type: 'restore', how: 'x' });
  must(play, ann, { type: 'assign', to: 'bob' });
  must(play, bob, { type: 'accept' });
  expect(play.state.commander).toBeUndefined();
  expect(play.effects.filter(isPage).at(-1)?.reason).toBe('command_wanted');
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { HandoverAsked } from './commands.js';
import { punchMax, type PunchSeverity } from './later-state.js';
import {
  dan,
  day,
  doWork,
  hour,
  life,
  livedTo,
  officeHours,
  olga,
  signAs,
  stranger,
  t0,
  uma,
  user,
  type Life,
} from './life.fixture.js';

const leftover = (
  severity: PunchSeverity,
  due: number,
  owner = 'dan',
): HandoverAsked & { type: 'punch' } => ({
  ...{ type: 'punch', what: 'add', severity, text: 'cable unlabelled', owner, due },
});
const close = (n: number, evidence?: string): HandoverAsked => ({
  ...{ type: 'punch', what: 'close', n, text: 'mended' },
  ...(evidence !== undefined && { evidence }),
});

const inDays = (one: Life, days: number): number => one.seen.now + days * day;

describe('a leftover', () => {
  it('has severity, owner and day, and a number that is never used again', () => {
    const one = livedTo('uat_run');
    one.give(dan, leftover('minor', inDays(one, 5)));
    one.give(dan, close(1));
    one.give(uma, leftover('major', inDays(one, 5), 'uma'));
    expect(one.state().punch).toMatchObject({
      ...{ added: 2, closed: 1 },
      open: [{ n: 2, severity: 'major', owner: 'uma' }],
    });
    expect(one.seen.facts.filter(({ kind }) => kind === 'punch').map(({ key }) => key)).toEqual([
      ...['1', '1', '2'],
    ]);
  });

  it.each([
    ['in the past', (one: Life) => one.seen.now, 'time_in_past'],
    ['beyond half a year', (one: Life) => inDays(one, 200), 'time_too_far'],
  ])('is not due %s', (_what, due, code) => {
    const one = livedTo('uat_run');
    expect(one.give(dan, leftover('minor', due(one)))).toBe(code);
  });

  it('stands on the sheet as it was written: what does not fit is refused, not cut', () => {
    const one = livedTo('uat_run');
    const said = (text: string): HandoverAsked => ({ ...leftover('minor', inDays(one, 5)), text });
    expect(one.give(dan, said('标'.repeat(94)))).toBe('rule_violation');
    expect(one.give(dan, said('标'.repeat(93)))).toBeUndefined();
    expect(one.seen.facts.at(-1)?.data['text']).toBe('标'.repeat(93));
  });

  it('the list has an end: one more is refused, not dropped', () => {
    const one = livedTo('uat_run');
    for (let n = 0; n < punchMax; n += 1) one.give(dan, leftover('minor', inDays(one, 5)));
    expect(one.give(dan, leftover('minor', inDays(one, 5)))).toBe('too_many_items');
  });

  it('is for the parties of the hand-over, and closing also for its owner', () => {
    const one = livedTo('uat_run');
    expect(one.give(stranger, leftover('minor', inDays(one, 5)))).toBe('not_asked');
    one.give(dan, leftover('minor', inDays(one, 5), 'stranger'));
    expect(one.give(user('eve'), close(1))).toBe('not_asked');
    expect(one.give(stranger, close(1))).toBeUndefined();
  });

  it.each(['initiated', 'disclosure', 'disclosure_review', 'uat_design'] as const)(
    'there is none yet in %s',
    (stage) => {
      const one = livedTo(stage);
      expect(one.give(dan, leftover('minor', inDays(one, 5)))).toBe('wrong_state');
    },
  );
});

describe('closing a leftover', () => {
  it('needs evidence, but for a minor one', () => {
    const one = livedTo('trial');
    one.give(dan, leftover('major', inDays(one, 5)));
    one.give(dan, leftover('minor', inDays(one, 5)));
    expect(one.give(dan, close(1))).toBe('field_required');
    expect(one.give(dan, close(1, 'photo'))).toBeUndefined();
    expect(one.give(dan, close(2))).toBeUndefined();
    expect(one.give(dan, close(2))).toBe('unknown_item');
  });

  it('of a critical one is for ops, and never for its owner', () => {
    const one = livedTo('trial');
    one.give(dan, leftover('critical', inDays(one, 5), 'olga'));
    expect(one.give(dan, close(1, 'photo'))).toBe('not_asked');
    expect(one.give(olga, close(1, 'photo'))).toBe('self_verification');
    expect(one.give(user('olga_deputy'), close(1, 'photo'))).toBeUndefined();
  });

  it('a critical leftover keeps the trial from ending', () => {
    const one = livedTo('trial');
    doWork(one);
    one.give(dan, leftover('critical', inDays(one, 60)));
    one.give(dan, leftover('minor', inDays(one, 60)));
    one.runTo(one.state().trial?.minUntil ?? 0);
    expect(one.advance(dan)?.with?.missing).toEqual(['punch_critical 1/0']);
    one.give(olga, close(1, 'photo'));
    expect(one.advance(dan)).toBeUndefined();
  });
});

describe('chasing leftovers', () => {
  it('the owner is told a day before and when it is overdue, delivery up to the executive', () => {
    const one = livedTo('trial');
    one.give(dan, leftover('minor', inDays(one, 4), 'ann'));
    const due = one.seen.now + 4 * day;
    const told = (): string[] =>
      one
        .pages()
        .filter(({ targets }) => JSON.stringify(targets).includes('"ann"'))
        .map(({ reason }) => reason);
    one.runTo(due - day);
    expect(told()).toEqual(['punch_due']);
    one.runTo(due + 1);
    expect(told()).toEqual(['punch_due', 'punch_overdue']);
    one.runTo(due + 10 * day);
    expect(told()).toEqual(['punch_due', 'punch_overdue']);
    expect(one.pages('punch_overdue').at(-1)?.targets).toContainEqual({
      ...{ kind: 'person', id: 'chief' },
    });
  });

  it('the next one is chased once the first is closed, and nobody when none is open', () => {
    const one = livedTo('trial');
    one.give(dan, leftover('minor', inDays(one, 9)));
    one.give(dan, leftover('minor', inDays(one, 4)));
    const clock = () => one.state().deadlines.find(({ ladder }) => ladder === 'punch')?.clock;
    expect(clock()?.dueAt).toBe(inDays(one, 4));
    one.give(dan, close(2));
    expect(clock()?.dueAt).toBe(inDays(one, 9));
    one.give(dan, close(1));
    expect(clock()).toBeUndefined();
  });

  it('each owner is told about each, in whatever order they are due', () => {
    const days = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(days, (list) => {
        const one = livedTo('trial');
        for (const [n, each] of list.entries()) {
          one.give(dan, leftover('minor', inDays(one, each), `owner_${n}`));
        }
        one.later(41 * day);
        for (const n of list.keys()) {
          const mine = one
            .pages()
            .filter(({ targets }) => targets.some((to) => 'id' in to && to.id === `owner_${n}`));
          expect(mine.map(({ reason }) => reason)).toEqual(['punch_due', 'punch_overdue']);
        }
        expect(one.state().punch.open.every(({ told }) => told === 'overdue')).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('an accepted condition that is not kept (4b)', () => {
  const accepted = (hours?: ReturnType<typeof officeHours>) => {
    const one = livedTo('trial', hours && { hours: { delivery: hours, ops: hours, uat: hours } });
    doWork(one);
    one.give(dan, leftover('minor', inDays(one, 20)));
    one.give(dan, leftover('major', inDays(one, 25)));
    return livesOn(one);
  };
  const livesOn = (one: Life): Life => {
    one.runTo(one.state().trial?.minUntil ?? 0);
    one.advance(dan);
    return one;
  };
  const sign = (one: Life): void => {
    for (const party of ['ops', 'delivery', 'customer'] as const) {
      expect(signAs(one, party)).toBeUndefined();
    }
  };

  it('suspends the acceptance after ten working days: delivery holds again until it is', () => {
    const one = accepted();
    sign(one);
    expect(one.state().acceptance?.conditional).toBe(true);
    expect(one.state().baton.holder.person).toBe('olga');
    const { due = 0 } = one.state().punch.open[0] ?? {};
    one.runTo(due + 10 * day - hour);
    expect(one.state().acceptance?.suspendedAt).toBeUndefined();
    one.runTo(due + 10 * day + hour);
    expect(one.state().acceptance?.suspendedAt).toBe(due + 10 * day);
    expect(one.state().baton.holder.person).toBe('dan');
    expect(one.pages('suspended')).toHaveLength(1);
    expect(one.give(olga, close(1, 'photo'))).toBeUndefined();
    expect(one.state().acceptance?.suspendedAt).toBeDefined();
    expect(one.give(olga, close(2, 'photo'))).toBeUndefined();
    expect(one.state().acceptance?.suspendedAt).toBeUndefined();
    expect(one.state().baton.holder.person).toBe('olga');
    expect(one.state().stage).toBe('warranty');
  });

  it('counts delivery’s own working days', () => {
    const one = accepted(officeHours());
    sign(one);
    const { due = 0 } = one.state().punch.open[0] ?? {};
    // A Sunday morning; the tenth working day after it is a Friday, which ends at six.
    expect(new Date(due).getUTCDay()).toBe(0);
    one.runTo(due + 30 * day);
    expect(one.state().acceptance?.suspendedAt).toBe(due + 12 * day + 9 * hour);
  });

  it('waits for the calendar where the known hours have run out: it is not suspended at once', () => {
    const hours = officeHours(t0 - 7 * day, t0 + 24 * day);
    const one = livedTo('acceptance', { hours: { delivery: hours, ops: hours, uat: hours } });
    one.give(dan, leftover('minor', inDays(one, 40)));
    sign(one);
    const { due = 0 } = one.state().punch.open[0] ?? {};
    one.runTo(due + 2 * day);
    expect(one.state().acceptance?.suspendedAt).toBeUndefined();
    one.runTo(due + 30 * day);
    expect((one.state().acceptance?.suspendedAt ?? 0) - due).toBeGreaterThan(11 * day);
  });

  it('that was late before it was signed has its ten days from the signature on', () => {
    const one = livedTo('trial');
    doWork(one);
    one.give(dan, leftover('minor', inDays(one, 2)));
    livesOn(one);
    sign(one);
    const { signedAt = 0 } = one.state().acceptance ?? {};
    one.runTo(signedAt + 10 * day - 1);
    expect(one.state().acceptance?.suspendedAt).toBeUndefined();
    one.runTo(signedAt + 10 * day);
    expect(one.state().acceptance?.suspendedAt).toBe(signedAt + 10 * day);
  });

  it('is closed by ops, not by whoever owes it', () => {
    const one = accepted();
    sign(one);
    expect(one.give(dan, close(1, 'photo'))).toBe('self_verification');
    expect(one.give(user('dan_deputy'), close(1, 'photo'))).toBe('not_asked');
    expect(one.give(olga, close(1, 'photo'))).toBeUndefined();
  });
});

it('a fresh hand-over has no leftovers', () => {
  expect(life().state().punch).toEqual({ open: [], added: 0, closed: 0 });
});

import { describe, expect, it } from '@jest/globals';
import type { HandoverAsked } from './commands.js';
import {
  chief,
  dan,
  day,
  deliveryHead,
  doWork,
  hour,
  life,
  livedTo,
  missing,
  olga,
  opsHead,
  signAs,
  stranger,
  submitAll,
  t0,
  traceOf,
  uma,
  user,
  type Life,
} from './life.fixture.js';
import { takeoverMaxMs } from './takeover.js';

const executive = { departments: [], executive: true as const };
const peopleOf = (page: { targets: unknown[] } | undefined): string[] =>
  (page?.targets ?? []).map((target) => (target as { id: string }).id);
const holder = (one: Life): string | undefined => one.state().baton.holder.person;
const clock = (one: Life, obligation: string) =>
  one.view().clocks.find((each) => each.obligation === obligation);

describe('what comes back from the review', () => {
  const loop = (one: Life): void => {
    submitAll(one);
    one.advance(dan);
    one.give(olga, { type: 'reject_items', items: [{ key: 'B1', reason: 'no clause' }] });
  };
  const again = (one: Life): void => {
    one.give(dan, { type: 'submit', items: [{ key: 'B1', content: 'x'.repeat(22) }] });
    one.advance(dan);
    one.give(olga, { type: 'reject_items', items: [{ key: 'B1', reason: 'still none' }] });
  };

  it('goes back to the disclosure, for the rejected items only, and is counted', () => {
    const one = livedTo('disclosure');
    loop(one);
    expect(one.view()).toMatchObject({ stage: 'disclosure', loops: 1 });
    expect(one.view().blocking).toEqual([{ kind: 'item', key: 'B1', state: 'r' }]);
    one.give(olga, { type: 'reject_items', items: [{ key: 'A2', reason: 'wrong' }] });
    expect(one.view().loops).toBe(1);
  });

  it('for the third time makes both heads meet within two working days, chased till they met', () => {
    const one = livedTo('disclosure');
    loop(one);
    again(one);
    expect(one.pages('heads_meet')).toHaveLength(0);
    again(one);
    expect(one.view().loops).toBe(3);
    expect(peopleOf(one.pages('heads_meet')[0])).toEqual(['dora', 'otto']);
    const meet = clock(one, 'heads_meet');
    expect(meet?.target).toEqual({ workingDays: 2 });
    one.runTo((meet?.dueAt ?? 0) + 3 * day);
    expect(peopleOf(one.pages('heads_meet').at(-1))).toEqual(['dora', 'otto', 'chief']);
    expect(one.give(olga, { type: 'heads_met', text: 't' })).toBe('not_asked');
    expect(one.give(opsHead, { type: 'heads_met', text: 'clauses by Friday' })).toBeUndefined();
    const count = one.pages('heads_meet').length;
    one.later(20 * day);
    expect(one.pages('heads_meet')).toHaveLength(count);
    expect(one.give(opsHead, { type: 'heads_met', text: 't' })).toBe('nothing_asked');
  });

  it('of a later stage goes back to the stage that it names, with its items', () => {
    const one = livedTo('training');
    const back: Extract<HandoverAsked, { type: 'send_back' }> = {
      ...{ type: 'send_back', stage: 'uat_run', items: ['I3'], reason: 'slow' },
    };
    expect(one.give(dan, back)).toBe('not_asked');
    expect(one.give(olga, { ...back, stage: 'trial' })).toBe('wrong_state');
    expect(one.give(olga, { ...back, items: ['Z1'] })).toBe('unknown_item');
    expect(one.give(olga, back)).toBeUndefined();
    expect(one.state().stage).toBe('uat_run');
    expect(one.view().blocking).toEqual([{ kind: 'item', key: 'I3', state: 'r' }]);
  });
});

describe('what should hold and fails its test (R2)', () => {
  it('goes along as a leftover of delivery, once, and holds nothing up', () => {
    const one = livedTo('uat_run');
    doWork(one);
    const trace = traceOf({ failed: missing('R-5'), leftover: missing('R-5') });
    expect(one.advance(dan, { trace })).toBeUndefined();
    expect(one.state().stage).toBe('training');
    expect(one.state().punch.open).toMatchObject([
      { severity: 'minor', text: 'R-5: should, failed' },
    ]);
    expect(one.state().deadlines.some(({ ladder }) => ladder === 'punch')).toBe(true);
  });
});

describe('the task of the UAT team (N13)', () => {
  const imported = (one: Life, uncovered: string[], count = 3): string | undefined =>
    one.give(uma, {
      ...{ type: 'requirements_changed', count },
      trace: traceOf({ uncovered: missing(...uncovered) }),
    });

  it('opens with its own clock at an import, folds later ones, and closes when nothing is left', () => {
    const one = livedTo('disclosure');
    imported(one, ['R-1', 'R-2']);
    const first = clock(one, 'uat_task');
    expect(one.view().uatTask).toMatchObject({ uncovered: 2, folded: 0 });
    expect(peopleOf(one.pages('uat_task')[0])).toEqual(['uma']);
    one.later(hour);
    imported(one, ['R-1', 'R-2', 'R-3']);
    expect(one.view().uatTask).toMatchObject({ uncovered: 3, folded: 1 });
    expect(clock(one, 'uat_task')?.dueAt).toBe(first?.dueAt);
    imported(one, []);
    expect(one.view().uatTask).toBeUndefined();
    expect(clock(one, 'uat_task')?.stoppedAt).toBe(one.seen.now);
  });

  it('climbs its own ladder while it is late', () => {
    const one = livedTo('disclosure');
    imported(one, ['R-1']);
    one.runTo((clock(one, 'uat_task')?.dueAt ?? 0) + 3 * day);
    expect(one.pages('uat_task_late').map(peopleOf).slice(0, 2)).toEqual([
      ['uma', 'ulf'],
      ['ulf', 'chief'],
    ]);
  });

  it('opens for a failed case, without leaving the run', () => {
    const one = livedTo('uat_run');
    const trace = traceOf({ failed: missing('C-1'), unproven: missing('R-1') });
    one.give(dan, { type: 'uat_result', trace });
    expect(one.view()).toMatchObject({ stage: 'uat_run', uatTask: { failed: 1 } });
  });

  it.each(['uat_run', 'training', 'trial', 'acceptance'] as const)(
    'a must that lost its case in %s is designed again',
    (stage) => {
      const one = livedTo(stage);
      imported(one, ['R-9'], 1);
      expect(one.state().stage).toBe('uat_design');
      expect(one.lines('handover.fell_back').at(-1)?.with).toMatchObject({ from: stage });
      expect(one.state().acceptance).toBeUndefined();
    },
  );

  it('a change before the UAT or after the acceptance moves no stage', () => {
    for (const stage of ['disclosure', 'uat_design', 'warranty'] as const) {
      const one = livedTo(stage);
      imported(one, ['R-9'], 1);
      expect(one.state().stage).toBe(stage);
    }
  });
});

describe('a forced takeover', () => {
  const order = (until: number) =>
    ({ type: 'takeover', to: 'olga', reason: 'go-live', until, standing: executive }) as const;

  it('is an executive’s, at most 30 days, one at a time, before the acceptance', () => {
    const one = livedTo('uat_run');
    const { now } = one.seen;
    const { standing: _none, ...bare } = order(now + day);
    expect(one.give(opsHead, bare)).toBe('executive_only');
    expect(one.give(user('lead', true), bare)).toBe('executive_only');
    expect(one.give(chief, order(now))).toBe('time_in_past');
    expect(one.give(chief, order(now + takeoverMaxMs + 1))).toBe('time_too_far');
    expect(one.give(chief, order(now + takeoverMaxMs))).toBeUndefined();
    expect(one.give(chief, order(now + day))).toBe('takeover_runs');
    expect(livedTo('warranty').give(chief, order(t0 + 400 * day))).toBe('wrong_state');
  });

  it('lends the baton to operations, reminds daily, and gives it back at its end', () => {
    const one = livedTo('uat_run');
    const until = one.seen.now + 5 * day;
    one.give(chief, order(until));
    expect(holder(one)).toBe('olga');

    const blocked = one.advance(dan, { gaps: missing('gap_1') });
    expect(blocked?.code).toBe('gate_unmet');
    one.runTo(until - 1);
    expect(one.pages('takeover_daily')).toHaveLength(4);
    expect(peopleOf(one.pages('takeover_daily')[0])).toEqual(['chief', 'dora', 'otto']);
    one.runTo(until);
    expect(holder(one)).toBe('dan');
    expect(peopleOf(one.pages('takeover_over')[0])).toEqual(['dan', 'dora', 'otto']);
    one.later(5 * day);
    expect(one.pages('takeover_daily')).toHaveLength(4);
  });

  it('becomes regular when all have signed', () => {
    const one = livedTo('acceptance');
    one.give(chief, order(one.seen.now + 20 * day));
    for (const party of ['ops', 'delivery', 'customer'] as const) {
      expect(signAs(one, party)).toBeUndefined();
    }
    expect(one.state().takeover).toBeUndefined();
    expect(holder(one)).toBe('olga');
  });
});

describe('owners', () => {
  it('are named by the head, the owner or a lead, and the baton follows', () => {
    const one = livedTo('disclosure');
    const assign = { type: 'assign', side: 'delivery', person: 'dina' } as const;
    expect(one.give(opsHead, assign)).toBe('not_asked');
    expect(one.give(stranger, assign)).toBe('not_asked');
    expect(one.give(deliveryHead, { ...assign, deputy: 'dirk' })).toBeUndefined();
    expect(holder(one)).toBe('dina');
    expect(one.view().parties.delivery).toMatchObject({ person: 'dina', deputy: 'dirk' });
    expect(peopleOf(one.pages('assigned')[0])).toEqual(['dina']);
    expect(one.give(opsHead, { ...assign, side: 'product' })).toBe('unknown_reference');
  });

  it('change hands at the acceptance, not before: delivery, then operations', () => {
    const one = livedTo('acceptance');
    expect(holder(one)).toBe('dan');
    signAs(one, 'ops');
    signAs(one, 'delivery');
    expect(holder(one)).toBe('dan');
    signAs(one, 'customer');
    expect(holder(one)).toBe('olga');
    const marked = one.seen.effects.flatMap((effect) =>
      effect.kind === 'mark_service' ? [effect.status] : [],
    );
    expect(marked).toEqual(['delivering', 'trial', 'in_service']);
  });
});

describe('the end', () => {
  it('comes with the warranty’s last day, its checks made', () => {
    const one = livedTo('warranty');
    for (const at of [30, 60, 90] as const) {
      one.runTo((one.state().warranty?.startedAt ?? 0) + at * day - hour);
      expect(one.give(olga, { type: 'warranty_check', day: at, findings: [] })).toBeUndefined();
    }
    const until = one.state().warranty?.until;
    one.seen.now += 2 * day;
    one.runTo(one.seen.now);
    expect(one.view()).toMatchObject({ stage: 'closed', closedAs: 'accepted' });
    expect(one.view().closedAt).toBe(until);
    expect(one.view().nextDue).toBeUndefined();
    expect(one.view().clocks.every(({ stoppedAt }) => stoppedAt !== undefined)).toBe(true);
  });

  it('comes early by cancelling: delivery’s head or an executive, and nobody is chased after', () => {
    const one = livedTo('trial');
    expect(one.give(dan, { type: 'cancel', reason: 'r' })).toBe('not_asked');
    expect(one.give(olga, { type: 'cancel', reason: 'r' })).toBe('not_asked');
    expect(one.give(deliveryHead, { type: 'cancel', reason: 'lost' })).toBeUndefined();
    expect(one.view()).toMatchObject({ stage: 'closed', closedAs: 'cancelled' });
    const count = one.pages().length;
    one.later(90 * day);
    expect(one.pages()).toHaveLength(count);
  });

  it('of a rental without service needs sections A, B and E alone', () => {
    const service = {
      ...({ id: 'svc_2', name: 'Rack 7', productLine: 'equipment_rental', tier: 'C' } as const),
      mode: 'equipment_only' as const,
    };
    const one = life({ service, profile: 'retail' });
    expect(one.view().sections.map(({ section }) => section)).toEqual(['A', 'B', 'E']);
    const lived = livedTo('warranty', { service, profile: 'retail' });
    expect(lived.state().stage).toBe('warranty');
  });
});

import { describe, expect, it } from '@jest/globals';

import { priorities } from './clock-table.js';
import {
  actor,
  chain,
  departmentOf,
  hour,
  inDepartment,
  minute,
  officeHours,
  t0,
} from './testing.fixture.js';

const ann = actor('ann');
const asker = actor('asker');
const infra = inDepartment('infra');
const targetsOf = (one: ReturnType<typeof chain>) =>
  one.pages().map(({ due, targets }) => [due - t0, targets[0]?.kind === 'person' && targets[0].id]);

describe('silence of an asked party', () => {
  it('climbs from duty to deputy, head and executive, each at its own due time', () => {
    const one = chain();
    one.tick(t0 + 46 * minute);
    expect(targetsOf(one)).toEqual([
      [0, false],
      [15 * minute, 'infra_deputy'],
      [30 * minute, 'infra_head'],
      [45 * minute, 'executive'],
    ]);
    expect(one.state()).toMatchObject({ stage: 'asked', silences: 1 });
    expect(one.state().baton.holder.person).toBe('asker');
  });

  it('is the same whether time comes in one burst or step by step', () => {
    const late = chain();
    late.tick(t0 + 3 * hour);
    const steps = chain();
    for (let at = t0; at <= t0 + 3 * hour; at += 7 * minute) steps.tick(at);
    steps.tick(t0 + 3 * hour);
    const rungs = (one: ReturnType<typeof chain>) =>
      one
        .pages()
        .filter(({ round }) => round === 0)
        .map(({ due, rung }) => [due, rung]);
    expect(rungs(late)).toEqual(rungs(steps));
    expect(late.state().leg).toEqual(steps.state().leg);
    expect(late.state().silences).toBe(1);
  });

  it('begins after the due millisecond: an answer at it is in time, one after it is late', () => {
    const due = t0 + 15 * minute;
    const inTime = chain();
    inTime.give({ type: 'accept', ...infra, by: ann }, due);
    expect(inTime.state().leg).toMatchObject({ silences: 0 });
    expect(inTime.state().leg.late).toBeUndefined();
    expect(inTime.wantedPages()).toEqual([]);
    const late = chain();
    late.give({ type: 'accept', ...infra, by: ann }, due + 1);
    expect(late.state().leg).toMatchObject({ silences: 1, late: true });
  });

  it('a second tick at the same time does nothing more', () => {
    const one = chain();
    one.tick(t0 + 20 * minute);
    const { length } = one.seen.effects;
    one.tick(t0 + 20 * minute);
    expect(one.seen.effects).toHaveLength(length);
  });

  it('a needed time sooner than the default shortens the accept clock', () => {
    const one = chain({ priority: 'P3', neededBy: t0 + 10 * minute });
    expect(one.view().waitingFor?.due).toBe(t0 + 10 * minute);
    const later = chain({ priority: 'P1', neededBy: t0 + hour });
    expect(later.view().waitingFor?.due).toBe(t0 + 15 * minute);
  });

  it.each(priorities)('%s has its defaults: accept and update', (priority) => {
    const one = chain({ priority });
    const accept = { P1: 15, P2: 15, P3: 120, P4: 120 }[priority];
    const update = { P1: 30, P2: 60, P3: 240, P4: 24 * 60 }[priority];
    expect(one.view().waitingFor?.due).toBe(t0 + accept * minute);
    one.give({ type: 'accept', ...infra, by: ann }, t0 + minute);
    expect(one.view().waitingFor?.due).toBe(t0 + (update + 1) * minute);
  });

  it('an interruption is accepted in 15 minutes day and night, whatever its level', () => {
    const friday = Date.UTC(2026, 2, 6, 17, 30);
    const hours = officeHours(friday);
    const calm = chain({ priority: 'P3', hours }, friday);
    expect(calm.view().waitingFor?.due).toBe(Date.UTC(2026, 2, 9, 10, 30));
    const cut = chain({ priority: 'P3', interruption: true, hours }, friday);
    expect(cut.view().waitingFor?.due).toBe(friday + 15 * minute);
  });

  it('on a calendar it climbs in working time only', () => {
    const friday = Date.UTC(2026, 2, 6, 17, 30);
    const one = chain({ priority: 'P3', hours: officeHours(friday) }, friday);
    one.tick(Date.UTC(2026, 2, 10, 18));
    const rungs = one.pages().filter(({ round }) => round === 0);
    expect(rungs.map(({ due }) => new Date(due).toISOString().slice(5, 16))).toEqual([
      '03-06T17:30',
      '03-09T10:30',
      '03-09T12:30',
      '03-09T14:30',
    ]);
  });

  it('a bounced leg on a calendar asks for its hours and is walked again when they come', () => {
    const friday = Date.UTC(2026, 2, 6, 17, 30);
    const one = chain({ priority: 'P3', hours: officeHours(friday) }, friday);
    const to = departmentOf('net');
    one.give({ type: 'bounce', to, reason: 'theirs', ...infra, by: ann }, friday);
    const asked = one.seen.effects.find((effect) => effect.kind === 'snapshot');
    expect(asked).toMatchObject({ of: { id: 'net_calendar' }, from: friday });
    one.report({ type: 'hours', effect: asked?.id ?? '', hours: officeHours(friday) }, friday + 50);
    expect(one.view().waitingFor?.due).toBe(Date.UTC(2026, 2, 9, 10, 30));
    one.tick(Date.UTC(2026, 2, 9, 10, 30));
    expect(one.pages().at(-1)).toMatchObject({ reason: 'unanswered', rung: 1 });
  });
});

describe('silence after acceptance', () => {
  it('pages whoever accepted, then climbs; an update ends it and starts the clock anew', () => {
    const one = chain();
    one.give({ type: 'accept', ...infra, by: ann }, t0);
    one.tick(t0 + 46 * minute);
    expect(targetsOf(one)).toEqual([
      [0, false],
      [30 * minute, 'ann'],
      [45 * minute, 'infra_deputy'],
    ]);
    expect(one.state().silences).toBe(1);
    one.give({ type: 'update', text: 'on it', ...infra, by: ann }, t0 + 50 * minute);
    expect(one.view().waitingFor?.due).toBe(t0 + 80 * minute);
    expect(one.wantedPages()).toEqual([]);
  });

  it('an update promised sooner is waited for from then', () => {
    const one = chain();
    one.give({ type: 'accept', until: t0 + 10 * minute, ...infra, by: ann }, t0);
    expect(one.view()).toMatchObject({ eta: t0 + 10 * minute });
    expect(one.view().waitingFor?.due).toBe(t0 + 10 * minute);
  });

  it('said done is not done: the asker is reminded until it is confirmed', () => {
    const one = chain();
    one.give({ type: 'accept', ...infra, by: ann }, t0);
    one.give({ type: 'fulfil', text: 'switched', ...infra, by: ann }, t0);
    expect(one.state().baton.holder.person).toBe('asker');
    one.tick(t0 + 61 * minute);
    const asked = one.pages().filter(({ reason }) => reason === 'confirm');
    expect(asked.map(({ targets }) => targets[0])).toEqual([
      { kind: 'person', id: 'asker' },
      { kind: 'person', id: 'noc_deputy' },
      { kind: 'person', id: 'noc_head' },
    ]);
    expect(one.state().stage).toBe('fulfilled');
    expect(one.give({ type: 'confirm', by: asker }, t0 + 62 * minute)).toBeUndefined();
    expect(one.state()).toMatchObject({ stage: 'closed', closedAs: 'confirmed' });
  });
});

describe('nobody on call', () => {
  const paged = (one: ReturnType<typeof chain>, more: object) => {
    const page = one.pages().at(-1);
    return {
      ...{ type: 'paged' as const, effect: page?.id ?? '', ladder: 'leg' as const, rung: 0 },
      ...{ empty: true, people: [], more: 0, waiting: false, later: [] as number[] },
      ...{ gaps: [] as { schedule: string; owner: string }[] },
      ...more,
    };
  };

  it("the schedule's owner is asked at once; without one the next rung does not wait", () => {
    const one = chain();
    one.tick(t0);
    one.report(paged(one, { gaps: [{ schedule: 'infra_duty', owner: 'owner' }] }), t0 + 1);
    expect(one.pages().at(-1)).toMatchObject({
      reason: 'gap',
      rung: 0,
      targets: [{ kind: 'person', id: 'owner' }],
    });
    expect(one.pages()).toHaveLength(2);
    one.report(paged(one, {}), t0 + 2);
    one.tick(t0 + 3);
    expect(one.pages().at(-1)?.targets).toEqual([{ kind: 'person', id: 'infra_deputy' }]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { incidentMachine } from './machine.js';
import { owedMax } from '../notice/board.js';
import { alertsMax, seenMax, type IncidentInput } from './state.js';
import {
  ann,
  event,
  give,
  hour,
  inputOf,
  isPage,
  lastPage,
  minute,
  must,
  pagedReport,
  start,
  t0,
} from './testing.fixture.js';

const size = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
const kib = 1_024;
const fail = (why: string): never => {
  throw new Error(why);
};

const ref = (id: string) => ({ id: id.padEnd(80, '0'), name: '名'.repeat(255) });
const fullRung = (_: unknown, i: number) => ({
  delayS: 60,
  repeat: { times: 5, everyS: 30 },
  targets: [0, 1, 2].map((k) => ({ kind: 'schedule' as const, id: `${i}-${k}-`.padEnd(80, '0') })),
});

/** Every text at the limit of the intake, in characters of three bytes. */
const largest = (): IncidentInput =>
  inputOf({
    id: 'i'.repeat(80),
    title: '断'.repeat(1_024),
    description: '述'.repeat(2_730),
    service: ref('service'),
    site: ref('site'),
    department: ref('department'),
    source: { kind: 'integration', ...ref('prom') },
    parent: { id: 'p'.repeat(80), title: '"'.repeat(1_024), holdS: 600 },
    policy: { ...inputOf().policy, rungs: Array.from({ length: 20 }, fullRung) },
  });

const storm = (play: ReturnType<typeof start>, keys: number, ids: number): void => {
  for (let i = 0; i < ids; i += 1) {
    const dedupKey = `${i % keys}`.padEnd(255, 'k');
    give(play, {
      type: 'alert',
      event: event({ id: `e${i}`, dedupKey, title: '断'.repeat(1_024) }),
    });
  }
};

describe('a storm of alerts', () => {
  it('stays within 64 KiB of state and 8 KiB of view with every list and text at its limit', () => {
    const play = start(largest());
    storm(play, 520, 2_000);
    for (let i = 0; i < 220; i += 1) {
      give(play, { type: 'child', id: `inc-01k8z3q7m2n5p9r4s6t8v0w1${i}`, title: 'x' });
    }
    must(play, ann, { type: 'acknowledge', until: t0 + hour });
    must(play, ann, { type: 'assign', to: 'b'.repeat(80) });
    give(play, pagedReport(lastPage(play), { later: Array.from({ length: 60 }, (_, i) => i + 1) }));
    const reason = '等'.repeat(1_024);
    must(play, ann, { type: 'wait', on: 'supplier', until: t0 + hour, reason });
    expect(size(play.state)).toBeLessThanOrEqual(64 * kib);
    expect(size(incidentMachine.view(play.state))).toBeLessThanOrEqual(8 * kib);
    for (const entry of play.entries) expect(size(entry)).toBeLessThanOrEqual(4 * kib);
  });

  it('stays within them with its grading, proposals, review, pauses and notices at their limits', () => {
    const long = '长'.repeat(1_024);
    const play = start({ ...largest(), gradeS: 600 });
    storm(play, 520, 2_000);
    must(play, ann, { type: 'acknowledge' });
    const assessment = {
      matrix: { id: 'm'.repeat(80), version: 99_999 },
      criteria: Array.from({ length: 20 }, (_, i) => `network_criterion_${i}`.padEnd(40, 'x')),
      domains: Array.from({ length: 20 }, (_, i) => `domain${i}`),
    };
    const grade = { type: 'grade', complete: true, reason: long, assessment } as const;
    must(play, ann, { ...grade, level: 'error', computed: 'error' });
    const effect = play.handed.filter(({ kind }) => kind === 'snapshot').at(-1)?.id ?? '';
    const days = Array.from({ length: 21 }, (_, i) => i * 24 * hour);
    const span = (from: number) => ({ from: t0 + from, until: t0 + from + 9 * hour });
    const snapshot = {
      ...{ from: t0, until: t0 + 28 * 24 * hour, covered: [], closedMode: 'closed' as const },
      open: days.flatMap((day) => [span(day), span(day + 10 * hour)]),
      days: days.map((day) => ({
        ...{ from: t0 + day, until: t0 + day + 24 * hour, date: '2026-10-01', weekday: 4 },
        ...{ kind: 'holiday' as const, closesAt: t0 + day + 18 * hour },
      })),
    };
    const hours = { calendar: 'c'.repeat(80), snapshot };
    const surroundings = { customers: 5_000, restoreS: 14_400, firstNoticeMs: 900_000, hours };
    give(play, { type: 'snapshot_taken', effect, surroundings });
    for (let i = 0; i < 5; i += 1) {
      play.now += 1;
      must(play, ann, { ...grade, level: 'info', computed: 'error' });
    }
    for (let i = 0; i < 6; i += 1) {
      const until = play.now + 2 * minute;
      must(play, ann, { type: 'wait', on: 'customer', until, reason: long });
      play.now += minute;
      must(play, ann, { type: 'resume' });
    }
    const to = { kind: 'department', id: 'd'.repeat(80), name: long } as const;
    for (let i = 0; i < 120; i += 1) {
      give(play, { type: 'child', id: `inc-01k8z3q7m2n5p9r4s6t8v0w1${i}`, title: 'x' });
    }
    for (let i = 0; i < 60; i += 1) {
      const id = `esc_01k8z3q7m2n5p9r4s6t8v0w1${i}`.padEnd(40, 'x');
      give(play, { type: 'chain', id, event: 'opened', to: { ...to, name: 'x'.repeat(200) } });
    }
    const board = play.state.board ?? fail('no board');
    const owed = Array.from({ length: owedMax }, (_, i) => ({
      ...{ id: `customer/supplier_accept_only/${i}`, audience: 'customer' as const },
      ...{ stage: 'progress' as const, seq: i, startAt: t0, dueAt: t0 + 9 * hour },
      ...{ state: 'approved' as const, needsApproval: true, approvedBy: 'a'.repeat(40) },
      ...{ draft: 'incomplete' as const, missed: true as const },
    }));
    play.state = { ...play.state, board: { ...board, owed } };
    must(play, ann, { type: 'restore', how: 'x' });
    const action = { text: long, owner: 'o'.repeat(80), due: t0 };
    const actions = Array.from({ length: 12 }, () => action);
    must(play, ann, { type: 'review', cause: long, actions, knowledge: { none: long } });
    expect(size(play.state)).toBeLessThanOrEqual(64 * kib);
    expect(size(incidentMachine.view(play.state))).toBeLessThanOrEqual(8 * kib);
    for (const entry of play.entries) expect(size(entry)).toBeLessThanOrEqual(4 * kib);
  });

  it('marks a text that the view had to cut, and leaves an ordinary one alone', () => {
    expect(incidentMachine.view(start(largest()).state).description?.endsWith('…')).toBe(true);
    const plain = start(inputOf({ description: '核心交换机断电' }));
    expect(incidentMachine.view(plain.state).description).toBe('核心交换机断电');
  });

  it('counts alerts beyond the limit, says so rarely, and never counts them as recovered', () => {
    const play = start();
    storm(play, alertsMax + 150, alertsMax + 150);
    expect(incidentMachine.view(play.state).alerts).toEqual({
      open: alertsMax,
      total: alertsMax + 150,
    });
    const said = play.entries.filter((entry) => entry.what === 'incident.alerts_beyond');
    expect(said.map((entry) => entry.with)).toEqual(
      [1, 10, 100].map((beyond) => ({ max: alertsMax, beyond })),
    );
    expect(play.entries.filter((entry) => entry.what === 'incident.alert')).toHaveLength(alertsMax);
    for (let i = 0; i < alertsMax; i += 1) {
      const dedupKey = `${i}`.padEnd(255, 'k');
      give(play, { type: 'alert', event: event({ id: `r${i}`, dedupKey, action: 'resolve' }) });
    }
    expect(play.state.stage).toBe('detected');
    expect(incidentMachine.view(play.state).alerts.open).toBe(0);
  });

  it('tells the read model of every alert beyond the limit, raised and recovered', () => {
    const play = start();
    storm(play, alertsMax + 1, alertsMax + 1);
    const dedupKey = `${alertsMax}`.padEnd(255, 'k');
    expect(play.steps.at(-1)?.facts?.[0]?.data).toMatchObject({ dedupKey, open: true });
    give(play, { type: 'alert', event: event({ id: 'r', dedupKey, action: 'resolve' }) });
    expect(play.steps.at(-1)).toMatchObject({ facts: [{ data: { dedupKey, open: false } }] });
    expect(play.steps.at(-1)?.quiet).toBeUndefined();
  });

  it('folds 1,000 repeats of one alert into four lines and pages nobody for them', () => {
    const play = start(inputOf({ alert: event({ id: 'e' }) }));
    for (let i = 1; i < 1_000; i += 1) give(play, { type: 'alert', event: event({ id: `e${i}` }) });
    const counts = play.entries
      .filter((entry) => entry.what === 'incident.alert')
      .map((entry) => entry.with?.['count']);
    expect(counts).toEqual([1, 10, 100, 1_000]);
    expect(play.handed.filter(isPage)).toHaveLength(1);
  });

  it('counts what the intake folded into one event', () => {
    const play = start(inputOf({ alert: event({ id: 'e', count: 37 }) }));
    expect(play.state.alerts).toMatchObject([{ count: 37 }]);
  });

  it('drops every redelivery among the last ids it remembers, and only those', () => {
    const play = start();
    storm(play, 3, 2_000);
    const counted = () => play.state.alerts.reduce((sum, alert) => sum + alert.count, 0);
    expect(counted()).toBe(2_000);
    for (let i = 2_000 - seenMax; i < 2_000; i += 1) {
      const dedupKey = `${i % 3}`.padEnd(255, 'k');
      give(play, { type: 'alert', event: event({ id: `e${i}`, dedupKey }) });
    }
    expect(counted()).toBe(2_000);
    expect(play.state.seen).toHaveLength(seenMax);
  });
});

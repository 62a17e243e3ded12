import { describe, expect, it, test } from '@jest/globals';
import { majorEventAt, plannedWorkAt, type Place } from './circumstances.js';
import type { Window } from './window.js';

const hour = 3_600_000;
const from = Date.UTC(2026, 10, 23, 16);
const until = from + 4 * hour;

const work = (more: Partial<Window> = {}): Window => ({
  id: 'win_1',
  kind: 'maintenance',
  status: 'confirmed',
  impact: 'degraded',
  spans: [{ from, until }],
  approved: true,
  supplierServices: ['sps_1'],
  services: [],
  sites: [],
  ...more,
});

const line: Place = { service: 'svc_1', supplierServices: ['sps_1'], sitePath: ['region', 'sh1'] };

describe('planned work', () => {
  it('covers the service whose circuit it names, within its hours', () => {
    const inside = { id: 'win_1', overrunS: 0, widerImpact: false };
    expect(plannedWorkAt([work()], line, from)).toEqual(inside);
    expect(plannedWorkAt([work()], line, until - 1)).toEqual(inside);
    expect(plannedWorkAt([work()], line, from - 1)).toBeUndefined();
  });

  it('says by how many seconds it overran, for a day', () => {
    expect(plannedWorkAt([work()], line, until + 16 * 60_000)).toMatchObject({ overrunS: 960 });
    expect(plannedWorkAt([work()], line, until + 24 * hour)).toBeUndefined();
  });

  test.each<[string, Partial<Window>]>([
    ['nobody approved', { approved: false }],
    ['that is tentative', { status: 'tentative' }],
    ['that was called off', { status: 'cancelled', finishedAt: from - 1 }],
    ['that was over before', { status: 'completed', finishedAt: from + hour }],
    ['elsewhere', { supplierServices: ['sps_2'] }],
    ['that names nothing', { supplierServices: [] }],
    ['of another kind', { kind: 'major_event' }],
  ])('%s excuses nothing', (_, more) => {
    expect(plannedWorkAt([work(more)], line, from + 2 * hour)).toBeUndefined();
  });

  it('still excuses what began before it was over', () => {
    const done = work({ status: 'completed', finishedAt: from + 2 * hour });
    expect(plannedWorkAt([done], line, from + hour)).toBeDefined();
  });

  it('is wider where it does more than announced, or hits what it does not name', () => {
    const wider = (window: Window, place: Place) =>
      plannedWorkAt([window], place, from)?.widerImpact;
    expect(wider(work(), { ...line, impactClass: 'degraded' })).toBe(false);
    expect(wider(work(), { ...line, impactClass: 'interruption' })).toBe(true);
    const { impact: _said, ...silent } = work();
    expect(wider(silent, { ...line, impactClass: 'redundancy_loss' })).toBe(true);
    const other = work({ supplierServices: [], services: ['svc_2'], sites: ['sh1'] });
    expect(wider(other, line)).toBe(true);
  });

  it('is the one with the least overrun of several', () => {
    const older = work({ id: 'win_0', spans: [{ from: from - hour, until: from + hour }] });
    expect(plannedWorkAt([older, work()], line, from + 2 * hour)?.id).toBe('win_1');
  });
});

describe('a major event', () => {
  const event = work({ kind: 'major_event', supplierServices: [], sites: ['sh1'] });

  it('covers its site and everything below, within its hours', () => {
    expect(majorEventAt([event], line, from)).toBe(true);
    expect(majorEventAt([event], line, until)).toBe(false);
    expect(majorEventAt([event], { ...line, sitePath: ['region'] }, from)).toBe(false);
  });

  it('that names nothing is everywhere; one that is called off, nowhere', () => {
    expect(
      majorEventAt([{ ...event, sites: [] }], { supplierServices: [], sitePath: [] }, from),
    ).toBe(true);
    expect(majorEventAt([{ ...event, status: 'cancelled' }], line, from)).toBe(false);
  });
});

import { describe, expect, it, test } from '@jest/globals';
import { amend, type Amended, type Announced, type Announcement } from './amend.js';

const now = Date.UTC(2026, 10, 23);
const hour = 3_600_000;
const night = { from: now + 24 * hour, until: now + 28 * hour };
const later = { from: now + 48 * hour, until: now + 52 * hour };

const notice = (more: Partial<Announcement> = {}): Announcement => ({
  sequence: 1,
  stampedAt: now - hour,
  status: 'confirmed',
  impact: 'outage',
  spans: [night],
  objects: [{ id: 'C-1' }],
  title: 'Fibre work',
  ...more,
});

const windowOf = (amended: Amended): Announced => {
  if (amended.kind === 'ignored') throw new Error(amended.reason);
  return amended.window;
};

const known = (more: Partial<Announcement> = {}): Announced =>
  windowOf(amend(undefined, notice(more), now));

describe('a first notice', () => {
  it('begins a window as announced', () => {
    expect(amend(undefined, notice(), now)).toEqual({
      kind: 'begun',
      window: { ...notice(), sequence: 1 },
      notes: [],
    });
  });

  it('without a status is tentative, without circuits says so', () => {
    const amended = amend(undefined, notice({ status: undefined, objects: [] }), now);
    expect(amended).toMatchObject({
      kind: 'begun',
      window: { status: 'tentative' },
      notes: ['no STATUS: taken as tentative', 'no OBJECT-ID: no circuit can be matched'],
    });
  });

  it('without hours is no window, unless it only calls off', () => {
    expect(amend(undefined, notice({ spans: [] }), now).kind).toBe('ignored');
    const off = windowOf(amend(undefined, notice({ spans: [], status: 'cancelled' }), now));
    expect(off).toMatchObject({ status: 'cancelled', finishedAt: now });
  });
});

describe('a later notice', () => {
  it('of a higher sequence changes what it names and keeps what it leaves out', () => {
    const moved = notice({ sequence: 2, status: 'rescheduled', spans: [later], objects: [] });
    expect(windowOf(amend(known(), moved, now))).toMatchObject({
      sequence: 2,
      status: 'rescheduled',
      spans: [later],
      objects: [{ id: 'C-1' }],
    });
  });

  test.each<[string, Partial<Announcement>]>([
    ['of a lower sequence', { sequence: 1, spans: [later], stampedAt: now }],
    ['without a sequence but written before', { sequence: undefined, stampedAt: 0 }],
    ['that says the same again', { sequence: 2 }],
  ])('%s changes nothing', (_, more) => {
    const before = known({ sequence: 2 });
    expect(amend(before, notice(more), now).kind).toBe('ignored');
  });

  it('that differs under the same sequence stands, with a note', () => {
    const amended = amend(known(), notice({ spans: [later], stampedAt: now }), now);
    expect(amended).toMatchObject({
      kind: 'changed',
      window: { spans: [later] },
      notes: ['changed under the same SEQUENCE: the later notice stands'],
    });
  });

  it('ends the window at its first ending and may take the ending back', () => {
    const over = windowOf(amend(known(), notice({ sequence: 2, status: 'completed' }), now));
    const again = windowOf(amend(over, notice({ sequence: 3, status: 'completed' }), now + hour));
    expect(again.finishedAt).toBe(now);
    const back = amend(again, notice({ sequence: 4 }), now + hour);
    expect(back).toMatchObject({ notes: ['it was completed, and is confirmed again'] });
    expect(windowOf(back).finishedAt).toBeUndefined();
  });
});

import { describe, expect, it, test } from '@jest/globals';
import { readMoment } from './moment.js';

const arrivedAt = Date.parse('2026-03-04T05:06:07Z');
const five = Date.parse('2026-03-04T05:00:00Z');
const read = (raw: unknown, timeZone?: string) => readMoment(raw, { arrivedAt, timeZone });

describe('readMoment', () => {
  test.each([
    ['2026-03-04T05:00:00Z'],
    ['2026-03-04T05:00:00.000000000Z'],
    ['2026-03-04T05:00:00+0000'],
    ['2026-03-04T05:00:00.000+00:00'],
    ['2026-03-04T13:00:00+0800'],
    ['2026-03-04T13:00:00+08'],
    ['2026-03-04 05:00:00 UTC'],
    ['2026-03-04 00:00:00 -05:00'],
    ['2026/03/04 05:00:00Z'],
    ['Wed, 04 Mar 2026 05:00:00 +0000'],
    ['Wed Mar  4 05:00:00 UTC 2026'],
    [1772600400],
    ['1772600400'],
    ['1772600400.0'],
    [1772600400000],
    [1772600400000000],
    ['1772600400000000000'],
  ])('reads %s exactly and without a note', (raw) => {
    expect(read(raw)).toEqual({ kind: 'read', at: five });
  });

  it('reads a time without a zone in the given zone, else as UTC with a note', () => {
    expect(read('2026.03.04 13:00:00', 'Asia/Shanghai')).toEqual({ kind: 'read', at: five });
    expect(read('Wed Mar 4 13:00:00 CST 2026', 'Asia/Shanghai')).toMatchObject({ at: five });
    expect(read('2026-03-04T05:00:00')).toEqual({
      kind: 'read',
      at: five,
      note: 'a time without a zone was read as UTC',
    });
  });

  test.each([['0001-01-01T00:00:00Z'], [0], ['0'], [''], [null], [undefined], ['N/A']])(
    'takes %s as no time at all',
    (raw) => {
      expect(read(raw)).toEqual({ kind: 'none' });
    },
  );

  test.each([
    ['soon'],
    ['2026-02-30T05:00:00Z'],
    ['2026-03-04T25:00:00Z'],
    ['2026-03-04T05:00:00+99:00'],
    ['2026-03-04T05:00:00 Mars'],
    ['1999-12-31T23:59:59Z'],
    ['2026-03-04T05:12:00Z'],
    [12],
    [-5],
    [1e300],
    [true],
    [{}],
    ['9'.repeat(300)],
  ])('refuses %s with a note', (raw) => {
    expect(read(raw).kind).toBe('bad');
  });
});

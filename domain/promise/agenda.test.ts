import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startClock } from '../clock.js';
import { dateAgenda, dayMs, duesMax, planned, takeDue, weekMs, type Due } from './agenda.js';
import { levelsOf } from './climb.js';

const weekly: Due = { at: 0, what: 'flag', everyMs: weekMs };

describe('an agenda', () => {
  it('keeps a repeat anchored to its first time, and folds what an outage swallowed (I3)', () => {
    const late = takeDue([weekly], 3 * weekMs + dayMs);
    expect(late).toEqual({
      due: { ...weekly, at: 3 * weekMs },
      agenda: [{ ...weekly, at: 4 * weekMs }],
      missed: 3,
    });
    expect(takeDue([weekly], 0)).toMatchObject({ missed: 0, agenda: [{ at: weekMs }] });
  });

  it('refuses to grow without bounds', () => {
    expect(() => planned(Array.from({ length: duesMax + 1 }, () => weekly))).toThrow();
  });

  it('of a date reminds before it, climbs at it, and never ends', () => {
    const days = fc.integer({ min: 1, max: 400 * dayMs });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 4 }), (ms, levels) => {
        const clock = startClock('done', 1_000, { target: { ms }, hours: 'always' });
        const agenda = dateAgenda(clock, levels);
        const climbs = agenda.filter(({ what }) => what === 'climb');
        expect(climbs.map(({ level }) => level)).toEqual([0, 1, 2, 3].slice(0, levels));
        expect(climbs[0]?.at).toBe(clock.dueAt);
        expect(
          agenda.filter(({ what }) => what === 'remind').map(({ percent }) => percent),
        ).toEqual([50, 75, 90]);
        expect(agenda.filter(({ everyMs }) => everyMs !== undefined)).toEqual([climbs.at(-1)]);
        expect(planned(agenda)).toEqual(agenda);
        const every = climbs.at(-1)?.everyMs ?? 0;
        expect(every).toBeGreaterThanOrEqual(dayMs);
        expect(every).toBeLessThanOrEqual(weekMs);
      }),
      { numRuns: 200 },
    );
  });

  it('of a date that is already past only climbs', () => {
    const clock = startClock('done', 1_000, { target: { ms: 0 }, hours: 'always' });
    expect(dateAgenda(clock, 2).map(({ what, at }) => [what, at])).toEqual([
      ['climb', 1_000],
      ['climb', 1_000 + dayMs],
    ]);
  });
});

describe('the levels above whoever owes', () => {
  it('name each person once, and leave out who is not there', () => {
    const people = levelsOf('hed', { deputy: 'dee', head: 'hed', executive: 'dee' });
    expect(people).toEqual([[{ kind: 'person', id: 'hed' }], [{ kind: 'person', id: 'dee' }]]);
    expect(levelsOf('tom', {})).toEqual([[{ kind: 'person', id: 'tom' }]]);
  });
});

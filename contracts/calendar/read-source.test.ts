import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { readCsv } from './read-csv.js';
import { readIcal } from './read-ical.js';
import type { SourceText } from './source-text.js';

const shown = ({ exceptions }: SourceText): string[] =>
  exceptions.map(({ date, kind, name }) => `${date} ${kind} ${name?.zh ?? ''}`);
const why = ({ rejected }: SourceText): string[] =>
  rejected.map(({ line, why: reason }) => `${line} ${reason}`);
const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n');

describe('CSV', () => {
  it('takes a byte order mark, comments, quotes and any line ends', () => {
    const text =
      '\uFEFFdate,kind,intervals,name\r# note\n2027-01-01 , holiday\r\n' +
      '2027-01-02,special,"09:00-12:00;22:00-02:00","say ""hi"", all"';
    const read = readCsv(text, [2027]);
    expect(read.rejected).toEqual([]);
    expect(shown(read)).toEqual(['2027-01-01 holiday ', '2027-01-02 special say "hi", all']);
    expect(read.exceptions[1]?.intervals).toEqual([
      { from: '09:00', to: '12:00' },
      { from: '22:00', to: '02:00' },
    ]);
  });

  it('without its header is rejected whole', () => {
    expect(why(readCsv('2027-01-01,holiday', [2027]))).toEqual(['1 no_header']);
    expect(why(readCsv('', [2027]))).toEqual(['1 no_header']);
  });

  it('names the line of each fault', () => {
    const text = 'date,kind\n2027-01-01,holiday,,a,b\n2027-01-02,holiday,09:00-10:00\nx,holiday';
    expect(why(readCsv(text, [2027]))).toEqual(['2 too_many_fields', '3 bad_hours', '4 bad_date']);
  });
});

describe('iCal', () => {
  it('joins folded lines and takes every day up to the exclusive end', () => {
    const text = event(
      'DTSTART;VALUE=DATE:20261001',
      'DTEND;VALUE=DATE:20261004',
      'SUMMARY:国庆',
      ' 节(休)',
    );
    expect(shown(readIcal(text, [2026]))).toEqual([
      '2026-10-01 holiday 国庆节',
      '2026-10-02 holiday 国庆节',
      '2026-10-03 holiday 国庆节',
    ]);
  });

  it('reads 班 as work and leaves 调休, which means either, a day off', () => {
    const day = 'DTSTART;VALUE=DATE:20261010';
    const kindOf = (summary: string) =>
      readIcal(event(day, `SUMMARY:${summary}`), [2026]).exceptions[0]?.kind;
    expect(kindOf('国庆节（班）')).toBe('makeup_workday');
    expect(kindOf('Make-up workday')).toBe('makeup_workday');
    expect(kindOf('国庆节调休')).toBe('holiday');
  });

  it('passes over cancelled events and rejects what is too long or unfinished', () => {
    const cancelled = event('DTSTART;VALUE=DATE:20261010', 'STATUS:CANCELLED');
    expect(readIcal(cancelled, [2026])).toEqual({ exceptions: [], rejected: [] });
    const long = event('DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20261231');
    expect(why(readIcal(long, [2026]))).toEqual(['2 too_long']);
    const cut = 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101';
    expect(why(readIcal(cut, [2026]))).toEqual(['2 unfinished']);
    expect(why(readIcal('hello', [2026]))).toEqual(['1 no_header']);
  });
});

test('no text makes a reader throw, run long, or take a date outside the years', () => {
  const piece = fc.constantFrom(
    ...[
      'BEGIN:VEVENT',
      'END:VEVENT',
      'BEGIN:VCALENDAR',
      'DTSTART;VALUE=DATE:20260101',
      '\n ',
      '\n',
    ],
    ...[
      'SUMMARY:x',
      'date,kind,intervals,name',
      '2026-01-01',
      ',',
      'holiday',
      '"',
      '09:00-',
      ';',
      ':',
    ],
  );
  const hostile = fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(hostile, (parts) => {
      const text = parts.join('');
      for (const read of [readCsv(text, [2026]), readIcal(text, [2026])]) {
        for (const { date } of read.exceptions) expect(date.slice(0, 4)).toBe('2026');
      }
    }),
    { numRuns: 300 },
  );
});

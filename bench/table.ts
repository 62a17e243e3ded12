import Table from 'cli-table3';
import { ratio, type Row } from './row.js';
import type { Summary } from './summary.js';

const head = [
  'measure',
  'unit',
  'bare p50',
  'p99',
  'max',
  'Baton p50',
  'p99',
  'max',
  '× p50',
  '× p99',
  'aim',
  'met',
];

const fine = 10;

function shown(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Math.abs(value) < fine ? value.toFixed(1) : String(Math.round(value));
}

const cellsOf = (summary: Summary | undefined): string[] =>
  summary === undefined ? ['', '', ''] : [summary.p50, summary.p99, summary.max].map(shown);

const times = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : '');

const verdict = (met: boolean | undefined): string => {
  if (met === undefined) return '';
  return met ? 'yes' : 'NO';
};

/** The table that `npm run bench` prints. */
export function tableText(rows: readonly Row[]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const row of rows) {
    table.push([
      row.measure,
      row.unit,
      ...cellsOf(row.bare),
      ...cellsOf(row.baton),
      times(ratio(row, 'p50')),
      times(ratio(row, 'p99')),
      row.aim ?? '',
      verdict(row.met),
    ]);
  }
  const notes = rows.flatMap(({ measure, note }) =>
    note === undefined ? [] : [`${measure}: ${note}`],
  );
  return [table.toString(), ...notes].join('\n');
}

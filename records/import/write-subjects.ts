import type { Rows } from '../rows.js';
import type { SubjectRows } from './subject-rows.js';

type Sequence = 'incident_number_seq' | 'process_number_seq';

async function numbersOf(rows: Rows, sequence: Sequence, count: number): Promise<number[]> {
  const found = await rows.$queryRaw<{ n: number }[]>`
    select nextval(${sequence}::regclass)::int as n from generate_series(1, ${count}::int)`;
  return found.map(({ n }) => n);
}

const numbered = <T>(made: readonly T[], numbers: readonly number[]): (T & { number: number })[] =>
  made.map((row, index) => ({ ...row, number: numbers[index] ?? Number.NaN }));

/** Writes them all under fresh numbers, in the transaction of the caller. */
export async function writeSubjects(rows: Rows, made: readonly SubjectRows[]): Promise<void> {
  const incidents = made.flatMap(({ incident }) => incident ?? []);
  const processes = made.flatMap(({ process }) => process ?? []);
  const ofIncidents = await numbersOf(rows, 'incident_number_seq', incidents.length);
  const ofProcesses = await numbersOf(rows, 'process_number_seq', processes.length);
  await rows.incident.createMany({ data: numbered(incidents, ofIncidents) });
  await rows.processRow.createMany({ data: numbered(processes, ofProcesses) });
  await rows.clock.createMany({ data: made.flatMap(({ clocks }) => clocks) });
  await rows.timeline.createMany({ data: made.flatMap(({ timeline }) => timeline) });
  await rows.processFact.createMany({ data: made.flatMap(({ facts }) => facts) });
  await rows.notice.createMany({ data: made.flatMap(({ notices }) => notices) });
}

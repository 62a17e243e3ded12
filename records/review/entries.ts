import { v5 as uuidv5 } from 'uuid';

import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';

export const entryKinds = ['self', 'manager', 'counterpart', 'appeal', 'decision'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Ids are made of the request's own key, so that a repeat writes no second entry. */
const idSpace = 'b7f2c4de-0a3e-5c0e-8f7a-6a4f2f9b1d35';

export const entryIdOf = (updateId: string): string => `ren_${uuidv5(updateId, idSpace)}`;

export interface NewEntry {
  id: string;
  review: string;
  cycle: string;
  kind: EntryKind;
  author: string;
  department?: string | undefined;
  data: object;
  at: Date;
}

/**
 * Writes what somebody wrote; it counts once the review takes it (`review_entry_taken`). Answers
 * whether it is new: a repeat of the same request finds the first.
 */
export async function writeEntry(rows: Rows, entry: NewEntry): Promise<boolean> {
  const { id, review, cycle, kind, author, department, data, at } = entry;
  const made = await rows.reviewEntry.createMany({
    skipDuplicates: true,
    data: {
      ...{ id, reviewId: review, cycleId: cycle, kind, authorId: author, at },
      ...{ departmentId: department ?? null, data: jsonColumn(data) },
    },
  });
  return made.count === 1;
}

export interface WrittenEntry {
  id: string;
  kind: EntryKind;
  author: string;
  department: string | null;
  data: unknown;
  at: Date;
}

/** What was written to a review and taken by it, the oldest first. */
export const entriesOf = (rows: Rows, review: string): Promise<WrittenEntry[]> =>
  rows.$queryRaw<WrittenEntry[]>`
    select id, kind, author_id as author, department_id as department, data, at
    from review_entry_taken where review_id = ${review} order by at, id`;

export interface ChangeRow {
  before: number;
  after: number;
  reason: string;
  by: string;
  at: Date;
}

/** What calibration did to a score and why; a score that was looked at and stayed is in it too. */
export const changesOf = (rows: Rows, review: string): Promise<ChangeRow[]> =>
  rows.$queryRaw<ChangeRow[]>`
    select before::float8 as before, after::float8 as after, reason, by_id as by, at
    from calibration_change where review_id = ${review} order by at, id`;

export interface SharedEvent {
  subject: string;
  number: number | null;
  process: string | null;
  title: string | null;
}

/** Events that one view of shared events lists. */
export const sharedMax = 200;

/**
 * What a department and a person both had to do with in the period, by the frozen records: only
 * that may be rated (4c, operations.md).
 */
export const sharedEvents = (
  rows: Rows,
  { cycle, person, department }: { cycle: string; person: string; department: string },
): Promise<SharedEvent[]> => rows.$queryRaw<SharedEvent[]>`
  with mine as (
    select distinct subject from review_record
    where cycle = ${cycle} and owner_kind = 'person' and owner = ${person}
  ),
  theirs as (
    select distinct r.subject, p.about, p.view -> 'asker' ->> 'person' as asker
    from review_record r left join process_row p on p.id = r.subject
    where r.cycle = ${cycle} and r.owner_kind = 'department' and r.owner = ${department}
  ),
  both_had as (
    select subject from theirs
    where subject in (select subject from mine) or about in (select subject from mine)
      or asker = ${person}
    union select about from theirs where about in (select subject from mine)
  )
  select b.subject, s.number, s.process, s.title from both_had b
  left join subject s on s.id = b.subject
  where s.process is distinct from 'review'
  order by b.subject limit ${sharedMax}`;

/** The ids among `subjects` that were not shared. */
export async function notShared(
  rows: Rows,
  of: { cycle: string; person: string; department: string },
  subjects: readonly string[],
): Promise<string[]> {
  const shared = new Set((await sharedEvents(rows, of)).map(({ subject }) => subject));
  return subjects.filter((subject) => !shared.has(subject));
}

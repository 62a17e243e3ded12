import type { Rows } from '../rows.js';

/** What people judged of a person, as the score takes it; each part absent until it was given. */
export interface Judgement {
  /** Points of the managers, by their shares of the period (4c, operations.md). */
  manager?: number;
  /** Points that calibration added, over all its changes. */
  calibration?: number;
  /** The last word of the second-level manager, where data do not suffice (R12). */
  decided?: number;
}

/** `data` of a `manager` entry in `review_entry`. */
export interface ManagerEntry {
  /** For which manager it was written; the author where it is absent. */
  of?: string;
  /** M, -5 to 5. */
  marks: number;
  evidence: string[];
  comment?: string;
}

/** `data` of a `decision` entry; corrections are rows of their own (`correctRecords`). */
export interface DecisionEntry {
  outcome: string;
  reason: string;
  /** Counts only where the data do not suffice. */
  final?: number;
}

interface JudgementRow {
  person: string;
  manager: number | null;
  calibration: number | null;
  decided: number | null;
}

/** Judgements of a cycle's people; of those named only, where some are. */
export async function readJudgements(
  rows: Rows,
  cycle: string,
  people: readonly string[],
): Promise<Map<string, Judgement>> {
  const found = await rows.$queryRaw<JudgementRow[]>`
    with participant as (
      select * from review_cycle_participant
      where cycle_id = ${cycle} and person_id = any(${[...people]})
    ),
    marked as (
      select distinct on (e.review_id, coalesce(e.data ->> 'of', e.author_id)) e.review_id,
        coalesce(e.data ->> 'of', e.author_id) as manager, (e.data ->> 'marks')::numeric as marks
      from review_entry_taken e join participant p using (review_id) where e.kind = 'manager'
      order by e.review_id, coalesce(e.data ->> 'of', e.author_id), e.at desc, e.id desc
    ),
    weighed as (
      select p.person_id, m.marks, case when m.manager = p.before ->> 'manager'
        then coalesce((p.before ->> 'share')::numeric, 100 - p.share) else p.share end as share
      from participant p join marked m using (review_id)
    )
    select p.person_id as person,
      (select (sum(w.marks * w.share) / nullif(sum(w.share), 0))::float8 from weighed w
        where w.person_id = p.person_id) as manager,
      (select sum(c.after - c.before)::float8 from calibration_change c
        where c.review_id = p.review_id) as calibration,
      (select (e.data ->> 'final')::float8 from review_entry_taken e
        where e.review_id = p.review_id and e.kind = 'decision' and e.data ? 'final'
        order by e.at desc, e.id desc limit 1) as decided
    from participant p`;
  return new Map(
    found.map(({ person, manager, calibration, decided }) => [
      person,
      {
        ...(manager !== null && { manager }),
        ...(calibration !== null && { calibration }),
        ...(decided !== null && { decided }),
      },
    ]),
  );
}

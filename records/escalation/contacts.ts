import type { Rows } from '../rows.js';

/** One attempt to reach a supplier. */
export interface ContactRow {
  n: number;
  leg: number;
  at: Date;
  by: string;
  byName: string | null;
  channel: string;
  result: string;
  ref: string | null;
  text: string;
}

/** Every attempt to reach a supplier in a chain, in order (N36, operations.md). */
export function contactsOf(rows: Rows, subject: string): Promise<ContactRow[]> {
  return rows.$queryRaw<ContactRow[]>`
    select row_number() over (order by (data ->> 'at')::numeric, key)::int as n,
      (data ->> 'leg')::int as leg, to_timestamp((data ->> 'at')::numeric / 1000) as at,
      data ->> 'by' as by, person.name as "byName", data ->> 'channel' as channel,
      data ->> 'result' as result, data ->> 'ref' as ref, data ->> 'text' as text
    from process_fact left join person on person.id = data ->> 'by'
    where subject = ${subject} and kind = 'contact' order by n`;
}

import type { Database, Statement } from '../database.js';

const claimStatement: Statement = {
  name: 'baton_claim_digest',
  text: `
with fresh as (
  insert into review_digest (person_id, day, effect, forms, at) values ($1, $2, $3, $4::int, $5)
  on conflict (person_id, day) do nothing returning effect
)
select coalesce((select effect from fresh),
  (select effect from review_digest where person_id = $1 and day = $2)) as effect`,
};

/** One person's mail of a day: whoever claims it first sends it, and may try again (V7). */
export interface DigestClaim {
  person: string;
  /** Local date. */
  day: string;
  /** The cycle that sends it. */
  cycle: string;
  forms: number;
  at: number;
}

/** Whether this cycle may send the person's mail of the day. */
export async function claimDigest(
  database: Pick<Database, 'rows'>,
  { person, day, cycle, forms, at }: DigestClaim,
): Promise<boolean> {
  const values = [person, day, cycle, forms, new Date(at).toISOString()];
  const [row] = await database.rows<{ effect: string }>(claimStatement, values);
  return row === undefined || row.effect === cycle;
}

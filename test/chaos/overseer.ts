import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const lookEveryMs = 200;
const lookTimeoutMs = 3_000;

/** One look is one statement, so it sees the records as they were at one instant. */
const look = `
select i.id, count(b.subject)::int as batons, min(b.holder_id) as holder, i.holder_id as shown
from incident i left join baton b on b.subject = i.id
group by i.id
having count(b.subject) <> (case when i.stage = 'closed' then 0 else 1 end)
  or (i.stage <> 'closed' and (i.holder_id is null or min(b.holder_id) <> i.holder_id))`;

export interface Overseer {
  /** Instants at which it looked. */
  looks(): number;
  /** What it saw that must not be: an open incident without exactly one holder (I1). */
  violations(): string[];
  stop(): Promise<void>;
}

/** Looks at every open incident's holder from now on, whenever the records can be read. */
export function oversee(databaseUrl: string): Overseer {
  const found = new Set<string>();
  const control = new AbortController();
  let looks = 0;

  const watch = async (client: pg.Client): Promise<void> => {
    client.on('error', () => undefined);
    try {
      await client.connect();
      while (!control.signal.aborted) {
        const { rows } = await client.query<Record<string, unknown>>(look);
        looks += 1;
        for (const row of rows) found.add(`not one holder: ${JSON.stringify(row)}`);
        await sleep(lookEveryMs);
      }
    } finally {
      await client.end().catch(() => undefined);
    }
  };

  const looking = (async () => {
    while (!control.signal.aborted) {
      await watch(clientOf(databaseUrl)).catch(() => sleep(lookEveryMs));
    }
  })();
  return {
    looks: () => looks,
    violations: () => [...found],
    stop: async () => {
      control.abort();
      await looking;
    },
  };
}

const clientOf = (connectionString: string): pg.Client =>
  new pg.Client({
    connectionString,
    connectionTimeoutMillis: lookTimeoutMs,
    query_timeout: lookTimeoutMs,
  });

import type { Ground } from '../ground.js';
import type { Side } from '../side.js';

export const openCount = 10_000;
const pageSize = 25;

/** Copies one open incident of the read model until there are `openCount` more of it. */
const fill = `
with one as (select * from incident where stage <> 'closed' order by number limit 1),
copies as (
  select one.*, g from one, generate_series(1, $1::int) as g
),
written as (
  insert into incident
  select fresh.* from copies, jsonb_populate_record(null::incident,
    to_jsonb(copies) || jsonb_build_object('id', 'inc_bench_' || g,
      'number', nextval('incident_number_seq'), 'title', 'bench list ' || g,
      'view', copies.view || jsonb_build_object('id', 'inc_bench_' || g))) as fresh
  returning id, holder_id, detected_at
)
insert into baton (subject, holder_id, since) select id, holder_id, detected_at from written`;

/** What the page costs at least: its rows, straight from the table. */
const direct = `select id, number, view from incident where stage <> 'closed'
  order by number desc limit ${pageSize + 1}`;

export async function fillList({ records }: Ground): Promise<void> {
  await records.query(fill, [openCount]);
  await records.query('analyze incident');
  await records.query('analyze baton');
}

/** The first page of the list, as the console asks for it, in turn with the bare statement. */
export async function listPages(
  { api, records }: Ground,
  count: number,
  query = '',
): Promise<Record<Side['name'], number[]>> {
  const found: Record<Side['name'], number[]> = { bare: [], baton: [] };
  const path = `/api/v1/incidents?open=true&limit=${pageSize}${query}`;
  for (let n = 0; n < count; n += 1) {
    found.bare.push(await timed(() => records.query({ name: 'bench_list', text: direct })));
    found.baton.push(
      await timed(async () => {
        const { status, body } = await api.get(path);
        const { items } = (body ?? {}) as { items?: unknown[] };
        if (status !== 200 || items?.length !== pageSize) throw new Error(`list: ${status}`);
      }),
    );
  }
  return found;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

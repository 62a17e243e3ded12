import { performance } from 'node:perf_hooks';

import { openDatabase, type Database } from '../../records/database.js';
import { cyclePlan } from '../../records/review/freeze-people.js';
import { freezeInputs } from '../../records/review/freeze.js';
import type { Side } from '../side.js';

export const frozenPeople = 1_000;
const incidentsEach = 20;
const chainEvery = 4;
const departments = 20;
const formula = 1;

const dayMs = 86_400_000;
const period = { from: Date.UTC(2026, 3, 1), until: Date.UTC(2026, 6, 1) };
const days = (period.until - period.from) / dayMs - 2;

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

const incidents = frozenPeople * incidentsEach;

/** A quarter of closed work: incidents with clocks, notices and grades, and chains about some. */
const fill = [
  `insert into department (id, name, updated_at)
    select 'bench_dep_' || d, '{"zh":"b","en":"b"}', now() from generate_series(0, ${departments - 1}) d`,
  `insert into person (id, name, department_id, updated_at)
    select 'bench_per_' || p, 'bench ' || p, 'bench_dep_' || (p % ${departments}), now()
    from generate_series(0, ${frozenPeople - 1}) p`,
  `create temporary table work as select g, 'inc_frozen_' || g as id,
      'bench_per_' || (g % ${frozenPeople}) as person,
      'bench_dep_' || (g % ${frozenPeople} % ${departments}) as department,
      to_timestamp($1::float8 / 1000) + (g % ${Math.floor(days)}) * interval '1 day'
        + (g % 1440) * interval '1 minute' as at
    from generate_series(0, ${incidents - 1}) g`,
  `insert into incident (id, number, seq, stage, closed_as, severity, title, department_id,
      holder_id, detected_at, closed_at, silenced, view)
    select id, nextval('incident_number_seq'), 1, 'closed', 'resolved', 'error', 'bench ' || g % 500,
      department, person, at, at + interval '5 hours', '{}',
      '{"grading":{"status":"graded","first":"P2","level":"P2"}}' from work`,
  `insert into clock (subject, obligation, start_at, due_at, stopped_at)
    select id, o, at, at + interval '4 hours', at + (g % 5) * interval '65 minutes'
    from work, unnest(array['acknowledge', 'restore']) o`,
  `insert into timeline (subject, seq, occurred_at, actor, what, "with", hash)
    select id, n, at, '{}', w, jsonb_build_object('person', person), n::text
    from work, unnest(array['record.imported', 'incident.acknowledged', 'incident.closed'])
      with ordinality as l(w, n)`,
  `insert into notice (id, incident_id, owed, number, sequence, audience, kind, level, state, ref,
      frozen, hash, sent_at)
    select 'ntc_' || id, id, 'customer/first/1', id, 1, 'customer', 'first', 'P2', 'sent',
      jsonb_build_object('dueAt', extract(epoch from at) * 1000 + 1800000), '{}', '', at from work`,
  `insert into process_fact (subject, kind, key, seq, data)
    select id, 'assessment', '1', 1, jsonb_build_object('by', person) from work`,
  `insert into process_fact (subject, kind, key, seq, data)
    select 'esc_frozen_' || g, kind, '1', 1, jsonb_build_object('kind', 'department', 'n', 1,
      'party', 'bench_dep_' || ((g + 1) % ${departments}), 'about', id, 'priority', 'P2',
      'department', case kind when 'leg' then 'bench_dep_' || ((g + 1) % ${departments})
        else department end,
      'openedAt', extract(epoch from at) * 1000, 'acceptedAt', extract(epoch from at) * 1000,
      'acceptedBy', person, 'late', g % 3 = 0, 'silences', 0, 'drill', false)
    from work, unnest(array['leg', 'hold']) kind where g % ${chainEvery} = 0`,
  `drop table work`,
  `analyze`,
];

const cycleOf = (n: number): string => `rvc_bench_${n}`;

const plan = [
  `insert into review_cycle (id, key, department_id, period_from, period_until, hr_id, weights,
      formula, created_by, created_at)
    values ($1, $1, 'bench_dep_0', to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000),
      'bench_per_0', '{}', ${formula}, '{}', now())`,
  `insert into review_cycle_participant (cycle_id, person_id, review_id, card, days, of, updated_at)
    select $1, id, $1 || id, 'operations', 90, 90, now() from person where id like 'bench_per_%'`,
];

/** The quarter and `cycles` cycles over it, on one connection. */
export async function fillQuarter(query: Query, cycles: number): Promise<void> {
  for (const text of fill) await query(text, text.includes('$1') ? [period.from] : []);
  for (let n = 0; n < cycles; n += 1) {
    await query(plan[0] ?? '', [cycleOf(n), period.from, period.until]);
    await query(plan[1] ?? '', [cycleOf(n)]);
  }
}

const sources = ['acknowledge', 'restore', 'notice', 'repeat', 'maintenance', 'grading'];
const shared = ['responsiveness', 'joint', 'kept', 'drill'];

/** What reading the indicators costs at least: each view once, summed up, nothing written. */
const bare = [...sources, ...shared].map(
  (key) => `select owner_kind, owner, sum(value * weight), sum(weight), count(*)
    from indicator_${key} where at >= to_timestamp($1::float8 / 1000)
      and at < to_timestamp($2::float8 / 1000) group by owner_kind, owner`,
);

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

const freeze = async (database: Database, n: number): Promise<void> => {
  const cycle = cycleOf(n);
  const planned = await cyclePlan(database.prisma, cycle);
  if (!planned) throw new Error(`no cycle ${cycle}`);
  const now = period.until + dayMs;
  const { people } = await freezeInputs(database, { ...planned, cycle, formula, period, now });
  if (people !== frozenPeople) throw new Error(`${people} people were frozen`);
};

/** Freezes of 1,000 people in turn with the bare statements, in ms each. */
export async function freezeTimes(
  query: Query,
  url: string,
  cycles: number,
): Promise<Record<Side['name'], number[]>> {
  const database = openDatabase(url);
  const found: Record<Side['name'], number[]> = { bare: [], baton: [] };
  try {
    for (let n = 0; n < cycles; n += 1) {
      found.bare.push(
        await timed(async () => {
          for (const text of bare) await query(text, [period.from, period.until]);
        }),
      );
      found.baton.push(await timed(() => freeze(database, n)));
    }
    return found;
  } finally {
    await database.close();
  }
}

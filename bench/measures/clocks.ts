import { setTimeout as sleep } from 'node:timers/promises';
import { addPolicy, addWitnessed, type PlannedPolicy } from '../../test/chaos/organisation.js';
import { waitUntil } from '../../test/support/wait-until.js';
import { bareSide } from '../bare/bare-side.js';
import { batonSide } from '../baton-side.js';
import type { Ground } from '../ground.js';
import type { Side } from '../side.js';
import { atPace } from './at-pace.js';
import { freshTitle } from './first-page.js';
import { give, gradedSeverity } from './graded.js';

const limitMs = 120_000;
const nextRungS = 3_600;
/** The bare ladder's page after the first one is its clock. */
const pagesOfBare = 2;
const bulkMax = 100;
/** Seldom, because looking is work that the clocks meet. */
const lookEveryMs = 1_000;

/**
 * `count` subjects opened at `ratePerS`, in batches that allow ever less time, so that half the
 * time of all of them is over within the same `withinS` seconds, long after the last was opened.
 */
export interface ManyClocks {
  count: number;
  withinS: number;
  ratePerS: number;
}

const batches = 20;
/** From the last opening to the first due time: what an opening sets off is done by then. */
const settleS = 30;

/** Whole seconds until half the time of a batch is over. */
function halvesS({ count, withinS, ratePerS }: ManyClocks): number[] {
  const openingS = count / ratePerS;
  const widthS = openingS / batches;
  const step = (withinS - widthS) / (batches - 1) - widthS;
  return Array.from({ length: batches }, (_, n) => Math.round(openingS + settleS + n * step));
}

/** Opens them all, each by the side of its batch; answers what `open` gave. */
const openAll = <T>(
  { count, ratePerS }: ManyClocks,
  sides: readonly Side[],
  open: (side: Side) => Promise<T>,
): Promise<T[]> =>
  atPace({ count, ratePerS }, (n) => {
    const side = sides[Math.floor((n * sides.length) / count)];
    if (side === undefined) throw new Error(`no batch of ${n}`);
    return open(side);
  });

const waitMs = ({ withinS }: ManyClocks): number => (settleS + withinS) * 1_000 + limitMs;

export interface ClockTimes {
  /** Of each clock: from its due time until the page of whoever is told of it came, in ms. */
  lateness: number[];
  /** Between the first due time and the last. */
  spreadS: number;
}

/** Both sides have that many clocks, one after the other. */
export async function clockTimes(
  ground: Ground,
  clocks: ManyClocks,
): Promise<Record<Side['name'], ClockTimes>> {
  const bare = await bareClocks(ground, clocks);
  const baton = await batonClocks(ground, clocks);
  return { bare: timesOf(bare), baton: timesOf(baton) };
}

interface Told {
  due: number;
  at: number;
}

const timesOf = (told: Told[]): ClockTimes => {
  const dues = told.map(({ due }) => due);
  return {
    lateness: told.map(({ due, at }) => at - due),
    spreadS: (Math.max(...dues) - Math.min(...dues)) / 1_000,
  };
};

async function bareClocks(
  { engine, witness, arrivals }: Ground,
  clocks: ManyClocks,
): Promise<Told[]> {
  const sides = halvesS(clocks).map((halfS) => bareSide(engine, witness, [halfS]));
  const titles = await openAll(clocks, sides, async (side) => {
    const title = freshTitle('bare clock');
    await side.open(title);
    return title;
  });
  const came = (): number =>
    titles.filter((title) => arrivals.of(title).length >= pagesOfBare).length;
  await waitUntil(() => came() === titles.length, {
    limitMs: waitMs(clocks),
    what: () => `${titles.length} bare timers, ${came()} so far`,
  });
  return titles.map((title) => {
    const page = arrivals.of(title)[pagesOfBare - 1];
    const due = Number(/ due (\d+)$/.exec(page?.title ?? '')?.[1]);
    return { due, at: page?.at ?? Number.NaN };
  });
}

async function batonClocks(ground: Ground, clocks: ManyClocks): Promise<Told[]> {
  const { api } = ground;
  await addShiftLead(ground);
  const sides: Side[] = [];
  for (const halfS of halvesS(clocks)) {
    sides.push(batonSide(api, [await timedPolicy(ground, halfS)], gradedSeverity));
  }
  const ids = await openAll(clocks, sides, async (side) => {
    const id = await side.open(freshTitle('baton clock'));
    await give(api, id, 'acknowledge');
    await give(api, id, 'grade');
    return id;
  });
  let found: Told[] = [];
  const allCame = async (): Promise<boolean> => {
    await sleep(lookEveryMs);
    found = await toldOf(ground, ids);
    return found.length >= ids.length;
  };
  await waitUntil(allCame, {
    limitMs: waitMs(clocks),
    what: () => `${ids.length} clocks, ${found.length} so far`,
  });
  await dismissAll(ground, ids);
  return found;
}

/** The pages that came and say that half the time is over. */
async function toldOf({ records, witness }: Ground, ids: string[]): Promise<Told[]> {
  const { rows } = await records.query<{ id: string; due_at: Date }>(
    "select id, due_at from delivery where reason = 'restore_half' and subject = any($1)",
    [ids],
  );
  const dues = new Map(rows.map(({ id, due_at: due }) => [id, due.getTime()]));
  const told = new Map<string, Told>();
  for (const { key, at } of witness.sightings) {
    const due = dues.get(key);
    if (due !== undefined && !told.has(key)) told.set(key, { due, at });
  }
  return [...told.values()];
}

/** Who has the duty that is told when half the time to restore is over. */
async function addShiftLead({ api, witness }: Ground): Promise<void> {
  const lead = await addWitnessed(api, witness, 'bench-lead');
  const rotation = { kind: 'daily', startsOn: '2026-01-05', handoverAt: '08:00', every: 1 };
  const schedule = await api.create<{ id: string }>('/api/v1/schedules', {
    name: { en: 'bench-lead' },
    zone: 'Asia/Shanghai',
    owner: lead,
    layers: [{ id: 'all', rotation: { ...rotation, members: [lead] }, restrictions: [] }],
  });
  await accepted(api.put('/api/v1/duty-roles', { role: 'shift_lead', schedule: schedule.id }));
}

async function timedPolicy({ api, people }: Ground, halfS: number): Promise<PlannedPolicy> {
  const rungs = [{ delayS: nextRungS, people: people.slice(0, 1) }];
  const policy = await addPolicy(api, `bench-clocks-${halfS}`, rungs);
  const targets = { [gradedSeverity]: { restore: `PT${2 * halfS}S` } };
  await accepted(api.patch(`/api/v1/policies/${policy.id}`, { targets }));
  return policy;
}

/** What is measured next must not meet the later thresholds of these. */
async function dismissAll({ api }: Ground, ids: string[]): Promise<void> {
  for (let n = 0; n < ids.length; n += bulkMax) {
    const body = { ids: ids.slice(n, n + bulkMax), proof: 'measured' };
    await accepted(api.post('/api/v1/incidents/bulk/dismiss', body));
  }
}

async function accepted(answer: Promise<{ status: number; body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
}

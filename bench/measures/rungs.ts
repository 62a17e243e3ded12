import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../test/support/wait-until.js';
import { addPolicy } from '../../test/chaos/organisation.js';
import { bareSide } from '../bare/bare-side.js';
import { batonSide } from '../baton-side.js';
import type { Ground } from '../ground.js';
import type { Side } from '../side.js';
import { freshTitle } from './first-page.js';

/** Twelve rungs, one and two seconds apart in turn. */
export const rungDelaysS = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1] as const;
const rungCount = rungDelaysS.length + 1;
const slackMs = 30_000;
const spreadMs = 150;

export interface RungTimes {
  /** Of every page of every subject: arrival after its due time. */
  lateness: number[];
  /** Per subject: lateness of the last rung beyond that of the first. */
  growth: number[];
  /** The farthest that a due time is off the first one plus the policy's delays. */
  dueOffMs: number;
  ids: string[];
}

/** Both sides climb a ladder of twelve rungs, a few subjects each at the same time. */
export async function rungTimes(
  ground: Ground,
  count: number,
): Promise<Record<Side['name'], RungTimes>> {
  const { api, engine, witness, people } = ground;
  const ladder = [...rungDelaysS, 3_600].map((delayS, index) => ({
    delayS,
    people: people.slice(index, index + 1),
  }));
  const baton = batonSide(api, [await addPolicy(api, 'bench-rungs', ladder)]);
  const bare = bareSide(engine, witness, [...rungDelaysS]);
  const bareTimes = await climb(ground, bare, count);
  const batonTimes = await climb(ground, baton, count);
  return { bare: bareTimes, baton: batonTimes };
}

async function climb(ground: Ground, side: Side, count: number): Promise<RungTimes> {
  const { arrivals } = ground;
  const subjects = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      await sleep(index * spreadMs);
      const title = freshTitle(`${side.name} rungs`);
      return { title, id: await side.open(title) };
    }),
  );
  const climbMs = rungDelaysS.reduce((sum, delayS) => sum + delayS, 0) * 1_000;
  await waitUntil(() => subjects.every(({ title }) => arrivals.of(title).length >= rungCount), {
    limitMs: climbMs + slackMs,
    what: () => `all rungs of the ${side.name} side`,
  });
  const climbs: Page[][] = [];
  for (const { id, title } of subjects) {
    climbs.push(
      side.name === 'bare' ? barePages(ground, title) : await batonPages(ground, id, title),
    );
  }
  return timesOf(
    climbs,
    subjects.map(({ id }) => id),
  );
}

interface Page {
  due: number;
  at: number;
}

function barePages({ arrivals }: Ground, title: string): Page[] {
  return arrivals
    .of(title)
    .map(({ title: said, at }) => ({ due: Number(/ due (\d+)$/.exec(said)?.[1]), at }));
}

async function batonPages(
  { arrivals, records }: Ground,
  id: string,
  title: string,
): Promise<Page[]> {
  const { rows } = await records.query<{ id: string; due_at: Date }>(
    'select id, due_at from delivery where subject = $1 order by no',
    [id],
  );
  return rows.map((row) => {
    const first = arrivals.of(title).find(({ key }) => key === row.id);
    return { due: row.due_at.getTime(), at: first?.at ?? Number.NaN };
  });
}

function timesOf(climbs: Page[][], ids: string[]): RungTimes {
  const late = (page: Page | undefined): number => (page ? page.at - page.due : Number.NaN);
  const off = climbs.flatMap((pages) => {
    let due = pages[0]?.due ?? 0;
    return pages.map((page, index) => {
      if (index > 0) due += (rungDelaysS[index - 1] ?? 0) * 1_000;
      return Math.abs(page.due - due);
    });
  });
  return {
    lateness: climbs.flat().map(late),
    growth: climbs.map((pages) => late(pages.at(-1)) - late(pages[0])),
    dueOffMs: Math.max(0, ...off),
    ids,
  };
}

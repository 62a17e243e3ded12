import { setTimeout as sleep } from 'node:timers/promises';
import { addPolicy } from '../../test/chaos/organisation.js';
import { batonSide } from '../baton-side.js';
import type { Ground } from '../ground.js';
import type { Side } from '../side.js';
import { firstPage, freshTitle } from './first-page.js';

/** Round trips in turn, each on a subject whose page has arrived. */
export async function acknowledgeRoundTrips(
  { arrivals }: Ground,
  sides: readonly Side[],
  count: number,
): Promise<Record<Side['name'], number[]>> {
  const found: Record<Side['name'], number[]> = { bare: [], baton: [] };
  for (let n = 0; n < count; n += 1) {
    for (const side of sides) {
      const { open } = side;
      let id = '';
      const remembering: Side = { ...side, open: async (title) => (id = await open(title)) };
      await firstPage(arrivals, remembering, freshTitle(`${side.name} ack`));
      const from = performance.now();
      await side.acknowledge(id);
      found[side.name].push(performance.now() - from);
    }
  }
  return found;
}

export interface Silence {
  /** Per incident: ms from the answer to the last page that still arrived; 0 when none did. */
  lastPageMs: number[];
  pagesAfter: number;
  /** Of those, marked as crossed. */
  crossed: number;
}

const rungs = 20;
const rungDelayS = 1;
const watchMs = 3_000;
const phaseMs = 97;
const phases = 20;

/** Incidents that page every second, acknowledged at different moments of that second. */
export async function silence(ground: Ground, count: number): Promise<Silence> {
  const { api, arrivals, people, records } = ground;
  const ladder = Array.from({ length: rungs }, (_, index) => ({
    delayS: rungDelayS,
    people: people.slice(index, index + 1),
  }));
  const side = batonSide(api, [await addPolicy(api, 'bench-silence', ladder)]);
  const one = async (index: number): Promise<{ id: string; title: string; answered: number }> => {
    const title = freshTitle('silence');
    await sleep((index % phases) * phaseMs);
    const id = await side.open(title);
    await sleep(rungDelayS * 1_000 + (index % phases) * phaseMs);
    await side.acknowledge(id);
    return { id, title, answered: Date.now() };
  };
  const incidents = await Promise.all(Array.from({ length: count }, (_, index) => one(index)));
  await sleep(watchMs);
  const after = incidents.map(({ title, answered }) =>
    arrivals.of(title).flatMap(({ at }) => (at > answered ? [at - answered] : [])),
  );
  const { rows } = await records.query<{ crossed: number }>(
    "select count(*)::int as crossed from delivery where subject = any($1) and state = 'crossed'",
    [incidents.map(({ id }) => id)],
  );
  return {
    lastPageMs: after.map((late) => Math.max(0, ...late)),
    pagesAfter: after.flat().length,
    crossed: rows[0]?.crossed ?? 0,
  };
}

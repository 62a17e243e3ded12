import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.js';
import { cpuMs } from './cpu.js';
import type { Ground } from './ground.js';
import { storm, type Storm } from './measures/first-page.js';
import { partsOf } from './parts.js';
import type { Row } from './row.js';
import type { Side } from './side.js';
import { summaryOf } from './summary.js';

const stormMax = 1.3;
const perSecondMs = 1_000;
/** What a storm still has to do after the last page: reports, projections, timers. */
const stormRestMs = 2_000;
const cpuParts = ['API', 'worker', 'Temporal', 'PostgreSQL'];

/** Everything at once, by turns; and what each subject costs each process. */
export async function stormRows({ ground, sides, sizes, say, barePid }: Bench): Promise<Row[]> {
  const found: Record<Side['name'], StormSeen[]> = { bare: [], baton: [] };
  for (let n = 0; n < sizes.storms; n += 1) {
    const order = n % 2 === 0 ? sides : [...sides].reverse();
    for (const side of order) {
      say(`${sizes.stormSize} at once: ${side.name}`);
      found[side.name].push(await stormSeen(ground, side, { count: sizes.stormSize, barePid }));
    }
  }
  const stormWord = `${sizes.stormSize} at once`;
  const rowOf = (what: string, unit: Row['unit'], of: (seen: StormSeen) => number): Row => ({
    measure: `${stormWord}: ${what}`,
    unit,
    bare: summaryOf(found.bare.map(of)),
    baton: summaryOf(found.baton.map(of)),
  });
  const paged = rowOf('until all are paged', 's', (seen) => seen.pagedMs / perSecondMs);
  const total = (name: Side['name']): number =>
    found[name].reduce((sum, { pagedMs }) => sum + pagedMs, 0);
  const quotient = total('baton') / total('bare');
  const parts = [...new Set([...found.bare, ...found.baton].flatMap(({ cpu }) => [...cpu.keys()]))];
  return [
    {
      ...paged,
      aim: `≤ ${stormMax} ×`,
      met: quotient <= stormMax,
      note:
        `all storms together ${quotient.toFixed(2)} ×; ` +
        `${sides[1].sentAgain()} events were answered 503 or not at all, and sent again`,
    },
    rowOf('until all are accepted', 's', (seen) => seen.acceptedMs / perSecondMs),
    ...parts.map((part) => rowOf(`CPU each, ${part}`, 'ms', ({ cpu }) => cpu.get(part) ?? 0)),
  ];
}

interface StormSeen extends Storm {
  /** Processor ms per subject, by part. */
  cpu: Map<string, number>;
}

/** Each side is charged with its own worker; the trigger's own side costs are the API's. */
async function stormSeen(
  ground: Ground,
  side: Side,
  { count, barePid }: { count: number; barePid: number },
): Promise<StormSeen> {
  const shared = partsOf(ground).filter(({ name }) => cpuParts.includes(name));
  const parts = shared.map((part) =>
    part.name === 'worker' && side.name === 'bare' ? { ...part, pid: barePid } : part,
  );
  const before = parts.map((part) => cpuMs(part.pid, part));
  const seen = await storm(ground.arrivals, side, count);
  await sleep(stormRestMs);
  const used = parts.map((part, n) => (cpuMs(part.pid, part) - (before[n] ?? 0)) / count);
  return { ...seen, cpu: new Map(parts.map(({ name }, n) => [name, used[n] ?? 0])) };
}

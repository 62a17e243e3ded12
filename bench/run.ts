import { setTimeout as sleep } from 'node:timers/promises';
import { bareSide } from './bare/bare-side.js';
import type { Bench } from './bench.js';
import { memoryRows } from './memory-rows.js';
import { stormRows } from './storm-rows.js';
import { batonSide } from './baton-side.js';
import { clockRows, noticeRows } from './due-rows.js';
import type { Ground } from './ground.js';
import { acknowledgeRoundTrips, silence } from './measures/acknowledge.js';
import { firstPage, freshTitle, pacedFirstPages, type Pace } from './measures/first-page.js';
import { historyLength, withObservation, withoutObservation } from './measures/history.js';
import { fillList, listPages, openCount } from './measures/list.js';
import { rungDelaysS, rungTimes } from './measures/rungs.js';
import { freezeRows } from './review-rows.js';
import { ratio, single, type Row } from './row.js';
import type { Side } from './side.js';
import type { Sizes } from './sizes.js';
import { summaryOf } from './summary.js';

const idleSettleMs = 5_000;
const pageP50Max = 1.2;
const pageP99Max = 2;
const pagedWithinMs = 1_000;
const acknowledgeMax = 2;
const eventsMax = { simple: 30, observed: 40, rung: 12 };
const perSecondMs = 1_000;

/** The measures by name, in the order they are run. */
const measures = {
  page: async (bench: Bench): Promise<Row[]> => {
    const { steady } = bench.sizes;
    return [await pacedRow(bench, `trigger → first page, ${steady.ratePerS}/s`, steady)];
  },
  minute: async (bench: Bench): Promise<Row[]> => [await minuteRow(bench)],
  acknowledge: async (bench: Bench): Promise<Row[]> => [
    await acknowledgeRow(bench),
    await silenceRow(bench),
  ],
  rungs: rungRows,
  notices: noticeRows,
  events: eventRows,
  storm: stormRows,
  clocks: clockRows,
  load: (bench: Bench): Promise<Row[]> => Promise.resolve(memoryRows(bench.ground, 'after load')),
  list: listRows,
  freeze: freezeRows,
};

export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as MeasureName[];

/** Measures on one stack, the bare engine and Baton by turns; answers the table's rows. */
export async function runBench(
  ground: Ground,
  { sizes, say, only = measureNames }: BenchOptions,
): Promise<Row[]> {
  say('memory of the idle stack');
  await sleep(idleSettleMs);
  const idle = memoryRows(ground, 'idle');
  const barePid = await ground.startBare();
  const sides = [
    bareSide(ground.engine, ground.witness),
    batonSide(ground.api, ground.policies),
  ] as const;
  const bench: Bench = { ground, sides, sizes, barePid, say };
  await warmUp(bench);
  const rows: Row[] = [];
  for (const name of measureNames) {
    if (only.includes(name)) rows.push(...(await measures[name](bench)));
  }
  return [...rows, ...idle];
}

export interface BenchOptions {
  sizes: Sizes;
  say: (line: string) => void;
  /** All of them where absent. */
  only?: readonly MeasureName[];
}

async function warmUp({ ground, sides, sizes, say }: Bench): Promise<void> {
  say('warming up');
  for (const side of sides) {
    for (let n = 0; n < sizes.warmUp; n += 1) {
      await firstPage(ground.arrivals, side, freshTitle(`${side.name} warm`));
    }
  }
}

async function pacedRow({ ground, sides, say }: Bench, measure: string, pace: Pace): Promise<Row> {
  say(measure);
  const found = await pacedFirstPages(ground.arrivals, sides, pace);
  const row = { measure, unit: 'ms', bare: summaryOf(found.bare), baton: summaryOf(found.baton) };
  const met = ratio(row, 'p50') <= pageP50Max && ratio(row, 'p99') <= pageP99Max;
  return { ...row, unit: 'ms', aim: `p50 ≤ ${pageP50Max} ×, p99 ≤ ${pageP99Max} ×`, met };
}

async function minuteRow(bench: Bench): Promise<Row> {
  const { ratePerS, perBlock, blocks } = bench.sizes.minute;
  const count = perBlock * blocks;
  const measure = `trigger → first page, ${count} in ${count / ratePerS} s`;
  const row = await pacedRow(bench, measure, bench.sizes.minute);
  return { ...row, aim: 'all within 1 s', met: row.baton.max <= pagedWithinMs };
}

async function acknowledgeRow({ ground, sides, sizes, say }: Bench): Promise<Row> {
  say('acknowledge round trip');
  const found = await acknowledgeRoundTrips(ground, sides, sizes.acknowledgements);
  const row = { bare: summaryOf(found.bare), baton: summaryOf(found.baton) };
  return {
    measure: 'acknowledge round trip against a bare update',
    unit: 'ms',
    ...row,
    aim: `p50 ≤ ${acknowledgeMax} ×`,
    met: ratio(row, 'p50') <= acknowledgeMax,
  };
}

async function silenceRow({ ground, sizes, say }: Bench): Promise<Row> {
  say('acknowledge → silence');
  const found = await silence(ground, sizes.silenced);
  return {
    measure: 'acknowledge → last page that still arrived',
    unit: 'ms',
    baton: summaryOf(found.lastPageMs),
    aim: 'only crossed ones',
    met: found.pagesAfter <= found.crossed,
    note: `${found.pagesAfter} pages after ${sizes.silenced} answers, ${found.crossed} marked crossed`,
  };
}

async function rungRows({ ground, sizes, say }: Bench): Promise<Row[]> {
  const rungs = rungDelaysS.length + 1;
  say(`${rungs} rungs of 1–2 s`);
  const { bare, baton } = await rungTimes(ground, sizes.ladders);
  const lengths = await Promise.all(baton.ids.map((id) => historyLength(ground, id)));
  const plain = await Promise.all(bare.ids.map((id) => historyLength(ground, id)));
  const perRung = (length: number): number => (length - lengthOfOne) / rungDelaysS.length;
  const lengthOfOne = await oneRungLength(ground);
  const events = summaryOf(lengths.map(perRung));
  return [
    {
      measure: `lateness of ${rungs} rungs, ${sizes.ladders} ladders`,
      unit: 'ms',
      bare: summaryOf(bare.lateness),
      baton: summaryOf(baton.lateness),
    },
    {
      measure: `drift: lateness of rung ${rungs} less that of rung 1`,
      unit: 'ms',
      bare: summaryOf(bare.growth),
      baton: summaryOf(baton.growth),
      aim: 'due times exact',
      met: baton.dueOffMs === 0,
      note: `due times are at most ${baton.dueOffMs} ms off the first one plus the policy's delays`,
    },
    {
      measure: `history events of ${rungs} rungs`,
      unit: 'events',
      bare: summaryOf(plain),
      baton: summaryOf(lengths),
    },
    {
      measure: 'history events of a further rung',
      unit: 'events',
      baton: events,
      aim: `≤ ${eventsMax.rung}`,
      met: events.max <= eventsMax.rung,
    },
  ];
}

async function oneRungLength(ground: Ground): Promise<number> {
  let id = '';
  const side = batonSide(ground.api, ground.policies);
  const remembering: Side = { ...side, open: async (title) => (id = await side.open(title)) };
  await firstPage(ground.arrivals, remembering, freshTitle('one rung'));
  await sleep(perSecondMs);
  return historyLength(ground, id);
}

async function eventRows({ ground, say }: Bench): Promise<Row[]> {
  say('history events');
  const observed = await withObservation(ground);
  const simple = await withoutObservation(ground);
  await observed.closed();
  const rows: [measure: string, events: number, max: number][] = [
    ['history events of a simple incident', await simple.events(), eventsMax.simple],
    ['history events with a timed observation', await observed.events(), eventsMax.observed],
  ];
  return rows.map(([measure, events, max]) => ({
    measure,
    unit: 'events',
    baton: single(events),
    aim: `≤ ${max}`,
    met: events <= max,
  }));
}

async function listRows({ ground, sizes, say }: Bench): Promise<Row[]> {
  say(`list page with ${openCount} open incidents`);
  await fillList(ground);
  const first = await listPages(ground, sizes.listPages);
  const counted = await listPages(ground, sizes.listPages, '&count=true');
  const rows: [measure: string, found: typeof first][] = [
    [`list page, ${openCount} open, against the bare statement`, first],
    ['the same with the total', counted],
  ];
  return rows.map(([measure, found]) => ({
    measure,
    unit: 'ms',
    bare: summaryOf(found.bare),
    baton: summaryOf(found.baton),
  }));
}

import type { Bench } from './bench.js';
import { clockTimes } from './measures/clocks.js';
import { noticeLateness } from './measures/notices.js';
import type { Row } from './row.js';
import { summaryOf } from './summary.js';

/** What was due is out: a notice by the mail of its reader. */
export async function noticeRows({ ground, sizes, say }: Bench): Promise<Row[]> {
  const { perBlock, blocks } = sizes.notices;
  const measure = `notice due → out, ${perBlock * blocks} notices`;
  say(measure);
  const found = await noticeLateness(ground, sizes.notices);
  return [{ measure, unit: 'ms', bare: summaryOf(found.bare), baton: summaryOf(found.baton) }];
}

/** What was due is noticed: a threshold by the page of who is told. */
export async function clockRows({ ground, sizes, say }: Bench): Promise<Row[]> {
  const { count, withinS } = sizes.clocks;
  const measure = `${count} clocks due within ${withinS} s → noticed`;
  say(measure);
  const { bare, baton } = await clockTimes(ground, sizes.clocks);
  const spread = `bare ones came due over ${bare.spreadS.toFixed(1)} s, Baton's over `;
  return [
    {
      measure,
      unit: 'ms',
      bare: summaryOf(bare.lateness),
      baton: summaryOf(baton.lateness),
      note: `${spread}${baton.spreadS.toFixed(1)} s`,
    },
  ];
}

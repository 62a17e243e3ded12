import { parseArgs } from 'node:util';
import { reportText } from './report.js';
import { runChaos } from './run.js';

/** `npm run chaos -- --runs 50 [--seed N]`: exits with 1 when a promise was broken. */
const runsDefault = '10';
const seedMax = 2 ** 31;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: runsDefault }, seed: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? Math.floor(Math.random() * seedMax));
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run chaos -- [--runs N] [--seed N]');
  process.exit(2);
}
console.log(`chaos: ${runs} runs, seed ${seed}`);
const report = await runChaos({
  runs,
  seed,
  say: (line) => console.log(line),
  onRun: ({ n, target, strikeAfterMs, backMs, opened, repeats, violations }) => {
    console.log(
      `run ${n}: ${target} killed after ${strikeAfterMs} ms, back in ${backMs} ms; ` +
        `${opened} opened, ${repeats} repeats, ${violations.length} broken`,
    );
    for (const violation of violations) console.log(`  ${violation}`);
  },
});
console.log(reportText(report));
process.exit(report.violations.length === 0 ? 0 : 1);

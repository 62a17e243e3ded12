import { expect, test } from '@jest/globals';
import { reportText } from './report.js';
import { runChaos } from './run.js';

const kills = 5;
const seedMax = 2 ** 31;

test('after kill -9 of the worker, the API, PostgreSQL, Temporal and everything nothing is lost, skipped or repeated unmarked', async () => {
  const seed = Math.floor(Math.random() * seedMax);
  console.log(`chaos seed ${seed}`);
  const report = await runChaos({ runs: kills, seed, say: () => undefined });
  console.log(reportText(report));
  expect(report.violations).toEqual([]);
  expect(report.runs.map(({ target }) => target).sort()).toEqual([
    'api',
    'everything',
    'postgres',
    'temporal',
    'worker',
  ]);
});

import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

let world: TestWorld;
let server: ApiServer | undefined;
beforeEach(() => {
  world = testWorld();
});
afterEach(async () => {
  world.remove();
  await server?.close();
  server = undefined;
});

const serve = async (answer: object): Promise<void> => {
  server = await apiServer((_request, response) => json(response, 200, answer));
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
};

const shown = { id: 'rev_1', number: 'RV-1', key: '2026Q4-OPS', stage: 'appeal', person: {} };

describe('baton review', () => {
  test.each([
    [
      ['open', '2026Q4-OPS', '--without', 'drill', '--without', 'kept'],
      'review-cycles/2026Q4-OPS/open',
      { without: ['drill', 'kept'] },
    ],
    [['publish', 'RC-7'], 'review-cycles/RC-7/publish', {}],
    [
      ['calibrate', 'RC-7', '--review', 'rev_1', '--score', '80.5', '--reason', 'r'],
      'review-cycles/RC-7/calibrate',
      { changes: [{ review: 'rev_1', score: 80.5, reason: 'r' }] },
    ],
    [['calibrate', 'RC-7', '--done'], 'review-cycles/RC-7/calibrate', { done: true }],
    [
      ['appeal', 'RV-1', '--what', 'w', '--indicator', 'joint'],
      'reviews/RV-1/appeal',
      { items: [{ what: 'w', indicator: 'joint' }] },
    ],
    [
      ['decide', 'RV-1', '--outcome', 'adjust', '--reason', 'r', '--correct', 'joint,i,a,b,1'],
      'reviews/RV-1/decide',
      {
        ...{ outcome: 'adjust', reason: 'r' },
        corrections: [{ indicator: 'joint', subject: 'i', record: 'a,b', value: 1 }],
      },
    ],
    [
      ['schedule', 'run', 'rvs_1', '--cycle', '2026Q3-OPS'],
      'review-schedules/rvs_1/run',
      { key: '2026Q3-OPS' },
    ],
  ])('%j sends what the API takes', async (words, path, body) => {
    await serve(shown);
    expect(await run(['review', ...words], world)).toBe(0);
    const [sent] = server?.received ?? [];
    expect(sent).toMatchObject({ method: 'POST', path: `/api/v1/${path}`, body });
  });

  it('fails where a score does not recompute, and is refused while something is missing', async () => {
    await serve({
      checked: 3,
      mismatches: [{ what: 'score', of: 'per_li' }],
      sound: false,
      missing: [],
    });
    expect(await run(['review', 'recompute', 'RC-7'], world)).toBe(1);
    expect(await run(['review', 'dry-run', 'RC-7'], world)).toBe(4);
  });

  it('prints no score that is not there', async () => {
    const title = { zh: '共同结果', en: 'joint outcomes' };
    await serve({ indicators: [{ block: 'linkage', title, standing: 'counted', n: 4 }] });
    expect(await run(['review', 'sheet', 'RV-1', '--lang', 'en'], world)).toBe(0);
    expect(world.printed()).toContain('The result is not released yet.');
  });
});

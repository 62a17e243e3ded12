import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { take, type BucketState } from '../../domain/bucket.js';
import { openDatabase, type Database } from '../../records/database.js';
import { beginAttempt, rateWaitMinMs } from '../../records/delivery/attempts.js';
import { insertPage, type DeliveryRow } from '../../records/delivery/rows.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { freshId, start } from './fixtures.js';

let clone: TestDatabase;
let database: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolMax: 12 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function deliveries(count: number): Promise<DeliveryRow[]> {
  const subject = freshId();
  const rows = Array.from({ length: count }, (_, index): DeliveryRow => ({
    ...{ id: `${subject}/p1/li/webhook/${index}`, subject, page: 'p1', no: 1, ladder: 'respond' },
    ...{ reason: 'rung', person: 'li', channel: 'webhook', address: {}, destination: subject },
    ...{ afterS: 0, due: start, state: 'pending', attempts: 0 },
  }));
  await insertPage(database, { deliveries: rows, links: [] });
  return rows;
}

describe('the shared bucket of a destination', () => {
  it('lets through exactly what the rule of the domain lets through, and says when to come again', async () => {
    const limits = fc.record({
      capacity: fc.integer({ min: 1, max: 4 }),
      refillPerS: fc.constantFrom(0.5, 1, 3, 20),
    });
    const gaps = fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(limits, gaps, async (limit, gapsMs) => {
        let state: BucketState | undefined;
        let now = start;
        for (const row of await deliveries(gapsMs.length)) {
          now += gapsMs.shift() ?? 0;
          const taken = take(state, now, limit);
          state = taken.state;
          const begun = await beginAttempt(database, row, { now, limit });
          expect(begun.go).toBe(taken.allowed);
          if (begun.go || begun.why !== 'rate_limited') continue;
          const at = now + Math.max(taken.waitMs, rateWaitMinMs);
          expect(Math.abs(begun.at - at)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is one bucket for everybody: many at once get no more than its capacity', async () => {
    const rows = await deliveries(30);
    const limit = { capacity: 5, refillPerS: 0.01 };
    const begun = await Promise.all(
      rows.map((row) => beginAttempt(database, row, { now: start, limit })),
    );
    expect(begun.filter(({ go }) => go)).toHaveLength(5);
  });
});

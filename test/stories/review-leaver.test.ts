import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';
import {
  begin,
  give,
  good,
  head,
  hr,
  of,
  openQuarter,
  planQuarter,
  scored,
  sheetFor,
  zhang,
  type Review,
} from './quarter.js';

const storyMs = 240_000;
const next = 'per_wang_fang';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const open = ({ tasks }: Review, kind: string) =>
  tasks.find((task) => task.kind === kind && task.outcome === undefined);

describe('a manager who leaves in the middle', () => {
  it(
    'hands the open form to the next one, who has days for it; the mark before counts for nobody',
    async () => {
      const quarter = await openQuarter(night, await planQuarter(night));
      await begin(quarter, 'manager');
      const review = of(quarter.reviews.get(zhang) ?? '');
      const shown = () => night.person(hr).get<Review>(review).then(good);
      expect(open(await shown(), 'manager')).toMatchObject({ holder: { id: head } });

      const other = await give(quarter, 'per_zhao_lei', {
        ...{ person: zhang, verb: 'reassign', body: { manager: next, why: 'change' } },
      });
      expect(other.status).toBe(404);
      const self = await give(quarter, hr, {
        ...{ person: zhang, verb: 'reassign', body: { manager: zhang, why: 'change' } },
      });
      expect([self.status, self.body.code]).toEqual([403, 'own_case']);
      const moved = good(
        await give(quarter, hr, {
          ...{ person: zhang, verb: 'reassign', body: { manager: next, why: 'change' } },
        }),
      );
      const form = open(moved, 'manager');
      expect(form).toMatchObject({ holder: { id: next }, of: next });
      expect(moved.managers).toEqual([expect.objectContaining({ share: 100 })]);

      const marks = (n: number) => ({ marks: n, evidence: ['记录'] });
      const late = await give(quarter, head, { person: zhang, verb: 'manager', body: marks(-5) });
      expect([403, 404]).toContain(late.status);
      good(await give(quarter, next, { person: zhang, verb: 'manager', body: marks(3) }));

      await begin(quarter, 'calibration');
      await scored(quarter);
      expect((await sheetFor(quarter, next, zhang)).manager).toBe(3);
    },
    storyMs,
  );
});

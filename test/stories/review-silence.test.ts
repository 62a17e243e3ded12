import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';
import {
  at,
  begin,
  engineers,
  executive,
  give,
  good,
  head,
  of,
  openQuarter,
  planQuarter,
  publish,
  scored,
  zhang,
  type Quarter,
} from './quarter.js';

const storyMs = 240_000;

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

interface Departments {
  items: {
    department: { id: string };
    indicators: { key: string; numerator?: number; denominator?: number }[];
  }[];
}

const answered = async (quarter: Quarter, department: string) => {
  const path = `${at(quarter.cycle.id)}/departments`;
  const { items } = good(await night.person(executive).get<Departments>(path));
  const sheet = items.find((one) => one.department.id === department);
  const found = sheet?.indicators.find(({ key }) => key === 'responsiveness');
  return { good: found?.numerator ?? 0, all: found?.denominator ?? 0 };
};

const frozenR = async ({ cycle }: Quarter, owner: string) => {
  const row = await night.records.prisma.reviewInput.findFirstOrThrow({
    where: { cycle: cycle.id, owner, ownerKind: 'department', indicator: 'responsiveness' },
  });
  return { good: Number(row.numerator), all: Number(row.denominator) };
};

describe('a department that is silent towards its counterparts’ forms', () => {
  it(
    'has its own R fall, while the one that answered has it rise; nobody else waits for it',
    async () => {
      const cycle = await planQuarter(night, { counterparts: ['dep_infra', 'dep_delivery'] });
      const quarter = await openQuarter(night, cycle);
      await begin(quarter, 'manager');
      const none = { department: 'dep_delivery', noDealings: true };
      for (const person of ['per_li_wei', 'per_wang_fang', ...engineers]) {
        good(await give(quarter, 'per_wu_gang', { person, verb: 'counterpart', body: none }));
      }
      good(await give(quarter, head, { person: zhang, verb: 'manager', body: { marks: 0 } }));
      await begin(quarter, 'calibration');
      await scored(quarter);
      await publish(quarter);

      const people = quarter.reviews.size;
      const silent = await frozenR(quarter, 'dep_infra');
      expect(await answered(quarter, 'dep_infra')).toEqual({
        ...{ good: silent.good, all: silent.all + people },
      });
      const talking = await frozenR(quarter, 'dep_delivery');
      expect(await answered(quarter, 'dep_delivery')).toEqual({
        ...{ good: talking.good + people, all: talking.all + people },
      });
      const { tasks } = good(
        await night
          .person(head)
          .get<{ tasks: { of: string; outcome?: string }[] }>(of(quarter.reviews.get(zhang) ?? '')),
      );
      expect(tasks.find((task) => task.of === 'dep_infra')).toMatchObject({ outcome: 'left_out' });
    },
    storyMs,
  );
});

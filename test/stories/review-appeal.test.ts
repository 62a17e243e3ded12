import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';
import {
  at,
  begin,
  calibrator,
  executive,
  give,
  good,
  head,
  hr,
  judge,
  of,
  openQuarter,
  planQuarter,
  publish,
  scored,
  sheetFor,
  zhang,
  type Quarter,
} from './quarter.js';

const storyMs = 240_000;
const limitMs = 30_000;

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

interface Departments {
  items: { department: { id: string }; indicators: { key: string; value?: number }[] }[];
}

const valueOf = async (
  quarter: Quarter,
  department: string,
  indicator: string,
): Promise<number | undefined> => {
  const path = `${at(quarter.cycle.id)}/departments`;
  const { items } = good(await night.person(executive).get<Departments>(path));
  const sheet = items.find((one) => one.department.id === department);
  return sheet?.indicators.find(({ key }) => key === indicator)?.value;
};

interface Records {
  items: { subject: string; record: string; value: number }[];
}

describe('an appeal against one joint case', () => {
  it(
    'changes one number and the score that the departments share; of two decisions at once one counts',
    async () => {
      const cycle = await planQuarter(night);
      const quarter = await openQuarter(night, cycle);
      await begin(quarter, 'manager');
      good(await give(quarter, head, { person: zhang, verb: 'manager', body: { marks: 0 } }));
      await begin(quarter, 'calibration');
      await scored(quarter);
      const calibration = await night
        .person(executive)
        .get<Departments>(`${at(cycle.id)}/departments`);
      expect(calibration.body.items).toEqual([]);
      await publish(quarter);
      const before = await sheetFor(quarter, zhang, zhang);
      const review = of(quarter.reviews.get(zhang) ?? '');

      const drill = `${review}/drill-down?indicator=joint&limit=100`;
      const { items } = good(await night.person(zhang).get<Records>(drill));
      const [worst] = items.toSorted((a, b) => a.value - b.value);
      if (!worst) throw new Error('no joint case');
      const shared = await night.records.prisma.reviewRecord.findMany({
        where: { cycle: cycle.id, indicator: 'joint', subject: worst.subject },
      });
      const departments = shared.map(({ owner }) => owner);
      expect(departments.length).toBeGreaterThan(1);
      const jointsBefore = await Promise.all(
        departments.map((one) => valueOf(quarter, one, 'joint')),
      );
      const notices = await valueOf(quarter, 'dep_infra', 'responsiveness');

      const what = { what: '恢复时间登记有误', indicator: 'joint', subject: worst.subject };
      const filed = { items: [{ ...what, evidence: ['交换机日志'] }] };
      good(await give(quarter, zhang, { person: zhang, verb: 'appeal', body: filed }));
      const ownManager = await give(quarter, head, {
        ...{ person: zhang, verb: 'decide', body: { outcome: 'uphold', reason: 'no' } },
      });
      expect([ownManager.status, ownManager.body.code]).toEqual([403, 'own_case']);
      const own = await give(quarter, zhang, {
        ...{ person: zhang, verb: 'decide', body: { outcome: 'uphold', reason: 'no' } },
      });
      expect([own.status, own.body.code]).toEqual([403, 'own_case']);
      const unknown = await give(quarter, calibrator, {
        ...{ person: zhang, verb: 'decide' },
        body: {
          ...{ outcome: 'adjust', reason: 'x' },
          corrections: [{ indicator: 'joint', subject: 'inc_none', record: 'joint', value: 1 }],
        },
      });
      expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_record']);

      const { subject, record } = worst;
      const adjust = (value: number) => ({
        ...{ outcome: 'adjust', reason: `日志属实 ${value}` },
        corrections: [{ indicator: 'joint', subject, record, value }],
      });
      const both = await Promise.all([
        give(quarter, calibrator, { person: zhang, verb: 'decide', body: adjust(1) }),
        give(quarter, judge, { person: zhang, verb: 'decide', body: adjust(0.5) }),
      ]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      const value = both[0]?.status === 200 ? 1 : 0.5;
      const { prisma } = night.records;
      expect(await prisma.reviewCorrection.count({ where: { cycle: cycle.id } })).toBe(2);
      await waitUntil(
        async () => (await sheetFor(quarter, zhang, zhang)).scoreVersion !== before.scoreVersion,
        { limitMs, what: () => 'a score after the appeal' },
      );
      const counted = good(await night.person(zhang).get<Records>(drill)).items;
      expect(counted.find((one) => one.subject === subject)).toMatchObject({
        ...{ value, corrected: true },
      });
      expect(counted.filter((one) => one.subject !== subject)).toEqual(
        items.filter((one) => one.subject !== subject),
      );
      const jointsAfter = await Promise.all(
        departments.map((one) => valueOf(quarter, one, 'joint')),
      );
      jointsAfter.forEach((after, n) => expect(after).toBeGreaterThan(jointsBefore[n] ?? 100));
      expect(await valueOf(quarter, 'dep_infra', 'responsiveness')).toBe(notices);
      const checked = good(
        await night.person(hr).post<{ mismatches: unknown[] }>(`${at(cycle.id)}/recompute`),
      );
      expect(checked.mismatches).toEqual([]);

      const second = { items: [{ what: '还有一项', evidence: [] }] };
      good(await give(quarter, zhang, { person: zhang, verb: 'appeal', body: second }));
      const last = { outcome: 'uphold', reason: '维持' };
      good(await give(quarter, executive, { person: zhang, verb: 'decide', body: last }));
      const third = await give(quarter, zhang, { person: zhang, verb: 'appeal', body: second });
      expect(third.status).toBe(409);
    },
    storyMs,
  );
});

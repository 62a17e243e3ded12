import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';
import {
  at,
  begin,
  calibrator,
  cycleStaged,
  days,
  executive,
  give,
  good,
  head,
  hr,
  importQuarter,
  lastQuarter,
  moveAll,
  of,
  openQuarter,
  publish,
  scored,
  sendTable,
  sheetFor,
  staged,
  without,
  zhang,
  engineers,
  type Cycle,
} from './quarter.js';

const storyMs = 300_000;
const limitMs = 30_000;

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

interface Called {
  id: string;
  key: string;
}

describe('a quarter of HR', () => {
  it(
    'is scheduled, called early, completed, frozen, walked step by step, released and archived',
    async () => {
      const caller = night.person(hr);
      const { key, from, until } = lastQuarter(Date.now());
      const schedule = good(
        await caller.post<{ id: string }>('/api/v1/review-schedules', {
          ...{ name: { zh: '运维中心季度评审' }, code: 'NOC', department: 'dep_noc', hr },
          ...{ cadence: 'quarterly', calibrators: [calibrator] },
          panels: [[calibrator, 'per_xu_jing'], [executive]],
        }),
      );
      const path = `/api/v1/review-schedules/${schedule.id}`;
      const { items } = good(await caller.get<{ items: unknown[] }>(`${path}/next`));
      expect(items).toHaveLength(5);
      await importQuarter(night, { from, until });
      const called = good(await caller.post<Called>(`${path}/run`, { key: `${key}-NOC` }));
      const again = good(await caller.post<Called>(`${path}/run`, { key: `${key}-NOC` }));
      expect(again.id).toBe(called.id);

      const { id } = called;
      const early = await caller.post(`${at(id)}/open`, { without });
      expect([early.status, early.body.code]).toEqual([422, 'cycle_incomplete']);
      expect(early.body.detail).toContain('counterparts: 张敏');
      const table = [
        'Person,Counterpart departments,Days present',
        ...['per_li_wei', 'per_wang_fang', ...engineers].map((one) => `${one},dep_infra,`),
        'per_nobody,dep_infra,',
        'per_zhang_min,dep_moon,',
        'per_chen_jie,dep_infra,many',
      ];
      const sent = await sendTable(night, id, table.join('\n'));
      expect(sent).toMatchObject({
        taken: 6,
        rejected: [
          { line: 8, field: 'person', code: 'unknown_reference' },
          { line: 9, field: 'counterparts', code: 'unknown_reference' },
          { line: 10, field: 'days', code: 'invalid_field' },
        ],
      });
      const lacking = await caller.post(`${at(id)}/open`);
      expect(lacking.body.detail).toContain('source: kept');
      const planned = good(await caller.get<Cycle>(at(`${key}-NOC`)));
      const quarter = await openQuarter(night, planned);
      const late = await sendTable(night, id, table.join('\n'));
      expect(late).toMatchObject({ code: 'participants_fixed' });

      await begin(quarter, 'self');
      const found = good(await caller.get<Cycle>(at(id)));
      expect(found).toMatchObject({ stage: 'self', frozen: { people: 6 } });
      expect(found.progress?.open).toMatchObject({ self: 6 });
      const own = { summary: '本季处置 40 起故障', evidence: ['INC-7'], score: 88 };
      good(await give(quarter, zhang, { person: zhang, verb: 'self', body: own }));
      const twice = await give(quarter, zhang, { person: zhang, verb: 'self', body: own });
      expect([twice.status, twice.body.code]).toEqual([409, 'already_done']);
      const before = await sheetFor(quarter, zhang, zhang);
      expect(before).not.toHaveProperty('final');
      expect(before.indicators.find((one) => one.key === 'acknowledge')?.n).toBeGreaterThan(9);

      await begin(quarter, 'manager');
      const bare = await give(quarter, head, {
        person: zhang,
        verb: 'manager',
        body: { marks: 2 },
      });
      expect(bare.status).toBe(400);
      const marks = { marks: 2, evidence: ['带教两名新人'], comment: 'hidden-comment' };
      good(await give(quarter, head, { person: zhang, verb: 'manager', body: marks }));
      const seen = good(await night.person(zhang).get(of(quarter.reviews.get(zhang) ?? '')));
      expect(JSON.stringify(seen)).not.toContain('hidden-comment');
      const trail = await night.records.prisma.audit.findMany({
        where: { subject: quarter.reviews.get(zhang) ?? '' },
      });
      expect(JSON.stringify(trail)).not.toContain('hidden-comment');
      expect(trail.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['review.entry', 'review.manager', 'review.view']),
      );

      const rater = night.person('per_sun_hao');
      const shared = good(
        await rater.get<{ items: { subject: string }[] }>(
          `${of(quarter.reviews.get(zhang) ?? '')}/events?department=dep_infra`,
        ),
      ).items;
      expect(shared.length).toBeGreaterThanOrEqual(3);
      const foreign = { department: 'dep_infra', ratings: [{ subject: 'inc_other', score: 5 }] };
      const refused = await give(quarter, 'per_sun_hao', {
        ...{ person: zhang, verb: 'counterpart', body: foreign },
      });
      expect([refused.status, refused.body.code]).toEqual([422, 'not_shared']);
      const ratings = shared.slice(0, 3).map(({ subject }, n) => ({ subject, score: 3 + n }));
      const rated = { department: 'dep_infra', ratings };
      good(await give(quarter, 'per_sun_hao', { person: zhang, verb: 'counterpart', body: rated }));

      await begin(quarter, 'calibration');
      await staged(quarter, 'calibration');
      await scored(quarter);
      const boss = await sheetFor(quarter, head, zhang);
      expect(boss).toMatchObject({ manager: 2, released: false });
      expect(boss.final).toBeGreaterThan(0);
      expect(await sheetFor(quarter, zhang, zhang)).not.toHaveProperty('final');
      const hrSheet = await caller.get(`${of(quarter.reviews.get(zhang) ?? '')}/sheet`);
      expect(hrSheet.status).toBe(409);
      const outsider = await night
        .person('per_xu_jing')
        .post(`${at(id)}/calibrate`, { done: true });
      expect([outsider.status, outsider.body.code]).toEqual([403, 'not_calibrator']);

      await publish(quarter);
      const result = await sheetFor(quarter, zhang, zhang);
      expect(result).toMatchObject({ released: true, manager: 2 });
      expect(result.final).toBe(boss.final);
      good(await give(quarter, zhang, { person: zhang, verb: 'confirm' }));
      const checked = good(
        await caller.post<{ checked: number; mismatches: unknown[] }>(`${at(id)}/recompute`),
      );
      expect(checked.mismatches).toEqual([]);
      expect(checked.checked).toBeGreaterThanOrEqual(7);

      const released = good(await caller.get<Cycle>(at(id)));
      await moveAll(quarter, Date.parse(released.dates.close) + days(12));
      await cycleStaged(quarter, 'closed');
      const closed = good(await caller.get<Cycle>(at(id)));
      expect(closed).toMatchObject({ closedAs: 'archived' });
      expect(closed.archive?.sha256).toMatch(/^[0-9a-f]{64}$/);
      await waitUntil(async () => (await sheetFor(quarter, zhang, zhang)).final === result.final, {
        limitMs,
        what: () => 'the sheet after the end',
      });
    },
    storyMs,
  );
});

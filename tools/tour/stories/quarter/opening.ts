import { demoQuarter, quarterSizes } from '../../../../prisma/seed/demo/quarter.js';
import type { Scene } from '../../scene.js';
import {
  calibrator,
  counterpart,
  cyclePath,
  executive,
  hr,
  inTime,
  judge,
  post,
  scale,
  team,
  without,
  type Cycle,
  type Quarter,
} from './ground.js';

const hourMs = 3_600_000;
const zoneMs = 8 * hourMs;

/** The quarter before this one: `2026Q3`, and the Shanghai midnights it lies between. */
const lastQuarter = (now: number) => {
  const local = new Date(now + zoneMs);
  const first = Math.floor(local.getUTCMonth() / 3) * 3;
  const until = Date.UTC(local.getUTCFullYear(), first) - zoneMs;
  const begun = new Date(Date.UTC(local.getUTCFullYear(), first - 3));
  const key = `${begun.getUTCFullYear()}Q${begun.getUTCMonth() / 3 + 1}`;
  return { key, from: begun.getTime() - zoneMs, until };
};

type Kind = 'incidents' | 'chains' | 'handovers';

interface ImportReport {
  imported: Record<Kind, number>;
  /** Of an earlier telling of the story. */
  unchanged: number;
  rejected: { kind: string; id: string; code: string; what?: string }[];
}

/** Hand-overs are taken where the product has them; where not, the story says so and goes on. */
function expectHandovers(scene: Scene, { imported, unchanged, rejected }: ImportReport): void {
  const { handovers } = quarterSizes;
  const absent = rejected.filter(
    ({ kind, code }) => kind === 'handover' && code === 'not_installed',
  );
  if (absent.length === handovers) {
    scene.show(
      scene.language === 'zh'
        ? `${handovers} 次交接未导入：此安装没有交接功能`
        : `${handovers} hand-overs were not imported: hand-overs are not installed here`,
    );
    return;
  }
  scene.expect(
    { zh: `${handovers} 次交接已导入`, en: `${handovers} hand-overs are imported` },
    { imported, unchanged, absent: absent.length },
    absent.length === 0 && (imported.handovers === handovers || unchanged > 0),
  );
}

async function imported(scene: Scene, period: { from: number; until: number }): Promise<void> {
  scene.step({
    zh: '导入上一季度的历史记录（已关闭，不通知任何人）',
    en: 'The records of the past quarter are imported: closed, and nobody is told',
  });
  const body = demoQuarter(period);
  const report = await post(scene, 'admin')<ImportReport>('/api/v1/imports/closed-records', body);
  const { incidents, chains } = quarterSizes;
  const others = report.rejected.filter(({ code }) => code !== 'not_installed');
  const first = report.imported.incidents === incidents && report.imported.chains === chains;
  scene.expect(
    {
      zh: `${incidents} 起故障、${chains} 条升级链，来源 import，无一拒绝`,
      en: `${incidents} incidents and ${chains} chains of origin import, none rejected`,
    },
    { imported: report.imported, unchanged: report.unchanged, rejected: others },
    others.length === 0 && (first || report.unchanged >= incidents + chains),
  );
  expectHandovers(scene, report);
}

interface Schedule {
  id: string;
}

interface Next {
  items: { key: string; local: string }[];
}

/** A schedule of this department is there already where the story is told again. */
async function scheduled(scene: Scene): Promise<Schedule> {
  const { items } = await scene.read<{ items: (Schedule & { department: string })[] }>(
    '/api/v1/review-schedules?department=dep_noc',
    { as: hr },
  );
  const [known] = items;
  if (known) return known;
  return post(scene, hr)<Schedule>('/api/v1/review-schedules', {
    ...{ name: { zh: '运维中心季度评审', en: 'NOC, every quarter' }, code: 'NOC', hr },
    ...{ department: 'dep_noc', cadence: 'quarterly', calibrators: [calibrator] },
    panels: [[calibrator, judge], [executive]],
  });
}

async function participants(scene: Scene, cycle: Cycle): Promise<void> {
  for (const person of team) {
    const answer = await scene.ask(`${cyclePath({ cycle })}/participants/${person}`, {
      ...{ as: hr, method: 'PUT', body: { counterparts: [counterpart] } },
    });
    scene.expect(
      { zh: `${person} 的协作部门已定`, en: `the counterparts of ${person} are named` },
      answer.text,
      answer.status === 200,
    );
  }
}

/** Schedule, import, plan early, dry run, open. */
export async function opened(scene: Scene): Promise<Quarter> {
  const { key, from, until } = lastQuarter(Date.now());
  await imported(scene, { from, until });
  scene.step({
    zh: 'HR 安排每季度一次的评审，并看接下来的五个日期',
    en: 'HR schedules a review every quarter, and sees the next five dates',
  });
  const schedule = await scheduled(scene);
  const next = await scene.read<Next>(`/api/v1/review-schedules/${schedule.id}/next`, { as: hr });
  scene.show(...next.items.map((date) => `${date.key}  ${date.local}`));
  scene.expect(
    { zh: '有五个日期', en: 'there are five dates' },
    next.items.length,
    next.items.length === 5,
  );
  scene.step({
    zh: `HR 提前开始 ${key}-NOC（按 ${scale} 倍时钟）`,
    en: `HR calls ${key}-NOC early (${scale} times as fast)`,
  });
  const body = { key: `${key}-NOC`, scale };
  const run = `/api/v1/review-schedules/${schedule.id}/run`;
  const called = await post(scene, hr)<{ id: string; opened: boolean }>(run, body);
  scene.expect(
    { zh: '周期已计划，一个编号只有一个', en: 'the cycle is planned, one of its key' },
    called,
    called.opened,
  );
  const cycle = await inTime('the planned cycle', async () => {
    const answer = await scene.ask(`/api/v1/review-cycles/${called.id}`, { as: hr });
    return answer.status === 200 ? (answer.json as Cycle) : undefined;
  });
  const early = await scene.ask(`${cyclePath({ cycle })}/open`, {
    ...{ as: hr, method: 'POST', body: {} },
  });
  scene.expect(
    { zh: '缺项逐一点名，周期不开启', en: 'every missing piece is named, and it does not open' },
    early.text,
    early.status === 422 && early.text.includes('counterparts'),
  );
  await participants(scene, cycle);
  const open = await post(scene, hr)<Cycle>(`${cyclePath({ cycle })}/open`, { without });
  const reviews = await inTime('a review of everybody', async () => {
    const list = await scene.read<{
      items: { person: { id: string }; review: string; stage?: string }[];
    }>(`${cyclePath({ cycle })}/participants?limit=100`, { as: hr });
    const there = list.items.every(({ stage }) => stage !== undefined);
    if (!there) return undefined;
    return new Map(list.items.map(({ person, review }) => [person.id, review]));
  });
  scene.expect(
    { zh: `${reviews.size} 人的评审已开启`, en: `${reviews.size} reviews are open` },
    open.stage,
    reviews.size === team.length,
  );
  return { scene, cycle: open, reviews };
}

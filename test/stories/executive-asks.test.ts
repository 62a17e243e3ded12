import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../support/wait-until.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const limitMs = 30_000;
const dayMinutes = 1_440;
const dayMs = 86_400_000;
const executive = 'per_lin_tao';

interface Ask {
  id: string;
  number: string;
  stage: string;
  holder: { person: string };
  flaggedAt?: string;
}

const askers: [string, string][] = [
  ['per_xu_jing', '批准产品接口人编制'],
  ['per_he_yan', '导师离职，请协调补位'],
  ['per_zhao_lei', '批准扩容预算'],
  ['per_zhou_na', '协调供应商高层'],
  ['per_tom_reid', 'approve the night hotline'],
  ['per_wang_fang', '批准值班补贴'],
];

const raise = async (by: string, what: string): Promise<Ask> => {
  const made = await night.person(by).post<Ask>('/api/v1/asks', {
    ...{ to: executive, what, effectOfDelay: '夜班无人兜底' },
    neededBy: new Date(Date.now() + 30 * dayMs).toISOString(),
  });
  expect(made.status).toBe(201);
  return made.body;
};

const look = async (by: string, { id }: Ask): Promise<Ask> =>
  (await night.person(by).get<Ask>(`/api/v1/asks/${id}`)).body;

const until = async (by: string, ask: Ask, wanted: (now: Ask) => boolean): Promise<void> => {
  const there = async () => wanted(await look(by, ask));
  await waitUntil(there, { limitMs, what: () => `${ask.number} to come that far` });
};

const digests = () =>
  night.mail
    .all()
    .filter(({ to, mail }) => to[0]?.startsWith('lin.tao@') && mail.subject?.includes('周报'));

describe('an executive with six open asks', () => {
  it('finds them in one digest; what stays silent climbs, to the delegate and the next digest', async () => {
    const asks: Ask[] = [];
    for (const [by, what] of askers) asks.push(await raise(by, what));
    const [silent, answered] = asks as [Ask, Ask];
    await night.mail.arrived(silent.number, 'lin.tao');

    expect(await night.worker.sendDigests(Date.now())).toEqual([executive]);
    expect(await night.worker.sendDigests(Date.now())).toEqual([]);
    expect(digests()).toHaveLength(1);
    const [first] = digests();
    expect(first?.mail.subject).toContain('6 项等您');
    for (const { number } of asks) expect(first?.mail.text).toContain(number);

    const boss = night.person(executive);
    const { body: work } = await boss.get<{ items: { id: string }[] }>('/api/v1/me/work?limit=100');
    expect(work.items.filter(({ id }) => id.startsWith('ask_'))).toHaveLength(6);
    const date = new Date(Date.now() + 3 * dayMs).toISOString();
    expect((await boss.post(`/api/v1/asks/${answered.id}/commit`, { date })).status).toBe(200);
    await boss.post(`/api/v1/asks/${answered.id}/done`, { text: '已协调' });
    expect((await boss.post(`/api/v1/asks/${answered.id}/confirm`)).status).toBe(403);
    const closed = await night.person('per_he_yan').post(`/api/v1/asks/${answered.id}/confirm`);
    expect(closed.status).toBe(200);

    await night.make('absences', {
      ...{ person: executive, deputy: 'per_li_wei', reason: '出差' },
      from: new Date(Date.now() + 4 * dayMs).toISOString(),
      until: new Date(Date.now() + 60 * dayMs).toISOString(),
    });
    await night.pass(silent.id, 2 * dayMinutes + 1);
    await night.mail.arrived(silent.number, 'lin.tao', 2);
    await night.pass(silent.id, 3 * dayMinutes);
    await until('per_xu_jing', silent, ({ holder }) => holder.person === 'per_li_wei');
    await night.mail.arrived(silent.number, 'li.wei');
    await night.pass(silent.id, 5 * dayMinutes);
    await until('per_xu_jing', silent, ({ flaggedAt }) => flaggedAt !== undefined);

    expect(await night.worker.sendDigests(Date.now() + 7 * dayMs)).toContain(executive);
    const second = digests()[1];
    expect(second?.mail.text).toContain('十个工作日未答复的支持请求（1）');
    expect(second?.mail.text).toContain(silent.number);
    expect(second?.mail.text).not.toContain(answered.number);

    const deputy = night.person('per_li_wei');
    const given = { reason: '编制冻结，下季度再议' };
    expect((await deputy.post(`/api/v1/asks/${silent.id}/decline`, given)).status).toBe(200);
    await until('per_xu_jing', silent, ({ holder }) => holder.person === 'per_xu_jing');
    const ended = await night.person('per_xu_jing').post(`/api/v1/asks/${silent.id}/confirm`);
    expect(ended.status).toBe(200);
    await until('per_xu_jing', silent, ({ stage }) => stage === 'closed');
  });
});

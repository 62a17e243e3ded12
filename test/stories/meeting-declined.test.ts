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
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

interface Meeting {
  id: string;
  number: string;
  stage: string;
  occurrence: { n: number; level: number; declines: number };
}

describe('a meeting that the other department declines twice', () => {
  it('is with both heads, then held with an action, and opens again by itself', async () => {
    const [ops, project] = [night.person('per_zhang_min'), night.person('per_wu_gang')];
    const made = await night.person('per_wang_fang').post<Meeting>('/api/v1/meetings', {
      ...{ title: '运维与交付例会', everyDays: 30 },
      parties: [
        { department: 'dep_noc', person: 'per_zhang_min' },
        { department: 'dep_delivery', person: 'per_wu_gang' },
      ],
    });
    expect(made.status).toBe(201);
    const { id, number } = made.body;
    const path = `/api/v1/meetings/${id}`;
    const shown = async () => (await ops.get<Meeting>(path)).body;
    const until = (what: string, wanted: (meeting: Meeting) => boolean) =>
      waitUntil(async () => wanted(await shown()), { limitMs, what: () => `${number} ${what}` });
    const invitations = () =>
      night.mail.about(number, 'wu.gang').filter(({ raw }) => raw.includes('text/calendar'));
    const invited = (count: number) =>
      waitUntil(() => invitations().length >= count, {
        limitMs,
        what: () => `${count} calendar mails, came ${invitations().length}`,
      });

    await night.mail.arrived(number, 'zhang.min');
    expect((await ops.post(`${path}/propose`, { at: inDays(2) })).status).toBe(200);
    await invited(1);
    expect((await project.post(`${path}/decline`, { reason: '项目上线周' })).status).toBe(200);
    await invited(2);
    expect(night.mail.about(number, 'zhou.na')).toEqual([]);
    await ops.post(`${path}/propose`, { at: inDays(3) });
    await project.post(`${path}/decline`, { reason: '仍在上线' });
    await night.mail.arrived(number, 'li.wei');
    await night.mail.arrived(number, 'zhou.na');
    expect(await shown()).toMatchObject({ stage: 'open', occurrence: { declines: 2, level: 1 } });
    const sequences = () => invitations().map(({ raw }) => raw.includes('method=CANCEL'));
    await invited(4);
    expect(sequences()).toEqual([false, true, false, true]);

    await ops.post(`${path}/propose`, { at: inDays(4), place: '三楼' });
    const agreed = await night.person('per_zhou_na').post<Meeting>(`${path}/accept`);
    expect(agreed.body.stage).toBe('agreed');
    const actions = [{ title: '每周同步割接计划', owner: 'per_wu_gang', due: inDays(9) }];
    const held = await ops.post<Meeting>(`${path}/held`, { minutes: '约定每周同步', actions });
    expect(held.body.stage).toBe('waiting');
    await waitUntil(
      async () => {
        const found = await project.get<{ items: { title: string }[] }>(
          `/api/v1/actions?about=${id}`,
        );
        return found.body.items.some(({ title }) => title === '每周同步割接计划');
      },
      { limitMs, what: () => 'the action of the meeting' },
    );

    await night.pass(id, 31 * dayMinutes);
    await until('to open again', ({ occurrence }) => occurrence.n === 2);
    await night.pass(id, 10 * dayMinutes);
    await until('to be with the heads', ({ occurrence }) => occurrence.level === 1);
    expect(await night.worker.sendDigests(Date.now())).toEqual(['per_lin_tao']);
    const digest = night.mail
      .all()
      .find(({ to, mail }) => to[0]?.startsWith('lin.tao@') && mail.subject?.includes('周报'));
    expect(digest?.mail.text).toContain('未召开的部门例会（1）');
    expect(digest?.mail.text).toContain(number);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';
import { linkIn } from './postbox.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const trigger = (dedupKey: string, more: object = {}) => ({
  action: 'trigger',
  title: `disk full on ${dedupKey}`,
  severity: 'error',
  dedupKey,
  ...more,
});

describe('an alert in the night', () => {
  it('pages the engineer on call by mail, whose click on the confirm page acknowledges it, and nobody else', async () => {
    const { id, number } = await night.paged(trigger('db1'));
    const [mail] = await night.mail.arrived(number, 'zhang.min');
    const link = linkIn(mail);
    for (let scan = 0; scan < 3; scan += 1) expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
    expect(await night.person('admin').incident(id)).toMatchObject({
      stage: 'detected',
      holder: { person: 'per_zhang_min' },
    });
    const page = await (await fetch(link)).text();
    expect(page).toContain('<form method="post">');
    expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    const held = await night.shown(id, ({ stage }) => stage === 'responding');
    expect(held.holder).toMatchObject({ person: 'per_zhang_min', name: '张敏' });
    expect(held.promise?.by).toBe('per_zhang_min');
    await night.pass(id, 29);
    expect(night.mail.boxes(number)).toEqual(['zhang.min']);
  });

  it('uses the second address of whoever has not answered after two minutes', async () => {
    const { id, number } = await night.paged(trigger('db2'));
    await night.pass(id, 3);
    expect(night.mail.boxes(number)).toEqual(['zhang.min', 'zhang.min.urgent']);
    await night.person('per_zhang_min').verb(id, 'acknowledge');
  });

  it('climbs rung by rung to lead, head and executive and knocks every 30 minutes until somebody acknowledges, then it is quiet', async () => {
    const { id, number } = await night.paged(trigger('db3'));
    const first = (box: string): boolean => !box.endsWith('.urgent');
    const knocked = (): string[] => night.mail.boxes(number).filter(first);
    await night.pass(id, 4);
    expect(knocked()).toEqual(['zhang.min']);
    await night.pass(id, 2);
    expect(knocked()).toEqual(['zhang.min', 'wang.fang']);
    await night.pass(id, 10);
    expect(knocked()).toEqual(['zhang.min', 'wang.fang', 'li.wei']);
    await night.pass(id, 15);
    expect(knocked().slice(3).sort()).toEqual(['admin', 'lin.tao']);
    await night.pass(id, 28);
    expect(knocked()).toHaveLength(5);
    await night.pass(id, 2);
    expect(knocked().slice(5).sort()).toEqual(['admin', 'lin.tao']);
    await night.pass(id, 30);
    expect(knocked()).toHaveLength(9);
    const taken = await night.person('per_lin_tao').verb(number, 'acknowledge');
    expect([taken.status, taken.body.holder.person]).toEqual([200, 'per_lin_tao']);
    const before = night.mail.boxes(number).length;
    await night.pass(id, 29);
    expect(night.mail.boxes(number)).toHaveLength(before);
  });

  it('leaves the baton with an engineer who acknowledged and fell asleep, and pages the rung above', async () => {
    const { id, number } = await night.paged(trigger('db4'));
    await night.person('per_zhang_min').verb(id, 'acknowledge');
    await night.pass(id, 29);
    expect(night.mail.boxes(number)).toEqual(['zhang.min']);
    await night.pass(id, 2);
    await night.mail.arrived(number, 'wang.fang');
    expect(night.mail.boxes(number)).toEqual(['zhang.min', 'wang.fang']);
    expect(await night.timeline(id)).toContain('incident.promise_lapsed');
    const { holder, promise } = await night.person('admin').incident(id);
    expect([holder.person, promise]).toEqual(['per_zhang_min', undefined]);
  });
});

describe('a schedule with nobody on call', () => {
  const owner = 'per_sun_hao';
  const endedLastYear = {
    id: 'week',
    rotation: {
      kind: 'weekly',
      startsOn: '2025-01-06',
      handoverAt: '09:00',
      every: 1,
      members: ['per_sun_hao'],
    },
    restrictions: [],
    until: '2025-12-29',
  };

  /** A policy whose first rung is a schedule that nobody is on. */
  const emptyRung = async (): Promise<string> => {
    const schedule = await night.make('schedules', {
      name: { zh: '空班', en: 'Nobody' },
      zone: 'Asia/Shanghai',
      owner,
      department: 'dep_infra',
      layers: [endedLastYear],
    });
    const policy = await night.make('policies', {
      name: { zh: '空', en: 'Empty first' },
      rungs: [
        { delay: 'PT10M', targets: [{ kind: 'schedule', id: schedule.id }] },
        { delay: 'PT10M', targets: [{ kind: 'duty', role: 'shift_lead' }] },
      ],
    });
    const draft = { name: 'power', format: 'generic', policy: policy.id };
    return (await night.make('integrations', draft)).id;
  };

  it('is skipped at once and its owner is told and holds the baton, or the head where the owner is away', async () => {
    const integration = await emptyRung();
    const { id, number } = await night.paged(trigger('ups1'), integration);
    await night.mail.arrived(number, 'wang.fang');
    await night.mail.arrived(number, 'sun.hao');
    expect(night.mail.boxes(number).sort()).toEqual(['sun.hao', 'wang.fang']);
    expect(await night.timeline(id)).toEqual(expect.arrayContaining(['page.empty', 'page.gap']));
    const { holder, ladder } = await night.person('admin').incident(id);
    expect(holder.person).toBe(owner);
    expect(ladder.rungs[0]?.state).toBe('skipped');

    const away = { person: owner, from: new Date(Date.now() - 60_000), until: inAWeek() };
    await night.make('absences', away);
    const second = await night.paged(trigger('ups2'), integration);
    await night.mail.arrived(second.number, 'zhao.lei');
    const next = await night.person('admin').incident(second.id);
    expect(next.holder.person).toBe('per_zhao_lei');
  });

  const inAWeek = (): Date => new Date(Date.now() + 7 * 86_400_000);
});

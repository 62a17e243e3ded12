import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Incident } from './caller.js';
import { openNight, type Night } from './night.js';
import {
  bodyOf,
  mailedCustomers,
  openNoticeDesk,
  readBy,
  whenDischarged,
  whenOwed,
} from './notice-desk.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const zone = 'Asia/Shanghai';

const zhang = 'per_zhang_min';
const wang = 'per_wang_fang';
const line = 'IB-0002';
const chains = '/api/v1/escalations';
const boxes = { zh: 'shops.yuanfan', en: 'shops-en.yuanfan' };
const ticket = 'JN-7731';

/** The ten hours in which the supplier of this night only takes reports: since an hour ago. */
const shutFrom = Math.floor(Date.now() / minuteMs) * minuteMs - hourMs;
const shutUntil = shutFrom + 10 * hourMs;

const local = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(at);

let night: Night;

beforeAll(async () => {
  night = await openNight();
  const admin = night.person('admin');
  const [from, to] = [local(shutFrom), local(shutUntil)];
  const circuit = await admin.patch('/api/v1/suppliers/sup_jiangnan/services/sps_adsl_suzhou', {
    acceptOnly: [{ from, to }],
  });
  const hours = await admin.patch('/api/v1/calendars/cal_supplier_adsl', {
    weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, intervals: [{ from: to, to: from }] })),
  });
  expect([circuit.status, hours.status]).toEqual([200, 200]);
});

afterAll(() => night.close());

interface Chain {
  id: string;
  stage: string;
  supplier: { ref: string; reportedAt: string; followUpAt: string; dueAt: string };
}

/** Resolves with the latest mail to each box of the customer once `count` came to both. */
async function read(number: string, count: number): Promise<{ zh: string; en: string }> {
  await night.mail.arrived(number, boxes.zh, count);
  await night.mail.arrived(number, boxes.en, count);
  const [zh, en] = [readBy(night, number, boxes.zh), readBy(night, number, boxes.en)];
  expect([zh.length, en.length]).toEqual([count, count]);
  return { zh: zh.at(-1) ?? '', en: en.at(-1) ?? '' };
}

const restoreClock = ({ clocks }: Incident) =>
  clocks.find(({ obligation }) => obligation === 'restore');

describe('a night fault on a line whose supplier only takes reports until the morning', () => {
  let id = '';
  let number = '';
  let chain: Chain;

  it('opens on the line by the source’s alert, is graded an interruption by facts, and is owed in the promised 4 h', async () => {
    const alert = { action: 'trigger', title: 'ADSL line down', severity: 'warning' };
    ({ id, number } = await night.paged({ ...alert, dedupKey: 'adsl', service: line }));
    const me = night.person(zhang);
    const until = await night.inMinutes(id, 10 * 60);
    expect((await me.verb(id, 'acknowledge', { until })).status).toBe(200);
    const graded = await me.verb(id, 'grade', {
      domains: ['network'],
      facts: {
        ...{ nodeIsolated: false, customersDown: 1, tierACustomersDown: 0 },
        ...{ siteCustomersDownPercent: 0, backboneLossPercent: 0, backboneLossMinutes: 0 },
        ...{ pathLost: false, slaDegraded: false, networkMatter: 'none' },
      },
    });
    expect(graded.status).toBe(200);
    expect(graded.body).toMatchObject({
      ...{ stage: 'responding', impactClass: 'interruption', service: { id: 'svc_adsl_suzhou' } },
      grading: { status: 'graded', level: 'P3', criteria: ['network.p3.customers'] },
    });
    const owed = await night.shown(id, (seen) => {
      const { startAt = '', dueAt = '' } = restoreClock(seen) ?? {};
      return Date.parse(dueAt) - Date.parse(startAt) === 4 * hourMs;
    });
    expect(owed.holder.person).toBe(zhang);
  });

  it('was promised back in 4 h by a document and a clause, and lies 40.8 h short of its supplier', async () => {
    const promised = await night
      .person(zhang)
      .get(`/api/v1/lookup/commitment?service=${line}&metric=restore`);
    expect(promised.body).toMatchObject({
      found: true,
      promised: { target: 'PT4H', document: 'HT-2025-017.pdf', clause: '5.2' },
      expected: [expect.objectContaining({ approver: 'per_lin_tao' })],
    });
    const { items } = bodyOf(
      await night
        .person(wang)
        .post<{ items: { kind: string; metric: string }[] }>('/api/v1/gaps/check', {
          service: line,
        }),
    );
    expect(items.filter(({ kind }) => kind === 'target')).toEqual([
      expect.objectContaining({ metric: 'restore', value: 40.8, unit: 'h' }),
    ]);
  });

  it('is reported to the supplier, whose clock runs over its own hours while the customer’s runs on', async () => {
    const me = night.person(zhang);
    const ask = { subject: number, ask: 'the line is dead: no sync since tonight' };
    const to = { kind: 'supplier', id: 'sps_adsl_suzhou' };
    chain = bodyOf(await me.post<Chain>(chains, { ...ask, to }));
    await night.told(id, 'incident.chain_opened');
    const call = { channel: '+86 512 5555 0100' };
    const silent = { ...call, result: 'no_answer', text: 'rang for three minutes' };
    bodyOf(await me.post(`${chains}/${chain.id}/contact`, silent));
    const reported = { ...call, result: 'answered', ref: ticket, text: 'taken; work at opening' };
    chain = bodyOf(await me.post<Chain>(`${chains}/${chain.id}/contact`, reported));
    expect(chain).toMatchObject({ stage: 'accepted', supplier: { ref: ticket } });
    const { followUpAt, dueAt, reportedAt } = chain.supplier;
    expect(Date.parse(reportedAt)).toBeLessThan(shutUntil);
    expect(Date.parse(followUpAt)).toBe(shutUntil);
    expect(Date.parse(dueAt)).toBe(shutUntil + (14 + 10 + 10) * hourMs);
    const customers = restoreClock(await night.shown(id));
    expect(customers).toBeDefined();
    expect([customers?.stoppedAt, customers?.pausedSince]).toEqual([undefined, undefined]);
    expect(Date.parse(customers?.dueAt ?? '')).toBeLessThan(shutUntil);
  });

  it('is told to its customer alone, in its languages, of this line only, then of the supplier’s night', async () => {
    await night.pass(id, 11);
    const first = await read(number, 1);
    expect(first.zh).toMatch(/首次.*苏州门店 ADSL.*业务中断/);
    expect(first.en).toMatch(/first.*Suzhou shop ADSL.*interrupted/);
    expect(`${first.zh} ${first.en}`).not.toMatch(/SD-WAN/);
    const workaround = { zh: '使用门店 4G 备份', en: "use the shop's 4G backup" };
    await whenDischarged(night, id, 'customer/first/1');
    const desk = openNoticeDesk(night, zhang);
    const aside = { audience: 'customer', stage: 'supplier_accept_only', fields: { workaround } };
    const { id: notice, fields, faults } = await desk.draft(id, aside);
    expect(faults).toEqual([]);
    await desk.send(notice);
    const hours = `${local(shutFrom)}-${local(shutUntil)}`;
    expect(fields['followUpAt']?.en).toContain(local(shutUntil));
    const told = await read(number, 2);
    for (const [text, way] of [
      [told.zh, workaround.zh],
      [told.en, workaround.en],
    ] as const) {
      for (const said of [hours, ticket, fields['followUpAt']?.en ?? '', way]) {
        expect(text).toContain(said);
      }
    }
  });

  it('is raised by time alone, and level and recovery go out with a lead’s approval', async () => {
    await night.pass(id, 4 * 60 - 9);
    const desk = openNoticeDesk(night, zhang);
    const tell = async (stage: string, fields: object): Promise<void> => {
      for (const audience of ['internal', 'customer']) {
        await whenOwed(night, id, `${audience}/${stage}/1`);
        const { id: notice, faults } = await desk.draft(id, { audience, stage, fields });
        expect(faults).toEqual([]);
        if (audience === 'customer') {
          expect((await desk.give(notice, 'send')).body.code).toBe('approval_needed');
          bodyOf(await openNoticeDesk(night, wang).give(notice, 'approve'));
        }
        await desk.send(notice);
        await whenDischarged(night, id, `${audience}/${stage}/1`);
      }
    };
    const nextStep = { zh: '重置端口', en: 'reset the port' };
    await tell('level_change', { nextStep });
    const raised = await read(number, 3);
    expect(raised.zh).toMatch(/级别变更】由P3 三级调整为P2 二级/);
    expect(raised.en).toMatch(/Level change\] P3 Minor to P2 Major/);
    const me = night.person(zhang);
    expect((await me.verb(id, 'restore', { how: 'port reset by hand' })).status).toBe(200);
    expect((await me.verb(id, 'verify', { by: 'customer' })).status).toBe(200);
    const done = { zh: '端口已重置', en: 'the port was reset' };
    await tell('recovery', { done, nextStep });
    const back = await read(number, 4);
    expect(back.zh).toMatch(/恢复】.*苏州门店 ADSL于.*恢复，.*经客户确认/);
    expect(back.en).toMatch(/restored\].*Suzhou shop ADSL back at.*verified by the customer/);
    expect(new Set(mailedCustomers(night))).toEqual(new Set(Object.values(boxes)));
  });

  it('is closed when it is learnt from, and the supplier’s part is kept as evidence', async () => {
    const me = night.person(zhang);
    bodyOf(await me.post(`${chains}/${chain.id}/fulfil`, { text: 'sync is back' }));
    chain = bodyOf(await me.post<Chain>(`${chains}/${chain.id}/confirm`));
    expect(chain.stage).toBe('closed');
    await night.told(id, 'incident.chain_closed');
    await night.pass(id, 12 * 60 + 1);
    await night.shown(id, ({ stage }) => stage === 'reviewing');
    const early = await me.verb(id, 'close');
    expect([early.status, early.body.code]).toEqual([422, 'review_missing']);
    const knowledge = { link: 'https://wiki.example.org/adsl-at-night' };
    const review = { cause: 'the port hung after a power cut', knowledge };
    expect((await me.verb(id, 'review', review)).status).toBe(200);
    const closed = await me.verb(id, 'close');
    expect([closed.status, closed.body.stage]).toEqual([200, 'closed']);
    const evidence = await me.get(`${chains}/${chain.id}/evidence`);
    expect(evidence.body).toMatchObject({
      ...{ about: id, closedAs: 'confirmed', minutesLate: 0, unanswered: 1 },
      supplier: { ref: ticket, followUpAt: new Date(shutUntil).toISOString() },
      target: { ms: 24 * hourMs },
      attempts: [
        { n: 1, result: 'no_answer', by: { id: zhang } },
        { n: 2, result: 'answered', ref: ticket },
      ],
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openNight, type Night } from './night.js';
import {
  bodyOf,
  mailedCustomers,
  openNoticeDesk,
  readBy,
  whenDischarged,
  type Notice,
  type NoticeDesk,
} from './notice-desk.js';

const dayMs = 86_400_000;
const zhang = 'per_zhang_min';
const chen = 'per_chen_jie';
const wang = 'per_wang_fang';
const boxes = { zh: 'noc.yunshan', en: 'noc-en.yunshan' };

interface Report {
  blocked: number;
  corrections: number;
  byCode: { key: string; count: number }[];
  byField: { key: string; count: number }[];
}

type Typed = Record<string, string | { zh: string; en: string }>;

const clean: Typed = {
  nextStep: { zh: '更换光模块', en: 'replace the optic' },
  done: { zh: '已派单', en: 'dispatched' },
  workaround: '',
  cause: '',
};

/** What must not go, each alone on an otherwise good draft, and what the gate says of it. */
const bad: [what: string, typed: Typed, field: string, code: string][] = [
  [
    'the name of another customer in Chinese',
    { done: { zh: '已同海棠医院确认', en: 'confirmed' } },
    'done',
    'foreign_customer',
  ],
  [
    'the code of another customer in English',
    { done: { zh: '已确认', en: 'confirmed with HAITANG' } },
    'done',
    'foreign_customer',
  ],
  [
    'a word that lays blame',
    { workaround: { zh: '因施工方操作失误请改走备线', en: 'use the other path' } },
    'workaround',
    'blame_word',
  ],
  [
    'a cause while the cause is unknown',
    { cause: { zh: '光缆被挖断', en: 'the fibre was cut' } },
    'cause',
    'cause_unknown',
  ],
  ['an empty required field', { nextStep: '' }, 'nextStep', 'field_required'],
];

let night: Night;
let incident = { id: '', number: '' };
let draft: Notice;
let desk: NoticeDesk;
let commander: NoticeDesk;

/** The latest that each box read. */
const last = (): { zh: string; en: string } => {
  const of = (box: string): string => readBy(night, incident.number, box).at(-1) ?? '';
  return { zh: of(boxes.zh), en: of(boxes.en) };
};

const reported = async (): Promise<Report> => {
  const [from, to] = [-dayMs, dayMs].map((ms) => new Date(Date.now() + ms).toISOString());
  const path = `/api/v1/reports/gates?from=${from}&to=${to}`;
  return bodyOf(await night.person(wang).get<Report>(path));
};

beforeAll(async () => {
  night = await openNight();
  const alert = { action: 'trigger', title: 'leased line down', severity: 'error' };
  incident = await night.paged({ ...alert, dedupKey: 'line', service: 'LL-0001' });
  const me = night.person(zhang);
  await me.verb(incident.id, 'acknowledge', { until: await night.inMinutes(incident.id, 600) });
  const reason = 'one tier-A customer is fully down';
  const level = { level: 'P2', impactClass: 'interruption', reason };
  expect((await me.verb(incident.id, 'grade', level)).status).toBe(200);
  expect((await me.verb(incident.id, 'command', { to: chen })).status).toBe(200);
  await night.shown(incident.id, ({ notices }) =>
    (notices?.owed ?? []).some(({ id, draft }) => id === 'customer/first/1' && draft !== undefined),
  );
  desk = openNoticeDesk(night, zhang);
  commander = openNoticeDesk(night, chen);
  draft = await desk.draft(incident.id, { audience: 'customer', stage: 'first' });
});

afterAll(() => night.close());

describe('a notice to a customer', () => {
  it.each(bad)(
    'that holds %s is refused at its field, stays a draft as it was typed, and reaches nobody',
    async (_what, typed, field, code) => {
      const given = { ...clean, ...typed };
      bodyOf(await desk.give(draft.id, 'draft', { fields: given }));
      const attempts = [
        await commander.give(draft.id, 'approve'),
        await desk.give(draft.id, 'send'),
      ];
      for (const { status, body } of attempts) {
        expect([status, body.code]).toEqual([422, 'notice_blocked']);
        const there = { pointer: `/fields/${field}`, code };
        expect(body.errors).toEqual([expect.objectContaining(there)]);
      }
      const kept = await desk.shown(draft.id);
      expect([kept.state, kept.approvedBy]).toEqual(['draft', null]);
      const value = typed[field];
      expect(kept.fields[field]).toEqual(value === '' ? undefined : value);
      expect(mailedCustomers(night)).toEqual([]);
    },
  );

  it('goes out in both languages once it is mended and its commander approved it, and once only', async () => {
    const mended = bodyOf(await desk.give(draft.id, 'draft', { fields: clean }));
    expect(mended.faults).toEqual([]);
    expect((await desk.give(draft.id, 'send')).body.code).toBe('approval_needed');
    expect((await desk.give(draft.id, 'approve')).body.code).toBe('approver_only');
    expect(bodyOf(await commander.give(draft.id, 'approve')).approvedBy).toBe(chen);
    const key = 'the-same-send';
    const once = await desk.give(draft.id, 'send', {}, key);
    await desk.sent(draft.id);
    const twice = await desk.give(draft.id, 'send', {}, key);
    expect([once.status, twice.status]).toEqual([200, 200]);
    const late = await desk.give(draft.id, 'send');
    expect([late.status, late.body.code]).toEqual([409, 'notice_not_open']);
    await whenDischarged(night, incident.id, 'customer/first/1');
    expect(mailedCustomers(night)).toEqual([boxes.en, boxes.zh]);
    const { zh, en } = last();
    expect(zh).toMatch(/贵司云杉 上海—苏州专线业务中断/);
    expect(en).toMatch(/your Yunshan leased line Shanghai–Suzhou: interrupted/);
  });

  it('is never edited once it went: its correction is a new notice to the same readers', async () => {
    const before = await desk.shown(draft.id);
    const edit = await desk.give(draft.id, 'draft', { fields: { nextStep: 'other' } });
    expect([edit.status, edit.body.code]).toEqual([409, 'notice_not_open']);
    const value = { zh: '更换板卡', en: 'replace the card' };
    const given = { field: 'nextStep', value, reason: 'the optic is sound' };
    const correction = bodyOf(await desk.give(draft.id, 'correct', given));
    expect(correction.kind).toBe('correction');
    expect(correction.id).not.toBe(draft.id);
    await desk.sent(correction.id);
    const { zh, en } = last();
    expect(zh).toMatch(/更正.*“更换光模块”应为“更换板卡”/);
    expect(en).toMatch(/should read replace the card, not replace the optic/);
    const after = await desk.shown(draft.id);
    expect([after.state, after.hash]).toEqual(['sent', before.hash]);
    expect(mailedCustomers(night)).toEqual([boxes.en, boxes.en, boxes.zh, boxes.zh]);
  });

  it('leaves every attempt that was held back, and its correction, in the report of the gates', async () => {
    const { blocked, corrections, byCode, byField } = await reported();
    expect([blocked, corrections]).toEqual([2 * bad.length, 1]);
    const attempts = (key: string, count: number) => ({ key, count });
    expect(byCode).toEqual(
      expect.arrayContaining([
        attempts('foreign_customer', 4),
        attempts('blame_word', 2),
        attempts('cause_unknown', 2),
        attempts('field_required', 2),
      ]),
    );
    expect(byField).toContainEqual(attempts('done', 4));
  });
});

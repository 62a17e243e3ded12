import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { gateReport } from '../../../../contracts/notice/gates.js';
import type { noticeAnswer } from '../../../../contracts/notice/notices.js';
import {
  admin,
  line,
  nameOf,
  path,
  post,
  refused,
  shiftLead,
  type Fault,
  type Incident,
} from './fault.js';

type Report = z.output<typeof gateReport>;

const hourMs = 3_600_000;

const reportNow = ({ scene, startedAt }: Fault): Promise<Report> => {
  const from = new Date(startedAt).toISOString();
  const to = new Date(Date.now() + hourMs).toISOString();
  return scene.read<Report>(`/api/v1/reports/gates?from=${from}&to=${to}`, { as: shiftLead });
};

/** What was held back is counted; an incident with a clock of its own is in no figure. */
export async function gatesCounted(fault: Fault): Promise<void> {
  const { scene } = fault;
  scene.step({ zh: '拦截统计', en: 'The report of the gates' });
  const before = await reportNow(fault);
  scene.expect(
    {
      zh: '按 60 倍走的演示不计入任何统计',
      en: 'an incident that lives 60 times as fast is in no figure',
    },
    before,
    before.byPerson.every(({ key }) => key !== shiftLead),
  );
  const held = await heldBack(fault);
  const after = await reportNow(fault);
  scene.show(
    ...after.byField.map(({ key, count }) => `${key} × ${count}`),
    ...after.byPerson.map(({ key, name, count }) => `${name ?? key} × ${count}`),
  );
  scene.expect(
    {
      zh: `普通事件上同样的尝试计入：拦截 ${after.blocked}，改写 ${after.overrides}，更正 ${after.corrections}`,
      en: `the same attempt on an ordinary incident counts: ${after.blocked} held back, ${after.overrides} overrides, ${after.corrections} corrections`,
    },
    { before, after, held },
    after.blocked - before.blocked >= held &&
      after.byPerson.some(({ key }) => key === shiftLead) &&
      after.byField.some(({ key }) => key === 'nextStep'),
  );
}

/** An alert of the demo source on the wall's own clock, whose notice says too little. */
async function heldBack(fault: Fault): Promise<number> {
  const { holder } = fault;
  const title = `Shop line flapping ${randomBytes(3).toString('hex')}`;
  const asked = { title, service: line.service, severity: 'error', impactClass: 'degraded' };
  const { id, number } = await post(fault, holder.id)<Incident>('/api/v1/incidents', asked);
  const ordinary = { ...fault, id, number: number ?? '' };
  await post(fault, holder.id)(`${path(ordinary)}/acknowledge`);
  const reason = '门店收银慢 · tills are slow';
  await post(fault, holder.id)(`${path(ordinary)}/grade`, { level: 'P2', reason });
  const draft = { audience: 'internal', stage: 'first' };
  const notice = await post(fault, holder.id)<z.output<typeof noticeAnswer>>(
    `${path(ordinary)}/notices/draft`,
    draft,
  );
  const to = `/api/v1/notices/${notice.id}/send`;
  const said = {
    zh: `${number} 的内部通告缺下一步，${nameOf(fault, shiftLead)} 发送时被拦下`,
    en: `the notice of ${number} has no next step and is held back when ${nameOf(fault, shiftLead)} sends it`,
  };
  const { errors } = await refused(fault, said, { as: shiftLead, to, code: 'notice_blocked' });
  const proof = '演示 · part of the tour';
  await post(fault, admin)(`${path(ordinary)}/dismiss`, { proof });
  return errors.length;
}

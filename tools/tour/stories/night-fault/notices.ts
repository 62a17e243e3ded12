import type { z } from 'zod';
import type { noticeAnswer, noticesAnswer } from '../../../../contracts/notice/notices.js';
import { eventually } from '../../expect.js';
import { nameOf, path, post, refused, shiftLead, type Fault, type Incident } from './fault.js';
import { noticeMails } from './notice-mails.js';

type Notice = z.output<typeof noticeAnswer>;
type Notices = z.output<typeof noticesAnswer>;
type Fields = Record<string, { zh: string; en: string }>;

const noticePath = (id: string): string => `/api/v1/notices/${id}`;

/** Waits until the draft of what the incident owes is there. */
async function draftOf({ scene, holder, ...fault }: Fault, owed: string): Promise<string> {
  return eventually(`a draft of ${owed}`, async () => {
    const notices = await scene.read<Notices>(`${path(fault)}/notices`, { as: holder.id });
    return notices.owed.find(({ notice }) => notice === owed)?.id ?? undefined;
  });
}

const done = (zh: string, en: string) => ({ zh, en });

/** A customer notice that names another customer and says too little is held back, then mended. */
export async function firstNotice(fault: Fault): Promise<void> {
  const { scene, holder, customers } = fault;
  scene.step({
    zh: '首次客户通告：草稿由事实写成，人补几句',
    en: 'The first customer notice: drafted from facts, people add the rest',
  });
  const id = await draftOf(fault, 'customer/first/1');
  const other = customers.find(({ id: each }) => each === 'cus_yunshan');
  const carelessly: Fields = {
    done: done(`与昨夜 ${other?.name} 的做法相同`, `as done for ${other?.code} last night`),
  };
  await post(fault, holder.id)<Notice>(`${noticePath(id)}/draft`, { fields: carelessly });
  const held = await refused(
    fault,
    {
      zh: `${nameOf(fault, shiftLead)} 批准时被拦下`,
      en: `it is held back when ${nameOf(fault, shiftLead)} approves it`,
    },
    { as: shiftLead, to: `${noticePath(id)}/approve`, code: 'notice_blocked' },
  );
  const faults = held.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  scene.expect(
    {
      zh: '逐项点名：提到别家客户的字段，和空着的必填字段',
      en: 'by field: the one that names another customer, and the required one left empty',
    },
    held,
    faults.includes('/fields/done foreign_customer') &&
      faults.includes('/fields/nextStep field_required'),
  );
  await mended(fault, id);
  await insidersTold(fault);
}

const mending: Fields = {
  done: done('已远程复位光猫', 'the modem was reset from afar'),
  nextStep: done('派人送 4G 路由器顶替', 'a 4G router is on its way as a stopgap'),
};

async function mended(fault: Fault, id: string): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: '改好，批准，发出', en: 'Mended, approved, sent' });
  const ready = await post(fault, holder.id)<Notice>(`${noticePath(id)}/draft`, {
    fields: mending,
  });
  scene.expect({ zh: '没有缺项', en: 'nothing is missing' }, ready.faults, !ready.faults.length);
  await refused(
    fault,
    { zh: '未批准不能发', en: 'it does not go unapproved' },
    { as: holder.id, to: `${noticePath(id)}/send`, code: 'approval_needed' },
  );
  const sent = await approvedAndSent(fault, id);
  await noticeMails(fault, sent);
}

/** What customers read at P1 and P2 is approved by the commander or a lead. */
async function approvedAndSent(fault: Fault, id: string): Promise<Notice> {
  const approver = nameOf(fault, shiftLead);
  const approved = await post(fault, shiftLead)<Notice>(`${noticePath(id)}/approve`);
  fault.scene.expect(
    { zh: `${approver} 批准 ${approved.number}`, en: `${approver} approves ${approved.number}` },
    approved,
    approved.approvedBy === shiftLead,
  );
  return sentNow(fault, id);
}

/** Sent by hand, where it did not go by itself before. */
async function sentNow({ scene, holder }: Fault, id: string): Promise<Notice> {
  await scene.ask(`${noticePath(id)}/send`, { as: holder.id, method: 'POST', body: {} });
  const sent = await eventually(`notice ${id} sent`, async () => {
    const notice = await scene.read<Notice>(noticePath(id), { as: holder.id });
    return notice.state === 'sent' ? notice : undefined;
  });
  scene.expect(
    {
      zh: `${sent.number} 送达 ${sent.delivered}/${sent.recipients} 位`,
      en: `${sent.number} reached ${sent.delivered} of ${sent.recipients}`,
    },
    sent,
    sent.recipients > 0 && sent.delivered === sent.recipients,
  );
  return sent;
}

async function insidersTold(fault: Fault): Promise<void> {
  const said = { zh: '内部首次通告，无需批准', en: 'Our own people are told without an approval' };
  fault.scene.step(said);
  const id = await draftOf(fault, 'internal/first/1');
  await post(fault, fault.holder.id)<Notice>(`${noticePath(id)}/draft`, { fields: mending });
  await sentNow(fault, id);
}

/** The commander is named, and the end is told to whoever was told of the fault. */
export async function recoveryNotice(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: '指定指挥人，发恢复通告', en: 'A commander is named and the end is told' });
  const to = `${path(fault)}/command`;
  const led = await post(fault, holder.id)<Incident>(to, { to: shiftLead });
  scene.expect(
    {
      zh: `${nameOf(fault, led.commander)} 指挥，${holder.name} 仍持有`,
      en: `${nameOf(fault, led.commander)} commands, ${holder.name} still holds it`,
    },
    led,
    led.commander === shiftLead && led.holder.person === holder.id,
  );
  const fields: Fields = {
    done: done('线路已恢复同步', 'the line is in sync again'),
    nextStep: done('继续观察', 'it stays under watch'),
  };
  const ended = async (owed: string): Promise<string> => {
    const id = await draftOf(fault, owed);
    await post(fault, holder.id)<Notice>(`${noticePath(id)}/draft`, { fields });
    return id;
  };
  await noticeMails(fault, await approvedAndSent(fault, await ended('customer/recovery/1')));
  await sentNow(fault, await ended('internal/recovery/1'));
  const { counts } = await scene.read<Notices>(`${path(fault)}/notices`, { as: holder.id });
  scene.expect(
    {
      zh: `发出 ${counts['sent']} 份，逾期 ${counts['missed']} 份`,
      en: `${counts['sent']} notices went, ${counts['missed']} of them late`,
    },
    counts,
    counts['sent'] === 4,
  );
}

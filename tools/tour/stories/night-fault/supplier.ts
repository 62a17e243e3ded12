import type { z } from 'zod';
import type { evidenceAnswer } from '../../../../contracts/escalation/answers.js';
import type { clockAnswer } from '../../../../contracts/incident/answers.js';
import { chainLines, chainNow, chainPath, type Chain } from './department.js';
import { eventually } from '../../expect.js';
import { at, post, reader, refused, shownNow, supplierService, type Fault } from './fault.js';

const ticket = 'JN-2026-0417';

/** The supplier is called: nobody answers, then it takes the report and gives a ticket. */
export async function supplierIsCalled(fault: Fault): Promise<Chain> {
  const { scene, holder } = fault;
  scene.step({ zh: '向供应商报障', en: 'The supplier is called' });
  const chain = await post(fault, holder.id)<Chain>('/api/v1/escalations', {
    ...{ subject: fault.number, to: { kind: 'supplier', id: supplierService } },
    ask: '报修线路 · repair the line',
  });
  const { acceptOnly, next } = chain.supplier ?? {};
  scene.expect(
    {
      zh: `${chain.legs[0]?.name}：${acceptOnly?.from}–${acceptOnly?.to} 只收单；先打 ${next?.value}`,
      en: `${chain.legs[0]?.name} only takes reports from ${acceptOnly?.from} to ${acceptOnly?.to}; call ${next?.value}`,
    },
    chain,
    acceptOnly?.from === '22:00' && acceptOnly.to === '08:00' && next !== undefined,
  );
  await refused(
    fault,
    { zh: '没有工单号不算接受', en: 'without a ticket nothing is accepted' },
    { as: holder.id, to: `${chainPath(chain)}/accept`, code: 'ticket_required' },
  );
  const to = `${chainPath(chain)}/contact`;
  const channel = next?.value ?? '';
  const silent = await post(fault, holder.id)<Chain>(to, {
    ...{ channel, result: 'no_answer', text: '无人接听 · nobody answers' },
  });
  scene.expect(
    { zh: '无人接听记一次沉默', en: 'a call that nobody answers is a silence' },
    silent,
    silent.supplier?.unanswered === 1 && silent.silences === 1,
  );
  const reported = await post(fault, holder.id)<Chain>(to, {
    ...{ channel, result: 'answered', ref: ticket, text: '已收单 · the report is taken' },
  });
  const known = await eventually('the hours of the supplier', async () => {
    const now = await chainNow(fault, reported);
    return worksFrom(now.supplier) ? now : undefined;
  });
  return clocksApart(fault, known);
}

/** The supplier's clock runs over its own hours, the customer's runs on (R11, N38). */
async function clocksApart(fault: Fault, chain: Chain): Promise<Chain> {
  const { scene } = fault;
  const { supplier } = chain;
  const restore = (await shownNow(fault)).clocks.find(({ obligation }) => obligation === 'restore');
  scene.expect(
    {
      zh: `工单 ${supplier?.ref}，${at(supplier?.reportedAt)} 收单，${at(supplier?.followUpAt)} 开始处理`,
      en: `ticket ${supplier?.ref}, taken at ${at(supplier?.reportedAt)}, worked on from ${at(supplier?.followUpAt)}`,
    },
    chain,
    chain.stage === 'accepted' && supplier?.ref === ticket,
  );
  scene.show(...(await stepsOf(fault, chainPath(chain), 'supplier/')));
  scene.expect(
    {
      zh: `客户的恢复时限 ${at(restore?.dueAt)}，供应商的 ${at(supplier?.dueAt)}：差距就在眼前`,
      en: `the customer's clock ends ${at(restore?.dueAt)}, the supplier's ${at(supplier?.dueAt)}: there is the gap`,
    },
    { restore, supplier },
    (supplier?.dueAt ?? '') > (restore?.dueAt ?? '–'),
  );
  return chain;
}

/** At once by day; at night not before the supplier works again. */
function worksFrom(supplier: Chain['supplier']): boolean {
  const { reportedAt, followUpAt } = supplier ?? {};
  if (reportedAt === undefined || followUpAt === undefined) return false;
  const hour = Number(at(reportedAt).slice(-5, -3));
  const shut = hour >= 22 || hour < 8;
  return shut ? at(followUpAt).endsWith('08:00') : followUpAt === reportedAt;
}

/** The clocks of a subject whose obligation begins so, each due time step by step. */
export async function stepsOf(
  fault: Fault,
  subject: string,
  obligation: string,
): Promise<string[]> {
  const { items } = await fault.scene.read<{ items: z.output<typeof clockAnswer>[] }>(
    `${subject}/clocks`,
    { as: reader(fault) },
  );
  return items
    .filter((clock) => clock.obligation.startsWith(obligation))
    .flatMap((clock) => [
      `${clock.obligation} [${clock.state}]`,
      ...(clock.steps ?? []).map(({ text }) => `  ${text}`),
    ]);
}

/** The line is back; what was done and when is kept for a claim. */
export async function supplierDelivers(fault: Fault, chain: Chain): Promise<void> {
  const { scene, holder } = fault;
  const to = chainPath(chain);
  scene.step({
    zh: '线路恢复，供应商关单',
    en: 'The line is back and the supplier closes its ticket',
  });
  const said = { text: '线路已通，工单关闭 · the line is back and the ticket is closed' };
  await post(fault, holder.id)<Chain>(`${to}/fulfil`, said);
  const over = await post(fault, holder.id)<Chain>(`${to}/confirm`);
  scene.expect(
    { zh: `${over.number} 已确认`, en: `${over.number} is confirmed` },
    over,
    over.closedAs === 'confirmed',
  );
  const pack = await scene.read<z.output<typeof evidenceAnswer>>(`${to}/evidence`, {
    as: holder.id,
  });
  for (const attempt of pack.attempts) {
    const { n, by, channel, result, ref } = attempt;
    scene.show(`${n}. ${at(attempt.at)} ${by.name} ${channel} ${result} ${ref ?? ''}`.trimEnd());
  }
  scene.expect(
    {
      zh: `证据包：${pack.attempts.length} 次联系，${pack.unanswered} 次无人接听，迟 ${pack.minutesLate} 分钟`,
      en: `the evidence pack: ${pack.attempts.length} calls, ${pack.unanswered} unanswered, ${pack.minutesLate} min late`,
    },
    pack,
    pack.attempts.length === 2 && pack.unanswered === 1 && pack.attempts[1]?.ref === ticket,
  );
  scene.show(...(await chainLines(fault)));
}

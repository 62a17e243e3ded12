import type { z } from 'zod';
import type { lookupAnswer, questionsAnswer } from '../../../../contracts/severity/lookups.js';
import { nameOf, path, post, refused, shiftLead, type Fault, type Incident } from './fault.js';

/** What is known of the line: one customer below tier A is down, nothing else is touched. */
const facts = {
  ...{ nodeIsolated: false, customersDown: 1, tierACustomersDown: 0, siteCustomersDownPercent: 2 },
  ...{ backboneLossPercent: 0, pathLost: false, slaDegraded: false, networkMatter: 'none' },
};

/** Facts in, a level out; above it needs a reason, below it a second name. */
export async function graded(fault: Fault): Promise<void> {
  await questionsAsked(fault);
  await levelComputed(fault);
  await downgradeRefused(fault);
}

async function questionsAsked({ scene, holder }: Fault): Promise<void> {
  scene.step({ zh: '定级：标准先问什么', en: 'Grading: what the standard asks' });
  const asked = await scene.read<z.output<typeof questionsAnswer>>(
    '/api/v1/lookup/severity/questions?domain=network',
    { as: holder.id },
  );
  const known: Record<string, unknown> = facts;
  scene.show(
    ...asked.questions
      .filter(({ id }) => id in known)
      .map(({ id, question }) => `${question[scene.language]} → ${String(known[id])}`),
  );
  const unknown = Object.keys(facts).filter((id) => !asked.questions.some((q) => q.id === id));
  scene.expect(
    { zh: '每个事实都是标准里的问题', en: 'every fact answers one of its questions' },
    unknown,
    unknown.length === 0,
  );
  const query = new URLSearchParams({ domain: 'network', customersDown: '1' });
  const looked = await scene.read<z.output<typeof lookupAnswer>>(
    `/api/v1/lookup/severity?${query.toString()}`,
    { as: holder.id },
  );
  scene.show(...looked.hits.map(({ criterion, text }) => `${criterion}: ${text[scene.language]}`));
  const most = looked.unanswered[0]?.couldReach;
  scene.expect(
    {
      zh: `只答一题：暂为 ${looked.level}，还有 ${looked.unanswered.length} 题可能升到 ${most}`,
      en: `one answer gives ${looked.level}; ${looked.unanswered.length} open ones could make it ${most}`,
    },
    looked,
    looked.level === 'P3' && most === 'P1',
  );
}

async function levelComputed(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  const to = `${path(fault)}/grade`;
  scene.step({ zh: '事实录入，算出级别', en: 'The facts go in and a level comes out' });
  const before = await post(fault, holder.id)<Incident>(to, { facts, domains: ['network'] });
  const { grading } = before;
  const matrix = `${grading?.matrix?.id} v${grading?.matrix?.version}`;
  const criteria = (grading?.criteria ?? []).join(' ');
  scene.expect(
    {
      zh: `${grading?.level}，命中 ${criteria}，标准 ${matrix}`,
      en: `${grading?.level} by ${criteria} of ${matrix}`,
    },
    grading,
    grading?.status === 'graded' && grading.level === 'P3' && criteria === 'network.p3.customers',
  );
  await refused(
    fault,
    { zh: '无理由上调被拒绝', en: 'raising it without a reason is refused' },
    { as: holder.id, to, body: { level: 'P2' }, code: 'reason_needed' },
  );
  const reason = '门店收银停摆，供应商夜间只收单 · tills are down, its supplier only takes reports';
  const raised = await post(fault, holder.id)<Incident>(to, { level: 'P2', reason });
  scene.expect(
    {
      zh: `附理由上调为 ${raised.grading?.level}`,
      en: `with a reason it is ${raised.grading?.level}`,
    },
    raised.grading,
    raised.grading?.level === 'P2' && raised.grading.computed === 'P3',
  );
}

async function downgradeRefused(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  scene.step({
    zh: `${holder.name} 想降为 P4`,
    en: `${holder.name} would have it a P4`,
  });
  const wish = { level: 'P4', reason: '只有一家门店 · it is only one shop' };
  const waiting = await post(fault, holder.id)<Incident>(`${path(fault)}/grade`, wish);
  const [proposal] = waiting.proposals ?? [];
  scene.expect(
    {
      zh: `低于算出的级别只是提议，级别仍为 ${waiting.grading?.level}`,
      en: `below what was computed it is a proposal; the level stays ${waiting.grading?.level}`,
    },
    waiting,
    waiting.grading?.level === 'P2' && proposal?.by === holder.id,
  );
  const which = { proposal: proposal?.id ?? '' };
  await refused(
    fault,
    { zh: '同一人不能自己确认', en: 'the same person may not confirm it' },
    { as: holder.id, to: `${path(fault)}/confirm`, body: which, code: 'second_name_needed' },
  );
  const reason = '整店停业 · the whole shop stands still';
  const to = `${path(fault)}/decline`;
  const declined = await post(fault, shiftLead)<Incident>(to, { ...which, reason });
  scene.expect(
    {
      zh: `${nameOf(fault, shiftLead)} 驳回，级别仍为 P2`,
      en: `${nameOf(fault, shiftLead)} declines it and the level stays P2`,
    },
    declined,
    declined.grading?.level === 'P2' && (declined.proposals ?? []).length === 0,
  );
}

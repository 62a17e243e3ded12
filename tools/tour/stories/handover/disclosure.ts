import {
  boxOf,
  delivery,
  engineer,
  give,
  itemsIn,
  mailTo,
  now,
  opsOwner,
  refused,
  submit,
  verify,
  type Desk,
  type Handover,
} from './desk.js';

interface WithItems {
  handover: Handover;
  items: { key: string; state: string }[];
}

/** Every item is handed in; operations sends one back, and only that one opens again. */
export async function disclosed(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({ zh: '交付逐项提交 A 至 H 节', en: 'Delivery hands in sections A to H' });
  const keys = await submit(desk, 'ABCDEFGH');
  scene.show(keys.join(' '));
  await refused(
    desk,
    { zh: '提交人不能自己核实', en: 'nobody of delivery verifies it' },
    { as: delivery, verb: 'items/B1/verify', code: 'not_asked' },
  );
  await give(desk, delivery, ['advance']);
  const reason = '拓扑图缺少备用路径 · the drawing lacks the second path';
  const sent = await give<WithItems>(desk, engineer, ['items/C1/reject', { reason }]);
  const open = await itemsIn(desk, 'state=missing&state=rejected&section=A&section=C');
  scene.expect(
    {
      zh: '运维驳回 C1：只重开这一项，退回次数记 1',
      en: 'operations rejects C1: it alone is open again, one loop counted',
    },
    sent,
    sent.handover.loops === 1 && open.length === 1 && open[0]?.key === 'C1',
  );
  await submit(desk, 'ABCDEFGH');
  const { stage } = await give(desk, delivery, ['advance']);
  scene.expect(
    { zh: '再次提交评审', en: 'it is in review again' },
    stage,
    stage === 'disclosure_review',
  );
}

/** Operations says nothing: it is chased, and nothing is accepted. */
export async function silentReview(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({
    zh: '运维不作声，评审时限一天天过去',
    en: 'Operations says nothing, and the time for its review runs out',
  });
  const late = await mailTo(
    desk,
    boxOf(opsOwner),
    ({ text }) => text.includes('沉默') || text.includes('silence'),
  );
  scene.show(`→ ${late.to.join(', ')}`, late.subject);
  const { stage, holder } = await now(desk);
  scene.expect(
    {
      zh: '催办邮件在信箱里；沉默不等于接受，接力棒仍在交付',
      en: 'the chase is in the mailbox; silence accepts nothing, and delivery still holds it',
    },
    { stage, holder },
    stage === 'disclosure_review' && holder.person === delivery,
  );
}

/** Verified item by item, by somebody else than who handed it in. */
export async function reviewed(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({ zh: '张敏 核实各项', en: 'Zhang Min verifies them' });
  await verify(desk, 'ABCDEFGH');
  const { stage } = await give(desk, engineer, ['advance']);
  scene.expect({ zh: '进入 UAT 设计', en: 'it is in UAT design' }, stage, stage === 'uat_design');
}

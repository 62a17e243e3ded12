import { eventually } from '../../expect.js';
import { at, nameOf, path, post, refused, shiftLead, type Fault, type Incident } from './fault.js';
import { stepsOf } from './supplier.js';

/** Why each clock is due when it is. */
export async function clocksExplained(fault: Fault): Promise<void> {
  const { scene } = fault;
  scene.step({ zh: '事件的时钟，逐步说明', en: 'The clocks of the incident, step by step' });
  const lines = await stepsOf(fault, path(fault), '');
  scene.show(...lines);
  const said = (obligation: string): boolean => lines.some((line) => line.startsWith(obligation));
  scene.expect(
    { zh: '确认、恢复、进展通告各有时钟', en: 'acknowledge, restore and progress have one each' },
    lines,
    ['acknowledge', 'restore', 'notice/customer/progress'].every(said),
  );
}

/** Restored within what was promised, and verified. */
export async function restored(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: '业务恢复，客户验证', en: 'Restored, and verified by the customer' });
  const how = '接入端口复位后恢复 · back after its access port was reset';
  const back = await post(fault, holder.id)<Incident>(`${path(fault)}/restore`, { how });
  const clock = back.clocks.find(({ obligation }) => obligation === 'restore');
  scene.expect(
    {
      zh: `恢复于 ${at(clock?.stoppedAt)}，时限 ${at(clock?.dueAt)}`,
      en: `restored at ${at(clock?.stoppedAt)}, due ${at(clock?.dueAt)}`,
    },
    clock,
    clock?.stoppedAt !== undefined,
  );
  const seen = await post(fault, holder.id)<Incident>(`${path(fault)}/verify`, { by: 'customer' });
  scene.expect(
    { zh: '客户确认恢复，进入观察', en: 'the customer confirms; it stays under watch' },
    seen.stage,
    seen.stage === 'observing',
  );
}

/** A P2 is learnt from before it closes, and what was learnt is written down. */
export async function closed(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: '关闭之前先复盘', en: 'A review before it closes' });
  const to = `${path(fault)}/close`;
  await refused(
    fault,
    { zh: '没有复盘不能关闭', en: 'it does not close without a review' },
    { as: holder.id, to, code: 'review_missing' },
  );
  const link = 'https://wiki.demo.baton.example/kb/adsl-night';
  const learnt = await post(fault, shiftLead)<Incident>(`${path(fault)}/review`, {
    cause: '接入板卡故障 · a faulty access card',
    actions: [{ text: '4G 备路由器常备门店 · keep a 4G router at the shop', owner: holder.id }],
    knowledge: { link },
  });
  scene.expect(
    {
      zh: `${nameOf(fault, shiftLead)} 登记复盘，条目 ${link}`,
      en: `${nameOf(fault, shiftLead)} records it, article ${link}`,
    },
    learnt.review,
    learnt.review?.actions === 1 && JSON.stringify(learnt.review.knowledge).includes(link),
  );
  const over = await post(fault, holder.id)<Incident>(to);
  scene.expect(
    { zh: `${over.number} 已关闭`, en: `${over.number} is closed` },
    over,
    over.stage === 'closed' && over.closedAs === 'resolved',
  );
  await chainHolds(fault);
}

async function chainHolds({ scene, number, ...fault }: Fault): Promise<void> {
  const checked = await eventually(`the timeline of ${number} verified`, async () => {
    const { code, output } = await scene.baton('admin', [
      'verify',
      'timeline',
      number,
      '--lang',
      scene.language,
    ]);
    return code === 0 ? output : undefined;
  });
  scene.show(checked.trim());
  const { chains } = await scene.read<Incident>(path(fault), { as: 'admin' });
  scene.expect(
    { zh: '没有留下未了的升级', en: 'no chain is left open' },
    chains,
    (chains ?? []).length === 0,
  );
}

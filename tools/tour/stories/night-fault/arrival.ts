import type { z } from 'zod';
import type { deliveryAnswer } from '../../../../contracts/incident/answers.js';
import { eventually } from '../../expect.js';
import {
  at,
  hotline,
  hoursIn,
  line,
  nameOf,
  path,
  post,
  scale,
  type Fault,
  type Incident,
  type Night,
} from './fault.js';

type Delivery = z.output<typeof deliveryAnswer>;

/** Hours for which the engineer promises to stand for it. */
const promiseHours = 10;

export const faultTitle = '苏州门店 ADSL 中断 · Suzhou shop ADSL down';

/** The hotline declares the fault, the engineer on duty is paged and acknowledges. */
export async function faultArrives(night: Night): Promise<Fault> {
  const { scene } = night;
  scene.step({
    zh: `热线 ${nameOf(night, hotline)} 报告故障：门店全断`,
    en: `${nameOf(night, hotline)} of the hotline declares it: the shop is offline`,
  });
  const found = await post(night, hotline)<Incident>('/api/v1/incidents', {
    ...{ title: faultTitle, service: line.service, scale },
    ...{ severity: 'error', impactClass: 'interruption' },
  });
  const { id, number = '' } = found;
  scene.expect(
    { zh: `事件 ${number} 已建立`, en: `incident ${number} exists` },
    found,
    number !== '',
  );
  const paged = await firstPage(night, id);
  const holder = night.people.get(paged.person.id);
  if (!holder) throw new Error(`the demo has no ${paged.person.id}`);
  const fault = { ...night, id, number, detectedAt: Date.parse(found.detectedAt), holder };
  await acknowledged(fault);
  return fault;
}

async function firstPage(night: Night, id: string): Promise<Delivery> {
  const { scene } = night;
  const page = await eventually('a page delivered to whoever is on duty', async () => {
    const { items } = await scene.read<{ items: Delivery[] }>(`${path({ id })}/deliveries`, {
      as: hotline,
    });
    return items.find(({ state, rung }) => state === 'delivered' && rung === 1);
  });
  const who = nameOf(night, page.person.id);
  scene.expect(
    {
      zh: `呼叫值班人 ${who}（${page.channel}，到期后 ${page.latenessMs} ms 送达）`,
      en: `${who} on duty is paged (${page.channel}, ${page.latenessMs} ms after it was due)`,
    },
    page,
    page.latenessMs !== undefined,
  );
  return page;
}

async function acknowledged(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: `${holder.name} 确认并接手`, en: `${holder.name} acknowledges and holds it` });
  const until = hoursIn(fault, promiseHours);
  const held = await post(fault, holder.id)<Incident>(`${path(fault)}/acknowledge`, { until });
  const clock = held.clocks.find(({ obligation }) => obligation === 'acknowledge');
  scene.expect(
    {
      zh: `持有人 ${holder.name}，承诺到 ${at(held.promise?.until)}`,
      en: `${holder.name} is its holder and promises until ${at(held.promise?.until)}`,
    },
    held,
    held.holder.person === holder.id && held.promise?.by === holder.id,
  );
  scene.expect(
    {
      zh: `确认时钟停在 ${at(clock?.stoppedAt)}，时限 ${at(clock?.dueAt)}`,
      en: `its acknowledge clock stopped at ${at(clock?.stoppedAt)}, due ${at(clock?.dueAt)}`,
    },
    clock,
    clock?.stoppedAt !== undefined,
  );
}

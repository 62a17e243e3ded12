import type { z } from 'zod';
import type { escalation, minutesAnswer } from '../../../../contracts/escalation/answers.js';
import { eventually } from '../../expect.js';
import { at, hoursIn, nameOf, path, post, shownNow, timeline, type Fault } from './fault.js';

export type Chain = z.output<typeof escalation>;

const department = 'dep_delivery';
const deputy = 'per_wu_gang';
const head = 'per_zhou_na';

export const chainPath = ({ id }: Pick<Chain, 'id'>): string => `/api/v1/escalations/${id}`;

export const chainNow = ({ scene, holder }: Fault, chain: Chain): Promise<Chain> =>
  scene.read<Chain>(chainPath(chain), { as: holder.id });

/** A department is asked for a stopgap; the asker keeps the work until it accepts. */
export async function departmentIsAsked(fault: Fault): Promise<Chain> {
  const { scene, holder } = fault;
  scene.step({
    zh: '向网络交付部升级：派 4G 路由器',
    en: 'Network delivery is asked for a 4G router',
  });
  const chain = await post(fault, holder.id)<Chain>('/api/v1/escalations', {
    ...{ subject: fault.number, to: { kind: 'department', id: department } },
    ask: '派人送 4G 路由器到门店 · bring a 4G router to the shop',
  });
  const { waitingFor, number } = chain;
  scene.expect(
    {
      zh: `${number} 已发起，${at(waitingFor?.due)} 前须答复，答复之前仍由 ${holder.name} 负责`,
      en: `${number} is open, to be answered by ${at(waitingFor?.due)}; until then ${holder.name} keeps it`,
    },
    chain,
    chain.stage === 'asked' && chain.holder.person === holder.id && chain.priority === 'P2',
  );
  const wait = Date.parse(waitingFor?.due ?? '') - Date.parse(chain.startedAt);
  scene.expect(
    {
      zh: '答复时限 15 分钟（沿用事件的时钟，即 15 秒）',
      en: 'it has 15 minutes to answer (on the clock of the incident: 15 seconds)',
    },
    { waitingFor, startedAt: chain.startedAt },
    wait === 15 * 60_000,
  );
  return chain;
}

/** Nobody answers: it climbs to deputy and head; then it is accepted, done and confirmed. */
export async function departmentAnswers(fault: Fault, chain: Chain): Promise<void> {
  await climbed(fault, chain);
  await acceptedAndDone(fault, chain);
  await whoSatOnIt(fault, chain);
}

async function climbed(fault: Fault, chain: Chain): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: '交付部一直没有答复', en: 'Network delivery stays silent' });
  const pages = await eventually(`${chain.number} with its third rung`, async () => {
    const lines = await timeline(fault, chainPath(chain));
    const fired = lines.filter(({ what }) => what === 'page.reached');
    return fired.some((page) => page.with?.['rung'] === 3) ? fired : undefined;
  });
  for (const { occurredAt, text } of pages) scene.show(`${at(occurredAt)} ${text}`);
  const peopleOf = (rung: number): string =>
    String(pages.find((page) => page.with?.['rung'] === rung)?.with?.['people']);
  scene.expect(
    {
      zh: `先副职 ${nameOf(fault, deputy)}，再部门负责人 ${nameOf(fault, head)}`,
      en: `it climbs to the deputy ${nameOf(fault, deputy)}, then to the head ${nameOf(fault, head)}`,
    },
    pages,
    peopleOf(2) === nameOf(fault, deputy) && peopleOf(3) === nameOf(fault, head),
  );
  const mail = `${head.replace('per_', '').replace('_', '.')}@demo.baton.example`;
  await eventually(`mail about ${chain.number} to ${mail}`, async () =>
    (await scene.mails({ to: mail, since: fault.startedAt })).find(({ subject }) =>
      subject.includes(chain.number ?? '–'),
    ),
  );
  const silent = await chainNow(fault, chain);
  scene.expect(
    {
      zh: `沉默 ${silent.silences} 次，记录在案；负责人仍是 ${holder.name}`,
      en: `${silent.silences} silence is on record and ${holder.name} still has it`,
    },
    silent,
    silent.stage === 'asked' && silent.silences > 0 && silent.holder.person === holder.id,
  );
}

async function acceptedAndDone(fault: Fault, chain: Chain): Promise<void> {
  const { scene, holder } = fault;
  const to = chainPath(chain);
  scene.step({ zh: `${nameOf(fault, head)} 接受`, en: `${nameOf(fault, head)} accepts` });
  const taken = await post(fault, head)<Chain>(`${to}/accept`, { by: hoursIn(fault, 3) });
  scene.expect(
    {
      zh: `由 ${nameOf(fault, head)} 持有，承诺 ${at(taken.eta)} 前办完；事件仍由 ${holder.name} 持有`,
      en: `${nameOf(fault, head)} holds it and promises ${at(taken.eta)}; the incident stays with ${holder.name}`,
    },
    taken,
    taken.stage === 'accepted' &&
      taken.holder.person === head &&
      (await shownNow(fault)).holder.person === holder.id,
  );
  scene.expect(
    { zh: '这一段记为迟答', en: 'this leg counts as answered late' },
    taken.legs,
    taken.legs.at(-1)?.late === true,
  );
  const news = { text: '路由器已出库 · the router has left the store', eta: hoursIn(fault, 2) };
  const told = await post(fault, head)<Chain>(`${to}/update`, news);
  scene.expect(
    {
      zh: `通报进展，下次最迟 ${at(told.waitingFor?.due)}`,
      en: `news is given, the next by ${at(told.waitingFor?.due)}`,
    },
    told,
    told.waitingFor?.what === 'update',
  );
  const said = { text: '门店已用 4G 营业 · the shop trades on 4G' };
  const fulfilled = await post(fault, head)<Chain>(`${to}/fulfil`, said);
  scene.expect(
    { zh: '称已办完，仍须发起人确认', en: 'it is said to be done, which the asker has to confirm' },
    fulfilled,
    fulfilled.stage === 'fulfilled' && fulfilled.holder.person === holder.id,
  );
  const confirmed = await post(fault, holder.id)<Chain>(`${to}/confirm`);
  scene.expect(
    {
      zh: `${holder.name} 确认，${chain.number} 结束`,
      en: `${holder.name} confirms: ${chain.number} is over`,
    },
    confirmed,
    confirmed.stage === 'closed' && confirmed.closedAs === 'confirmed',
  );
}

async function whoSatOnIt({ scene, ...fault }: Fault, chain: Chain): Promise<void> {
  scene.step({ zh: '谁拿了多久', en: 'Who sat on it how long' });
  const { items, parties } = await scene.read<z.output<typeof minutesAnswer>>(
    `${chainPath(chain)}/minutes`,
    { as: fault.holder.id },
  );
  for (const { person, party, since, until, minutes } of items) {
    scene.show(`${at(since)} – ${at(until)}  ${person.name} (${party.name})  ${minutes} min`);
  }
  const [first, second] = items;
  scene.expect(
    {
      zh: `${parties.length} 方，首尾相接，没有空档`,
      en: `${parties.length} parties, each from where the last one let go`,
    },
    items,
    first?.person.id === fault.holder.id &&
      first.minutes >= 30 &&
      second?.person.id === head &&
      items.slice(1).every(({ since }, k) => since === items[k]?.until),
  );
}

/** What the incident itself says of its chains. */
export async function chainLines(fault: Fault): Promise<string[]> {
  const lines = await timeline(fault, path(fault));
  return lines
    .filter(({ what }) => what.startsWith('incident.chain_'))
    .map(({ occurredAt, text }) => `${at(occurredAt)} ${text}`);
}

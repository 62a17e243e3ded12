import type { Scene } from '../../scene.js';
import {
  admin,
  customer,
  delivery,
  engineer,
  give,
  now,
  path,
  refused,
  scale,
  signer,
  upload,
  within,
  type Desk,
  type Handover,
} from './desk.js';

/** A service that nobody ever handed over, with one device of its own. */
async function newService(scene: Scene, code: string): Promise<string> {
  const { id } = await scene.read<{ id: string }>('/api/v1/services', {
    ...{ as: admin, method: 'POST' },
    body: {
      ...{ code, productLine: 'leased_line', product: 'prd_leased_line', status: 'designing' },
      name: { zh: `云杉 上海—南京专线 ${code}`, en: `Yunshan line Shanghai–Nanjing ${code}` },
      ...{ customer, site: 'sit_sh1', department: 'dep_noc', policy: 'pol_standard' },
    },
  });
  const device = { assetNo: `AS-${code}`, class: 'router', model: 'NE40E', serial: `SN-${code}` };
  await scene.read('/api/v1/devices', {
    ...{ as: admin, method: 'POST', body: { ...device, service: id } },
  });
  return id;
}

/** Orders a line, makes sure of who signs for the customer, and starts the hand-over. */
export async function begin(scene: Scene): Promise<Desk> {
  const startedAt = Date.now();
  const code = `TOUR-${startedAt.toString(36)}`;
  scene.step({
    zh: `云杉订购一条专线 ${code}；运维 张敏 回电核实客户签署人`,
    en: `Yunshan orders a line, ${code}; Zhang Min of operations calls its signer back`,
  });
  const service = await newService(scene, code);
  await scene.read(`/api/v1/customers/${customer}/contacts/${signer}/verify`, {
    ...{ as: engineer, method: 'POST', body: { how: 'called back on the contract’s number' } },
  });
  const begun = await scene.read<Handover>('/api/v1/handovers', {
    ...{ as: delivery, method: 'POST' },
    body: { service, profile: 'retail', signer, scale },
  });
  const desk = { scene, startedAt, code, service, id: begun.id, number: begun.number ?? '' };
  const shown = await within(30, 'the hand-over with its number', async () => {
    const one = await now(desk);
    return one.number === undefined ? undefined : one;
  });
  scene.expect(
    {
      zh: `${shown.number} 已发起，接力棒在交付 ${shown.holder.name ?? ''} 手里`,
      en: `${shown.number} has begun, and ${shown.holder.name ?? ''} of delivery holds it`,
    },
    shown,
    shown.stage === 'initiated' && shown.holder.person === delivery,
  );
  return { ...desk, number: shown.number ?? '' };
}

/** The stage board, on the command line as in the API. */
export async function boardShown(desk: Desk): Promise<void> {
  const { scene, number, service } = desk;
  scene.step({ zh: '阶段看板：在办的移交', en: 'The stage board: what is being handed over' });
  const board = await scene.baton(engineer, [
    'handover',
    'list',
    '--open',
    '--lang',
    scene.language,
  ]);
  scene.show(board.output.trimEnd());
  scene.expect(
    { zh: `看板上有 ${number}`, en: `${number} stands on it` },
    board,
    board.code === 0 && board.output.includes(number),
  );
  const query = `/api/v1/handovers?service=${service}&stage=initiated&blocking=B1`;
  const { items } = await scene.read<{ items: Handover[] }>(query, { as: engineer });
  scene.expect(
    { zh: '按阶段与缺项查询，结果相同', en: 'the same by stage and by what is missing' },
    items.map(({ id }) => id),
    items.length === 1 && items[0]?.id === desk.id,
  );
}

/** Nothing goes on before what the gate asks for is there. */
export async function gateRefused(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({ zh: '交付想直接开始交底', en: 'Delivery would go straight to the disclosure' });
  const why = await refused(
    desk,
    { zh: '门禁不放行，并列出缺什么', en: 'the gate refuses and lists what is missing' },
    { as: delivery, verb: 'advance', code: 'gate_unmet' },
  );
  scene.show(why);
}

/** Survey, plan and the customer's requirement. */
export async function prepared(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({
    zh: '补齐：培训调研、培训计划、客户需求',
    en: 'Survey, training plan and the customer’s requirement',
  });
  await give(desk, delivery, ['training', { what: 'survey_sent' }]);
  const content = await upload(desk, 'plan.txt', `plan of ${desk.code}`);
  await give(desk, delivery, ['training', { what: 'plan', content }]);
  await give(desk, delivery, [
    'requirements',
    {
      ...{ key: 'R-1', source: 'contract', priority: 'must' },
      text: '上海到南京时延不超过 12 毫秒 · no more than 12 ms to Nanjing',
    },
  ]);
  const { stage } = await give(desk, delivery, ['advance']);
  scene.expect({ zh: '进入技术交底', en: 'it is in disclosure' }, stage, stage === 'disclosure');
  await scene.read(path(desk), { as: engineer });
}

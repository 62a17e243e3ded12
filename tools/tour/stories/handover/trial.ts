import type { z } from 'zod';
import type { incident } from '../../../../contracts/incident/answers.js';
import {
  admin,
  delivery,
  engineer,
  give,
  refused,
  scale,
  submit,
  verify,
  within,
  type Desk,
} from './desk.js';

type Incident = z.output<typeof incident>;

/** Operations shadows, then leads, and handles one fault alone. */
export async function handledAlone(desk: Desk): Promise<void> {
  const { scene, service } = desk;
  scene.step({
    zh: '告警全量测试；运维主导；一次轻微故障由运维独立处理',
    en: 'All alarms tested; operations leads, and handles a small fault alone',
  });
  await give(desk, engineer, ['alarms', { tested: 24, total: 24 }]);
  await give(desk, engineer, ['shadowing', { phase: 'ops_leads' }]);
  const fault = await scene.read<Incident>('/api/v1/incidents', {
    ...{ as: engineer, method: 'POST' },
    body: {
      ...{ title: '端口误码 · errors on a port', service, severity: 'info', impactClass: 'none' },
      ...{ scale },
    },
  });
  const to = `/api/v1/incidents/${fault.id}`;
  const post = (verb: string, body: object = {}) =>
    scene.read<Incident>(`${to}/${verb}`, { as: engineer, method: 'POST', body });
  await post('acknowledge');
  await post('restore', { how: '更换光模块 · optics replaced' });
  await within(30, 'the fault restored', async () => {
    const { stage } = await scene.read<Incident>(to, { as: admin });
    return stage === 'responding' || stage === 'detected' ? undefined : stage;
  });
  const { trial } = await give(desk, engineer, ['ops-handled', { subject: fault.id }]);
  scene.expect(
    { zh: '记为运维独立处理的一次故障', en: 'it counts as handled by operations alone' },
    trial,
    trial?.alone === fault.id,
  );
}

/** The shortest trial has to pass; before it the gate stays shut. */
export async function trialOver(desk: Desk): Promise<void> {
  const { scene } = desk;
  const why = await refused(
    desk,
    { zh: '不满三天，不能验收', en: 'before three days are over there is no acceptance' },
    { as: delivery, verb: 'advance', code: 'gate_unmet' },
  );
  scene.show(why);
  await submit(desk, 'J');
  await verify(desk, 'J');
  const stage = await within(90, 'the trial to be long enough', async () => {
    const to = `/api/v1/handovers/${desk.id}/advance`;
    const answer = await scene.ask(to, { as: delivery, method: 'POST', body: {} });
    return answer.status === 200 ? (answer.json as { stage: string }).stage : undefined;
  });
  scene.expect(
    { zh: '试运行期满，进入验收', en: 'the trial is over: acceptance' },
    stage,
    stage === 'acceptance',
  );
}

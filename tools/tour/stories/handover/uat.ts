import { delivery, give, refused, submit, upload, verify, type Desk } from './desk.js';

const key = 'C-1';

/** A must without a case holds the UAT back; with one it goes on. */
export async function caseMissing(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({ zh: '需求还没有用例', en: 'The requirement has no case yet' });
  await give(desk, delivery, ['training', { what: 'survey_answered' }]);
  const why = await refused(
    desk,
    { zh: '必须的需求没有用例，UAT 不能开始', en: 'a must without a case: no UAT' },
    { as: delivery, verb: 'advance', code: 'gate_unmet' },
  );
  scene.show(why);
  await give(desk, delivery, [
    'cases',
    {
      ...{ key, title: '时延 · latency', steps: 'ping -c 1000', expected: '≤ 12 ms' },
      covers: [{ requirement: 'R-1' }],
    },
  ]);
  await submit(desk, 'I');
  await verify(desk, 'I');
  const { stage } = await give(desk, delivery, ['advance']);
  scene.expect(
    { zh: '用例补上，进入 UAT 执行', en: 'covered: the UAT runs' },
    stage,
    stage === 'uat_run',
  );
}

/** It passes with evidence. */
export async function tested(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({ zh: '执行用例，附上证据', en: 'The case is run, with its evidence' });
  const evidence = [
    await upload(desk, 'ping.txt', `rtt min/avg/max 9.8/10.1/11.2 ms ${desk.code}`),
  ];
  await give(desk, delivery, ['runs', { case: key, result: 'pass', evidence }]);
  const { stage } = await give(desk, delivery, ['advance']);
  scene.expect(
    { zh: '全部通过，进入培训', en: 'all passed: training' },
    stage,
    stage === 'training',
  );
}

/** The customer is taught and assessed; two people of operations are certified. */
export async function taught(desk: Desk): Promise<void> {
  const { scene } = desk;
  scene.step({
    zh: '客户培训与考核；运维两人已认证',
    en: 'The customer is taught and assessed; two of operations are certified',
  });
  const material = await upload(desk, 'slides.txt', `slides of ${desk.code}`);
  await give(desk, delivery, [
    'training',
    { what: 'session', attended: ['沈岚', '贺明'], passed: 95, material },
  ]);
  await submit(desk, 'J');
  await verify(desk, 'J');
  const { stage, trial } = await give(desk, delivery, ['advance']);
  scene.expect(
    { zh: '进入试运行，至少 3 天', en: 'it is on trial, for 3 days at least' },
    { stage, trial },
    stage === 'trial' && trial?.minDays === 3,
  );
}

import {
  calibrator,
  counterpart,
  cycleAt,
  cyclePath,
  head,
  hr,
  inTime,
  post,
  rater,
  reviewAt,
  reviewPath,
  sheetFor,
  zhang,
  type Quarter,
  type Review,
} from './ground.js';

/** Frozen inputs, the own summary, the manager's marks, the ratings of another department. */
export async function formsGiven(quarter: Quarter): Promise<void> {
  const { scene } = quarter;
  scene.step({
    zh: '采集并冻结数据；员工自评',
    en: 'The inputs are collected and frozen; people write their own summary',
  });
  const frozen = await cycleAt(quarter, 'self');
  scene.expect(
    { zh: '数据已冻结，附摘要', en: 'the inputs are frozen, with a digest' },
    frozen.frozen,
    frozen.frozen?.people === quarter.reviews.size,
  );
  scene.show(`sha-256 ${frozen.frozen?.digest ?? ''}`);
  scene.show(`not installed: ${(frozen.frozen?.absent ?? []).join(', ')}`);
  await reviewAt(quarter, zhang, 'self');
  const summary = '本季处置的故障见记录；带教一人。 Faults as recorded; one newcomer mentored.';
  await post(scene, zhang)<Review>(`${reviewPath(quarter, zhang)}/self`, { summary });
  const early = await sheetFor(quarter, zhang, zhang);
  scene.expect(
    { zh: '本人看得到记录，看不到得分', en: 'the person sees the records and no score' },
    early,
    early.final === undefined && early.indicators.some(({ n }) => (n ?? 0) > 0),
  );
  scene.step({
    zh: '主管加减分须有证据；协作部门只评共同事件',
    en: 'The manager marks with evidence; another department rates what it shared',
  });
  await reviewAt(quarter, zhang, 'manager');
  const marks = { marks: 1, evidence: ['带教记录 mentoring notes'] };
  await post(scene, head)<Review>(`${reviewPath(quarter, zhang)}/manager`, marks);
  const path = `${reviewPath(quarter, zhang)}/events?department=${counterpart}`;
  const shared = await scene.read<{ items: { subject: string; title?: string }[] }>(path, {
    as: rater,
  });
  const events = shared.items.slice(0, 3);
  scene.show(...events.map(({ title, subject }) => title ?? subject));
  const ratings = events.map(({ subject }) => ({ subject, score: 4 }));
  const body = {
    department: counterpart,
    ...(ratings.length > 0 ? { ratings } : { noDealings: true }),
  };
  const rated = await post(scene, rater)<Review>(`${reviewPath(quarter, zhang)}/counterpart`, body);
  scene.expect(
    { zh: '评价已交', en: 'the rating is given' },
    rated.tasks,
    rated.tasks.some(({ kind, outcome }) => kind === 'counterpart' && outcome !== undefined),
  );
}

interface Outliers {
  outliers: { review: string; person: { name: string }; score: number; sds: number }[];
}

/** The panel looks at outliers, HR releases. */
export async function released(quarter: Quarter): Promise<void> {
  const { scene } = quarter;
  scene.step({
    zh: '校准：离群分数逐一复核，本人不得参与',
    en: 'Calibration: every outlying score is looked at, nobody on their own case',
  });
  await cycleAt(quarter, 'calibration');
  const path = cyclePath(quarter);
  const found = await inTime('scores to calibrate', async () => {
    const answer = await scene.ask(`${reviewPath(quarter, zhang)}/sheet`, { as: head });
    return (answer.json as { final?: number } | undefined)?.final === undefined
      ? undefined
      : scene.read<Outliers>(`${path}/outliers`, { as: calibrator });
  });
  const lines = found.outliers.map(
    ({ person, score, sds }) => `${person.name} ${score} (${sds.toFixed(1)} sd)`,
  );
  scene.show(...(lines.length > 0 ? lines : ['–']));
  const changes = found.outliers.map(({ review }) => ({
    review,
    reason: '与记录相符 as recorded',
  }));
  if (changes.length > 0) await post(scene, calibrator)(`${path}/calibrate`, { changes });
  await inTime('the end of the calibration', async () => {
    const body = { done: true };
    const answer = await scene.ask(`${path}/calibrate`, { as: calibrator, method: 'POST', body });
    return answer.status === 200 ? true : undefined;
  });
  scene.step({ zh: 'HR 发布结果', en: 'HR releases the results' });
  await inTime('the release', async () => {
    const answer = await scene.ask(`${path}/publish`, { as: hr, method: 'POST', body: {} });
    return answer.status === 200 ? true : undefined;
  });
  await reviewAt(quarter, zhang, 'released');
}

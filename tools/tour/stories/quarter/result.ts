import {
  calibrator,
  cycleAt,
  cycleNow,
  cyclePath,
  executive,
  hr,
  inTime,
  post,
  reviewAt,
  reviewPath,
  sheetFor,
  zhang,
  type Cycle,
  type Quarter,
  type Review,
  type Row,
  type Sheet,
} from './ground.js';

const shownRecords = 5;

const numberOf = (value: number | undefined): string =>
  value === undefined ? '–' : String(Math.round(value * 100) / 100);

/** The sheet as lines: every indicator with what it stands on. */
function sheetLines({ scene }: Quarter, sheet: Sheet): string[] {
  const { indicators, blocks = [], manager, final, band } = sheet;
  return [
    ...indicators.map((one) =>
      [
        ...[one.block.padEnd(8), one.title[scene.language].padEnd(24)],
        `${numberOf(one.numerator)}/${numberOf(one.denominator)}`.padEnd(14),
        ...[`n=${one.n ?? '–'}`.padEnd(6), one.standing.padEnd(14), numberOf(one.score)],
      ].join(' '),
    ),
    ...blocks.map(({ key, weight, score }) => `${key} ${weight} × ${numberOf(score)}`),
    `M ${numberOf(manager)} → ${numberOf(final)} ${band ?? ''}`,
  ];
}

const joint = 'joint';

const records = (quarter: Quarter): Promise<{ items: Row[] }> =>
  quarter.scene.read<{ items: Row[] }>(
    `${reviewPath(quarter, zhang)}/drill-down?indicator=${joint}&limit=100`,
    { as: zhang },
  );

/** The sheet with the records behind one number. */
export async function sheetPrinted(quarter: Quarter): Promise<Sheet> {
  const { scene } = quarter;
  scene.step({ zh: '本人的结果单，逐项可追溯', en: 'The result sheet, every number traceable' });
  const sheet = await sheetFor(quarter, zhang, zhang);
  scene.show(...sheetLines(quarter, sheet));
  scene.expect(
    { zh: '得分已发布', en: 'the score is released' },
    sheet,
    sheet.released && sheet.final !== undefined,
  );
  const { items } = await records(quarter);
  const lines = items
    .slice(0, shownRecords)
    .map(({ number, title, value }) => `${number ?? ''} ${title ?? ''}: ${value ?? '–'}`);
  scene.show(`J: ${items.length}`, ...lines);
  const counted = sheet.indicators.find(({ key }) => key === joint);
  scene.expect(
    { zh: '下钻的记录数就是样本数', en: 'the drill-down has as many records as the number says' },
    { items: items.length, n: counted?.n },
    items.length === Math.min(100, counted?.n ?? -1),
  );
  const page = await scene.ask(`${reviewPath(quarter, zhang)}/sheet?format=html`, { as: zhang });
  scene.expect(
    { zh: '同一结果单可打印', en: 'the same sheet is a page to print' },
    page.status,
    page.text.includes(String(sheet.final)),
  );
  return sheet;
}

interface Departments {
  items: {
    department: { id: string };
    final?: number;
    indicators: { key: string; value?: number }[];
  }[];
}

const jointOf = async ({ scene, cycle }: Quarter): Promise<number | undefined> => {
  const path = `${cyclePath({ cycle })}/departments`;
  const { items } = await scene.read<Departments>(path, { as: executive });
  const own = items.find(({ department }) => department.id === 'dep_noc');
  return own?.indicators.find(({ key }) => key === joint)?.value;
};

/** One appeal: a joint case is put right, for everybody who shared it. */
export async function appealed(quarter: Quarter, before: Sheet): Promise<void> {
  const { scene } = quarter;
  scene.step({
    zh: '申诉：一件共同事件记错了，由不含主管的小组裁决',
    en: 'An appeal: one joint case was recorded wrongly; a panel without the manager decides',
  });
  const { items } = await records(quarter);
  const worst = items.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
  if (!worst) throw new Error('the quarter has no joint case');
  const path = reviewPath(quarter, zhang);
  const what = { what: '恢复时间登记有误 the restore time is wrong', indicator: joint };
  const items_ = [{ ...what, subject: worst.subject, evidence: ['交换机日志 switch log'] }];
  await post(scene, zhang)<Review>(`${path}/appeal`, { items: items_ });
  const early = await jointOf(quarter);
  await post(scene, calibrator)<Review>(`${path}/acknowledge`);
  await post(scene, calibrator)<Review>(`${path}/decide`, {
    ...{ outcome: 'adjust', reason: '日志属实 the log is right' },
    corrections: [{ indicator: joint, subject: worst.subject, record: worst.record, value: 1 }],
  });
  const after = await inTime('a score after the appeal', async () => {
    const sheet = await sheetFor(quarter, zhang, zhang);
    return sheet.scoreVersion !== before.scoreVersion ? sheet : undefined;
  });
  const late = await jointOf(quarter);
  scene.show(`${numberOf(before.final)} → ${numberOf(after.final)}`);
  scene.show(`J dep_noc ${numberOf(early)} → ${numberOf(late)}`);
  scene.expect(
    { zh: '本人与部门的共同得分都变了', en: 'the own score and the shared joint score changed' },
    { before: before.final, after: after.final, early, late },
    (after.final ?? 0) >= (before.final ?? 0) && (late ?? 0) > (early ?? 0),
  );
  const checked = await post(
    scene,
    hr,
  )<{ checked: number; mismatches: unknown[] }>(`${cyclePath(quarter)}/recompute`);
  scene.expect(
    {
      zh: `重算 ${checked.checked} 项，无一不符`,
      en: `${checked.checked} scores recompute the same`,
    },
    checked,
    checked.mismatches.length === 0,
  );
}

/** HR closes; what is left is a hash over every row. */
export async function closed(quarter: Quarter): Promise<void> {
  const { scene } = quarter;
  scene.step({ zh: '关闭并归档', en: 'The cycle closes and is archived' });
  await inTime('the end of the appeals', async () => {
    if ((await cycleNow(quarter)).stage !== 'appeal') return true;
    const path = `${cyclePath(quarter)}/close`;
    const answer = await scene.ask(path, { as: hr, method: 'POST', body: {} });
    return answer.status === 200 ? true : undefined;
  });
  await reviewAt(quarter, zhang, 'closed');
  const cycle: Cycle = await cycleAt(quarter, 'closed');
  scene.show(`sha-256 ${cycle.archive?.sha256 ?? ''} (${cycle.archive?.rows ?? 0})`);
  scene.expect(
    { zh: '归档有哈希', en: 'the archive has a hash' },
    cycle.archive,
    (cycle.archive?.rows ?? 0) > 0,
  );
}

import type { z } from 'zod';
import type { gapAnswer } from '../../../../contracts/commitment/gaps.js';
import type { commitmentLookup } from '../../../../contracts/commitment/lookup.js';
import { admin, line, nameOf, reader, shiftLead, shownNow, type Fault } from './fault.js';

type Gap = z.output<typeof gapAnswer>;

const day = (time: string | undefined): string => time?.slice(0, 10) ?? '–';

/** Runs `baton …` in a person's name, shows what it prints and answers it. */
async function command({ scene }: Fault, as: string, args: string[]): Promise<string> {
  scene.show(`$ baton ${args.join(' ')}`);
  const { code, output } = await scene.baton(as, [...args, '--lang', scene.language]);
  scene.show(output.trim());
  scene.expect(
    { zh: '命令成功', en: 'the command succeeds' },
    `exit ${code}: ${output}`,
    code === 0,
  );
  return output;
}

/** What was promised, with document and clause; what is only expected stands apart. */
export async function promiseLookedUp(fault: Fault): Promise<void> {
  const { scene, holder } = fault;
  scene.step({ zh: '向客户承诺了什么', en: 'What the customer was promised' });
  const args = ['lookup', 'commitment', '--service', line.service, '--metric', 'restore'];
  const output = await command(fault, holder.id, args);
  const { found, promised, expected } = await scene.read<z.output<typeof commitmentLookup>>(
    `/api/v1/lookup/commitment?service=${line.service}&metric=restore`,
    { as: reader(fault) },
  );
  const confirmer = nameOf(fault, promised?.confirmedBy[0]);
  scene.expect(
    {
      zh: `有依据：文件 ${promised?.document} 第 ${promised?.clause} 条，由 ${confirmer} 确认`,
      en: `on paper: ${promised?.document}, clause ${promised?.clause}, confirmed by ${confirmer}`,
    },
    { promised, output },
    found && ['HT-2025-017.pdf', '5.2'].every((part) => output.includes(part)),
  );
  const [habit] = expected;
  const approver = nameOf(fault, habit?.approver);
  scene.expect(
    {
      zh: `只是习惯的另列，不算承诺：${approver} 认可，${day(habit?.reviewAt)} 复核`,
      en: `a habit stands apart and is no promise: ${approver} approved it, review ${day(habit?.reviewAt)}`,
    },
    { expected, output },
    expected.length === 1 && habit?.reviewDue === false && output.includes(habit.text),
  );
  await clockFollows(fault);
}

async function clockFollows(fault: Fault): Promise<void> {
  const { clocks } = await shownNow(fault);
  const restore = clocks.find(({ obligation }) => obligation === 'restore');
  const hours = (Date.parse(restore?.dueAt ?? '') - Date.parse(restore?.startAt ?? '')) / 3_600_000;
  fault.scene.expect(
    { zh: `事件的恢复时钟正是 ${hours} 小时`, en: `the incident's restore clock runs ${hours} h` },
    restore,
    hours === 4,
  );
}

/** What lies between the promise and the supplier, step by step (R4, operations.md). */
export async function gapComputed(fault: Fault): Promise<void> {
  const { scene } = fault;
  scene.step({ zh: '承诺与供应商之间的差距', en: 'The gap between the promise and the supplier' });
  await command(fault, shiftLead, ['gap', 'check', '--service', line.service]);
  const { items } = await scene.read<{ items: Gap[] }>(
    `/api/v1/gaps?service=${line.service}&kind=target&lang=${scene.language}`,
    { as: admin },
  );
  const gap = items.find(({ metric }) => metric === 'restore');
  const steps = (gap?.explanation ?? []).join('\n');
  scene.expect(
    {
      zh: '最坏 44 小时才修好，比能留给供应商的多 40.8 小时',
      en: 'at worst it takes 44 h, which is 40.8 h more than the supplier may take',
    },
    gap,
    gap?.value === 40.8 && / 44 /.test(steps) && steps.includes('40.8'),
  );
}

import { Refused, type Fault } from '../../contracts/api/refused.js';
import type { Problem, ProblemCode } from '../../domain/oncall/schedule-problems.js';

const said: Record<ProblemCode, string> = {
  required: 'is missing · 缺少',
  too_few: 'has too few entries · 条目太少',
  too_many: 'has too many entries · 条目太多',
  too_long: 'is too long · 时间过长',
  repeated: 'is there twice · 重复',
  unknown_zone: 'is not a tz database zone · 不是有效时区',
  unknown_kind: 'is not daily, weekly or hourly · 不是 daily、weekly 或 hourly',
  bad_date: 'is not a date like 2026-01-05 · 不是 2026-01-05 这样的日期',
  bad_time: 'is not a time like 08:00 · 不是 08:00 这样的时间',
  out_of_range: 'is out of range · 超出范围',
  ends_before_start: 'ends before it starts · 结束早于开始',
  covers_nothing: 'covers no time · 不覆盖任何时间',
  same_person: 'is the same person · 是同一个人',
};

/** 400 with a fault per problem, or 422 `impossible_order` where only the order is wrong. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const [first] = problems;
  const order = problems.every(({ code }) => code === 'ends_before_start');
  const code = order ? 'impossible_order' : 'invalid_field';
  const faults: Fault[] = problems.map((problem) => ({
    pointer: problem.pointer,
    code,
    detail: `${problem.code}: ${said[problem.code]}`,
  }));
  throw new Refused(code, { field: first?.pointer ?? '' }, faults);
}

import type { Condition, Criterion } from './matrix.js';

export type FactValue = boolean | number | string;

/** Answers by fact id; what is left out is unanswered. */
export type Facts = Readonly<Record<string, FactValue>>;

export const isAnswered = (facts: Facts, fact: string): boolean => Object.hasOwn(facts, fact);

/** Whether a condition holds; undefined while its fact is unanswered. */
export function holds(condition: Condition, facts: Facts): boolean | undefined {
  if (!isAnswered(facts, condition.fact)) return undefined;
  const value = facts[condition.fact];
  if (condition.op === 'is') return value === condition.value;
  if (condition.op === 'one_of') return condition.value.some((one) => one === value);
  return typeof value === 'number' && compare(value, condition);
}

function compare(
  value: number,
  { op, value: limit }: Extract<Condition, { value: number }>,
): boolean {
  if (op === 'at_least') return value >= limit;
  return op === 'over' ? value > limit : value <= limit;
}

/** `open`: the facts that are known allow it, and others are still needed. */
export type Verdict = 'hit' | 'missed' | 'open';

export function verdictOn({ all, unless = [] }: Criterion, facts: Facts): Verdict {
  const needed = all.map((condition) => holds(condition, facts));
  if (needed.includes(false)) return 'missed';
  if (unless.some((condition) => holds(condition, facts) === true)) return 'missed';
  return needed.includes(undefined) ? 'open' : 'hit';
}

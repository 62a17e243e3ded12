import type { Facts, FactValue } from '../../domain/severity/condition.js';
import type { Fact, Matrix } from '../../domain/severity/matrix.js';
import type { Fault } from '../api/refused.js';
import type { Language } from '../text.js';

const numberText = /^-?\d{1,9}(\.\d{1,6})?$/;
const flags: Record<string, boolean> = {
  true: true,
  false: false,
  '1': true,
  '0': false,
  '': true,
};

const sentences = {
  zh: {
    unknown: () => '定级标准里没有这个问题；见 /api/v1/lookup/severity/questions',
    once: () => '只能给一个值',
    boolean: () => '须为 true 或 false',
    number: (least: string, most: string) => `须为 ${least} 到 ${most} 的数`,
    whole: (least: string, most: string) => `须为 ${least} 到 ${most} 的整数`,
    choice: (options: string) => `须为以下之一：${options}`,
  },
  en: {
    unknown: () => 'the standard asks no such fact; see /api/v1/lookup/severity/questions',
    once: () => 'one value only',
    boolean: () => 'true or false',
    number: (least: string, most: string) => `a number from ${least} to ${most}`,
    whole: (least: string, most: string) => `a whole number from ${least} to ${most}`,
    choice: (options: string) => `one of ${options}`,
  },
};

export interface ReadFacts {
  facts: Facts;
  /** Pointers start at `place`. */
  faults: Fault[];
}

/** Reads answers that came as text, such as a query, by the questions of a standard. */
export function readFacts(
  matrix: Matrix,
  raw: Readonly<Record<string, string | readonly string[]>>,
  { place, language }: { place: string; language: Language },
): ReadFacts {
  const asked = new Map(matrix.facts.map((fact) => [fact.id, fact]));
  const facts: Record<string, FactValue> = {};
  const faults: Fault[] = [];
  for (const [name, given] of Object.entries(raw)) {
    const pointer = `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const fact = asked.get(name);
    if (!fact) {
      faults.push({ pointer, code: 'unknown_field', detail: sentences[language].unknown() });
      continue;
    }
    const value = typeof given === 'string' ? valueOf(fact, given) : undefined;
    if (value !== undefined) facts[name] = value;
    else faults.push({ pointer, code: 'invalid_field', detail: wanted(fact, given, language) });
  }
  return { facts, faults };
}

function valueOf(fact: Fact, text: string): FactValue | undefined {
  if (fact.kind === 'boolean') return Object.hasOwn(flags, text) ? flags[text] : undefined;
  if (fact.kind === 'choice') return fact.options.find(({ value }) => value === text)?.value;
  if (!numberText.test(text)) return undefined;
  const number = Number(text);
  if (number < fact.min || number > fact.max) return undefined;
  return fact.whole && !Number.isInteger(number) ? undefined : number;
}

function wanted(fact: Fact, given: string | readonly string[], language: Language): string {
  const say = sentences[language];
  if (typeof given !== 'string') return say.once();
  if (fact.kind === 'boolean') return say.boolean();
  if (fact.kind === 'choice') return say.choice(fact.options.map(({ value }) => value).join(', '));
  const bounds = [String(fact.min), String(fact.max)] as const;
  return fact.whole ? say.whole(...bounds) : say.number(...bounds);
}

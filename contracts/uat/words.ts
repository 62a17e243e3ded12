import type { Comparison } from '../../domain/uat/measure.js';
import type { Priority, Source } from '../../domain/uat/trace.js';

type Words<T extends string> = Record<T, readonly string[]>;

/** How spreadsheets say it; the code itself always does too. */
export const sourceWords: Words<Source> = {
  contract: ['合同', '合同约定'],
  presales: ['售前', '售前承诺', 'pre-sales'],
  survey: ['调研', '需求调研', '客户调研'],
};

export const priorityWords: Words<Priority> = {
  must: ['必须', '必选', '必要'],
  should: ['应当', '应该', '应'],
  could: ['可选', '可', '可以'],
};

export const comparisonWords: Words<Comparison> = {
  at_most: ['<=', '≤', '不超过', '至多', '不高于', 'at most'],
  at_least: ['>=', '≥', '不低于', '至少', '不少于', 'at least'],
  exactly: ['=', '==', '等于', 'equals'],
};

/** The code that `text` means; `text` itself where it is no word of the list. */
export function codeOf(words: Words<string>, text: unknown): unknown {
  if (typeof text !== 'string') return text;
  const said = text.trim().toLowerCase();
  const found = Object.entries(words).find(([code, all]) => code === said || all.includes(said));
  return found ? found[0] : text;
}

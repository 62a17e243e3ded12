import type { Criterion, Fact, Level, Matrix } from './matrix.js';

export interface Sought {
  /** Words that must all occur, in any order; case does not count. */
  words?: string | undefined;
  domains?: readonly string[] | undefined;
  levels?: readonly Level[] | undefined;
  /** Looks only at texts of this language. */
  language?: 'zh' | 'en' | undefined;
}

/** The criteria of a standard that match, in its order. */
export function searchCriteria(matrix: Matrix, sought: Sought): Criterion[] {
  const { domains, levels, words = '' } = sought;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return matrix.criteria.filter((criterion) => {
    if (domains && !domains.includes(criterion.domain)) return false;
    if (levels && !levels.includes(criterion.level)) return false;
    if (wanted.length === 0) return true;
    const text = textOf(matrix, criterion, sought.language);
    return wanted.every((word) => text.includes(word));
  });
}

/** What a criterion is found by: its text, its domain's name, its level and what it asks. */
function textOf(matrix: Matrix, criterion: Criterion, language: Sought['language']): string {
  const domain = matrix.domains.find(({ id }) => id === criterion.domain);
  const asked = matrix.facts.filter(({ id }) => factsOf(criterion).includes(id));
  const texts = [criterion.text, domain?.name, ...asked.map(({ question }: Fact) => question)];
  const said = texts.flatMap((it) => {
    if (!it) return [];
    return language ? [it[language]] : [it.zh, it.en];
  });
  return [criterion.id, criterion.level, ...said].join('\n').toLowerCase();
}

/** Ids of the facts that decide on a criterion. */
export const factsOf = ({ all, unless = [] }: Criterion): string[] => [
  ...new Set([...all, ...unless].map(({ fact }) => fact)),
];

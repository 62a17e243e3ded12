import type { Condition, Fact, MatrixContent } from './matrix.js';

/** One place where a standard contradicts itself. */
export interface Incoherence {
  path: (string | number)[];
  why: string;
}

/**
 * What keeps a standard from grading: ids given twice, conditions on facts that nobody asks, and
 * values that no answer can have. Empty for a usable standard.
 */
export function incoherences(content: MatrixContent): Incoherence[] {
  const { domains, facts, criteria } = content;
  return [
    ...repeated('domains', domains),
    ...repeated('facts', facts),
    ...repeated('criteria', criteria),
    ...outsideDomains('facts', content),
    ...outsideDomains('criteria', content),
    ...facts.flatMap((fact, index) => faultyFact(fact, ['facts', index])),
    ...criteria.flatMap(({ domain, all, unless = [] }, index) => {
      const askable = facts.filter((fact) => fact.domain === domain);
      const faultsOf = (part: string, conditions: readonly Condition[]) =>
        conditions.flatMap((condition, at) => {
          const why = faultOf(condition, askable);
          return why === undefined ? [] : [{ path: ['criteria', index, part, at], why }];
        });
      return [...faultsOf('all', all), ...faultsOf('unless', unless)];
    }),
  ];
}

function repeated(part: string, items: readonly { id: string }[]): Incoherence[] {
  return items.flatMap(({ id }, index) =>
    items.findIndex((other) => other.id === id) === index
      ? []
      : [{ path: [part, index, 'id'], why: `${id} is given twice` }],
  );
}

function outsideDomains(part: 'facts' | 'criteria', content: MatrixContent): Incoherence[] {
  const known = new Set(content.domains.map(({ id }) => id));
  return content[part].flatMap(({ domain }, index) =>
    known.has(domain)
      ? []
      : [{ path: [part, index, 'domain'], why: `there is no domain ${domain}` }],
  );
}

function faultyFact(fact: Fact, path: (string | number)[]): Incoherence[] {
  if (fact.kind === 'number' && fact.min > fact.max) {
    return [{ path: [...path, 'max'], why: 'max is below min' }];
  }
  if (fact.kind !== 'choice') return [];
  const values = fact.options.map(({ value }) => value);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined
    ? []
    : [{ path: [...path, 'options'], why: `${twice} is given twice` }];
}

function faultOf(condition: Condition, askable: readonly Fact[]): string | undefined {
  const fact = askable.find(({ id }) => id === condition.fact);
  if (!fact) return `its domain asks no fact ${condition.fact}`;
  if (fact.kind === 'number') return faultOfNumber(condition, fact);
  if (fact.kind === 'boolean') {
    const fits = condition.op === 'is' && typeof condition.value === 'boolean';
    return fits ? undefined : `${fact.id} is yes or no: use is with true or false`;
  }
  const wanted = condition.op === 'one_of' ? condition.value : [condition.value];
  const fits =
    (condition.op === 'is' || condition.op === 'one_of') &&
    wanted.every((value) => fact.options.some((option) => option.value === value));
  return fits ? undefined : `${fact.id} has no such option: use is or one_of with its options`;
}

function faultOfNumber(
  { op, value }: Condition,
  { id, min, max }: Extract<Fact, { kind: 'number' }>,
): string | undefined {
  if (op === 'is' || op === 'one_of') return `${id} is a number: use at_least, over or at_most`;
  const inside = typeof value === 'number' && value >= min && value <= max;
  return inside ? undefined : `${id} is only from ${min} to ${max}`;
}

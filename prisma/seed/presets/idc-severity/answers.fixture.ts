import fc from 'fast-check';
import type { FactValue } from '../../../../domain/severity/condition.js';
import type { Fact } from '../../../../domain/severity/matrix.js';

const nearMax = 70;

/** Any answer to a question, most often near the thresholds of the standard. */
export function factValue(fact: Fact): fc.Arbitrary<FactValue> {
  if (fact.kind === 'boolean') return fc.boolean();
  if (fact.kind === 'choice') return fc.constantFrom(...fact.options.map(({ value }) => value));
  return fc.integer({ min: fact.min, max: Math.min(fact.max, nearMax) });
}

import { Refused } from '../../contracts/api/refused.js';

interface Climb {
  /** What would hang below `parents`. */
  id: string;
  parents: readonly string[];
  /** JSON pointer of the member that names the parents. */
  pointer: string;
  /** How many levels may lie above. */
  depthMax: number;
  /** The parents of the given ones. */
  above(ids: string[]): Promise<string[]>;
}

/** 422 `rule_violation` where something would come to lie above itself, or too deep. */
export async function refuseLoop({ id, parents, pointer, depthMax, above }: Climb): Promise<void> {
  let level = [...new Set(parents)];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (level.includes(id)) throw brokenRule(pointer, `${id} would lie above itself`);
    if (depth > depthMax) throw brokenRule(pointer, `at most ${depthMax} levels`);
    level = [...new Set(await above(level))];
  }
}

/** 422 `rule_violation` at one member. */
export const brokenRule = (pointer: string, why: string): Refused =>
  new Refused('rule_violation', { field: pointer, why }, [
    { pointer, code: 'rule_violation', detail: why },
  ]);

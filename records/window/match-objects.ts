import type { WindowObject } from '../../domain/window/window.js';
import type { Rows } from '../directory/access.js';

/** Suppliers write one circuit in several ways: case, blanks and dashes do not tell them apart. */
const sameCircuit = (id: string): string => id.toLowerCase().replace(/[\s_-]+/g, '');

/** How circuits of the directory are found by what a supplier calls them. */
export interface CircuitIndex {
  idsOf(objects: readonly WindowObject[]): string[];
}

/** Reads every circuit that has a name of its supplier's. */
export async function circuitIndex(rows: Rows): Promise<CircuitIndex> {
  const found = await rows.supplierService.findMany({
    where: { circuitId: { not: null } },
    select: { id: true, circuitId: true },
  });
  const byName = new Map<string, string[]>();
  for (const { id, circuitId } of found) {
    const name = sameCircuit(circuitId ?? '');
    if (name !== '') byName.set(name, [...(byName.get(name) ?? []), id]);
  }
  const idsOf = (objects: readonly WindowObject[]) => [
    ...new Set(objects.flatMap(({ id }) => byName.get(sameCircuit(id)) ?? [])),
  ];
  return { idsOf };
}

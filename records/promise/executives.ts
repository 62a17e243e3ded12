import type { Language } from '../../contracts/text.js';
import type { Rows } from '../rows.js';

/** Whoever gets a weekly digest, and for which departments. */
export interface Executive {
  id: string;
  name: string;
  language: Language;
  email: string | null;
  channels: unknown;
  departments: string[];
  /** Also for what belongs to no department. */
  everywhere: boolean;
}

/** Hears what no executive would hear of. */
const lastResort = 'admin';
const levelsMax = 12;

interface Place {
  id: string;
  parentId: string | null;
  executiveId: string | null;
}

/** The executive of a department, else of the nearest one above it. */
const executiveOf = (places: ReadonlyMap<string, Place>, id: string): string | undefined => {
  let place = places.get(id);
  for (let level = 0; place && level < levelsMax; level += 1) {
    if (place.executiveId !== null) return place.executiveId;
    place = place.parentId === null ? undefined : places.get(place.parentId);
  }
  return undefined;
};

/**
 * Everybody with an executive's seat: those whom departments name, and those with the role; what
 * none of them is over goes to the administrator (N47, operations.md).
 */
export async function executives(rows: Rows): Promise<Executive[]> {
  const [departments, bindings] = await Promise.all([
    rows.department.findMany({ select: { id: true, parentId: true, executiveId: true } }),
    rows.roleBinding.findMany({ where: { role: 'executive' } }),
  ]);
  const places = new Map(departments.map((one) => [one.id, one]));
  const over = new Map<string, Set<string>>();
  const everywhere = new Set<string>();
  const add = (person: string, department?: string): void => {
    const theirs = over.get(person) ?? new Set();
    if (department !== undefined) theirs.add(department);
    over.set(person, theirs);
  };
  for (const { personId, departmentId } of bindings) {
    add(personId, departmentId ?? undefined);
    if (departmentId === null) everywhere.add(personId);
  }
  const orphans: string[] = [];
  for (const { id } of departments) {
    const executive = executiveOf(places, id);
    if (executive === undefined) orphans.push(id);
    else add(executive, id);
  }
  const rest = everywhere.size > 0 ? [...everywhere] : [lastResort];
  for (const person of rest) {
    add(person);
    everywhere.add(person);
    for (const id of orphans) add(person, id);
  }
  const people = await rows.person.findMany({
    where: { id: { in: [...over.keys()] }, status: 'active' },
    select: { id: true, name: true, language: true, email: true, channels: true },
    orderBy: { id: 'asc' },
  });
  return people.map((one) => ({
    ...one,
    departments: [...(over.get(one.id) ?? [])],
    everywhere: everywhere.has(one.id),
  }));
}

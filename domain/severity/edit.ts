import type {
  Bilingual,
  Criterion,
  Fact,
  MatrixContent,
  MatrixDomain,
  Modifiers,
} from './matrix.js';

/** A local edit: items to put by their id, and ids to take away. */
export interface MatrixEdit {
  name?: Bilingual | undefined;
  domains?: MatrixDomain[] | undefined;
  facts?: Fact[] | undefined;
  criteria?: Criterion[] | undefined;
  modifiers?: { [K in keyof Modifiers]?: Modifiers[K] | undefined } | undefined;
  remove?:
    | {
        domains?: string[] | undefined;
        facts?: string[] | undefined;
        criteria?: string[] | undefined;
      }
    | undefined;
}

/** The standard after an edit: an item with a known id is replaced in its place, others come last. */
export function edited(content: MatrixContent, edit: MatrixEdit): MatrixContent {
  const { name, domains, facts, criteria, modifiers = {}, remove = {} } = edit;
  return {
    name: name ?? content.name,
    domains: put(content.domains, domains, remove.domains),
    facts: put(content.facts, facts, remove.facts),
    criteria: put(content.criteria, criteria, remove.criteria),
    modifiers: {
      majorEvent: modifiers.majorEvent ?? content.modifiers.majorEvent,
      duration: modifiers.duration ?? content.modifiers.duration,
      repeat: modifiers.repeat ?? content.modifiers.repeat,
      plannedWork: modifiers.plannedWork ?? content.modifiers.plannedWork,
    },
  };
}

function put<T extends { id: string }>(
  items: readonly T[],
  given: readonly T[] = [],
  gone: readonly string[] = [],
): T[] {
  const known = new Set(items.map(({ id }) => id));
  const replaced = items.map((item) => given.find(({ id }) => id === item.id) ?? item);
  const added = given.filter(({ id }) => !known.has(id));
  return [...replaced, ...added].filter(({ id }) => !gone.includes(id));
}

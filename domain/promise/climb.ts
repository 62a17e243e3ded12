import type { Target } from '../ladder.js';

/** Whom silence climbs to: people of the department of whoever owes, by id. */
export interface Climb {
  deputy?: string;
  head?: string;
  executive?: string;
}

const personTargets = (...ids: (string | undefined)[]): Target[] =>
  [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ kind: 'person', id }]));

/** Whoever owes, then deputy, head and executive of the department, those who are there. */
export const levelsOf = (owner: string, { deputy, head, executive }: Climb): Target[][] => {
  const above = [...new Set([deputy, head, executive])].filter(
    (id) => id !== undefined && id !== owner,
  );
  return [owner, ...above].map((id) => personTargets(id));
};

import type { Instant } from '../machine.js';
import type { Absence } from './schedule.js';

/** How many deputies of deputies are asked before a place counts as empty. */
export const deputyChainMax = 4;

/** Who takes a person's place: the person, a deputy, or nobody and why. */
export type StandIn =
  { person: string } | { person?: never; reason: 'absent_without_deputy' | 'deputy_absent' };

/**
 * The person if present, else the nearest present deputy: of several absences at once the deputies
 * are tried in the order of the list, and an absent deputy is replaced by theirs in turn.
 */
export function standIn(person: string, absences: readonly Absence[], at: Instant): StandIn {
  const now = absences.filter((absence) => absence.from <= at && at < absence.until);
  const isAway = (who: string): boolean => now.some((absence) => absence.person === who);
  if (!isAway(person)) return { person };
  const asked = new Set([person]);
  let circle = [person];
  for (let depth = 1; depth <= deputyChainMax && circle.length > 0; depth += 1) {
    const deputies = circle.flatMap((who) =>
      now.flatMap((absence) => (absence.person === who ? (absence.deputy ?? []) : [])),
    );
    const present = deputies.find((deputy) => !isAway(deputy));
    if (present !== undefined) return { person: present };
    circle = [...new Set(deputies)].filter((deputy) => !asked.has(deputy));
    for (const deputy of circle) asked.add(deputy);
  }
  return { reason: asked.size > 1 ? 'deputy_absent' : 'absent_without_deputy' };
}

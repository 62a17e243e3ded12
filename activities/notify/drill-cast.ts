import { playersOf, playerOf } from '../../domain/drill/cast.js';
import type { PageEffect } from '../../domain/page.js';
import type { SubjectView } from '../../domain/subject-view.js';
import type { Audience } from '../../records/drill/audience.js';
import type { Directory } from '../../records/oncall/directory.js';
import type { Resolution } from '../../records/oncall/resolve.js';
import type { NotifyDependencies } from './attempt.js';

/** The people who play this page's targets in a drill, each saying in whose place (I10). */
export function playedBy(
  directory: Directory,
  { effect, audience }: { effect: PageEffect; audience: Audience },
  real: Resolution,
): Resolution {
  const players = playersOf(effect.targets, audience, effect.rung ?? 0);
  const outside = real.people.filter(({ id }) => !audience.people.includes(id));
  const insteadOf = outside.map(({ name }) => name).join(', ');
  const people = directory.people
    .filter(({ id, status }) => players.includes(id) && status === 'active')
    .map((person) => ({ ...person, via: insteadOf === '' ? {} : { insteadOf } }));
  return { people, gaps: [] };
}

/** Who holds a drill's subject: a participant, whatever its directory says. */
export const heldBy = (audience: Audience, person: string | undefined): string =>
  person !== undefined && audience.people.includes(person) ? person : playerOf(audience.players, 0);

/** Drills and subjects on a clock of their own are in no figure (V6, operations.md). */
export const measured = (
  deps: NotifyDependencies,
  { view, scale }: { view: Pick<SubjectView, 'drill'>; scale: PageEffect['scale'] },
): NotifyDependencies =>
  view.drill === true || scale ? { ...deps, observe: () => undefined } : deps;

import type { Target } from '../ladder.js';
import type { Actor } from '../machine.js';
import type { MeetingParty, MeetingState } from './state.js';

/** Whoever speaks for a party: its interface person, the deputy, and those above them. */
export const speaksFor = ({ person, deputy, head, executive }: MeetingParty, id: string): boolean =>
  [person.id, deputy?.id, head, executive].includes(id);

/** The party a person speaks for; the interface person's comes before one they are above. */
export const partyOf = (s: MeetingState, by: Actor): MeetingParty | undefined => {
  const id = by.person ?? '';
  const near = s.parties.find(({ person, deputy }) => person.id === id || deputy?.id === id);
  return near ?? s.parties.find((party) => speaksFor(party, id));
};

/** Who of each side is so many levels up: its head, then its executive (N16). */
export const above = (s: MeetingState, level: number): Target[] => {
  const ids = s.parties.map(({ person, head, executive }) => {
    const up = [head, executive].filter((id) => id !== undefined && id !== person.id);
    return up[Math.min(level, up.length) - 1] ?? person.id;
  });
  return [...new Set(ids)].map((id) => ({ kind: 'person', id }));
};

export const interfacesOf = (s: MeetingState): string[] => s.parties.map(({ person }) => person.id);

/** Everybody who meets and who stands in for them. */
export const everybody = (s: MeetingState): string[] => [
  ...new Set(
    s.parties.flatMap(({ person, deputy }) => [person.id, ...(deputy ? [deputy.id] : [])]),
  ),
];

/** Interface persons of the parties that have not accepted the time. */
export const unanswered = (s: MeetingState): string[] =>
  s.parties
    .filter(({ department }) => !s.occurrence.proposal?.accepted.includes(department.id))
    .map(({ person }) => person.id);

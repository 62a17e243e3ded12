import type { Asked } from '../machine.js';
import type { Handover } from './process.js';
import type { HandoverState, Party, Side } from './state.js';

type Caller = Pick<Asked<Handover>, 'by' | 'standing'>;

/** The owner, the deputy, the head, or a member of the side's department. */
export const isOf = (party: Party | undefined, { by, standing }: Caller): boolean => {
  if (!party) return false;
  const { person, deputy, head, department } = party;
  const named = by.person !== undefined && [person, deputy, head].includes(by.person);
  return named || (standing?.departments ?? []).includes(department.id);
};

export const isSide = (s: HandoverState, side: Side, caller: Caller): boolean =>
  isOf(s.parties[side], caller);

/** Heads that side's department, by name or by the directory of this instant. */
export const isHeadOf = (s: HandoverState, side: Side, { by, standing }: Caller): boolean => {
  const party = s.parties[side];
  if (!party) return false;
  const named = by.person !== undefined && by.person === party.head;
  return named || (standing?.heads ?? []).includes(party.department.id);
};

export const isExecutive = ({ standing }: Caller): boolean => standing?.executive === true;

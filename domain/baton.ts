import type { Instant } from './machine.js';

/**
 * Who is accountable. `duty` is a schedule id: a duty role that the hands resolve to `person`
 * (nobody on call: the schedule's owner, then the department head; R17, operations.md).
 */
export interface Holder {
  person?: string;
  duty?: string;
}

export interface Offer {
  to: string;
  by: string;
  at: Instant;
  expires: Instant;
}

/** The accountability for one subject: exactly one holder at every instant (I1). */
export interface Baton {
  holder: Holder;
  since: Instant;
  offer?: Offer;
}

export const hold = (holder: Holder, now: Instant): Baton => ({ holder, since: now });

/** A person takes the baton; a pending offer is withdrawn. */
export const take = (baton: Baton, person: string, now: Instant): Baton =>
  baton.holder.person === person && !baton.offer
    ? baton
    : { holder: { person }, since: baton.holder.person === person ? baton.since : now };

/** The duty role is resolved to the person who fills it; the accountability does not move. */
export const resolveDuty = (baton: Baton, person: string): Baton =>
  baton.holder.person ? baton : { ...baton, holder: { ...baton.holder, person } };

/** An offer never moves the baton: the sender holds until the other side accepts (R17). */
export const offer = (baton: Baton, made: Offer): Baton => ({ ...baton, offer: made });

export const accept = (baton: Baton, now: Instant): Baton => {
  if (!baton.offer) throw new Error('accept without an offer: check the offer first');
  return { holder: { person: baton.offer.to }, since: now };
};

/** The offer was refused or ran out; the holder keeps the baton. */
export const withdrawOffer = (baton: Baton): Baton => {
  const { offer: _gone, ...kept } = baton;
  return kept;
};

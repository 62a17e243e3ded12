import { accept, offer, take, withdrawOffer } from '../baton.js';
import type { Actor, Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import { page, pageHolder, say, silence, type Draft } from './draft.js';
import { offerMs } from './rungs.js';

/** The lead is asked; the holder keeps the track until they accept (R17). */
export const offerLead = (
  draft: Draft,
  { to, by, at }: { to: Ref; by: Actor; at: Instant },
): void => {
  const { s } = draft;
  silence(draft, 'lead');
  const asker = by.person ?? s.opener.id;
  s.baton = offer(s.baton, { to: to.id, by: asker, at, expires: at + offerMs(s) });
  s.lead = to;
  say(draft, { at, by, what: 'baton.offered', with: { to: to.id } });
  const targets = [{ kind: 'person', id: to.id } as const];
  page(draft, { ladder: 'lead', reason: 'offer', due: at, targets });
};

/** An operations lead, or the holder, takes it without an offer. */
export const takeLead = (draft: Draft, { to, by, at }: { to: Ref; by: Actor; at: Instant }) => {
  const { s } = draft;
  silence(draft, 'lead');
  s.baton = take(s.baton, to.id, at);
  s.lead = to;
  say(draft, { at, by, what: 'baton.accepted', with: { person: to.id } });
};

export const acceptLead = (draft: Draft, by: Actor, at: Instant): void => {
  const { s } = draft;
  silence(draft, 'lead');
  s.baton = accept(s.baton, at);
  say(draft, { at, by, what: 'baton.accepted', with: { person: by.person ?? by.id } });
};

export const refuseLead = (
  draft: Draft,
  { by, reason, at }: { by: Actor; reason: string; at: Instant },
): void => {
  const { s } = draft;
  silence(draft, 'lead');
  s.baton = withdrawOffer(s.baton);
  const with_ = { person: by.person ?? by.id, reason };
  say(draft, { at, by, what: 'baton.refused', with: with_ });
  pageHolder(draft, { due: at, reason: 'offer_lapsed' });
};

/** Nobody answered: the holder goes on holding it, and hears so. */
export const offerExpired = (draft: Draft, due: Instant): void => {
  const { s } = draft;
  const to = s.baton.offer?.to ?? '';
  silence(draft, 'lead');
  s.baton = withdrawOffer(s.baton);
  say(draft, { at: due, what: 'baton.offer_expired', with: { to } });
  pageHolder(draft, { due, reason: 'offer_lapsed' });
};

import { take } from '../baton.js';
import type { Instant } from '../machine.js';
import type { IncidentTold } from './commands.js';
import { say, type Draft } from './draft.js';
import { endCommand } from './commanding.js';
import { endOffer, isOpen } from './rules.js';
import { chainsMax } from './state.js';

type Word<T extends IncidentTold['type']> = Extract<IncidentTold, { type: T }>;

/** A chain towards others was opened from here, or ended. */
export const chained = (draft: Draft, word: Word<'chain'>, now: Instant): void => {
  const { s } = draft;
  const others = (s.chains ?? []).filter((id) => id !== word.id);
  s.chains = word.event === 'opened' ? [...others, word.id].slice(-chainsMax) : others;
  const with_ = {
    chain: word.id,
    to: word.to.name,
    kind: word.to.kind,
    ...(word.event === 'closed' && { outcome: word.outcome ?? '–' }),
  };
  say(draft, { at: now, what: `incident.chain_${word.event}`, with: with_, cause: word.id });
};

/**
 * An accepted chain that says so, or a signed shift hand-over, moves the baton and the promise with
 * it. A hand-over of somebody who holds it no longer moves nothing: it is held already (I1).
 */
export const takenOver = (draft: Draft, word: Word<'take_over'>, now: Instant): void => {
  const { s } = draft;
  if (!isOpen(s) || s.baton.holder.person === word.person) return;
  const held = s.baton.holder.person;
  if (word.why === 'shift' && held !== undefined && held !== word.by) return;
  endOffer(draft);
  s.baton = take(s.baton, word.person, now);
  endCommand(draft, now);
  if (s.promise) s.promise = { ...s.promise, by: word.person };
  const with_ = { person: word.person, from: held ?? '–', by: word.why };
  say(draft, { at: now, what: 'baton.taken_over', with: with_, cause: word.cause });
};

export const hardFault = (draft: Draft, word: Word<'hard_fault'>, now: Instant): void => {
  const { s } = draft;
  if (word.event === 'opened') s.hardFault = word.id;
  else if (s.hardFault === word.id) delete s.hardFault;
  const what = `incident.hard_fault_${word.event}`;
  say(draft, { at: now, what, with: { track: word.id }, cause: word.id });
};

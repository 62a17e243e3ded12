import { hold } from '../baton.js';
import { cutText } from '../cut-text.js';
import type { Actor, Asked, Instant } from '../machine.js';
import { inform, owe, say, silence } from '../promise/draft.js';
import type { Action } from './process.js';
import {
  awaitDone,
  awaitStart,
  awaitVerified,
  noteAction,
  stopOwing,
  verifierOf,
  type Draft,
} from './rules.js';
import { linksMax, textBytes, type ActionClosedAs, type ActionState } from './state.js';

type Given<T extends Asked<Action>['type']> = Extract<Asked<Action>, { type: T }>;

const done = (draft: Draft, { by, evidence, links }: Given<'done'>, now: Instant): void => {
  const { s } = draft;
  silence(draft);
  s.stage = 'done';
  s.evidence = cutText(evidence, textBytes.evidence);
  if (links) s.links = links.slice(0, linksMax);
  s.doneAt = now;
  s.doneBy = by.person ?? by.id;
  const verifier = verifierOf(s);
  s.baton = hold({ person: verifier }, now);
  const with_ = { evidence: s.evidence, links: s.links?.length ?? 0 };
  say(draft, { at: now, by, what: 'action.done', with: with_ });
  noteAction(draft);
  awaitVerified(draft, now);
  owe(draft, { to: verifier, reason: 'verify', at: now });
};

/** What was done does not do: it was never done, and the date stands (R12). */
const reject = (draft: Draft, { by, reason }: Given<'reject'>, now: Instant): void => {
  const { s } = draft;
  silence(draft);
  s.stage = 'open';
  s.rejections += 1;
  delete s.doneAt;
  delete s.doneBy;
  s.baton = hold({ person: s.owner.id }, now);
  const with_ = { reason: cutText(reason, textBytes.text) };
  say(draft, { at: now, by, what: 'action.rejected', with: with_ });
  noteAction(draft);
  awaitDone(draft, now);
  owe(draft, { to: s.owner.id, reason: 'rejected', at: now });
};

/** The agenda that the action has where it stands, from now on. */
const goOn = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  if (s.stage === 'scheduled' && s.opensAt !== undefined) awaitStart(draft, s.opensAt);
  else awaitDone(draft, now);
};

/** A date moved before it passed is a new promise; one that passed stays broken (R12). */
const move = (draft: Draft, { by, due, reason }: Given<'move'>, now: Instant): void => {
  const { s } = draft;
  silence(draft);
  const before = s.due;
  if (now <= s.promised) s.promised = due;
  s.due = due;
  s.moves += 1;
  if (s.opensAt !== undefined) s.opensAt = Math.min(s.opensAt, due);
  const with_ = { due, at: before, reason: cutText(reason, textBytes.text) };
  say(draft, { at: now, by, what: 'action.moved', with: with_ });
  noteAction(draft);
  goOn(draft, now);
  inform(draft, { to: [s.owner.id], reason: 'moved', at: now });
};

const withoutClimb = ({
  deputy: _deputy,
  head: _head,
  executive: _executive,
  department: _department,
  ...rest
}: ActionState): ActionState => rest;

const assign = (draft: Draft, { by, to }: Given<'assign'>, now: Instant): void => {
  const { person, ...above } = to;
  silence(draft);
  const before = draft.s.owner;
  draft.s = { ...withoutClimb(draft.s), ...above, owner: person };
  const { s } = draft;
  s.baton = hold({ person: person.id }, now);
  const with_ = { to: person.name, before: before.name };
  say(draft, { at: now, by, what: 'action.assigned', with: with_ });
  noteAction(draft);
  goOn(draft, now);
  owe(draft, { to: person.id, reason: 'assigned', at: now });
};

const close = (
  draft: Draft,
  { by, as, text }: { by: Actor; as: ActionClosedAs; text: string },
  now: Instant,
): void => {
  const { s } = draft;
  silence(draft);
  stopOwing(draft, now);
  s.stage = 'closed';
  s.closedAs = as;
  s.closedAt = now;
  if (as === 'verified') s.verifiedBy = by.person ?? by.id;
  const with_ = { text: cutText(text, textBytes.text) };
  say(draft, { at: now, by, what: `action.${as}`, with: with_ });
  noteAction(draft, as === 'cancelled');
  inform(draft, { to: [s.owner.id], reason: as, at: now });
};

/** A person's command that `check` let through. */
export const asked = (draft: Draft, command: Asked<Action>, now: Instant): void => {
  const { by } = command;
  switch (command.type) {
    case 'done':
      return done(draft, command, now);
    case 'verify':
      return close(draft, { by, as: 'verified', text: command.text ?? '' }, now);
    case 'reject':
      return reject(draft, command, now);
    case 'move':
      return move(draft, command, now);
    case 'assign':
      return assign(draft, command, now);
    case 'cancel':
      return close(draft, { by, as: 'cancelled', text: command.reason }, now);
  }
};

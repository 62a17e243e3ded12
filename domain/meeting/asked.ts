import { hold } from '../baton.js';
import { stopClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Asked, Instant } from '../machine.js';
import { inform, nextEffect, owe, say, silence } from '../promise/draft.js';
import type { AgreedAction } from './commands.js';
import {
  agendaFor,
  awaitNext,
  collect,
  declinesEscalate,
  escalate,
  invite,
  noteHeld,
  type Draft,
} from './occurrence.js';
import type { Meeting } from './process.js';
import { everybody, partyOf, unanswered } from './sides.js';
import { textBytes, type MeetingParty, type Proposal } from './state.js';

type Given<T extends Asked<Meeting>['type']> = Extract<Asked<Meeting>, { type: T }>;

const sideOf = (draft: Draft, by: Asked<Meeting>['by']): MeetingParty | undefined =>
  partyOf(draft.s, by) ?? draft.s.parties[0];

const agree = (draft: Draft, proposal: Proposal, now: Instant): void => {
  const { s } = draft;
  s.stage = 'agreed';
  say(draft, { at: now, what: 'meeting.agreed', with: { at: proposal.at } });
  inform(draft, { to: everybody(s), reason: 'agreed', at: now });
};

const propose = (draft: Draft, given: Given<'propose'>, now: Instant): void => {
  const { s } = draft;
  const { by, at, minutes, place } = given;
  const side = sideOf(draft, by);
  silence(draft);
  const proposal: Proposal = {
    ...{ at, minutes, by: by.person ?? by.id, accepted: side ? [side.department.id] : [] },
    ...(place !== undefined && { place: cutText(place, textBytes.place) }),
  };
  s.stage = 'proposed';
  s.occurrence = { ...s.occurrence, proposal };
  const with_ = { at, place: proposal.place ?? '', department: side?.department.name ?? '' };
  say(draft, { at: now, by, what: 'meeting.proposed', with: with_ });
  agendaFor(draft, proposal);
  invite(draft, 'request', proposal);
  for (const to of unanswered(s)) owe(draft, { to, reason: 'to_answer', at: now });
  if (proposal.accepted.length === s.parties.length) agree(draft, proposal, now);
};

const accept = (draft: Draft, { by }: Given<'accept'>, now: Instant): void => {
  const { s } = draft;
  const { proposal } = s.occurrence;
  const side = sideOf(draft, by);
  if (!proposal || !side || proposal.accepted.includes(side.department.id)) return;
  const accepted = [...proposal.accepted, side.department.id];
  const agreed = { ...proposal, accepted };
  s.occurrence = { ...s.occurrence, proposal: agreed };
  say(draft, {
    ...{ at: now, by, what: 'meeting.accepted' },
    with: { department: side.department.name, at: proposal.at },
  });
  if (accepted.length < s.parties.length) return;
  silence(draft);
  agree(draft, agreed, now);
};

const decline = (draft: Draft, { by, reason }: Given<'decline'>, now: Instant): void => {
  const { s } = draft;
  const side = sideOf(draft, by);
  const { proposal, ...occurrence } = s.occurrence;
  if (!proposal || !side) return;
  silence(draft);
  const said = cutText(reason, textBytes.text);
  const { id, name } = side.department;
  s.occurrence = {
    ...occurrence,
    declines: occurrence.declines + 1,
    lastDecline: { department: id, reason: said },
  };
  s.stage = 'open';
  const { declines } = s.occurrence;
  const with_ = { department: name, reason: said, declines };
  say(draft, { at: now, by, what: 'meeting.declined', with: with_ });
  agendaFor(draft);
  invite(draft, 'cancel', proposal);
  owe(draft, { to: s.baton.holder.person ?? '', reason: 'declined', at: now });
  if (declinesEscalate(declines)) escalate(draft, 'declined_twice', now);
};

const openActions = (draft: Draft, actions: readonly AgreedAction[], given: Given<'held'>) => {
  if (actions.length === 0) return;
  const { s } = draft;
  const [first] = s.parties;
  const opener = sideOf(draft, given.by)?.person ?? first?.person ?? s.opener;
  const id = `a${nextEffect(draft)}`;
  s.opening = id;
  draft.effects.push({
    ...{ kind: 'open_actions', id, meeting: s.id },
    actions: actions.map(({ title, owner, due }) => {
      const { person, ...above } = owner;
      return { title, due, owner: person, ...above, opener, about: s.id, by: given.by };
    }),
  });
};

const held = (draft: Draft, given: Given<'held'>, now: Instant): void => {
  const { s } = draft;
  const { by, actions, link, heldAt = now } = given;
  const { n } = s.occurrence;
  const minutes = cutText(given.minutes, textBytes.minutes);
  silence(draft);
  noteHeld(draft, heldAt);
  s.held += 1;
  s.last = {
    ...{ n, at: heldAt, minutes: cutText(minutes, textBytes.shown), actions: actions.length },
    ...(link !== undefined && { link }),
  };
  draft.facts.push({
    ...{ kind: 'minutes', key: String(n) },
    data: {
      n,
      at: heldAt,
      by: by.person ?? by.id,
      minutes,
      link: link ?? null,
      actions: actions.length,
    },
  });
  const with_ = { n, actions: actions.length, minutes: s.last.minutes };
  say(draft, { at: now, by, what: 'meeting.held', with: with_ });
  openActions(draft, actions, given);
  awaitNext(draft, now);
  collect(draft, { at: now, closing: true });
  if (s.kind === 'regular') inform(draft, { to: everybody(s), reason: 'held', at: now });
};

/** Another interface person of one side: whoever was asked before is asked no more. */
const appoint = (draft: Draft, { by, party }: Given<'appoint'>, now: Instant): void => {
  const { s } = draft;
  const before = s.parties.find(({ department }) => department.id === party.department.id);
  s.parties = s.parties.map((one) => (one === before ? party : one));
  if (s.parties[0] === party) s.baton = hold({ person: party.person.id }, now);
  const with_ = { department: party.department.name, person: party.person.name };
  say(draft, { at: now, by, what: 'meeting.appointed', with: with_ });
  owe(draft, { to: party.person.id, reason: 'appointed', at: now });
};

const end = (draft: Draft, { by, reason }: Given<'end'>, now: Instant): void => {
  const { s } = draft;
  const { proposal } = s.occurrence;
  silence(draft);
  if (proposal && s.stage !== 'waiting') invite(draft, 'cancel', proposal);
  s.clock = stopClock(s.clock, now);
  s.agenda = [];
  s.stage = 'closed';
  s.closedAt = now;
  s.endedWhy = cutText(reason, textBytes.text);
  say(draft, { at: now, by, what: 'meeting.ended', with: { reason: s.endedWhy } });
  inform(draft, { to: everybody(s), reason: 'ended', at: now });
};

/** A person's command that `check` let through. */
export const asked = (draft: Draft, command: Asked<Meeting>, now: Instant): void => {
  switch (command.type) {
    case 'propose':
      return propose(draft, command, now);
    case 'accept':
      return accept(draft, command, now);
    case 'decline':
      return decline(draft, command, now);
    case 'held':
      return held(draft, command, now);
    case 'appoint':
      return appoint(draft, command, now);
    case 'end':
      return end(draft, command, now);
  }
};

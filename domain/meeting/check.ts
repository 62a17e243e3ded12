import type { Asked, Instant, Refusal } from '../machine.js';
import { dayMs } from '../promise/agenda.js';
import type { MeetingVerb } from './commands.js';
import type { Meeting } from './process.js';
import { partyOf } from './sides.js';
import { actionsMax, type MeetingStage, type MeetingState } from './state.js';

export const allowedIn: Readonly<Record<MeetingVerb, readonly MeetingStage[]>> = {
  propose: ['open', 'proposed', 'agreed'],
  accept: ['proposed'],
  decline: ['proposed', 'agreed'],
  held: ['open', 'proposed', 'agreed'],
  appoint: ['waiting', 'open', 'proposed', 'agreed'],
  end: ['waiting', 'open', 'proposed', 'agreed'],
};

const proposedDaysMax = 180;

/** The verbs of those above the interface persons, and of whoever set the meeting up. */
const mayRule = (s: MeetingState, { by }: Asked<Meeting>): boolean =>
  by.lead === true ||
  by.person === s.opener.id ||
  s.parties.some(({ head, executive }) => by.person === head || by.person === executive);

const standingRefusal = (s: MeetingState, command: Asked<Meeting>): Refusal | undefined => {
  const { type, by } = command;
  const may =
    type === 'appoint' || type === 'end'
      ? mayRule(s, command)
      : partyOf(s, by) !== undefined || (by.lead && type !== 'accept' && type !== 'decline');
  if (may) return undefined;
  const party = s.parties.map(({ department }) => department.name).join(', ');
  return { code: 'not_asked', with: { party, verb: type } };
};

const timeRefusal = (at: Instant, now: Instant): Refusal | undefined => {
  if (at <= now) return { code: 'time_in_past', with: { field: 'at' } };
  const latest = now + proposedDaysMax * dayMs;
  return at > latest ? { code: 'time_too_far', with: { field: 'at', latest } } : undefined;
};

const wordRefusal = (
  s: MeetingState,
  command: Asked<Meeting>,
  now: Instant,
): Refusal | undefined => {
  switch (command.type) {
    case 'propose':
      return timeRefusal(command.at, now);
    case 'held': {
      const { heldAt = now, actions } = command;
      if (heldAt > now || heldAt < s.occurrence.openedAt) {
        return { code: 'impossible_order', with: { field: 'heldAt' } };
      }
      if (actions.some(({ due }) => due <= now)) {
        return { code: 'time_in_past', with: { field: 'due' } };
      }
      const why = `at most ${actionsMax} actions of one meeting`;
      return actions.length > actionsMax ? { code: 'rule_violation', with: { why } } : undefined;
    }
    case 'appoint': {
      const { id } = command.party.department;
      return s.parties.some(({ department }) => department.id === id)
        ? undefined
        : { code: 'unknown_reference', with: { field: 'department', id } };
    }
    default:
      return undefined;
  }
};

/** Whether a person's command may be taken now; says which stages or which person would do. */
export const check = (
  s: MeetingState,
  command: Asked<Meeting>,
  now: Instant,
): Refusal | undefined => {
  const { type } = command;
  if (command.by.person === undefined) return { code: 'service_cannot_hold', with: { verb: type } };
  if (!allowedIn[type].includes(s.stage)) {
    const allowed = [...allowedIn[type]];
    return { code: 'wrong_state', with: { stage: s.stage, allowed, verb: type } };
  }
  return standingRefusal(s, command) ?? wordRefusal(s, command, now);
};

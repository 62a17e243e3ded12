import type { Actor, Asked, Instant, Refusal } from '../machine.js';
import { dayMs } from '../promise/agenda.js';
import type { AskVerb } from './commands.js';
import type { Ask } from './process.js';
import { commitDaysMax, delegationsMax, type AskStage, type AskState } from './state.js';

/** In which stages each verb may be given (4g, operations.md). */
export const allowedIn: Readonly<Record<AskVerb, readonly AskStage[]>> = {
  acknowledge: ['raised', 'delegated'],
  commit: ['raised', 'acknowledged', 'delegated', 'committed'],
  decline: ['raised', 'acknowledged', 'delegated', 'committed'],
  delegate: ['raised', 'acknowledged', 'committed'],
  done: ['raised', 'acknowledged', 'delegated', 'committed'],
  confirm: ['declined', 'done'],
  reopen: ['declined', 'done'],
  withdraw: ['raised', 'acknowledged', 'delegated', 'committed', 'declined', 'done'],
};

const requesterVerbs: readonly AskVerb[] = ['confirm', 'reopen', 'withdraw'];

/** Whoever holds it, whom it is passed to, or a lead speaks for the asked side; never who asks. */
const answers = (s: AskState, by: Actor): boolean => {
  const { holder, offer } = s.baton;
  if (by.person === s.requester.id) return false;
  return by.lead === true || by.person === holder.person || by.person === offer?.to;
};

const standingRefusal = (s: AskState, command: Asked<Ask>): Refusal | undefined => {
  const { by, type, standing } = command;
  if (requesterVerbs.includes(type)) {
    if (by.person === s.requester.id || standing?.forRequester) return undefined;
    return { code: 'requester_only', with: { requester: s.requester.name, verb: type } };
  }
  if (answers(s, by)) return undefined;
  return { code: 'not_holder', with: { holder: s.baton.holder.person ?? '', verb: type } };
};

const dateRefusal = (date: Instant, now: Instant): Refusal | undefined => {
  if (date <= now) return { code: 'time_in_past', with: { field: 'date' } };
  const latest = now + commitDaysMax * dayMs;
  return date > latest ? { code: 'time_too_far', with: { field: 'date', latest } } : undefined;
};

const delegateRefusal = (s: AskState, to: string): Refusal | undefined => {
  if (to === s.requester.id || to === s.baton.holder.person) return { code: 'same_party' };
  return s.delegations >= delegationsMax
    ? { code: 'rule_violation', with: { why: `passed on ${delegationsMax} times already` } }
    : undefined;
};

/** Whether a person's command may be taken now; says which stages or which person would do. */
export const check = (s: AskState, command: Asked<Ask>, now: Instant): Refusal | undefined => {
  const { type } = command;
  if (command.by.person === undefined) return { code: 'service_cannot_hold', with: { verb: type } };
  if (!allowedIn[type].includes(s.stage)) {
    const allowed = [...allowedIn[type]];
    return { code: 'wrong_state', with: { stage: s.stage, allowed, verb: type } };
  }
  const refusal = standingRefusal(s, command);
  if (refusal) return refusal;
  if (type === 'commit') return dateRefusal(command.date, now);
  return type === 'delegate' ? delegateRefusal(s, command.to.id) : undefined;
};

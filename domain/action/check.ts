import type { Asked, Instant, Refusal } from '../machine.js';
import { dayMs } from '../promise/agenda.js';
import type { ActionVerb } from './commands.js';
import type { Action } from './process.js';
import { verifierOf } from './rules.js';
import { dueDaysMax, type ActionStage, type ActionState } from './state.js';

export const allowedIn: Readonly<Record<ActionVerb, readonly ActionStage[]>> = {
  done: ['scheduled', 'open'],
  verify: ['done'],
  reject: ['done'],
  move: ['scheduled', 'open'],
  assign: ['scheduled', 'open'],
  cancel: ['scheduled', 'open', 'done'],
};

const looking: readonly ActionVerb[] = ['verify', 'reject'];

/** Another person than the owner and whoever reported it looks at what was done. */
const secondRefusal = (s: ActionState, command: Asked<Action>): Refusal | undefined => {
  const { by, type } = command;
  if (by.person === s.owner.id || by.person === s.doneBy) return { code: 'second_name_needed' };
  const may = [s.opener.id, s.verifier?.id, s.head, verifierOf(s)];
  return by.lead || may.includes(by.person)
    ? undefined
    : { code: 'not_holder', with: { holder: verifierOf(s), verb: type } };
};

/** Who wants it done moves, assigns or cancels it; nobody lets themselves off. */
const openerRefusal = (s: ActionState, { by, type }: Asked<Action>): Refusal | undefined => {
  if (by.lead) return undefined;
  if (by.person === s.owner.id && type !== 'assign') {
    return s.opener.id === s.owner.id
      ? { code: 'second_name_needed' }
      : { code: 'requester_only', with: { requester: s.opener.name, verb: type } };
  }
  return by.person === s.opener.id || by.person === s.head
    ? undefined
    : { code: 'requester_only', with: { requester: s.opener.name, verb: type } };
};

const ownerRefusal = (s: ActionState, { by, type }: Asked<Action>): Refusal | undefined =>
  by.lead || by.person === s.owner.id
    ? undefined
    : { code: 'not_holder', with: { holder: s.owner.id, verb: type } };

const dueRefusal = (due: Instant, now: Instant): Refusal | undefined => {
  if (due <= now) return { code: 'time_in_past', with: { field: 'due' } };
  const latest = now + dueDaysMax * dayMs;
  return due > latest ? { code: 'time_too_far', with: { field: 'due', latest } } : undefined;
};

/** Whether a person's command may be taken now; says which stages or which person would do. */
export const check = (
  s: ActionState,
  command: Asked<Action>,
  now: Instant,
): Refusal | undefined => {
  const { type } = command;
  if (command.by.person === undefined) return { code: 'service_cannot_hold', with: { verb: type } };
  if (!allowedIn[type].includes(s.stage)) {
    const allowed = [...allowedIn[type]];
    return { code: 'wrong_state', with: { stage: s.stage, allowed, verb: type } };
  }
  if (looking.includes(type)) return secondRefusal(s, command);
  if (type === 'done') return ownerRefusal(s, command);
  return openerRefusal(s, command) ?? (type === 'move' ? dueRefusal(command.due, now) : undefined);
};

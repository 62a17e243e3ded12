import type { Actor, Asked, Refusal } from '../machine.js';
import type { HardFaultVerb } from './commands.js';
import type { HardFault } from './process.js';
import type { HardFaultStage, HardFaultState } from './state.js';

/** The stages in which a verb may be given. */
export const allowedIn: Record<HardFaultVerb, readonly HardFaultStage[]> = {
  step: ['working'],
  lead: ['working'],
  accept: ['working'],
  refuse: ['working'],
  war_room: ['working'],
  exit: ['working'],
};

const isHolder = ({ baton }: HardFaultState, by: Actor): boolean =>
  by.lead === true || baton.holder.person === by.person;

const notHolder = ({ baton }: HardFaultState, verb: HardFaultVerb): Refusal => ({
  code: 'not_holder',
  with: { holder: baton.holder.person ?? '', verb },
});

/** Accepting what one holds, and offering it to who holds it, changes nothing. */
export const alreadyHolds = (s: HardFaultState, command: Asked<HardFault>): boolean => {
  const holder = s.baton.holder.person;
  if (command.type === 'accept') return holder === command.by.person && !s.baton.offer;
  return command.type === 'lead' && holder === command.to.id && !s.baton.offer;
};

/** Whether a person's command may be taken; says which person or which stage would do. */
export const check = (s: HardFaultState, command: Asked<HardFault>): Refusal | undefined => {
  const { type: verb, by } = command;
  if (by.person === undefined) return { code: 'service_cannot_hold', with: { verb } };
  const allowed = allowedIn[verb];
  if (!allowed.includes(s.stage)) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: [...allowed], verb } };
  }
  if (alreadyHolds(s, command)) return undefined;
  if (verb === 'accept' || verb === 'refuse') {
    if (s.baton.offer?.to === by.person) return undefined;
    return { code: 'no_offer', with: { offeredTo: s.baton.offer?.to ?? '', verb } };
  }
  return isHolder(s, by) ? undefined : notHolder(s, verb);
};

import type { Asked, Refusal } from '../machine.js';
import type { ShiftVerb } from './commands.js';
import { isUnsigned } from './draft.js';
import type { Shift } from './process.js';
import {
  asksPerItemMax,
  signsMax,
  type ShiftItem,
  type ShiftStage,
  type ShiftState,
} from './state.js';

/** The stages in which a verb may be given. */
export const allowedIn: Record<ShiftVerb, readonly ShiftStage[]> = {
  sign: ['signing', 'confirming'],
  ask: ['signing'],
  answer: ['signing'],
  cancel: ['gathering', 'signing', 'confirming'],
};

/** The item that a person names by id or number. */
export const itemNamed = (s: ShiftState, name: string): ShiftItem | undefined =>
  s.items.find((item) => item.id === name || item.number.toUpperCase() === name.toUpperCase());

type Given<T extends ShiftVerb> = Extract<Asked<Shift>, { type: T }>;

const onlyBy = (s: ShiftState, verb: ShiftVerb, side: 'incoming' | 'outgoing'): Refusal => ({
  code: 'not_party',
  with: { person: s[side].name, verb },
});

const unknown = (item: string): Refusal => ({
  code: 'unknown_reference',
  with: { field: 'item', id: item },
});

const signRefusal = (s: ShiftState, { by, items }: Given<'sign'>): Refusal | undefined => {
  if (by.person !== s.incoming.id) return onlyBy(s, 'sign', 'incoming');
  if (items.length > signsMax) return { code: 'rule_violation', with: { why: `≤ ${signsMax}` } };
  const stranger = items.find((item) => !itemNamed(s, item));
  return stranger === undefined ? undefined : unknown(stranger);
};

const askRefusal = (s: ShiftState, { by, item: name }: Given<'ask'>): Refusal | undefined => {
  if (by.person !== s.incoming.id) return onlyBy(s, 'ask', 'incoming');
  const item = itemNamed(s, name);
  if (!item) return unknown(name);
  if (!isUnsigned(item)) return notIn(item, ['unsigned', 'asked'], 'ask');
  return item.asks < asksPerItemMax
    ? undefined
    : { code: 'rule_violation', with: { why: `≤ ${asksPerItemMax}` } };
};

const answerRefusal = (s: ShiftState, { by, item: name }: Given<'answer'>): Refusal | undefined => {
  if (by.person !== s.outgoing.id && !by.lead) return onlyBy(s, 'answer', 'outgoing');
  const item = itemNamed(s, name);
  if (!item) return unknown(name);
  return item.state === 'asked' ? undefined : notIn(item, ['asked'], 'answer');
};

const notIn = (item: ShiftItem, allowed: string[], verb: ShiftVerb): Refusal => ({
  code: 'wrong_state',
  with: { stage: item.state, allowed, verb },
});

/** With something unsigned only a lead may call it off: ownership would stay with who has left. */
const cancelRefusal = (s: ShiftState, { by }: Given<'cancel'>): Refusal | undefined => {
  if (by.lead) return undefined;
  if (by.person !== s.outgoing.id && by.person !== s.incoming.id) {
    return onlyBy(s, 'cancel', 'outgoing');
  }
  const unsigned = s.items.filter(isUnsigned).length;
  return unsigned === 0 && s.stage !== 'gathering'
    ? undefined
    : { code: 'unsigned_items', with: { count: unsigned } };
};

/** Signing again what the same person signed is no error (api.md §1). */
export const alreadyHolds = (s: ShiftState, command: Asked<Shift>): boolean =>
  command.type === 'sign' &&
  command.by.person === s.incoming.id &&
  command.items.every((name) => {
    const state = itemNamed(s, name)?.state;
    return state === 'signed' || state === 'moved';
  });

/** Whether a person's command may be taken; says which person or which stage would do. */
export const check = (s: ShiftState, command: Asked<Shift>): Refusal | undefined => {
  const { type: verb, by } = command;
  if (by.person === undefined) return { code: 'service_cannot_hold', with: { verb } };
  if (alreadyHolds(s, command)) return undefined;
  const allowed = allowedIn[verb];
  if (!allowed.includes(s.stage)) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: [...allowed], verb } };
  }
  switch (command.type) {
    case 'sign':
      return signRefusal(s, command);
    case 'ask':
      return askRefusal(s, command);
    case 'answer':
      return answerRefusal(s, command);
    case 'cancel':
      return cancelRefusal(s, command);
  }
};

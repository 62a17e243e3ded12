import type { Asked, Instant, Step } from '../machine.js';
import { alreadyHolds, itemNamed } from './check.js';
import type { ShiftVerb } from './commands.js';
import { draftOf, isUnsigned, mark, page, say, stepOf, takeOver, type Draft } from './draft.js';
import type { Shift } from './process.js';
import { close, finishRound } from './rounds.js';
import type { ShiftItem } from './state.js';

type Given<T extends ShiftVerb> = Extract<Asked<Shift>, { type: T }>;

const itemOf = (draft: Draft, name: string): ShiftItem => {
  const item = itemNamed(draft.s, name);
  if (!item) throw new Error(`${name} is not on the list: check first`);
  return item;
};

/** The signature moves the ownership: each subject is told, all of them in one effect. */
const sign = (draft: Draft, { by, items }: Given<'sign'>, now: Instant): void => {
  const { s } = draft;
  const named = items.map((name) => itemOf(draft, name)).filter(isUnsigned);
  const signed = [...new Map(named.map((item) => [item.id, item])).values()];
  if (signed.length === 0) return;
  const ids = signed.map((item) => item.id);
  mark(draft, ids, { to: 'signed', at: now });
  for (const { number, title, id } of signed) {
    const with_ = { item: number, title, person: s.incoming.name };
    say(draft, { at: now, by, what: 'shift.signed', with: with_, cause: id });
  }
  takeOver(draft, ids);
  if (!s.items.some(isUnsigned)) finishRound(draft, now);
};

/** One question or answer is a row of its own: texts do not fit into a bounded state. */
const talk = (
  draft: Draft,
  { command, at }: { command: Given<'ask' | 'answer'>; at: Instant },
): ShiftItem => {
  const item = itemOf(draft, command.item);
  const n = command.type === 'ask' ? item.asks + 1 : item.asks;
  draft.facts.push({
    kind: 'shift_talk',
    key: `${item.id}/${String(n).padStart(2, '0')}/${command.type}`,
    data: {
      item: item.id,
      type: command.type,
      text: command.text,
      by: command.by.person ?? '',
      at,
    },
  });
  const with_ = { item: item.number, title: item.title, text: command.text };
  const what = command.type === 'ask' ? 'shift.asked' : 'shift.answered';
  say(draft, { at, by: command.by, what, with: with_, cause: item.id });
  return item;
};

/** Gives an item back with a question; it stays with the outgoing person. */
const ask = (draft: Draft, command: Given<'ask'>, now: Instant): void => {
  const { s } = draft;
  const { id } = talk(draft, { command, at: now });
  s.items = s.items.map((item) => (item.id === id ? { ...item, asks: item.asks + 1 } : item));
  mark(draft, [id], { to: 'asked', at: now });
  const targets = [{ kind: 'person', id: s.outgoing.id } as const];
  page(draft, { ladder: 'talk', reason: 'asked', due: now, targets });
};

const answer = (draft: Draft, command: Given<'answer'>, now: Instant): void => {
  const { s } = draft;
  const { id } = talk(draft, { command, at: now });
  mark(draft, [id], { to: 'unsigned', at: now });
  const targets = [{ kind: 'person', id: s.incoming.id } as const];
  page(draft, { ladder: 'talk', reason: 'answered', due: now, targets });
};

/** A person's command that `check` let through. */
export const asked = (state: Shift['state'], command: Asked<Shift>, now: Instant): Step<Shift> => {
  const draft = draftOf(state);
  if (alreadyHolds(state, command)) return stepOf(draft);
  switch (command.type) {
    case 'sign':
      sign(draft, command, now);
      break;
    case 'ask':
      ask(draft, command, now);
      break;
    case 'answer':
      answer(draft, command, now);
      break;
    case 'cancel':
      close(draft, { at: now, as: 'cancelled', by: command.by, reason: command.reason });
      break;
  }
  return stepOf(draft);
};

import type { Asked, Instant, Refusal } from '../machine.js';
import { itemAt } from './items.js';
import type { Handover } from './process.js';
import { isExecutive, isHeadOf, isSide } from './standing.js';
import {
  bulkMax,
  peopleMax,
  type HandoverState,
  type ItemState,
  type ItemStatus,
} from './state.js';

/** The furthest that a waiver may reach, as an accepted gap does (R4, operations.md). */
export const waiverMaxMs = 183 * 86_400_000;

type ItemVerb = 'submit' | 'verify' | 'reject_items' | 'waive';
export type ItemCommand = Extract<Asked<Handover>, { type: ItemVerb }>;

export const isItemCommand = (command: Asked<Handover>): command is ItemCommand =>
  ['submit', 'verify', 'reject_items', 'waive'].includes(command.type);

/** The statuses in which an item takes a verb. */
const allowedFor: Record<ItemVerb, readonly ItemStatus[]> = {
  submit: ['m', 's', 'r', 'w'],
  verify: ['s'],
  reject_items: ['s', 'v'],
  waive: ['m', 's', 'r'],
};

export const keysOf = (command: ItemCommand): string[] => {
  switch (command.type) {
    case 'verify':
      return command.keys;
    case 'waive':
      return [command.key];
    default:
      return command.items.map(({ key }) => key);
  }
};

/** A value with an end may be renewed before it runs out. */
const takes = (item: ItemState, verb: ItemVerb): boolean =>
  allowedFor[verb].includes(item.status) ||
  (verb === 'submit' && item.status === 'v' && item.until > 0);

const isProvider = (s: HandoverState, item: ItemState, command: ItemCommand): boolean =>
  item.provider >= 0 && s.people[item.provider] === command.by.person;

const refusalOf = (s: HandoverState, key: string, command: ItemCommand): Refusal | undefined => {
  const { type: verb } = command;
  const item = itemAt(s, key);
  if (!item) return { code: 'unknown_item', with: { key } };
  if (verb === 'waive' && item.critical) return { code: 'critical_not_waivable', with: { key } };
  if (!takes(item, verb)) {
    const allowed = [...allowedFor[verb]];
    return { code: 'wrong_item_state', with: { key, state: item.status, allowed } };
  }
  const judges = verb === 'verify' || verb === 'waive';
  return judges && isProvider(s, item, command)
    ? { code: 'self_verification', with: { key } }
    : undefined;
};

/** A presales item may come from anybody; during a takeover ops fills in what is left. */
const maySubmit = (s: HandoverState, command: ItemCommand): boolean => {
  if (command.by.lead || isSide(s, 'delivery', command)) return true;
  if (isSide(s, 'uat', command) || isSide(s, 'product', command)) return true;
  if (s.takeover && isSide(s, 'ops', command)) return true;
  return keysOf(command).every((key) => itemAt(s, key)?.from === 's');
};

const rightRefusal = (s: HandoverState, command: ItemCommand): Refusal | undefined => {
  const { by, type: verb } = command;
  if (verb === 'submit') {
    const party = s.parties.delivery.department.name;
    return maySubmit(s, command) ? undefined : { code: 'not_asked', with: { party, verb } };
  }
  const party = s.parties.ops.department.name;
  if (verb === 'waive') {
    const approves = isHeadOf(s, 'ops', command) || isExecutive(command) || by.lead === true;
    return approves ? undefined : { code: 'not_asked', with: { party, verb } };
  }
  const judges = by.lead === true || isSide(s, 'ops', command);
  return judges ? undefined : { code: 'not_asked', with: { party, verb } };
};

const untilRefusal = (command: ItemCommand, now: Instant): Refusal | undefined => {
  if (command.type === 'waive') {
    const latest = now + waiverMaxMs;
    if (command.until <= now) return { code: 'time_in_past', with: { field: 'until' } };
    if (command.until <= latest) return undefined;
    return { code: 'time_too_far', with: { field: 'until', latest } };
  }
  if (command.type !== 'submit') return undefined;
  const past = command.items.some(
    ({ validUntil }) => validUntil !== undefined && validUntil <= now,
  );
  return past ? { code: 'time_in_past', with: { field: 'validUntil' } } : undefined;
};

const crowdRefusal = (s: HandoverState, { type, by }: ItemCommand): Refusal | undefined =>
  type === 'submit' && s.people.length >= peopleMax && !s.people.includes(by.person ?? '')
    ? { code: 'too_many_providers', with: { max: peopleMax } }
    : undefined;

const bulkRefusal = (keys: readonly string[]): Refusal | undefined => {
  if (keys.length > bulkMax) return { code: 'too_many_items', with: { max: bulkMax } };
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? undefined : { code: 'unknown_item', with: { key: twice } };
};

/** `A1 self_verification`: one refused item of a bulk command. */
const named = (key: string, { code }: Refusal): string => `${key} ${code}`;

/**
 * Whether the items may be changed so (R1). One item answers with its own refusal. A bulk command is
 * taken whole or not at all: `items_refused` names each refused key with its code, so that the door
 * can leave those out and send the rest again.
 */
export const checkItems = (
  s: HandoverState,
  command: ItemCommand,
  now: Instant,
): Refusal | undefined => {
  const keys = keysOf(command);
  const whole =
    bulkRefusal(keys) ??
    rightRefusal(s, command) ??
    untilRefusal(command, now) ??
    crowdRefusal(s, command);
  if (whole) return whole;
  const refused = keys.flatMap((key) => {
    const refusal = refusalOf(s, key, command);
    return refusal ? [{ key, refusal }] : [];
  });
  const [first] = refused;
  if (!first || keys.length === 1) return first?.refusal;
  return {
    code: 'items_refused',
    with: { items: refused.map(({ key, refusal }) => named(key, refusal)) },
  };
};

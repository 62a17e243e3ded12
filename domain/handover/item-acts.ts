import { cutText } from '../cut-text.js';
import { system, type Actor, type Instant } from '../machine.js';
import { itemOf } from './checklist/checklist.js';
import { person } from './deadlines.js';
import { page, say, type Draft, type Due } from './draft.js';
import { noteItem } from './facts.js';
import type { ItemCommand } from './item-check.js';
import { endsAt, itemAt, pack, seconds } from './items.js';
import { textBytes, type HandoverState, type ItemState, type PackedItem } from './state.js';

const dayMs = 86_400_000;

/** Keys named in one timeline line; the rest is counted. */
export const keysNamedMax = 30;

const named = (keys: readonly string[]): string => {
  const shown = keys.slice(0, keysNamedMax).join(', ');
  return keys.length > keysNamedMax ? `${shown} +${keys.length - keysNamedMax}` : shown;
};

interface Line {
  actor: Actor;
  at: Instant;
}

interface Change {
  key: string;
  members: (item: ItemState) => Partial<ItemState>;
  reason?: string;
}

/** Changes items in one copy of the list, and tells each as a row. */
const changeAll = (draft: Draft, line: Line, changes: readonly Change[]): void => {
  const { s } = draft;
  const changed = changes.map(({ key, members }): [string, PackedItem] => {
    const item = itemAt(s, key);
    if (!item) throw new Error(`no item ${key}: check first`);
    return [key, pack({ ...item, ...members(item) })];
  });
  s.items = { ...s.items, ...Object.fromEntries(changed) };
  for (const { key, reason } of changes) {
    noteItem(draft, key, { ...line, ...(reason !== undefined && { reason }) });
  }
};

const personIndex = (draft: Draft, by: Actor): number => {
  const { s } = draft;
  const id = by.person ?? by.id;
  const known = s.people.indexOf(id);
  if (known >= 0) return known;
  s.people = [...s.people, id];
  return s.people.length - 1;
};

type Given<T extends ItemCommand['type']> = Extract<ItemCommand, { type: T }>;

const submit = (draft: Draft, { items, by }: Given<'submit'>, now: Instant): void => {
  const provider = personIndex(draft, by);
  const changes = items.map(({ key, content: value, validUntil }): Change => {
    const until = validUntil === undefined ? 0 : seconds(validUntil);
    return { key, members: () => ({ status: 's', provider, value, until }) };
  });
  changeAll(draft, { actor: by, at: now }, changes);
  const with_ = { count: items.length, keys: named(items.map(({ key }) => key)) };
  say(draft, { at: now, by, what: 'handover.submitted', with: with_, cause: 'submit' });
};

/** Until when a value verified now counts by the checklist, in epoch seconds; 0 = for good (R1). */
const lastsUntil = (key: string, version: string, now: Instant): number => {
  const days = itemOf(key, version)?.validDays;
  return days === undefined ? 0 : seconds(now + days * dayMs);
};

const verify = (draft: Draft, { keys, by }: Given<'verify'>, now: Instant): void => {
  const { checklistVersion: version } = draft.s;
  const changes = keys.map((key): Change => {
    const lasts = lastsUntil(key, version, now);
    const ends = (until: number): number => (until === 0 ? lasts : Math.min(until, lasts));
    return {
      key,
      members: ({ until }) => ({ status: 'v', until: lasts === 0 ? until : ends(until) }),
    };
  });
  changeAll(draft, { actor: by, at: now }, changes);
  const with_ = { count: keys.length, keys: named(keys) };
  say(draft, { at: now, by, what: 'handover.verified', with: with_, cause: 'verify' });
};

/** Lines of one bulk command, so that its projection stays small; the rows carry every reason. */
export const reasonLinesMax = 5;

/** Reopens these items and no other (R1); what was handed in stays to be read. */
export const reopen = (
  draft: Draft,
  items: readonly { key: string; reason: string }[],
  line: Line,
): void => {
  const changes = items.map(({ key, reason }): Change => ({
    ...{ key, reason: cutText(reason, textBytes.reason) },
    members: ({ loops }) => ({ status: 'r', loops: loops + 1, until: 0 }),
  }));
  changeAll(draft, line, changes);
};

/** A reviewer rejects one item after the other: delivery is told of them together. */
export const tellAfterMs = 10 * 60_000;

const reject = (draft: Draft, { items, by }: Given<'reject_items'>, now: Instant): void => {
  reopen(draft, items, { actor: by, at: now });
  for (const { key, reason } of items.slice(0, reasonLinesMax)) {
    const with_ = { key, reason: cutText(reason, textBytes.reason) };
    say(draft, { at: now, by, what: 'handover.item_rejected', with: with_, cause: 'reject' });
  }
  const rest = items.slice(reasonLinesMax).map(({ key }) => key);
  if (rest.length > 0) {
    const with_ = { count: rest.length, keys: named(rest) };
    say(draft, { at: now, by, what: 'handover.items_rejected', with: with_, cause: 'reject' });
  }
  const { rejected } = draft.s;
  const count = (rejected?.count ?? 0) + items.length;
  draft.s.rejected = { count, tellAt: rejected?.tellAt ?? now + tellAfterMs };
};

const waive = (draft: Draft, command: Given<'waive'>, now: Instant): void => {
  const { key, until, by } = command;
  const reason = cutText(command.reason, textBytes.reason);
  const members = (): Partial<ItemState> => ({ status: 'w', until: seconds(until) });
  changeAll(draft, { actor: by, at: now }, [{ key, reason, members }]);
  const with_ = { key, reason, until };
  say(draft, { at: now, by, what: 'handover.waived', with: with_, cause: 'waive' });
};

export const changeItems = (draft: Draft, command: ItemCommand, now: Instant): void => {
  switch (command.type) {
    case 'submit':
      return submit(draft, command, now);
    case 'verify':
      return verify(draft, command, now);
    case 'reject_items':
      return reject(draft, command, now);
    case 'waive':
      return waive(draft, command, now);
  }
};

/** Waivers and values that end at this instant count no longer (R1). */
const expire: Due['act'] = (draft, at) => {
  const ended = Object.entries(draft.s.items).flatMap(([key, packed]) =>
    (endsAt(packed) ?? Infinity) <= at ? [key] : [],
  );
  const changes = ended.map((key): Change => ({
    key,
    members: ({ value }) => ({ status: value === '' ? 'm' : 'r', until: 0 }),
  }));
  changeAll(draft, { actor: system, at }, changes);
  const with_ = { count: ended.length, keys: named(ended) };
  say(draft, { at, what: 'handover.expired', with: with_ });
  page(draft, {
    ...{ ladder: 'told', reason: 'expired_items', due: at },
    targets: [person(draft.s.parties.delivery.person)],
  });
};

const isOpen = ({ stage }: HandoverState): boolean => stage !== 'warranty' && stage !== 'closed';

const tellRejected: Due['act'] = (draft, at) => {
  const { s } = draft;
  delete s.rejected;
  const targets = [person(s.parties.delivery.person)];
  page(draft, { ladder: 'told', reason: 'rejected_items', due: at, targets });
};

const endings = (s: HandoverState): Due[] => {
  if (!isOpen(s)) return [];
  const at = Object.values(s.items).reduce(
    (first, packed) => Math.min(first, endsAt(packed) ?? Infinity),
    Infinity,
  );
  return at === Infinity ? [] : [{ at, act: expire }];
};

/**
 * When the next validity or waiver ends, which after the acceptance no longer matters, and when
 * delivery is told what was rejected.
 */
export const itemDues = (s: HandoverState): Due[] => [
  ...endings(s),
  ...(s.rejected ? [{ at: s.rejected.tellAt, act: tellRejected }] : []),
];

import { accept, offer, withdrawOffer } from '../baton.js';
import { startClock, stopClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import { fire, startLadder, stopLadder, type Firing } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import { factOf, gather, isUnsigned, mark, page, say, silence, type Draft } from './draft.js';
import { reasonOf, repeatEveryS, rungsOf, signWithinS } from './rungs.js';
import {
  itemsMax,
  textBytes,
  type OpenItem,
  type ShiftClosedAs,
  type ShiftInput,
  type ShiftItem,
} from './state.js';

export const signClock = 'sign';
/** A tell reaches the read model within this time, or the records are asked once more. */
export const confirmAfterMs = 2_000;
export const confirmAgainMs = 30_000;
/** So often is a subject told of its new holder before the signature counts as not taken. */
export const confirmsMax = 3;

export const ladderAt = (input: ShiftInput, at: Instant) =>
  startLadder({ rungs: rungsOf(input), exhaustedEveryS: repeatEveryS }, at);

/** Pages a rung of the `sign` ladder at its own due time. */
export const pageRung = (draft: Draft, { rung, round, due }: Firing): void => {
  const targets = draft.s.ladder.rungs[rung]?.targets ?? [];
  page(draft, { ladder: 'sign', reason: reasonOf(rung), due, targets, rung, round });
};

const itemOf = ({ id, number, title, stage, due }: OpenItem): ShiftItem => ({
  id,
  number: cutText(number, textBytes.number),
  title: cutText(title, textBytes.title),
  stage: cutText(stage, textBytes.stage),
  ...(due !== undefined && { due }),
  state: 'unsigned',
  asks: 0,
});

/** Puts subjects on the list; what it has no room for is counted and comes in the next round. */
export const list = (
  draft: Draft,
  { fresh, more, at }: { fresh: readonly OpenItem[]; more: number; at: Instant },
): void => {
  const { s } = draft;
  const known = new Set(s.items.map((item) => item.id));
  const added = fresh.filter(({ id }) => !known.has(id)).map(itemOf);
  const room = Math.max(0, itemsMax - s.items.length);
  const taken = added.slice(0, room);
  s.items = [...s.items, ...taken];
  s.more = more + added.length - taken.length;
  for (const item of taken) draft.facts.push(factOf(s, item, at));
};

/** The time to sign begins: both sides are paged, the incoming one is asked to take over. */
export const openRound = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.round += 1;
  s.stage = 'signing';
  delete s.confirm;
  s.clock = startClock(signClock, now, signWithinS);
  const { ladder, firing } = fire(ladderAt(s, now), now);
  s.ladder = ladder;
  const { id: to } = s.incoming;
  s.baton = offer(s.baton, { to, by: s.outgoing.id, at: now, expires: s.clock.dueAt });
  const items = s.items.filter(isUnsigned).length;
  say(draft, {
    at: now,
    what: s.round === 1 ? 'shift.listed' : 'shift.listed_again',
    with: { items, more: s.more, round: s.round, until: s.clock.dueAt },
  });
  pageRung(draft, firing);
};

/**
 * Nothing on the list is unsigned: the records are asked whether that is all, and true. A reading
 * for a rung that is under way does not answer that.
 */
export const finishRound = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.stage = 'confirming';
  delete s.gathering;
  s.clock = stopClock(s.clock, now);
  s.ladder = stopLadder(s.ladder);
  s.confirm = { due: now + confirmAfterMs, times: 0 };
  silence(draft);
};

/** What is settled leaves the list, which is bounded; its rows and its counts stay. */
export const dropSettled = (draft: Draft): void => {
  const { s } = draft;
  const count = (...states: ShiftItem['state'][]): number =>
    s.items.filter(({ state }) => states.includes(state)).length;
  s.before = {
    signed: s.before.signed + count('moved'),
    settled: s.before.settled + count('closed', 'taken'),
  };
  s.items = s.items.filter((item) => isUnsigned(item) || item.state === 'signed');
};

const closeWords: Record<ShiftClosedAs, string> = {
  signed: 'shift.signed_over',
  empty: 'shift.empty',
  cancelled: 'shift.cancelled',
};

/** The end: signed over, nothing to hand over, or called off; what is unsigned stays where it is. */
export const close = (
  draft: Draft,
  { at, as, by, reason }: { at: Instant; as: ShiftClosedAs; by?: Actor; reason?: string },
): void => {
  const { s } = draft;
  const unsigned = s.items.filter(isUnsigned).map((item) => item.id);
  mark(draft, unsigned, { to: 'kept', at });
  s.stage = 'closed';
  s.closedAs = as;
  s.closedAt = at;
  delete s.gathering;
  delete s.confirm;
  s.clock = stopClock(s.clock, at);
  s.ladder = stopLadder(s.ladder);
  silence(draft);
  s.baton = as === 'signed' ? accept(s.baton, at) : withdrawOffer(s.baton);
  const with_ = {
    outgoing: s.outgoing.name,
    incoming: s.incoming.name,
    kept: unsigned.length,
    ...(reason !== undefined && { text: cutText(reason, textBytes.reason) }),
  };
  say(draft, { at, what: closeWords[as], ...(by && { by }), with: with_ });
};

/** Asks the records for the list; a rung that fires meanwhile is paged when the answer is here. */
export const read = (
  draft: Draft,
  { fresh, firing }: { fresh: boolean; firing?: Firing },
): void => {
  const { s } = draft;
  const effect = s.gathering?.effect ?? gather(draft, fresh);
  const paged = firing ?? s.gathering?.firing;
  s.gathering = { effect, ...(paged && { firing: paged }) };
};

import type { Instant, Step } from '../machine.js';
import { followSheet } from './acceptance.js';
import { calendarDues } from './calendars.js';
import { againReason, deadlineDues, person } from './deadlines.js';
import { draftOf, page, say, stepOf, type Due } from './draft.js';
import { itemDues } from './item-acts.js';
import { laterDues } from './later.js';
import type { Handover } from './process.js';
import { close, settleBaton } from './stages.js';
import type { FollowUp, HandoverState } from './state.js';
import { takeoverDues } from './takeover.js';
import { closesAt } from './warranty.js';

/** More due things than this in one tick are left to the next, which is due at once. */
export const duesPerTickMax = 200;

const followUpDue =
  ({ ladder, page: paged, afterS }: FollowUp): Due['act'] =>
  (draft, at) => {
    const { s } = draft;
    s.followUps = s.followUps.filter((each) => !(each.page === paged && each.afterS === afterS));
    const followUp = { of: paged, afterS };
    page(draft, { ladder, reason: againReason(ladder), due: at, targets: [], followUp });
  };

/** The warranty's last day, or the end of what was left over after it; never when a tick came. */
const endOf = (s: HandoverState, until: Instant): Instant =>
  Math.max(until, ...s.past.map(({ stoppedAt }) => stoppedAt ?? until));

/** The end of the warranty with nothing missing: operations has it for good. */
const over: Due['act'] = (draft, until) => {
  const { ops, delivery } = draft.s.parties;
  const at = endOf(draft.s, until);
  close(draft, 'accepted', at);
  say(draft, { at, what: 'handover.closed' });
  const targets = [person(ops.person), person(delivery.person)];
  page(draft, { ladder: 'told', reason: 'closed', due: at, targets });
};

const closing = (s: HandoverState): Due[] => {
  const at = closesAt(s);
  return at === undefined ? [] : [{ at, act: over }];
};

const dues = (s: HandoverState): Due[] =>
  s.stage === 'closed'
    ? []
    : [
        ...deadlineDues(s),
        ...takeoverDues(s),
        ...itemDues(s),
        ...laterDues(s),
        ...closing(s),
        ...calendarDues(s),
        ...s.followUps.map((each) => ({ at: each.due, act: followUpDue(each) })),
      ];

const earliest = (s: HandoverState): Due | undefined =>
  dues(s).reduce<Due | undefined>(
    (first, due) => (first === undefined || due.at < first.at ? due : first),
    undefined,
  );

/** Undefined only once it is closed (I2). */
export const nextDue = (s: HandoverState): Instant | undefined => earliest(s)?.at;

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: HandoverState, now: Instant): Step<Handover> => {
  const draft = draftOf(state);
  let worked = 0;
  for (; worked < duesPerTickMax; worked += 1) {
    const due = earliest(draft.s);
    if (!due || due.at > now) break;
    const before = { ...draft.s };
    due.act(draft, due.at, now);
    followSheet(draft, before, due.at);
    settleBaton(draft, due.at);
  }
  return worked === 0 ? { ...stepOf(draft), quiet: true } : stepOf(draft);
};

import { fire, ladderDue } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { clockOf } from './awaiting.js';
import { draftOf, page, say, setLeg, snapshot, stepOf, type Draft } from './draft.js';
import type { EscalationReason } from './effects.js';
import { isSupplier, noteLiveLeg } from './legs.js';
import type { Escalation } from './process.js';
import {
  hoursAheadMs,
  hoursRenewMs,
  type Awaited,
  type EscalationState,
  type FollowUp,
} from './state.js';
import { chase, nextChase } from './supplier.js';

/** More due things than this in one tick are left to the next, which is due at once. */
export const duesPerTickMax = 200;

interface Due {
  at: Instant;
  act: (draft: Draft, at: Instant, now: Instant) => void;
}

const reasons: Record<Awaited['what'], EscalationReason> = {
  accept: 'unanswered',
  update: 'update_due',
  return: 'returned',
  decide: 'decide',
  confirm: 'confirm',
};

const reasonOf = (s: EscalationState, what: Awaited['what'], first: boolean): EscalationReason => {
  if (what !== 'accept') return reasons[what];
  if (isSupplier(s)) return 'call_supplier';
  return first ? 'asked' : 'unanswered';
};

/** The next rung of whoever is silent: it adds somebody, and moves nothing (R17). */
const climb: Due['act'] = (draft, _at, now) => {
  const { s } = draft;
  const { awaited } = s;
  if (!awaited) return;
  const { ladder, firing } = fire(awaited.ladder, now);
  s.awaited = { ...awaited, ladder };
  const { rung, round, due, missed } = firing;
  if (missed > 0) say(draft, { at: due, what: 'page.missed', with: { missed } });
  page(draft, {
    ladder: awaited.pages,
    reason: reasonOf(s, awaited.what, rung === 0 && round === 0),
    ...{ due, rung, round },
    targets: ladder.rungs[rung]?.targets ?? [],
  });
};

/** A party's clock ran out unanswered: counted once, however long the silence lasts (R12). */
const silent: Due['act'] = (draft, at) => {
  const { s } = draft;
  const { awaited } = s;
  if (!awaited) return;
  s.awaited = { ...awaited, silent: true };
  const ofParty = awaited.what === 'accept' || awaited.what === 'update';
  if (!ofParty) {
    say(draft, { at, what: `escalation.silent_${awaited.what}` });
    return;
  }
  s.silences += 1;
  setLeg(draft, {
    silences: s.leg.silences + 1,
    ...(awaited.what === 'accept' && { late: true as const }),
  });
  const what = `escalation.silent_${awaited.what}`;
  say(draft, { at, what, with: { name: s.leg.party.name, silences: s.leg.silences } });
  noteLiveLeg(draft);
};

const renew: Due['act'] = (draft, at, now) => {
  const { party, openedAt } = draft.s.leg;
  if (!party.calendar) return;
  const from = Math.min(openedAt, at);
  const until = now + hoursAheadMs;
  setLeg(draft, { looking: snapshot(draft, { of: party.calendar, from, until }) });
};

const followUpDue =
  ({ ladder, page: paged, afterS }: FollowUp): Due['act'] =>
  (draft, at) => {
    const { s } = draft;
    s.followUps = s.followUps.filter((each) => !(each.page === paged && each.afterS === afterS));
    const followUp = { of: paged, afterS };
    page(draft, { ladder, reason: 'unanswered', due: at, targets: [], followUp });
  };

/** A clock met at its due instant to the millisecond is met: silence begins after it (R11). */
const silentAt = (s: EscalationState): Instant | undefined => {
  const { awaited } = s;
  if (!awaited || awaited.silent) return undefined;
  const clock = clockOf(s, awaited.obligation);
  return clock && clock.dueAt + 1;
};

const renewAt = ({ leg, stage }: EscalationState): Instant | undefined => {
  const works = stage === 'asked' || stage === 'accepted' || stage === 'fulfilled';
  if (!works || leg.hours === 'always' || leg.looking !== undefined) return undefined;
  return leg.hours.until - hoursRenewMs;
};

const dues = (s: EscalationState): Due[] => {
  if (s.stage === 'closed') return [];
  const ladder = s.awaited && ladderDue(s.awaited.ladder);
  const silence = silentAt(s);
  const chasing = nextChase(s);
  const renewing = renewAt(s);
  return [
    ...(ladder === undefined ? [] : [{ at: ladder, act: climb }]),
    ...(silence === undefined ? [] : [{ at: silence, act: silent }]),
    ...(chasing
      ? [{ at: chasing.at, act: (draft: Draft, at: Instant) => chase(draft, chasing.percent, at) }]
      : []),
    ...(renewing === undefined ? [] : [{ at: renewing, act: renew }]),
    ...s.followUps.map((followUp) => ({ at: followUp.due, act: followUpDue(followUp) })),
  ];
};

const earliest = (s: EscalationState): Due | undefined =>
  dues(s).reduce<Due | undefined>(
    (first, due) => (first === undefined || due.at < first.at ? due : first),
    undefined,
  );

export const nextDue = (s: EscalationState): Instant | undefined => earliest(s)?.at;

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: EscalationState, now: Instant): Step<Escalation> => {
  const draft = draftOf(state);
  let worked = 0;
  for (; worked < duesPerTickMax; worked += 1) {
    const due = earliest(draft.s);
    if (!due || due.at > now) break;
    due.act(draft, due.at, now);
  }
  return worked === 0 ? { ...stepOf(draft), quiet: true } : stepOf(draft);
};

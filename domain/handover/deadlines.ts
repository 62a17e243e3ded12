import type { Target as Owed } from '../calendar/snapshot.js';
import {
  nextThreshold,
  rewalkClock,
  startClock,
  stopClock,
  tellThreshold,
  type Clock,
  type Hours,
} from '../clock.js';
import type { Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import { page, say, silence, type Draft, type Due } from './draft.js';
import type { HandoverReason } from './effects.js';
import {
  clocksMax,
  type Chased,
  type Deadline,
  type HandoverState,
  type LadderName,
  type Party,
  type Side,
  type TimedSide,
} from './state.js';

/** The least time between two chases after a due time. */
export const chaseEveryMinMs = 60_000;

export const person = (id: string): Target => ({ kind: 'person', id });

const executives = (...parties: Party[]): Target[] =>
  parties.flatMap(({ executive }) => (executive ? [executive] : []));

const distinct = (targets: Target[]): Target[] => [
  ...new Map(targets.map((target) => [JSON.stringify(target), target])).values(),
];

/** The side's party; the product's own is optional and delivery answers for it. */
export const partyOf = (s: HandoverState, side: Side): Party =>
  s.parties[side] ?? s.parties.delivery;

const partyLevels = (party: Party): Target[][] => {
  const owner = person(party.person);
  const deputy = party.deputy === undefined ? [] : [person(party.deputy)];
  const head = person(party.head);
  const top = executives(party);
  return [[owner], [owner, ...deputy], [owner, ...deputy], [owner, head], [head, ...top]];
};

const headLevels = (s: HandoverState): Target[][] => {
  const { delivery, ops } = s.parties;
  const both = [person(delivery.head), person(ops.head)];
  const above = [...both, ...executives(delivery, ops)];
  return [both, both, both, both, above];
};

const customerLevels = (s: HandoverState): Target[][] => {
  const { delivery, ops } = s.parties;
  const first = person(s.accountManager ?? delivery.person);
  const both = [person(delivery.head), person(ops.head)];
  const above = [...both, ...executives(delivery, ops)];
  return [[first], [first], [first], [first, ...both], above];
};

/**
 * Whom a deadline chases at 50, 75, 90 percent, when due, and each half period after (4,
 * operations.md): owner → deputy → department head → duty executive.
 */
export const levelsOf = (s: HandoverState, who: Chased): Target[][] => {
  if (who === 'heads') return headLevels(s);
  if (who === 'customer') return customerLevels(s);
  return partyLevels(partyOf(s, who));
};

const hoursOf = (s: HandoverState, { hours }: Pick<Deadline, 'hours'>): Hours =>
  hours === undefined ? 'always' : s.hours[hours];

const halfOf = (clock: Clock, hours: Hours): number => {
  const { told: _told, stoppedAt: _stopped, ...fresh } = clock;
  const half = nextThreshold(fresh, hours)?.at ?? clock.startAt;
  return Math.max(chaseEveryMinMs, clock.dueAt - half);
};

export const deadlineOf = (s: HandoverState, ladder: LadderName): Deadline | undefined =>
  s.deadlines.find((deadline) => deadline.ladder === ladder);

/** What is owed: a length over the side's hours, or an instant of the plan. */
export interface Asked {
  ladder: LadderName;
  who: Chased;
  obligation: string;
  at: Instant;
  owed: { target: Owed; hours?: TimedSide } | { by: Instant };
}

const clockFor = (s: HandoverState, asked: Asked): Pick<Deadline, 'clock' | 'hours'> => {
  const { obligation, at, owed } = asked;
  if ('by' in owed) {
    const target = { ms: Math.max(chaseEveryMinMs, owed.by - at) };
    return { clock: startClock(obligation, at, { target, hours: 'always' }) };
  }
  const { target, hours } = owed;
  if (hours === undefined)
    return { clock: startClock(obligation, at, { target, hours: 'always' }) };
  const calendar = partyOf(s, hours).calendar;
  const walked = { target, hours: hoursOf(s, { hours }), ...(calendar && { calendar }) };
  return { clock: startClock(obligation, at, walked), hours };
};

const keep = (past: Clock[], clock: Clock): Clock[] =>
  [...past.filter(({ obligation }) => obligation !== clock.obligation), clock].slice(-clocksMax);

/** The obligation is met or void: nobody is chased for it any more (I4). */
export const stopDeadline = (draft: Draft, ladder: LadderName, at: Instant): void => {
  const { s } = draft;
  const running = deadlineOf(s, ladder);
  if (!running) return;
  s.deadlines = s.deadlines.filter((deadline) => deadline !== running);
  s.past = keep(s.past, stopClock(running.clock, at));
  silence(draft, [ladder]);
};

/** Starts the one deadline of a ladder; one that still runs there is stopped. */
export const startDeadline = (draft: Draft, asked: Asked): void => {
  const { s } = draft;
  stopDeadline(draft, asked.ladder, asked.at);
  const { clock, hours } = clockFor(s, asked);
  const deadline: Deadline = {
    ladder: asked.ladder,
    who: asked.who,
    clock,
    ...(hours !== undefined && { hours }),
    halfMs: halfOf(clock, hours === undefined ? 'always' : hoursOf(s, { hours })),
    after: -1,
  };
  s.deadlines = [...s.deadlines, deadline];
};

const replace = (draft: Draft, deadline: Deadline): void => {
  draft.s.deadlines = draft.s.deadlines.map((each) =>
    each.ladder === deadline.ladder ? deadline : each,
  );
};

/** Better hours came: every clock that runs on them is walked again (R11). */
export const rewalkDeadlines = (draft: Draft, side: TimedSide, now: Instant): void => {
  for (const deadline of draft.s.deadlines) {
    if (deadline.hours !== side) continue;
    const hours = hoursOf(draft.s, deadline);
    const clock = rewalkClock(deadline.clock, hours, now);
    replace(draft, { ...deadline, clock, halfMs: halfOf(clock, hours) });
  }
};

const reasons: Record<LadderName, { before: HandoverReason; late: HandoverReason }> = {
  stage: { before: 'stage_due', late: 'stage_late' },
  uat_task: { before: 'uat_task', late: 'uat_task_late' },
  heads: { before: 'heads_meet', late: 'heads_meet' },
  takeover: { before: 'takeover', late: 'takeover' },
  survey: { before: 'survey_due', late: 'survey_due' },
  trial: { before: 'trial_due', late: 'trial_due' },
  punch: { before: 'punch_due', late: 'punch_overdue' },
  signature: { before: 'sign_due', late: 'sign_chase' },
  warranty: { before: 'warranty_check', late: 'warranty_late' },
  told: { before: 'again', late: 'again' },
};

/** Why a page of a ladder is repeated on a person's further channels. */
export const againReason = (ladder: LadderName): HandoverReason => reasons[ladder].before;

const reasonOf = (s: HandoverState, { ladder, clock }: Deadline, late: boolean): HandoverReason => {
  if (clock.obligation === 'extension') return 'trial_decide';
  if (ladder === 'stage' && late && s.stage === 'disclosure_review') return 'review_late';
  return reasons[ladder][late ? 'late' : 'before'];
};

const pageLevel = (
  draft: Draft,
  deadline: Deadline,
  step: { rung: number; due: Instant },
): void => {
  const { rung, due } = step;
  const levels = levelsOf(draft.s, deadline.who);
  const targets = levels[Math.min(rung, levels.length - 1)] ?? [];
  const reason = reasonOf(draft.s, deadline, rung >= 3);
  const round = Math.max(0, deadline.after - 1);
  page(draft, { ladder: deadline.ladder, reason, due, targets: distinct(targets), rung, round });
};

/** The next level is asked at once where a page found nobody. */
export const raise = (
  draft: Draft,
  { ladder, rung }: { ladder: LadderName; rung: number },
  now: Instant,
): void => {
  const deadline = deadlineOf(draft.s, ladder);
  if (deadline && rung < 4) pageLevel(draft, deadline, { rung: rung + 1, due: now });
};

const percentRung = { 50: 0, 75: 1, 90: 2, 100: 3 } as const;

const chaseBefore =
  (ladder: LadderName, percent: keyof typeof percentRung): Due['act'] =>
  (draft, at) => {
    const running = deadlineOf(draft.s, ladder);
    if (!running) return;
    const late = percent === 100;
    const clock = tellThreshold(running.clock, percent);
    const deadline = { ...running, clock, ...(late && { after: 0 }) };
    replace(draft, deadline);
    pageLevel(draft, deadline, { rung: percentRung[percent], due: at });
    if (!late) return;
    const with_ = { obligation: clock.obligation, due: clock.dueAt };
    say(draft, { at, what: 'handover.late', with: with_, cause: clock.obligation });
  };

/** Asks the sponsor once the owner's ladder has run out: the disclosure's late step (4b). */
const askSponsor = (draft: Draft, ladder: LadderName, due: Instant): void => {
  const { s } = draft;
  if (ladder !== 'stage' || s.stage !== 'disclosure' || s.sponsor === undefined) return;
  page(draft, { ladder: 'stage', reason: 'help_sponsor', due, targets: [person(s.sponsor)] });
};

const chaseAfter =
  (ladder: LadderName): Due['act'] =>
  (draft, _at, now) => {
    const running = deadlineOf(draft.s, ladder);
    if (!running) return;
    const { clock, halfMs } = running;
    const after = Math.max(running.after + 1, Math.floor((now - clock.dueAt) / halfMs));
    const missed = after - running.after - 1;
    const due = clock.dueAt + after * halfMs;
    const deadline = { ...running, after };
    replace(draft, deadline);
    if (missed > 0) say(draft, { at: due, what: 'page.missed', with: { missed } });
    pageLevel(draft, deadline, { rung: 4, due });
    if (running.after < 1) askSponsor(draft, ladder, due);
  };

/** How long better hours are waited for where a clock reaches beyond the known ones. */
export const hoursGraceMs = 86_400_000;

/** A threshold at the end of the known hours is only a guess: the calendar is being taken again. */
export const sureAt = (s: HandoverState, deadline: Deadline, at: Instant): Instant => {
  const hours = hoursOf(s, deadline);
  return hours !== 'always' && at >= hours.until ? at + hoursGraceMs : at;
};

const dueOf = (s: HandoverState, deadline: Deadline): Due | undefined => {
  const { ladder, clock, halfMs, after } = deadline;
  if (after >= 0) return { at: clock.dueAt + (after + 1) * halfMs, act: chaseAfter(ladder) };
  const next = nextThreshold(clock, hoursOf(s, deadline));
  if (!next) return undefined;
  return { at: sureAt(s, deadline, next.at), act: chaseBefore(ladder, next.percent) };
};

/** Every running deadline's next chase; the deadlines of the later stages are among them. */
export const deadlineDues = (s: HandoverState): Due[] =>
  s.deadlines.flatMap((deadline) => dueOf(s, deadline) ?? []);

import { hold, take } from '../baton.js';
import type { Actor, Instant } from '../machine.js';
import { stageTarget } from './checklist/profiles.js';
import {
  deadlineOf,
  person,
  startDeadline,
  stopDeadline,
  type Asked as AskedDeadline,
} from './deadlines.js';
import type { MarkServiceEffect } from './effects.js';
import { markService, page, say, silence, type Draft } from './draft.js';
import { entering, leaving } from './later.js';
import {
  stages,
  ladderNames,
  type Chased,
  type ClosedAs,
  type HandoverState,
  type Stage,
  type TimedSide,
} from './state.js';

/** Stages whose deadline is the stage's own; trial and warranty keep their own clocks. */
const timed: Partial<Record<Stage, { who: Chased; hours: TimedSide }>> = {
  initiated: { who: 'delivery', hours: 'delivery' },
  disclosure: { who: 'delivery', hours: 'delivery' },
  disclosure_review: { who: 'ops', hours: 'ops' },
  uat_design: { who: 'uat', hours: 'uat' },
  uat_run: { who: 'delivery', hours: 'delivery' },
  training: { who: 'delivery', hours: 'delivery' },
  acceptance: { who: 'heads', hours: 'delivery' },
};

export const isBefore = (a: Stage, b: Stage): boolean => stages.indexOf(a) < stages.indexOf(b);

/** A planned instant that has passed is no deadline: the stage's usual length counts from now. */
const owedFor = (
  s: HandoverState,
  stage: Stage,
  { hours, at }: { hours: TimedSide; at: Instant },
): AskedDeadline['owed'] => {
  const owed = s.owed[stage];
  if (owed && 'by' in owed && owed.by > at) return owed;
  if (owed && 'target' in owed) return { target: owed.target, hours };
  if (stage === 'closed') throw new Error('nothing is owed by what is closed');
  return { target: stageTarget(stage, s.profile, s.service.tier), hours };
};

export const startStageClock = (draft: Draft, stage: Stage, at: Instant): void => {
  const clock = timed[stage];
  if (!clock) return;
  startDeadline(draft, {
    ...{ ladder: 'stage', who: clock.who, obligation: `stage/${stage}`, at },
    owed: owedFor(draft.s, stage, { hours: clock.hours, at }),
  });
};

/** Who holds it: delivery until all three have signed, then ops; a takeover lends it to ops (4b). */
const holderOf = (s: HandoverState): string => {
  if (s.takeover) return s.takeover.to;
  const { signedAt, suspendedAt } = s.acceptance ?? {};
  const isOps = signedAt !== undefined && suspendedAt === undefined;
  return isOps ? s.parties.ops.person : s.parties.delivery.person;
};

/** Puts the baton where the state says it is; called at the end of every step. */
export const settleBaton = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const holder = holderOf(s);
  if (s.stage === 'closed' || s.baton.holder.person === holder) return;
  const from = s.baton.holder.person ?? '';
  s.baton = take(s.baton, holder, at);
  say(draft, { at, what: 'handover.holder', with: { person: holder, from } });
};

export const firstBaton = (s: Pick<HandoverState, 'parties'>, at: Instant) =>
  hold({ person: s.parties.delivery.person }, at);

const ownersOf = (s: HandoverState, stage: Stage): string[] => {
  const { delivery, ops, uat } = s.parties;
  const who = timed[stage]?.who;
  if (who === 'ops' || stage === 'warranty') return [ops.person];
  if (who === 'uat') return [uat.person];
  return who === 'heads' ? [delivery.head, ops.head] : [delivery.person];
};

/** What the service is while its hand-over stands there. */
export const serviceStatus = (stage: Stage): MarkServiceEffect['status'] => {
  if (stage === 'warranty') return 'in_service';
  return stage === 'trial' || stage === 'acceptance' ? 'trial' : 'delivering';
};

const startsPart = (stage: Stage): stage is keyof typeof entering => Object.hasOwn(entering, stage);

/** What the later stages keep is void where the hand-over goes back before them. */
const leave = (draft: Draft, { from, to }: { from: Stage; to: Stage }, at: Instant): void => {
  if (!isBefore(to, from)) return;
  if (from === 'acceptance') leaving.acceptance(draft, at);
  if (from === 'trial' || from === 'acceptance') leaving.trial(draft, at);
};

/** Another stage: the one before is left, its clock stops, and the new one's runs from `at`. */
export const enterStage = (draft: Draft, stage: Stage, at: Instant): void => {
  const before = draft.s.stage;
  stopDeadline(draft, 'stage', at);
  leave(draft, { from: before, to: stage }, at);
  draft.s.stage = stage;
  draft.s.stageSince = at;
  startStageClock(draft, stage, at);
  if (startsPart(stage)) entering[stage](draft, at);
  if (serviceStatus(stage) !== serviceStatus(before)) markService(draft, serviceStatus(stage));
};

/** Tells whoever answers for the stage that it is theirs. */
export const tellOwners = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const targets = ownersOf(s, s.stage).map(person);
  const reason = s.stage === 'warranty' ? 'accepted' : 'stage_due';
  page(draft, { ladder: 'told', reason, due: at, targets });
};

/** Nothing is owed any more and nobody is chased. */
export const close = (draft: Draft, as: ClosedAs, at: Instant): void => {
  const { s } = draft;
  const ladders = s.deadlines.map(({ ladder }) => ladder);
  for (const ladder of ladders) stopDeadline(draft, ladder, at);
  silence(draft, ladderNames);
  delete s.takeover;
  delete s.uatTask;
  delete s.rejected;
  s.stage = 'closed';
  s.stageSince = at;
  s.closedAs = as;
  s.closedAt = at;
};

/** From the third loop on both heads meet within two working days (4b). */
const loopsToMeet = 3;
const meetTarget = { workingDays: 2 };

const heads = (s: HandoverState) => [person(s.parties.delivery.head), person(s.parties.ops.head)];

/** The heads are asked to meet over the disclosure, and not for anything else. */
export const isHeadsMeeting = (s: HandoverState): boolean =>
  deadlineOf(s, 'heads')?.clock.obligation === 'heads_meet';

const callHeads = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (isHeadsMeeting(s)) return;
  startDeadline(draft, {
    ...{ ladder: 'heads', who: 'heads', obligation: 'heads_meet', at },
    owed: { target: meetTarget, hours: 'delivery' },
  });
  say(draft, { at, what: 'handover.heads_meet', with: { loops: s.loops } });
  page(draft, { ladder: 'heads', reason: 'heads_meet', due: at, targets: heads(s) });
};

export interface Fall {
  stage: Stage;
  at: Instant;
  by?: Actor;
  reason: string;
  cause: string;
  /** Its owners are told in another way. */
  quiet?: true;
}

/** Back to an earlier stage; what stood stays, but for what has to be done again there. */
export const fallBack = (draft: Draft, fall: Fall): void => {
  const { stage, at, by, reason, cause, quiet } = fall;
  const with_ = { stage, from: draft.s.stage, reason };
  say(draft, { at, ...(by && { by }), what: 'handover.fell_back', with: with_, cause });
  if (stage === 'disclosure') draft.s.loops += 1;
  enterStage(draft, stage, at);
  const { s } = draft;
  if (!quiet) {
    const targets = ownersOf(s, stage).map(person);
    page(draft, { ladder: 'told', reason: 'fell_back', due: at, targets });
  }
  if (stage === 'disclosure' && s.loops >= loopsToMeet) callHeads(draft, at);
};

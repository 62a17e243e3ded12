import { cutText } from '../cut-text.js';
import type { Asked, Instant, Refusal } from '../machine.js';
import { person } from './deadlines.js';
import { page, say, silence, type Draft, type Due } from './draft.js';
import type { Handover } from './process.js';
import { isBefore } from './stages.js';
import { isExecutive } from './standing.js';
import { textBytes, type HandoverState } from './state.js';

const dayMs = 86_400_000;
/** The longest a forced takeover lasts (4b, operations.md). */
export const takeoverMaxMs = 30 * dayMs;
export const remindEveryMs = dayMs;

type TakeoverCommand = Extract<Asked<Handover>, { type: 'takeover' }>;

export const checkTakeover = (
  s: HandoverState,
  command: TakeoverCommand,
  now: Instant,
): Refusal | undefined => {
  if (!isExecutive(command)) return { code: 'executive_only', with: { verb: command.type } };
  if (s.takeover) return { code: 'takeover_runs', with: { until: s.takeover.until } };
  if (!isBefore(s.stage, 'warranty')) {
    return { code: 'wrong_state', with: { stage: s.stage, verb: command.type } };
  }
  const latest = now + takeoverMaxMs;
  if (command.until <= now) return { code: 'time_in_past', with: { field: 'until' } };
  return command.until > latest
    ? { code: 'time_too_far', with: { field: 'until', latest } }
    : undefined;
};

const heads = ({ parties }: HandoverState) => [
  person(parties.delivery.head),
  person(parties.ops.head),
];

/** Ops works before the acceptance by an executive's word; every unmet gate stays open (4b). */
export const giveTakeover = (draft: Draft, command: TakeoverCommand, now: Instant): void => {
  const { s } = draft;
  const { to, until, by } = command;
  const reason = cutText(command.reason, textBytes.reason / 2);
  const remindAt = now + remindEveryMs;
  s.takeover = { by: by.person ?? by.id, to, reason, at: now, until, remindAt };
  const with_ = { person: to, reason, until };
  say(draft, { at: now, by, what: 'handover.takeover', with: with_, cause: command.type });
  const targets = [person(to), ...heads(s)];
  page(draft, { ladder: 'takeover', reason: 'takeover', due: now, targets });
};

/** Every day that it lasts, whoever ordered it and both heads are told so. */
const remind: Due['act'] = (draft, at, now) => {
  const { s } = draft;
  if (!s.takeover) return;
  const missed = Math.max(0, Math.floor((Math.min(now, s.takeover.until) - at) / remindEveryMs));
  const last = at + missed * remindEveryMs;
  s.takeover = { ...s.takeover, remindAt: last + remindEveryMs };
  const targets = [person(s.takeover.by), ...heads(s)];
  page(draft, { ladder: 'takeover', reason: 'takeover_daily', due: last, targets });
};

/** It ran out: delivery holds again, and both heads are told. */
const expire: Due['act'] = (draft, at) => {
  const { s } = draft;
  if (!s.takeover) return;
  delete s.takeover;
  silence(draft, ['takeover']);
  say(draft, { at, what: 'handover.takeover_over' });
  const targets = [person(s.parties.delivery.person), ...heads(s)];
  page(draft, { ladder: 'told', reason: 'takeover_over', due: at, targets });
};

/** Signed by all three: what was forced is regular now. */
export const endTakeover = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (!s.takeover) return;
  delete s.takeover;
  silence(draft, ['takeover']);
  say(draft, { at, what: 'handover.takeover_regular' });
};

export const takeoverDues = ({ takeover }: HandoverState): Due[] => {
  if (!takeover) return [];
  return takeover.until <= takeover.remindAt
    ? [{ at: takeover.until, act: expire }]
    : [{ at: takeover.remindAt, act: remind }];
};

import type { Asked, Instant } from '../machine.js';
import { renewSheet } from './acceptance.js';
import { partyOf, person, startDeadline, stopDeadline } from './deadlines.js';
import { page, say, type Draft } from './draft.js';
import type { Handover } from './process.js';
import type { GateReading, TraceReading } from './readings.js';
import { fallBack, isBefore } from './stages.js';
import type { HandoverState } from './state.js';

/** What the UAT team owes after a change (N13, operations.md): an answer of our own, by profile. */
export const uatTaskTargets = { project: { workingDays: 2 }, retail: { workingDays: 1 } } as const;

type UatCommand = Extract<Asked<Handover>, { type: 'requirements_changed' | 'uat_result' }>;

export const isUat = (command: Asked<Handover>): command is UatCommand =>
  command.type === 'requirements_changed' || command.type === 'uat_result';

const countOf = ({ missing, more }: GateReading): number => missing.length + more;

const close = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  if (!s.uatTask) return;
  delete s.uatTask;
  stopDeadline(draft, 'uat_task', now);
  say(draft, { at: now, what: 'handover.uat_task_done' });
};

const open = (draft: Draft, counts: { uncovered: number; failed: number }, now: Instant): void => {
  const { s } = draft;
  s.uatTask = { openedAt: now, folded: 0, ...counts };
  startDeadline(draft, {
    ...{ ladder: 'uat_task', who: 'uat', obligation: 'uat_task', at: now },
    owed: { target: uatTaskTargets[s.profile], hours: 'uat' },
  });
  say(draft, { at: now, what: 'handover.uat_task', with: counts });
  const targets = [person(partyOf(s, 'uat').person)];
  page(draft, { ladder: 'uat_task', reason: 'uat_task', due: now, targets });
};

/** One rolling task: later changes fold into the open one and its clock goes on (N13). */
const roll = (draft: Draft, trace: TraceReading, now: Instant): void => {
  const { s } = draft;
  const counts = { uncovered: countOf(trace.uncovered), failed: countOf(trace.failed) };
  if (counts.uncovered + counts.failed === 0) return close(draft, now);
  if (!s.uatTask) return open(draft, counts, now);
  s.uatTask = { ...s.uatTask, ...counts, folded: s.uatTask.folded + 1 };
};

/** A must that lost its case after the UAT began is designed again (4b). */
const isUndone = (s: HandoverState, trace: TraceReading): boolean =>
  countOf(trace.uncovered) > 0 && !isBefore(s.stage, 'uat_run') && isBefore(s.stage, 'warranty');

/** A requirement or a run was recorded; the trace comes with it (R2). */
export const giveUat = (draft: Draft, command: UatCommand, now: Instant): void => {
  const { trace, by, type } = command;
  const uncovered = countOf(trace.uncovered);
  if (type === 'requirements_changed') {
    const with_ = { count: command.count, must: trace.must, uncovered };
    say(draft, { at: now, by, what: 'handover.requirements', with: with_, cause: type });
  } else {
    const with_ = { unproven: countOf(trace.unproven), failed: countOf(trace.failed) };
    say(draft, { at: now, by, what: 'handover.uat_result', with: with_, cause: type });
  }
  roll(draft, trace, now);
  if (!isUndone(draft.s, trace)) {
    // What was asked for is not what the sheet was signed over any more.
    if (type === 'requirements_changed' && command.count > 0) renewSheet(draft, now);
    return;
  }
  const reason = trace.uncovered.missing.slice(0, 5).join(', ');
  fallBack(draft, { stage: 'uat_design', at: now, by, reason, cause: type });
};

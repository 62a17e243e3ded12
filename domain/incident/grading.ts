import type { Asked, Entry, Instant, Refusal } from '../machine.js';
import { cutText } from '../cut-text.js';
import { resume } from '../ladder.js';
import { page, say, takeSnapshot, writeFact, type Draft } from './draft.js';
import { faultOnLevel } from './attribution.js';
import { wantCommander } from './commanding.js';
import {
  criteriaMax,
  domainsMax,
  factsMaxBytes,
  proposalsMax,
  type GradeCommand,
  type Grading,
} from './grading-state.js';
import { graver, isGraver, levelOf, severityOf } from './level.js';
import { noticesOnLevel } from './notices.js';
import type { Incident } from './process.js';
import { found, propose, proposalReasonBytes, voidProposals } from './proposals.js';
import { retarget } from './running-clocks.js';
import { type ImpactClass, type IncidentState, type Severity } from './state.js';
import { targetsOf } from './targets.js';
import { raised } from '../severity/matrix.js';

/** Seconds until a level has to stand, by the source's severity (4a, operations.md). */
export const gradeWithinS: Record<Severity, number> = {
  critical: 300,
  error: 600,
  warning: 1_200,
  info: 3_600,
};

type GivenGrade = GradeCommand & Pick<Asked<Incident>, 'by'>;

/** The level below which a person's word is only a proposal (R7). */
const floorOf = (s: IncidentState, { computed }: GradeCommand): Severity => {
  if (computed === undefined) return s.severity;
  const { raised: lasted, computed: before } = s.grading ?? {};
  return lasted && computed === before ? graver(s.severity, computed) : computed;
};

/** Who names no level of their own means what stands by the facts. */
const levelIn = (command: GradeCommand, floor: Severity): Severity =>
  command.level === command.computed ? floor : command.level;

/** What customers are owed for an interruption ends by complete facts only, never by a word (R5). */
const takesOff = (s: IncidentState, { impactClass }: GradeCommand): boolean =>
  s.impactClass === 'interruption' && impactClass !== undefined && impactClass !== 'interruption';

const impactOf = (s: IncidentState, command: GradeCommand): ImpactClass | undefined =>
  takesOff(s, command) && !(command.impactComputed && command.complete)
    ? undefined
    : command.impactClass;

export const gradeRefusal = (s: IncidentState, command: GradeCommand): Refusal | undefined => {
  if (takesOff(s, command) && !command.impactComputed) return { code: 'interruption_by_facts' };
  const floor = floorOf(s, command);
  if (levelIn(command, floor) === floor) return undefined;
  if (command.reason === undefined) {
    return { code: 'reason_needed', with: { level: levelOf(command.level), than: levelOf(floor) } };
  }
  const full = (s.proposals ?? []).length >= proposalsMax && isGraver(floor, command.level);
  return full ? { code: 'too_many_proposals', with: { most: proposalsMax } } : undefined;
};

interface Standing {
  to: Severity;
  at: Instant;
  status: Grading['status'];
  impactClass?: ImpactClass | undefined;
  raised?: true;
}

/**
 * Another level stands from `at` on: targets, clocks, notices and the commander follow; what ran
 * keeps its start and its pauses (R11).
 */
const stand = (draft: Draft, { to, at, status, impactClass, raised: lasted }: Standing): void => {
  const { s } = draft;
  const from = s.severity;
  const before = s.grading ?? { status, since: at };
  const { due: _due, raised: _raised, ...kept } = before;
  if (from !== to) voidProposals(draft, at);
  const wasInterrupted = s.impactClass === 'interruption';
  s.severity = to;
  s.impactClass = impactClass ?? s.impactClass;
  s.grading = {
    ...kept,
    status,
    since: from === to ? before.since : at,
    ...(status === 'graded' && { first: before.first ?? to }),
    ...((lasted || (before.raised && from === to)) && { raised: true as const }),
  };
  s.targets = targetsOf(to, s.impactClass, s.targetsBy ?? {});
  retarget(draft, at);
  noticesOnLevel(draft, { from, at });
  faultOnLevel(draft, at);
  wantCommander(draft, at);
  if (s.impactClass === 'interruption' && !wasInterrupted) endSnooze(draft, at);
};

/** An interruption is not snoozed, not even by a snooze from before it was known as one (R5). */
const endSnooze = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (!isWorking(s) || !s.respond.held || s.promise || s.waiting || s.parent?.holds) return;
  s.respond = resume(s.respond, at);
  say(draft, { at, what: 'incident.snooze_over' });
};

const assess = (draft: Draft, command: GivenGrade, now: Instant): void => {
  const { s } = draft;
  const { assessment, computed, worst, reason } = command;
  const {
    worst: _worst,
    reason: _reason,
    ...kept
  } = s.grading ?? {
    status: 'mapped' as const,
    since: s.detectedAt,
  };
  s.grading = {
    ...kept,
    ...(computed && { computed }),
    ...(worst && !command.complete && { worst }),
    ...(reason !== undefined && { reason: cutText(reason, proposalReasonBytes) }),
    ...(assessment && {
      assessment: {
        matrix: assessment.matrix,
        criteria: assessment.criteria.slice(0, criteriaMax),
        domains: assessment.domains.slice(0, domainsMax),
      },
    }),
  };
  writeFact(draft, {
    kind: 'assessment',
    key: `${now}/${command.by.id}`,
    data: {
      by: command.by.person ?? command.by.id,
      level: levelOf(command.level),
      computed: computed === undefined ? null : levelOf(computed),
      complete: command.complete,
      matrix: assessment ? `${assessment.matrix.id}@${assessment.matrix.version}` : null,
      criteria: assessment?.criteria.slice(0, criteriaMax).join(' ') ?? null,
      facts: command.facts === undefined ? null : cutText(command.facts, factsMaxBytes),
      reason: reason ?? null,
    },
  });
};

const line = (command: GivenGrade, at: Instant, with_: NonNullable<Entry['with']>) => ({
  at,
  by: command.by,
  cause: command.type,
  with: with_,
});

/**
 * A person's grade: what the facts compute is applied; above needs a reason; below waits as a
 * proposal for a second person; facts that leave graver ones open only raise (R7).
 */
export const gradeAsked = (draft: Draft, command: GivenGrade, now: Instant): void => {
  const { s } = draft;
  const { reason = '' } = command;
  const floor = floorOf(s, command);
  const level = levelIn(command, floor);
  assess(draft, command, now);
  const criteria = command.assessment?.criteria.join(' ') ?? '';
  if (isGraver(floor, level)) {
    standMeanwhile(draft, { command, floor, now });
    const proposal = propose(draft, command, now);
    const said = { level: levelOf(level), than: levelOf(floor), reason, proposal };
    say(draft, { ...line(command, now, said), what: 'incident.downgrade_proposed' });
    return;
  }
  const from = s.severity;
  if (level === floor && !command.complete) {
    const to = graver(level, s.severity);
    const status = s.grading?.status ?? 'mapped';
    const impactClass = impactOf(s, command);
    if (to !== s.severity || impactClass) {
      stand(draft, { to, at: now, status, impactClass });
      restoreDeadline(draft, status, now);
    }
    const said = { level: levelOf(s.severity), criteria: criteria || '–' };
    say(draft, { ...line(command, now, said), what: 'incident.facts_taken' });
    return;
  }
  stand(draft, { to: level, at: now, status: 'graded', impactClass: impactOf(s, command) });
  const said = {
    ...{ from: levelOf(from), level: levelOf(level) },
    ...{ criteria: criteria || '–', reason: reason || '–' },
  };
  say(draft, { ...line(command, now, said), what: 'incident.graded' });
  takeSnapshot(draft, now);
};

/** Until another person confirms less, what the facts say stands (R7). */
const standMeanwhile = (
  draft: Draft,
  { command, floor, now }: { command: GivenGrade; floor: Severity; now: Instant },
): void => {
  const { s } = draft;
  const impactClass = impactOf(s, command);
  if (command.computed === undefined && impactClass !== 'interruption') return;
  const isFirm = command.computed !== undefined && command.complete;
  const status = isFirm ? 'graded' : (s.grading?.status ?? 'mapped');
  const to = isFirm ? floor : graver(floor, s.severity);
  stand(draft, { to, at: now, status, impactClass });
  restoreDeadline(draft, status, now);
  if (isFirm) takeSnapshot(draft, now);
};

/** The level does not stand yet: its deadline runs on. */
const restoreDeadline = (draft: Draft, status: Grading['status'], now: Instant): void => {
  const { s } = draft;
  if (status !== 'mapped' || !s.grading) return;
  const due = Math.max(now, s.detectedAt + gradeWithinS[s.severity] * 1000);
  s.grading = { ...s.grading, due };
};

export const proposalAnswered = (
  draft: Draft,
  command: Extract<Asked<Incident>, { type: 'confirm' | 'decline' }>,
  now: Instant,
): void => {
  const { s } = draft;
  const proposal = found(s, command.proposal);
  if (!proposal) return;
  s.proposals = (s.proposals ?? []).filter(({ id }) => id !== proposal.id);
  const from = s.severity;
  const said = { from: levelOf(from), level: levelOf(proposal.to), proposer: proposal.by };
  if (command.type === 'decline') {
    const with_ = { ...said, reason: command.reason };
    say(draft, { at: now, by: command.by, what: 'incident.downgrade_declined', with: with_ });
    return;
  }
  stand(draft, { to: proposal.to, at: now, status: 'graded' });
  const with_ = { ...said, reason: proposal.reason };
  say(draft, { at: now, by: command.by, what: 'incident.downgrade_confirmed', with: with_ });
  takeSnapshot(draft, now);
};

const isWorking = (s: IncidentState): boolean => s.stage === 'detected' || s.stage === 'responding';

/** When the source's map stands no longer, or when time alone raises the level next. */
export const gradingDue = (s: IncidentState): Instant | undefined => {
  const { grading } = s;
  if (!grading || !isWorking(s) || (s.stage === 'detected' && s.parent?.holds)) return undefined;
  if (grading.status === 'mapped') return grading.due;
  const steps = s.surroundings?.duration;
  const from = levelOf(s.severity);
  if (!steps || from === 'P1') return undefined;
  const of = (list: readonly { from: string; afterS: number }[]) =>
    list.find((step) => step.from === from)?.afterS;
  const own = s.impactClass === 'interruption' ? of(steps.interruption) : undefined;
  const afterS = own ?? of(steps.other);
  return afterS === undefined ? undefined : grading.since + afterS * 1000;
};

/** The deadline passed, or the trouble lasted: the level moves by the clock (R7, 5a). */
export const gradingTicked = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const { grading } = s;
  if (!grading) return;
  const from = s.severity;
  if (grading.status === 'mapped') {
    const to = graver(graver(grading.worst ?? from, grading.computed ?? from), from);
    stand(draft, { to, at, status: 'provisional' });
    const with_ = { from: levelOf(from), level: levelOf(to) };
    say(draft, { at, what: 'incident.grading_overdue', with: with_ });
    const { holder } = s.baton;
    const target = holder.person
      ? ({ kind: 'person', id: holder.person } as const)
      : ({ kind: 'schedule', id: holder.duty ?? '' } as const);
    page(draft, { ladder: 'care', reason: 'grading_overdue', due: at, targets: [target] });
    takeSnapshot(draft, at);
    return;
  }
  const to = severityOf(raised(levelOf(from)));
  stand(draft, { to, at, status: grading.status, raised: true });
  const with_ = { from: levelOf(from), level: levelOf(to) };
  say(draft, { at, what: 'incident.raised_by_duration', with: with_ });
  takeSnapshot(draft, at);
};

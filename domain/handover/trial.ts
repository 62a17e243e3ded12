import { cutText } from '../cut-text.js';
import type { Asked, Instant, Refusal } from '../machine.js';
import type { HandoverTold } from './commands.js';
import { trialMinDays } from './checklist/profiles.js';
import { deadlineOf, person, startDeadline, stopDeadline } from './deadlines.js';
import { page, say, type Draft } from './draft.js';
import { faultsMax, type TrialFault, type TrialState } from './later-state.js';
import { hasSection } from './items.js';
import type { Handover } from './process.js';
import { isExecutive, isHeadOf, isSide } from './standing.js';
import { textBytes, type HandoverState, type Side } from './state.js';
import type { Missing } from './view.js';

const dayMs = 86_400_000;

/** Delivery-caused P3 that a trial may have within its shortest length (4b, operations.md). */
export const p3Max = 2;
/** How long delivery may take over the shortest trial, and what one extension adds (4b). */
const spareDays = 7;
/** Extensions that delivery takes by itself; every further one is the heads' decision. */
export const extensionsFree = 2;
/** How long the heads may take for it. */
const decideWorkingDays = 2;

type TrialVerb = 'shadowing' | 'ops_handled' | 'alarms' | 'extend_trial' | 'extension_decision';
export type TrialCommand = Extract<Asked<Handover>, { type: TrialVerb }>;
export type FaultWord = Extract<HandoverTold, { type: 'fault' }>;

const trialVerbs: readonly string[] = [
  'shadowing',
  'ops_handled',
  'alarms',
  'extend_trial',
  'extension_decision',
] satisfies TrialVerb[];

export const isTrialCommand = (command: Asked<Handover>): command is TrialCommand =>
  trialVerbs.includes(command.type);

/** A trial of few days is spared, and extended, by its own length; by a day at least. */
const untilOf = ({
  startedAt,
  minDays,
  extensions,
}: Pick<TrialState, 'startedAt' | 'minDays' | 'extensions'>) => {
  const spare = Math.min(spareDays, Math.max(1, minDays)) * (1 + extensions);
  return {
    minUntil: startedAt + minDays * dayMs,
    until: startedAt + (minDays + spare) * dayMs,
  };
};

/** The clock's own end; delivery is chased for it, and may extend it. */
const watch = (draft: Draft, at: Instant): void => {
  const { trial } = draft.s;
  if (!trial) return;
  startDeadline(draft, {
    ...{ ladder: 'trial', who: 'delivery', obligation: 'trial', at },
    owed: { by: trial.until },
  });
};

/** What is only rented has nothing that could be tried: no section J (5c). */
const isTried = (s: HandoverState): boolean => hasSection(s, 'J');

/** The trial run begins: ops shadows, delivery leads; nothing of an earlier one counts. */
export const enterTrial = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const minDays = isTried(s) ? trialMinDays(s.profile, s.service.tier) : 0;
  const clock = { startedAt: at, minDays, extensions: 0 };
  s.trial = {
    ...{ ...clock, ...untilOf(clock), since: s.trial?.since ?? at },
    ...{ restarts: s.trial?.restarts ?? 0, faults: [], p3: 0, phase: 'shadowing' },
  };
  watch(draft, at);
  say(draft, { at, what: 'handover.trial_started', with: { days: minDays, until: s.trial.until } });
};

/** The stage is left, forward or back: nobody is asked for the trial any more. */
export const leaveTrial = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  stopDeadline(draft, 'trial', at);
  if (deadlineOf(s, 'heads')?.clock.obligation === 'extension') stopDeadline(draft, 'heads', at);
  if (!s.trial?.deciding) return;
  const { deciding: _over, ...rest } = s.trial;
  s.trial = rest;
};

const isGrave = ({ level }: Pick<TrialFault, 'level'>): boolean => level === 'P1' || level === 'P2';

/** Delivery-caused P3 of the latest stretch as long as the shortest trial. */
const recentP3 = ({ faults, startedAt, minDays }: TrialState, now: Instant): number =>
  faults.filter(
    ({ level, at }) => level === 'P3' && at >= Math.max(startedAt, now - minDays * dayMs),
  ).length;

/**
 * What stands between the trial and the acceptance (4b): the shortest length without a
 * delivery-caused P1 or P2, at most two P3 in such a stretch, all alarms tested, one fault or drill
 * handled by ops alone. A rental has nothing to try, and misses nothing.
 */
export const missingTrial = (s: HandoverState, now: Instant): Missing[] => {
  const { trial } = s;
  if (!trial || !isTried(s)) return [];
  const { alarms = { tested: 0, total: 0 }, minDays } = trial;
  const p3 = recentP3(trial, now);
  const tested = alarms.total > 0 && alarms.tested === alarms.total;
  const have = Math.max(0, Math.floor((now - trial.startedAt) / dayMs));
  return [
    ...(now >= trial.minUntil ? [] : [{ kind: 'min_days', need: minDays, have }]),
    ...(p3 <= p3Max ? [] : [{ kind: 'p3', need: p3Max, have: p3 }]),
    ...(tested ? [] : [{ kind: 'alarms', need: Math.max(1, alarms.total), have: alarms.tested }]),
    ...(trial.alone ? [] : [{ kind: 'ops_alone' }]),
  ];
};

const sidesFor: Record<TrialVerb, readonly Side[]> = {
  shadowing: ['ops'],
  ops_handled: ['ops'],
  alarms: ['delivery', 'ops'],
  extend_trial: ['delivery', 'ops'],
  extension_decision: [],
};

/** Ops says itself that it leads or stood alone: neither delivery nor a lead can say so for it. */
const mayCommand = (s: HandoverState, command: TrialCommand): boolean => {
  if (command.type === 'extension_decision') {
    return isHeadOf(s, 'ops', command) || isHeadOf(s, 'delivery', command) || isExecutive(command);
  }
  return sidesFor[command.type].some((side) => isSide(s, side, command));
};

const wrongState = (stage: string, ...allowed: string[]): Refusal => ({
  code: 'wrong_state',
  with: { stage, allowed },
});

export const trialRefusal = (s: HandoverState, command: TrialCommand): Refusal | undefined => {
  const { trial } = s;
  if (s.stage !== 'trial' || !trial) return wrongState(s.stage, 'trial');
  if (!mayCommand(s, command)) {
    const side = sidesFor[command.type][0];
    const party = side ? s.parties[side]?.department.name : 'heads';
    return { code: 'not_asked', with: { party: party ?? '', verb: command.type } };
  }
  if (command.type === 'ops_handled' && trial.phase !== 'ops_leads') {
    return wrongState(trial.phase, 'ops_leads');
  }
  if (command.type === 'extend_trial' && trial.deciding) {
    return wrongState('extension_decision', 'trial');
  }
  if (command.type === 'extension_decision' && !trial.deciding) {
    return wrongState('trial', 'extension_decision');
  }
  const { tested, total } = command.type === 'alarms' ? command : { tested: 0, total: 1 };
  return total > 0 && tested <= total
    ? undefined
    : { code: 'impossible_order', with: { field: 'tested' } };
};

const extend = (draft: Draft, trial: TrialState, now: Instant): TrialState => {
  const { deciding: _decided, ...rest } = trial;
  const longer = { ...rest, extensions: trial.extensions + 1 };
  draft.s.trial = { ...longer, ...untilOf(longer) };
  watch(draft, now);
  return draft.s.trial;
};

const askHeads = (draft: Draft, reason: string, now: Instant): void => {
  const { s } = draft;
  startDeadline(draft, {
    ...{ ladder: 'heads', who: 'heads', obligation: 'extension', at: now },
    owed: { target: { workingDays: decideWorkingDays }, hours: 'delivery' },
  });
  const targets = [person(s.parties.delivery.head), person(s.parties.ops.head)];
  page(draft, { ladder: 'heads', reason: 'trial_decide', due: now, targets });
  if (s.trial) s.trial = { ...s.trial, deciding: { at: now, reason } };
};

type Given<T extends TrialVerb> = Extract<TrialCommand, { type: T }>;

const askExtension = (draft: Draft, command: Given<'extend_trial'>, now: Instant): void => {
  const { trial } = draft.s;
  if (!trial) return;
  const { by } = command;
  const reason = cutText(command.reason, textBytes.short);
  if (trial.extensions < extensionsFree) {
    const { extensions, until } = extend(draft, trial, now);
    const with_ = { reason, extensions, until };
    return say(draft, { at: now, by, what: 'handover.trial_extended', with: with_ });
  }
  askHeads(draft, reason, now);
  say(draft, { at: now, by, what: 'handover.extension_asked', with: { reason } });
};

const decide = (draft: Draft, command: Given<'extension_decision'>, now: Instant): void => {
  const { s } = draft;
  const { by, grant } = command;
  if (!s.trial) return;
  stopDeadline(draft, 'heads', now);
  const reason = cutText(command.reason, textBytes.short);
  const { deciding: _decided, ...refused } = s.trial;
  if (grant) extend(draft, s.trial, now);
  else s.trial = refused;
  const what = grant ? 'handover.extension_granted' : 'handover.extension_refused';
  say(draft, { at: now, by, what, with: { reason, until: s.trial.until } });
};

/** Applies what a person said of the trial run. */
export const tryOut = (draft: Draft, command: TrialCommand, now: Instant): void => {
  const { s } = draft;
  const { by } = command;
  if (!s.trial) return;
  switch (command.type) {
    case 'shadowing':
      if (s.trial.phase === command.phase) return;
      s.trial = { ...s.trial, phase: command.phase };
      return say(draft, { at: now, by, what: `handover.${command.phase}` });
    case 'ops_handled': {
      const subject = cutText(command.subject, textBytes.short);
      s.trial = { ...s.trial, alone: { subject, at: now, by: by.person ?? by.id } };
      return say(draft, { at: now, by, what: 'handover.ops_alone', with: { subject } });
    }
    case 'alarms': {
      const { tested, total } = command;
      s.trial = { ...s.trial, alarms: { tested, total } };
      return say(draft, { at: now, by, what: 'handover.alarms', with: { tested, total } });
    }
    case 'extend_trial':
      return askExtension(draft, command, now);
    case 'extension_decision':
      return decide(draft, command, now);
  }
};

const noted = ({ faults }: TrialState, { incident, level, at }: FaultWord): TrialFault[] =>
  [...faults.filter((fault) => fault.incident !== incident), { incident, level, at }]
    .toSorted((a, b) => a.at - b.at)
    .slice(-faultsMax);

const countP3 = (trial: TrialState): TrialState => {
  const since = trial.faults.filter(({ at }) => at >= trial.startedAt);
  const p3 = since.filter(({ level }) => level === 'P3').length;
  return { ...trial, faults: since, p3 };
};

/**
 * An incident that delivery caused (4b). A P1 or P2 since the trial began starts its clock anew from
 * that instant; one before it, or of another life of the hand-over, is noted and changes nothing.
 * Answers whether the trial was restarted: an acceptance that is being signed falls back to it.
 */
export const noteFault = (draft: Draft, word: FaultWord, now: Instant): boolean => {
  const { s } = draft;
  const { incident, level } = word;
  const at = Math.min(word.at, now);
  const trying = s.stage === 'trial' || (s.stage === 'acceptance' && !s.acceptance?.signedAt);
  const with_ = { incident, level };
  say(draft, { at: now, what: 'handover.fault', with: with_, cause: incident });
  if (!s.trial || !trying || at < s.trial.startedAt) return false;
  const faults = noted(s.trial, { ...word, at });
  const known = s.trial.faults.some((one) => one.incident === incident && isGrave(one));
  if (!isGrave(word) || known) {
    s.trial = countP3({ ...s.trial, faults });
    return false;
  }
  const restarts = s.trial.restarts + 1;
  const anew = { ...s.trial, startedAt: at, faults, restarts };
  s.trial = countP3({ ...anew, ...untilOf(anew) });
  if (s.stage === 'trial') watch(draft, now);
  say(draft, {
    ...{ at: now, what: 'handover.trial_restarted', cause: incident },
    with: { incident, level, until: s.trial.minUntil },
  });
  const targets = [person(s.parties.delivery.person), person(s.parties.ops.person)];
  page(draft, { ladder: 'told', reason: 'trial_restarted', due: now, targets });
  return true;
};

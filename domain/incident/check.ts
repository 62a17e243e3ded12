import type { Asked, Instant, Refusal } from '../machine.js';
import { checkApprove, checkCorrect, checkSend } from '../notice/board-verbs.js';
import type { IncidentVerb } from './commands.js';
import { gradeRefusal } from './grading.js';
import { proposalRefusal } from './proposals.js';
import { levelOf } from './level.js';
import type { Incident } from './process.js';
import { reviewMissing } from './reviewing.js';
import { isPaused } from '../clock.js';
import { clockOf, pausesMax } from './running-clocks.js';
import type { IncidentState, Stage } from './state.js';

/** The furthest a person may push an acknowledgement, a snooze or a wait. */
export const promiseMaxMs = 24 * 3_600_000;
export const waitMaxMs = 30 * 86_400_000;

/** The stages in which a verb may be given (4a, operations.md). */
export const allowedIn: Record<IncidentVerb, readonly Stage[]> = {
  acknowledge: ['detected', 'responding'],
  unacknowledge: ['responding'],
  assign: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  accept: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  refuse: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  wait: ['responding'],
  resume: ['responding'],
  mitigate: ['responding'],
  restore: ['responding'],
  verify: ['restored'],
  reopen: ['restored', 'observing', 'reviewing', 'closed'],
  snooze: ['detected', 'responding'],
  escalate: ['detected', 'responding'],
  note: ['detected', 'responding', 'restored', 'observing', 'reviewing', 'closed'],
  merge: ['detected', 'responding', 'restored', 'observing'],
  dismiss: ['detected', 'responding'],
  close: ['restored', 'observing', 'reviewing'],
  grade: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  command: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  confirm: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  decline: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  check_clock: ['detected', 'responding', 'restored', 'observing', 'reviewing'],
  review: ['restored', 'observing', 'reviewing'],
  attribute: ['responding', 'restored', 'observing', 'reviewing', 'closed'],
};

/** While another person's promise is live, only that person or a lead may give these. */
const promiserOnly: readonly IncidentVerb[] = ['snooze', 'dismiss'];

/** Only the holder, or a lead for the holder, may give these. */
const holderOnly: readonly IncidentVerb[] = [
  'unacknowledge',
  'assign',
  'wait',
  'resume',
  'mitigate',
  'restore',
  'merge',
  'close',
  'attribute',
];

type Question = { s: IncidentState; command: Asked<Incident>; now: Instant };

const livePromise = (s: IncidentState, now: Instant) =>
  s.promise && s.promise.until > now ? s.promise : undefined;

const within = (until: Instant, now: Instant, maxMs: number): Refusal | undefined => {
  if (until <= now) return { code: 'time_in_past', with: { field: 'until' } };
  if (until > now + maxMs) {
    return { code: 'time_too_far', with: { field: 'until', latest: now + maxMs } };
  }
  return undefined;
};

const holderRefusal = ({ s, command, now }: Question): Refusal | undefined => {
  const held = s.baton.holder.person;
  const free = !held && !livePromise(s, now);
  if (command.by.lead || free || command.by.person === held) return undefined;
  return { code: 'not_holder', with: { holder: held ?? '', verb: command.type } };
};

const promiserRefusal = ({ s, command, now }: Question): Refusal | undefined => {
  const live = livePromise(s, now);
  if (!live || command.by.lead || live.by === command.by.person) return undefined;
  return { code: 'not_holder', with: { holder: live.by, verb: command.type } };
};

const acknowledgeRefusal = ({ s, command, now }: Question): Refusal | undefined => {
  if (command.type !== 'acknowledge') return undefined;
  const live = livePromise(s, now);
  if (live && live.by !== command.by.person) {
    return { code: 'already_held', with: { holder: live.by, verb: 'assign' } };
  }
  return command.until === undefined ? undefined : within(command.until, now, promiseMaxMs);
};

const offerRefusal = ({ s, command }: Question): Refusal | undefined => {
  if (command.type === 'assign') {
    return command.to === s.baton.holder.person
      ? { code: 'already_held', with: { holder: command.to, verb: 'acknowledge' } }
      : undefined;
  }
  if (s.baton.offer?.to === command.by.person && s.baton.offer) return undefined;
  return { code: 'no_offer', with: { offeredTo: s.baton.offer?.to ?? '' } };
};

const hasNoPauseLeft = (s: IncidentState): boolean => {
  const clock = clockOf(s, 'restore');
  return clock !== undefined && !isPaused(clock) && (clock.pauses ?? []).length >= pausesMax;
};

const timeRefusal = ({ s, command, now }: Question): Refusal | undefined => {
  switch (command.type) {
    case 'wait':
      return command.on === 'customer' && hasNoPauseLeft(s)
        ? { code: 'too_many_pauses', with: { most: pausesMax } }
        : within(command.until, now, waitMaxMs);
    case 'snooze':
      return s.impactClass === 'interruption'
        ? { code: 'interruption_not_snoozable' }
        : within(command.until, now, promiseMaxMs);
    case 'restore':
      return command.at !== undefined && (command.at > now || command.at < s.detectedAt)
        ? { code: 'impossible_order', with: { field: 'at', earliest: s.detectedAt, latest: now } }
        : undefined;
    case 'note':
      return command.occurredAt !== undefined && command.occurredAt > now
        ? { code: 'impossible_order', with: { field: 'occurredAt', latest: now } }
        : undefined;
    default:
      return undefined;
  }
};

/** The commander leads the whole; whoever works on it holds the baton (R7, 4a). */
const commandRefusal = ({ s, command }: Question): Refusal | undefined => {
  if (command.type !== 'command') return undefined;
  if (command.to === s.baton.holder.person) {
    return { code: 'commander_holds', with: { holder: command.to } };
  }
  const may = command.by.lead || command.by.person === s.baton.holder.person;
  const mine = command.by.person === command.to || command.by.person === s.commander;
  return may || mine
    ? undefined
    : { code: 'not_holder', with: { holder: s.baton.holder.person ?? '', verb: 'command' } };
};

const gradingRefusal = ({ s, command }: Question): Refusal | undefined => {
  switch (command.type) {
    case 'grade':
      return gradeRefusal(s, command);
    case 'confirm':
    case 'decline':
      return proposalRefusal(s, command);
    case 'check_clock':
      return s.clocks.some(({ obligation }) => obligation === command.obligation)
        ? undefined
        : { code: 'no_such_clock', with: { obligation: command.obligation } };
    case 'close':
      return reviewMissing(s);
    default:
      return undefined;
  }
};

/** The board's own rules judge a word on a notice, whatever the stage of the incident. */
const noticeRefusal = (s: IncidentState, command: Asked<Incident>): Refusal | undefined => {
  const none: Refusal = {
    code: 'level_not_graded',
    with: { level: levelOf(s.severity), verb: command.type },
  };
  const may = command.by.lead || command.by.person === s.commander;
  const notApprover: Refusal | undefined = may ? undefined : { code: 'approver_only' };
  switch (command.type) {
    case 'approve_notice':
      return (s.board ? checkApprove(s.board, command.notice) : none) ?? notApprover;
    case 'send_notice':
      return s.board ? checkSend(s.board, command.notice) : none;
    case 'correct_notice':
      return s.board ? checkCorrect(s.board, command.notice) : none;
    default:
      return undefined;
  }
};

const isNoticeWord = (
  command: Asked<Incident>,
): command is Extract<Asked<Incident>, { notice: string }> => 'notice' in command;

const subjectRefusal = ({ s, command }: Question): Refusal | undefined => {
  if (command.type === 'escalate' && command.step !== undefined) {
    const steps = s.respond.rungs.length;
    return command.step < 1 || command.step > steps
      ? { code: 'no_such_rung', with: { step: command.step, rungs: steps } }
      : undefined;
  }
  if (command.type === 'merge') {
    if (command.into === s.id) return { code: 'same_subject' };
    return s.merging && s.merging.into !== command.into
      ? { code: 'conflict', with: { into: s.merging.into } }
      : undefined;
  }
  return undefined;
};

/** Repeating what already holds for the same person is no error (api.md §1). */
export const alreadyHolds = (s: IncidentState, command: Asked<Incident>): boolean => {
  const mine = command.by.person !== undefined && s.baton.holder.person === command.by.person;
  switch (command.type) {
    case 'accept':
      return mine && s.stage !== 'closed' && !s.baton.offer;
    case 'restore':
      return mine && s.stage === 'restored';
    case 'close':
      return mine && s.stage === 'closed' && s.closedAs === 'resolved';
    case 'verify':
      return s.stage === 'observing';
    default:
      return false;
  }
};

/** Merged or over, only notes are taken; what was no fault is nobody's. */
const isFinal = (s: IncidentState, { type }: Asked<Incident>): boolean =>
  type === 'attribute' && s.closedAs === 'dismissed'
    ? true
    : (s.closedAs === 'merged' || s.ended === true) && type !== 'note';

/** Whether a person's command may be taken now; says which stages or which person would do. */
export const check = (
  s: IncidentState,
  command: Asked<Incident>,
  now: Instant,
): Refusal | undefined => {
  if (command.by.person === undefined && command.type !== 'note') {
    return { code: 'service_cannot_hold', with: { verb: command.type } };
  }
  if (alreadyHolds(s, command)) return undefined;
  if (isNoticeWord(command)) return noticeRefusal(s, command);
  const stages = allowedIn[command.type];
  const final = isFinal(s, command);
  if (!stages.includes(s.stage) || final) {
    return {
      code: 'wrong_state',
      with: { stage: s.stage, allowed: [...stages], verb: command.type },
    };
  }
  const question = { s, command, now };
  if (command.type === 'acknowledge') return acknowledgeRefusal(question);
  if (holderOnly.includes(command.type)) {
    const refusal = holderRefusal(question);
    if (refusal) return refusal;
  }
  if (promiserOnly.includes(command.type)) {
    const refusal = promiserRefusal(question);
    if (refusal) return refusal;
  }
  if (['assign', 'accept', 'refuse'].includes(command.type)) return offerRefusal(question);
  return (
    timeRefusal(question) ??
    subjectRefusal(question) ??
    commandRefusal(question) ??
    gradingRefusal(question)
  );
};

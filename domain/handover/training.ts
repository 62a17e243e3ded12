import { cutText } from '../cut-text.js';
import type { Asked, Instant, Refusal } from '../machine.js';
import { person, startDeadline, stopDeadline } from './deadlines.js';
import { page, say, type Draft } from './draft.js';
import { hasSection } from './items.js';
import type { Handover } from './process.js';
import { isSide } from './standing.js';
import type { HandoverState, Stage } from './state.js';
import type { TrainingState } from './later-state.js';
import type { Missing } from './view.js';

/** The share of the assessed that has to pass, in percent (4b, operations.md). */
export const assessmentMinPercent = 80;

/** Where no day is planned for the UAT, the survey is due so many working days from the start. */
const surveyWorkingDays = { project: 10, retail: 2 } as const;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
const namesBytes = 1_500;

export type TrainingCommand = Extract<Asked<Handover>, { type: 'training' }>;

const preparing: readonly Stage[] = [
  'initiated',
  'disclosure',
  'disclosure_review',
  'uat_design',
  'uat_run',
  'training',
];
const holding: readonly Stage[] = ['uat_design', 'uat_run', 'training', 'trial'];

/** A rental has nothing to be taught, and a service of our own nobody to teach. */
export const teachesCustomer = (s: HandoverState): boolean =>
  s.customer !== undefined && hasSection(s, 'J');

/** The plan begins with the hand-over: the survey is owed before the UAT (N32). */
export const beginTraining = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (!teachesCustomer(s)) return;
  const planned = s.owed.uat_run;
  const workingDays = surveyWorkingDays[s.profile];
  startDeadline(draft, {
    ...{ ladder: 'survey', who: 'delivery', obligation: 'survey', at },
    owed:
      planned && 'by' in planned
        ? { by: planned.by }
        : { target: { workingDays }, hours: 'delivery' },
  });
};

/** Before the disclosure begins the survey is out and the plan of the training is there (4b, N32). */
export const missingAtStart = (s: HandoverState): Missing[] => {
  if (!teachesCustomer(s)) return [];
  const { surveySentAt, plan } = s.training;
  return [
    ...(surveySentAt === undefined ? [{ kind: 'survey_sent' }] : []),
    ...(plan === undefined ? [{ kind: 'training_plan' }] : []),
  ];
};

/** Before the UAT runs the customer said what it needs to learn (N32). */
export const missingBeforeUat = (s: HandoverState): Missing[] =>
  teachesCustomer(s) && s.training.surveyAnsweredAt === undefined
    ? [{ kind: 'survey_answered' }]
    : [];

/** Before the trial: named attendees, an assessment of at least 80 % and the material (4b, N33). */
export const missingTraining = (s: HandoverState): Missing[] => {
  if (!teachesCustomer(s)) return [];
  const { attended, passed = 0, material } = s.training;
  return [
    ...(attended > 0 ? [] : [{ kind: 'attended', need: 1, have: 0 }]),
    ...(passed >= assessmentMinPercent
      ? []
      : [{ kind: 'assessment', need: assessmentMinPercent, have: passed }]),
    ...(material === undefined ? [{ kind: 'training_material' }] : []),
  ];
};

/** Delivery teaches; the account manager may say what the customer answered. */
export const trainingRefusal = (
  s: HandoverState,
  command: TrainingCommand,
): Refusal | undefined => {
  const allowed = command.what === 'session' ? holding : preparing;
  if (!allowed.includes(s.stage)) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: [...allowed] } };
  }
  const { by } = command;
  const manages = s.accountManager !== undefined && by.person === s.accountManager;
  if (by.lead || manages || isSide(s, 'delivery', command)) return undefined;
  const party = s.parties.delivery.department.name;
  return { code: 'not_asked', with: { party, verb: 'training' } };
};

type Session = Extract<TrainingCommand, { what: 'session' }>;

/** Missed once it may be sat again; missed again, the training is held anew (4b). */
const afterSession = (before: TrainingState, session: Session, now: Instant): TrainingState => {
  const { resit, attended: _seats, passed: _share, heldAt: _held, ...kept } = before;
  const sessions = before.sessions + 1;
  const taught = session.material === undefined ? kept : { ...kept, material: session.material };
  const passed = session.passed;
  if (passed < assessmentMinPercent && resit) return { ...taught, sessions, attended: 0 };
  const held = { ...taught, sessions, attended: session.attended.length, passed, heldAt: now };
  return passed < assessmentMinPercent ? { ...held, resit: true } : held;
};

const lineOf = ({ passed, resit }: TrainingState): string => {
  if (passed === undefined) return 'handover.retrain';
  return resit ? 'handover.resit' : 'handover.trained';
};

const hold = (draft: Draft, session: Session, now: Instant): void => {
  const { s } = draft;
  s.training = afterSession(s.training, session, now);
  const names = cutText(session.attended.join(', '), namesBytes);
  const with_ = { attended: session.attended.length, passed: session.passed, names };
  say(draft, { at: now, by: session.by, what: lineOf(s.training), with: with_ });
  if (session.passed >= assessmentMinPercent) return;
  const targets = [person(s.parties.delivery.person)];
  page(draft, { ladder: 'told', reason: 'training_due', due: now, targets });
};

export const train = (draft: Draft, command: TrainingCommand, now: Instant): void => {
  const { s } = draft;
  const { by } = command;
  switch (command.what) {
    case 'survey_sent':
      if (s.training.surveySentAt !== undefined) return;
      s.training = { ...s.training, surveySentAt: now };
      return say(draft, { at: now, by, what: 'handover.survey_sent' });
    case 'survey_answered':
      if (s.training.surveyAnsweredAt !== undefined) return;
      s.training = { ...s.training, surveySentAt: now, ...s.training, surveyAnsweredAt: now };
      stopDeadline(draft, 'survey', now);
      return say(draft, {
        ...{ at: now, by, what: 'handover.survey_answered' },
        ...(command.content !== undefined && { with: { content: command.content } }),
      });
    case 'plan':
      s.training = { ...s.training, plan: command.content };
      return say(draft, { at: now, by, what: 'handover.training_plan' });
    case 'session':
      return hold(draft, command, now);
  }
};

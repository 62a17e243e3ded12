import type { Instant, Step } from '../machine.js';
import { nextLevel, reEvaluated } from './appeal.js';
import { draftOf, say, score, stepOf, type Draft } from './draft.js';
import type { Review } from './process.js';
import { enter, finish, lookAgainDays, openCalibration, openManagers, openSelf } from './stages.js';
import type { ReviewState, ReviewTask } from './state.js';
import { climb, climbAt, closeTask, openTasks } from './tasks.js';
import { closeAfter } from './work-days.js';

/** One late tick catches up with a whole cycle of one person; the rest is due at once. */
const stepsMax = 200;

/** When the calendar takes the review on by itself: nobody's silence holds it up. */
const stageDue = ({ stage, dates, appealUntil }: ReviewState): Instant | undefined => {
  switch (stage) {
    case 'open':
      return dates.self.from;
    case 'self':
      return dates.manager.from;
    case 'manager':
      return dates.manager.until;
    case 'counterpart':
      return dates.calibration.from;
    case 'released':
      return appealUntil;
    default:
      return undefined;
  }
};

/** A self review ends when it is due; other forms climb, appeals go to the next panel. */
const taskDue = (s: ReviewState, task: ReviewTask): Instant | undefined => {
  const { kind, of, clock } = task;
  if (kind === 'self' || kind === 'acknowledge' || kind === 'decide') return clock.dueAt;
  if (of === 're_evaluation') return clock.dueAt;
  return climbAt(s, task);
};

interface Due {
  at: Instant;
  act: (draft: Draft, at: Instant) => void;
}

const onStage = (draft: Draft, at: Instant): void => {
  switch (draft.s.stage) {
    case 'open':
      return openSelf(draft, at);
    case 'self':
      return openManagers(draft, at);
    case 'manager':
      return enter(draft, 'counterpart', at);
    case 'counterpart':
      return openCalibration(draft, at);
    case 'released':
      return finish(draft, at);
    default:
      return undefined;
  }
};

const onTask = (draft: Draft, task: ReviewTask, at: Instant): void => {
  if (task.kind === 'acknowledge' || task.kind === 'decide') return nextLevel(draft, task, at);
  if (task.kind !== 'self' && task.of !== 're_evaluation') return climb(draft, task, at);
  closeTask(draft, task, { at, outcome: 'not_given' });
  if (task.of === 're_evaluation') reEvaluated(draft, at);
};

const onLook = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.lookAt = closeAfter(s.workDays, at, lookAgainDays);
  say(draft, { at, what: 'review.waiting', with: { stage: s.stage } });
};

const onScore = (draft: Draft, at: Instant): void => {
  const { scoring } = draft.s;
  if (scoring) score(draft, { why: scoring.why, at });
};

const duesOf = (s: ReviewState): Due[] => {
  if (s.stage === 'closed') return [];
  const tasks = openTasks(s).map((task) => ({
    at: taskDue(s, task),
    act: (draft: Draft, at: Instant) => onTask(draft, task, at),
  }));
  const dues = [
    { at: stageDue(s), act: onStage },
    { at: s.scoring?.again, act: onScore },
    ...tasks,
    { at: s.lookAt, act: onLook },
  ];
  return dues.flatMap(({ at, act }) => (at === undefined ? [] : [{ at, act }]));
};

const firstOf = (s: ReviewState): Due | undefined =>
  duesOf(s).reduce<Due | undefined>(
    (first, due) => (first === undefined || due.at < first.at ? due : first),
    undefined,
  );

/** Undefined only once it is closed (I2). */
export const nextDue = (s: ReviewState): Instant | undefined => firstOf(s)?.at;

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tick = (state: ReviewState, now: Instant): Step<Review> => {
  const draft = draftOf(state);
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = firstOf(draft.s);
    if (due === undefined || due.at > now) break;
    due.act(draft, due.at);
  }
  return stepOf(draft);
};

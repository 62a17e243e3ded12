import type { Actor, Instant } from '../machine.js';
import { stopClock } from '../clock.js';
import type { Ref } from '../subject-view.js';
import { say, type Draft } from './draft.js';
import { clockOver, dayAfter } from './work-days.js';
import type { StageSpan } from './stage-days.js';
import {
  tasksMax,
  type ReviewState,
  type ReviewTask,
  type TaskKind,
  type TaskOutcome,
} from './state.js';

/** The head is asked one working day late, the delegate three (4c, operations.md). */
export const headAfterDays = 1;
export const delegateAfterDays = 3;

export const isOpen = ({ outcome }: ReviewTask): boolean => outcome === undefined;

export const openTasks = ({ tasks }: Pick<ReviewState, 'tasks'>, kind?: TaskKind): ReviewTask[] =>
  tasks.filter((task) => isOpen(task) && (kind === undefined || task.kind === kind));

/** A task is named by whose it is by right, so that its clock keeps its name when it moves. */
export const obligationOf = ({ kind, of }: Pick<ReviewTask, 'kind' | 'of'>): string =>
  kind === 'manager' || kind === 'counterpart' || kind === 'acknowledge' || kind === 'decide'
    ? `${kind}/${of}`
    : kind;

export interface NewTask {
  kind: TaskKind;
  of: string;
  holder: Ref;
  span: StageSpan;
}

/** Beyond `tasksMax` the oldest closed one is forgotten; the timeline keeps what became of it. */
export const openTask = (draft: Draft, { kind, of, holder, span }: NewTask): void => {
  const { s } = draft;
  const clock = clockOver(obligationOf({ kind, of }), span, s);
  const kept = [...s.tasks];
  const oldest = kept.findIndex((task) => !isOpen(task));
  if (kept.length >= tasksMax && oldest >= 0) kept.splice(oldest, 1);
  s.tasks = [...kept, { kind, of, holder, clock, climbed: 0 }];
};

export const replace = (draft: Draft, task: ReviewTask, change: Partial<ReviewTask>): void => {
  const { s } = draft;
  s.tasks = s.tasks.map((one) => (one === task ? { ...one, ...change } : one));
};

interface Closing {
  at: Instant;
  outcome: TaskOutcome;
  by?: Actor;
  entry?: string;
}

export const closeTask = (draft: Draft, task: ReviewTask, how: Closing): void => {
  const { at, outcome, by, entry } = how;
  replace(draft, task, {
    clock: stopClock(task.clock, at),
    outcome,
    ...(by && { by: by.person ?? by.id }),
    ...(entry !== undefined && { entry }),
  });
  say(draft, {
    at,
    ...(by && { by }),
    what: `review.${outcome}`,
    with: { task: task.kind, person: task.holder.name },
    cause: obligationOf(task),
  });
};

/** What is still open of some kinds ends without an answer; nobody waits for it. */
export const giveUp = (
  draft: Draft,
  kinds: readonly TaskKind[],
  { at, outcome }: { at: Instant; outcome: TaskOutcome },
): void => {
  for (const task of openTasks(draft.s)) {
    if (kinds.includes(task.kind)) closeTask(draft, task, { at, outcome });
  }
};

/** Who steps in for a silent one at the next step of silence; undefined when nobody is left. */
const standIn = (s: ReviewState, { kind, of, climbed }: ReviewTask): Ref | undefined => {
  if (kind === 'manager') {
    const own = s.managers.find(({ manager }) => manager.id === of);
    return climbed === 0 ? own?.head : own?.delegate;
  }
  return s.counterparts.find(({ department }) => department.id === of)?.head;
};

const climbsOf = ({ kind }: ReviewTask): readonly number[] => {
  if (kind === 'manager') return [headAfterDays, delegateAfterDays];
  return kind === 'counterpart' ? [headAfterDays] : [];
};

/** When silence next moves a task on: on the morning of the first, and third, day after it was due. */
export const climbAt = (s: ReviewState, task: ReviewTask): Instant | undefined => {
  const days = climbsOf(task)[task.climbed];
  return days === undefined ? undefined : dayAfter(s.workDays, task.clock.dueAt, days)[0];
};

export const climb = (draft: Draft, task: ReviewTask, at: Instant): void => {
  const { s } = draft;
  const next = standIn(s, task);
  const holder = next && next.id !== s.person.id ? next : task.holder;
  replace(draft, task, { holder, climbed: task.climbed + 1 });
  say(draft, {
    ...{ at, what: 'review.climbed', cause: obligationOf(task) },
    with: { task: task.kind, person: task.holder.name, to: holder.name },
  });
};

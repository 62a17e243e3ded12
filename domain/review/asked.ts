import type { Asked, Instant } from '../machine.js';
import { acknowledge, decide, fileAppeal, reEvaluated } from './appeal.js';
import { managerOf } from './begin.js';
import { counterpartTask, managerTask } from './check.js';
import { say, type Draft } from './draft.js';
import type { Review } from './process.js';
import { scoreLate } from './stages.js';
import { formerManagersMax, type ReviewManager } from './state.js';
import { closeTask, obligationOf, openTask, openTasks, replace } from './tasks.js';
import { clockOver, closeAfter } from './work-days.js';

/** Whoever takes a task over has at least so many working days for it. */
export const takeOverDays = 2;

type Of<T extends Asked<Review>['type']> = Extract<Asked<Review>, { type: T }>;

const given = (
  draft: Draft,
  command: Of<'self' | 'manager' | 'counterpart'>,
  at: Instant,
): void => {
  const { s } = draft;
  const { by } = command;
  if (command.type === 'self') {
    const [task] = openTasks(s, 'self');
    if (task) closeTask(draft, task, { at, outcome: 'given', by, entry: command.entry });
    return;
  }
  const task =
    command.type === 'manager'
      ? managerTask(s, by.person ?? '')
      : counterpartTask(s, command.department);
  if (!task) return;
  const none = command.type === 'counterpart' && 'noDealings' in command;
  const how = none ? { outcome: 'no_dealings' as const } : { outcome: 'given' as const };
  const entry = 'entry' in command ? { entry: command.entry } : {};
  closeTask(draft, task, { at, by, ...how, ...entry });
  if (task.of === 're_evaluation') reEvaluated(draft, at);
  else scoreLate(draft, at);
};

/** The open forms of the manager before go to the new one, who gets time for them. */
const moveTasks = (
  draft: Draft,
  { from, to }: { from: string; to: ReviewManager },
  at: Instant,
): void => {
  const { s } = draft;
  for (const task of openTasks(s)) {
    if (task.of !== from || (task.kind !== 'manager' && task.kind !== 'talk')) continue;
    const moved = { kind: task.kind, of: to.manager.id };
    const until = Math.max(task.clock.dueAt, closeAfter(s.workDays, at, takeOverDays));
    const clock = clockOver(obligationOf(moved), { from: at, until }, s);
    replace(draft, task, { ...moved, holder: to.manager, clock, climbed: 0 });
  }
};

const reassign = (draft: Draft, command: Of<'reassign'>, at: Instant): void => {
  const { s } = draft;
  const { by, why } = command;
  const before = s.managers[0];
  const given = managerOf(command.manager, s.person.id);
  const both = why === 'transfer' && before !== undefined;
  const share = both ? given.share : 100 - (s.managers[1]?.share ?? 0);
  const next = { ...given, share };
  const second = both ? { ...before, share: 100 - share } : s.managers[1];
  s.managers = [next, ...(second ? [second] : [])];
  say(draft, {
    ...{ at, by, what: both ? 'review.transferred' : 'review.reassigned' },
    with: { from: before?.manager.name ?? '', to: next.manager.name },
  });
  if (!both) {
    if (before) {
      s.formerManagers = [...s.formerManagers, before.manager.id].slice(-formerManagersMax);
      moveTasks(draft, { from: before.manager.id, to: next }, at);
    }
    return;
  }
  const marking = ['manager', 'counterpart', 'calibration'].includes(s.stage);
  if (!marking) return;
  const until = Math.max(s.dates.manager.until, closeAfter(s.workDays, at, takeOverDays));
  const { manager } = next;
  openTask(draft, { kind: 'manager', of: manager.id, holder: manager, span: { from: at, until } });
};

/** Who has left owes nothing any more; the score counts the days that were there. */
const prorate = (draft: Draft, { by, presence }: Of<'prorate'>, at: Instant): void => {
  const { s } = draft;
  s.presence = presence;
  const { days, of, why } = presence;
  say(draft, { at, by, what: 'review.prorated', with: { days, of, why } });
  if (why !== 'leaver') return;
  for (const task of openTasks(s, 'self')) closeTask(draft, task, { at, outcome: 'excused' });
};

const ofResult = (draft: Draft, command: Of<'read' | 'confirm' | 'talk'>, at: Instant): void => {
  const { s } = draft;
  const { by, type } = command;
  if (type === 'talk') {
    const [task] = openTasks(s, 'talk');
    if (task) closeTask(draft, task, { at, outcome: 'given', by });
    return;
  }
  if (s.readAt === undefined) {
    s.readAt = at;
    say(draft, { at, by, what: 'review.read' });
  }
  if (type === 'read') return;
  s.confirmedAt = at;
  const [task] = openTasks(s, 'confirm');
  if (task) closeTask(draft, task, { at, outcome: 'given', by });
  else say(draft, { at, by, what: 'review.confirmed' });
};

/** Takes a person's command that `check` let through. */
export const asked = (draft: Draft, command: Asked<Review>, at: Instant): void => {
  const { by } = command;
  switch (command.type) {
    case 'self':
    case 'manager':
    case 'counterpart':
      return given(draft, command, at);
    case 'talk':
    case 'read':
    case 'confirm':
      return ofResult(draft, command, at);
    case 'appeal':
      return fileAppeal(draft, command, { by, at });
    case 'acknowledge':
      return acknowledge(draft, by, at);
    case 'decide':
      return decide(draft, command, { by, at });
    case 'reassign':
      return reassign(draft, command, at);
    case 'prorate':
      return prorate(draft, command, at);
  }
};

import type { Actor, Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import type { ReviewAsked } from './commands.js';
import { say, score, tellCycle, type Draft } from './draft.js';
import { panelAt, panelsOf } from './panel.js';
import { finish, mayAppealAgain, openAppeals } from './stages.js';
import type { Appeal, ReviewState, ReviewTask } from './state.js';
import { closeTask, giveUp, openTask, openTasks, replace } from './tasks.js';
import { clockOver, closeAfter } from './work-days.js';

/** Acknowledged within one working day, decided within five (4c, operations.md). */
export const acknowledgeDays = 1;
export const decideDays = 5;

export const pendingAppeal = ({ appeals }: ReviewState): Appeal | undefined => {
  const last = appeals.at(-1);
  return last && last.decidedAt === undefined ? last : undefined;
};

const revise = (draft: Draft, appeal: Appeal, change: Partial<Appeal>): void => {
  const { s } = draft;
  s.appeals = s.appeals.map((one) => (one.no === appeal.no ? { ...one, ...change } : one));
};

/** Where nobody is left to sit on a panel, HR answers for it until a lead decides. */
const chairOf = (s: ReviewState, level: number): Ref => panelAt(s, level)[0] ?? s.hr;

const ask = (
  draft: Draft,
  kind: 'acknowledge' | 'decide',
  asked: { no: number; level: number; at: Instant },
): void => {
  const { s } = draft;
  const { no, level, at } = asked;
  const days = kind === 'acknowledge' ? acknowledgeDays : decideDays;
  const span = { from: at, until: closeAfter(s.workDays, at, days) };
  openTask(draft, { kind, of: String(no), holder: chairOf(s, level), span });
};

type FileAppeal = Extract<ReviewAsked, { type: 'appeal' }>;

/** The second one goes to the next panel. */
export const fileAppeal = (
  draft: Draft,
  { entry, items }: FileAppeal,
  { by, at }: { by: Actor; at: Instant },
): void => {
  const { s } = draft;
  const no = s.appeals.length + 1;
  const level = Math.min(no - 1, Math.max(0, panelsOf(s).length - 1));
  s.appeals = [...s.appeals, { no, at, entry, items, level }];
  s.stage = 'appeal';
  s.since = at;
  delete s.appealUntil;
  say(draft, { at, by, what: 'review.appealed', with: { no, items, to: chairOf(s, level).name } });
  ask(draft, 'acknowledge', { no, level, at });
  tellCycle(draft, { type: 'appealed', review: s.id, no });
};

export const acknowledge = (draft: Draft, by: Actor, at: Instant): void => {
  const { s } = draft;
  const appeal = pendingAppeal(s);
  const [task] = openTasks(s, 'acknowledge');
  if (!appeal || !task) return;
  closeTask(draft, task, { at, outcome: 'given', by });
  revise(draft, appeal, { acknowledgedAt: at });
  ask(draft, 'decide', { no: appeal.no, level: appeal.level, at });
};

const settle = (draft: Draft, appeal: Appeal, at: Instant): void => {
  const { s } = draft;
  tellCycle(draft, { type: 'decided', review: s.id, no: appeal.no, outcome: appeal.outcome ?? '' });
  if (mayAppealAgain(s)) {
    openAppeals(draft, at);
    say(draft, { at, what: 'review.appeal_again', with: { until: s.appealUntil ?? at } });
  } else finish(draft, at);
};

/** Someone above the manager marks anew; the appeal is decided once that is given or over. */
const markAgain = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const [own] = s.managers;
  const holder = own?.head ?? own?.delegate ?? s.hr;
  const span = { from: at, until: closeAfter(s.workDays, at, decideDays) };
  openTask(draft, { kind: 'manager', of: 're_evaluation', holder, span });
};

type Decide = Extract<ReviewAsked, { type: 'decide' }>;

export const decide = (
  draft: Draft,
  { entry, outcome }: Decide,
  { by, at }: { by: Actor; at: Instant },
): void => {
  const { s } = draft;
  const appeal = pendingAppeal(s);
  if (!appeal) return;
  giveUp(draft, ['acknowledge'], { at, outcome: 'withdrawn' });
  const [task] = openTasks(s, 'decide');
  if (task) closeTask(draft, task, { at, outcome: 'given', by, entry });
  say(draft, { at, by, what: 'review.decided', with: { no: appeal.no, outcome } });
  if (outcome === 're_evaluate') {
    revise(draft, appeal, { outcome, decision: entry });
    return markAgain(draft, at);
  }
  revise(draft, appeal, { outcome, decision: entry, decidedAt: at });
  if (outcome === 'adjust') score(draft, { why: 'appeal', at });
  settle(draft, { ...appeal, outcome }, at);
};

/** The new marks are there, or nobody gave them in time: the appeal is through either way. */
export const reEvaluated = (draft: Draft, at: Instant): void => {
  const appeal = pendingAppeal(draft.s);
  if (!appeal) return;
  revise(draft, appeal, { decidedAt: at });
  score(draft, { why: 'appeal', at });
  settle(draft, appeal, at);
};

/** A panel that is silent is passed over; the last one is asked again and again. */
export const nextLevel = (draft: Draft, task: ReviewTask, at: Instant): void => {
  const { s } = draft;
  const appeal = pendingAppeal(s);
  if (!appeal) return;
  const level = Math.min(appeal.level + 1, Math.max(0, panelsOf(s).length - 1));
  revise(draft, appeal, { level });
  const holder = chairOf(s, level);
  const days = task.kind === 'acknowledge' ? acknowledgeDays : decideDays;
  const span = { from: at, until: closeAfter(s.workDays, at, days) };
  const clock = clockOver(task.clock.obligation, span, s);
  replace(draft, task, { holder, clock, climbed: task.climbed + 1 });
  say(draft, {
    ...{ at, what: 'review.climbed', cause: task.clock.obligation },
    with: { task: task.kind, person: task.holder.name, to: holder.name },
  });
};

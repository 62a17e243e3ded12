import type { Instant } from '../machine.js';
import { score, say, type Draft } from './draft.js';
import { closeAfter } from './work-days.js';
import { closeTask, giveUp, openTask, openTasks } from './tasks.js';
import { appealsMax, type ReviewStage, type ReviewState } from './state.js';

/** An appeal is filed within so many working days of the result (4c, operations.md). */
export const appealDays = 5;
/** A review that waits for its cycle looks again this often. */
export const lookAgainDays = 5;

export const enter = (draft: Draft, stage: ReviewStage, at: Instant): void => {
  const { s } = draft;
  s.stage = stage;
  s.since = at;
  delete s.lookAt;
  say(draft, { at, what: 'review.stage', with: { stage } });
};

const isGone = ({ presence }: ReviewState): boolean => presence.why === 'leaver';

export const openSelf = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  enter(draft, 'self', at);
  if (isGone(s)) return;
  openTask(draft, { kind: 'self', of: s.person.id, holder: s.person, span: s.dates.self });
};

/** Managers and counterparts in parallel; what the person has not given is not waited for. */
export const openManagers = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  giveUp(draft, ['self'], { at, outcome: 'not_given' });
  enter(draft, 'manager', at);
  const { manager: span, counterpart } = s.dates;
  for (const { manager } of s.managers) {
    openTask(draft, { kind: 'manager', of: manager.id, holder: manager, span });
  }
  for (const { department, rater, head } of s.counterparts) {
    const holder = rater ?? head;
    if (!holder) continue;
    openTask(draft, { kind: 'counterpart', of: department.id, holder, span: counterpart });
  }
};

/** While it waits for the cycle: again at `at`, and from then on every five working days. */
export const lookFrom = ({ s }: Draft, at: Instant, now: Instant): void => {
  s.lookAt = at > now ? at : closeAfter(s.workDays, now, lookAgainDays);
};

export const openCalibration = (draft: Draft, at: Instant): void => {
  enter(draft, 'calibration', at);
  lookFrom(draft, draft.s.dates.publication.until, at);
};

/** The scores stand: what is still open of them is left out, and the manager talks first. */
export const openPublication = (draft: Draft, at: Instant, until: Instant | undefined): void => {
  const { s } = draft;
  giveUp(draft, ['self', 'manager'], { at, outcome: 'not_given' });
  giveUp(draft, ['counterpart'], { at, outcome: 'left_out' });
  enter(draft, 'publication', at);
  const [first] = s.managers;
  const due = Math.max(until ?? s.dates.publication.until, at);
  if (first && !isGone(s)) {
    const span = { from: at, until: due };
    openTask(draft, { kind: 'talk', of: first.manager.id, holder: first.manager, span });
  }
  lookFrom(draft, closeAfter(s.workDays, due, 1), at);
};

/** From here on an appeal is taken for five working days. */
export const openAppeals = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.stage = 'released';
  s.since = at;
  delete s.lookAt;
  s.appealUntil = closeAfter(s.workDays, at, appealDays);
};

export const release = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.releasedAt !== undefined) return;
  giveUp(draft, ['self', 'manager', 'talk'], { at, outcome: 'not_given' });
  giveUp(draft, ['counterpart'], { at, outcome: 'left_out' });
  openAppeals(draft, at);
  s.releasedAt = at;
  const until = s.appealUntil ?? at;
  say(draft, { at, what: 'review.released', with: { until } });
  const span = { from: at, until };
  openTask(draft, { kind: 'confirm', of: s.person.id, holder: s.person, span });
};

/** The time to appeal is over, or the second appeal is decided. */
export const finish = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.readAt === undefined) {
    s.unread = true;
    say(draft, { at, what: 'review.unread' });
  }
  giveUp(draft, ['confirm'], { at, outcome: 'not_given' });
  delete s.appealUntil;
  enter(draft, 'final', at);
  if (s.closing) close(draft, at);
  else lookFrom(draft, s.dates.close, at);
};

export const close = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  for (const task of openTasks(s)) closeTask(draft, task, { at, outcome: 'withdrawn' });
  s.stage = 'closed';
  s.closedAt = at;
  s.since = at;
  delete s.lookAt;
  delete s.scoring;
  delete s.appealUntil;
  say(draft, { at, what: 'review.closed' });
};

/** The cycle has closed: at once, unless an appeal is pending or may still come. */
export const closeWhenThrough = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const through = s.releasedAt === undefined || s.stage === 'final';
  if (through) return close(draft, at);
  s.closing = true;
  say(draft, { at, what: 'review.closing' });
};

/** A mark that comes while scores are looked at changes the score; before that all are scored. */
export const scoreLate = (draft: Draft, at: Instant): void => {
  const { stage } = draft.s;
  if (stage === 'calibration') score(draft, { why: 'late', at });
};

export const mayAppealAgain = ({ appeals }: ReviewState): boolean => appeals.length < appealsMax;

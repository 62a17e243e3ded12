import { startClock, stopClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Asked, Instant, Refusal } from '../machine.js';
import { say, takeSnapshot, writeFact, type Draft } from './draft.js';
import { isGrave } from './level.js';
import { noticesOnReviewing } from './notices.js';
import type { Incident } from './process.js';
import { actionsMax, reviewBytes, type Review } from './review-state.js';
import { clockOf, inWorkingDays, putClock, startInDays } from './running-clocks.js';
import type { IncidentState, Severity } from './state.js';
import { hoursAheadMs } from './surroundings.js';

/** Working days until a review has to be done (4a, operations.md). */
const reviewDays: Record<Severity, number> = { critical: 5, error: 3, warning: 5, info: 5 };

/** P1 and P2 whose level somebody or the clock stood for are learnt from before they close. */
export const needsReview = (s: IncidentState): boolean =>
  s.grading !== undefined && s.grading.status !== 'mapped' && isGrave(s.severity);

/** Closing a grave incident asks for what was learnt, and where it is written down (N4). */
export const reviewMissing = (s: IncidentState): Refusal | undefined => {
  if (!needsReview(s)) return undefined;
  if (!s.review) return { code: 'review_missing', with: { what: 'review' } };
  return s.review.knowledge === undefined
    ? { code: 'review_missing', with: { what: 'knowledge' } }
    : undefined;
};

/** The quiet time is over and it is not learnt from yet: the review is owed by its own clock. */
export const beginReview = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.stage = 'reviewing';
  delete s.chasedAt;
  startInDays(s, 'review', { at, days: reviewDays[s.severity] });
  const due = clockOf(s, 'review')?.dueAt ?? at;
  const known = s.surroundings?.hours?.snapshot.until;
  if (known !== undefined && known < at + hoursAheadMs) takeSnapshot(draft, at);
  say(draft, { at, what: 'incident.review_owed', with: { due } });
  noticesOnReviewing(draft, at, due);
};

const knowledgeOf = (given: NonNullable<Review['knowledge']>): Pick<Review, 'knowledge'> => ({
  knowledge:
    'link' in given
      ? { link: cutText(given.link, reviewBytes.knowledge) }
      : { none: cutText(given.none, reviewBytes.knowledge) },
});

export const reviewAsked = (
  draft: Draft,
  command: Extract<Asked<Incident>, { type: 'review' }>,
  now: Instant,
): void => {
  const { s } = draft;
  const knowledge = command.knowledge ?? s.review?.knowledge;
  const review: Review = {
    cause: cutText(command.cause, reviewBytes.cause),
    actions: command.actions.slice(0, actionsMax).map((action) => ({
      ...action,
      text: cutText(action.text, reviewBytes.action),
    })),
    ...(knowledge && knowledgeOf(knowledge)),
    by: command.by.person ?? command.by.id,
    at: now,
  };
  s.review = review;
  writeFact(draft, {
    kind: 'review',
    key: String(now),
    data: {
      by: review.by,
      cause: review.cause,
      actions: JSON.stringify(review.actions),
      knowledge: knowledge === undefined ? null : JSON.stringify(knowledge),
    },
  });
  const with_ = { cause: review.cause, actions: review.actions.length };
  say(draft, { at: now, by: command.by, what: 'incident.reviewed', with: with_, cause: 'review' });
  if (s.stage !== 'reviewing' && needsReview(s)) {
    const owed = inWorkingDays(s, reviewDays[s.severity]);
    noticesOnReviewing(draft, now, startClock('review', now, owed).dueAt);
  }
  const clock = clockOf(s, 'review');
  if (clock && knowledge) putClock(s, stopClock(clock, now));
};

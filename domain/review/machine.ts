import type { Asked, Command, Instant, Machine } from '../machine.js';
import { asked } from './asked.js';
import { begin } from './begin.js';
import { check } from './check.js';
import type { ReviewReported, ReviewTold } from './commands.js';
import { draftOf, say, stepOf, type Draft } from './draft.js';
import type { Review } from './process.js';
import { closeWhenThrough, openPublication, release } from './stages.js';
import { workDaysMax } from './state.js';
import { nextDue, tick } from './tick.js';
import { viewOf } from './view-of.js';

const whyMaxChars = 200;
/** A score that could not be made is asked for again after this. */
const failedAgainMs = 3_600_000;

const isAsked = (command: Command<Review>): command is Asked<Review> => 'by' in command;

const reported = (draft: Draft, report: ReviewReported, now: Instant): void => {
  const { s } = draft;
  if (report.type === 'told' || s.scoring?.effect !== report.effect) return;
  if (report.why !== undefined) {
    s.scoring = { ...s.scoring, again: now + failedAgainMs };
    const why = report.why.slice(0, whyMaxChars);
    return say(draft, { at: now, what: 'review.unscored', with: { why } });
  }
  say(draft, { at: now, what: 'review.scored', with: { why: s.scoring.why } });
  delete s.scoring;
};

const told = (draft: Draft, word: ReviewTold, now: Instant): void => {
  const { s } = draft;
  if (word.type === 'cancel_requested') {
    return say(draft, { at: now, what: 'engine.cancel_requested' });
  }
  if (s.stage === 'closed') return;
  if (word.type === 'dates') {
    if (s.releasedAt !== undefined) return;
    s.dates = word.dates;
    s.workDays = word.workDays.slice(0, workDaysMax);
    return say(draft, { at: now, what: 'review.dates_moved' });
  }
  if (word.stage === 'close') return closeWhenThrough(draft, now);
  if (word.stage === 'released') return release(draft, now);
  const before = s.releasedAt === undefined && s.stage !== 'publication';
  if (before) openPublication(draft, now, word.until);
};

/**
 * One person's review within a cycle (4c, operations.md): each form has a holder and a clock,
 * silence climbs and is then passed over, an appeal goes to a panel without the manager. It keeps
 * who did what when; what they wrote and every score is elsewhere, behind the publication gate.
 */
export const reviewMachine: Machine<Review> = {
  begin,
  check,
  apply: (state, command, now) => {
    const draft = draftOf(state);
    if (isAsked(command)) asked(draft, command, now);
    else if (command.type === 'scored' || command.type === 'told') reported(draft, command, now);
    else told(draft, command, now);
    return stepOf(draft);
  },
  nextDue,
  tick,
  wanted: (s, effect) => effect.kind !== 'score' || s.scoring?.effect === effect.id,
  failed: (effect, why) =>
    effect.kind === 'score'
      ? { type: 'scored', effect: effect.id, changed: 0, why }
      : { type: 'told', effect: effect.id, ok: false },
  view: viewOf,
  outcome: ({ closedAt }) => (closedAt === undefined ? undefined : { closedAt }),
};

import { cutText } from '../cut-text.js';
import type { Instant } from '../machine.js';
import { dayAfter } from '../review/work-days.js';
import { digestAfterMs } from '../review/reminder.js';
import type { ReviewCycleReported, ReviewCycleTold } from './commands.js';
import { hand, say, type Draft } from './draft.js';
import { end } from './stages.js';
import { absentMax, participantsMax, textBytes, type WaitedFor } from './state.js';

type Report<T extends ReviewCycleReported['type']> = Extract<ReviewCycleReported, { type: T }>;
type Waited = Exclude<ReviewCycleReported, { type: 'reminded' }>;

/** An effect that failed for good is handed out again after this. */
const failedAgainMs = 3_600_000;

const kindOf: Record<Waited['type'], WaitedFor> = {
  opened: 'open_reviews',
  frozen: 'freeze',
  scored: 'score',
  reviews_told: 'tell_reviews',
  archived: 'archive',
};

const landed = (draft: Draft, kind: WaitedFor): void => {
  const { [kind]: _done, ...rest } = draft.s.flying;
  draft.s.flying = rest;
};

const frozen = (draft: Draft, report: Report<'frozen'>, at: Instant): void => {
  const { s } = draft;
  const { people, insufficient } = report;
  const absent = report.absent.slice(0, absentMax);
  s.frozen = { at, people, insufficient, absent, digest: cutText(report.digest, textBytes.digest) };
  say(draft, {
    ...{ at, what: 'cycle.frozen' },
    with: { people, insufficient, absent: report.absent.length, digest: s.frozen.digest },
  });
};

const archived = (draft: Draft, report: Report<'archived'>, at: Instant): void => {
  const { s } = draft;
  const { open, sha256, rows } = report;
  if (open > 0 || sha256 === undefined) {
    const again = dayAfter(s.workDays, at, 1)[0] + digestAfterMs;
    s.flying = { ...s.flying, archive: { effect: report.effect, again } };
    return say(draft, { at, what: 'cycle.waiting', with: { open } });
  }
  s.archive = { sha256, rows: rows ?? 0, at };
  end(draft, at, s.closedAs ?? 'archived');
};

const waited = (draft: Draft, report: Waited, at: Instant): void => {
  const { s } = draft;
  const kind = kindOf[report.type];
  const flying = s.flying[kind];
  if (flying?.effect !== report.effect) return;
  if (report.why !== undefined) {
    s.flying = { ...s.flying, [kind]: { ...flying, again: at + failedAgainMs } };
    const why = cutText(report.why, textBytes.why);
    return say(draft, { at, what: 'cycle.effect_failed', with: { effect: kind, why } });
  }
  landed(draft, kind);
  switch (report.type) {
    case 'opened':
      s.opened = report.started;
      return say(draft, { at, what: 'cycle.reviews_opened', with: { people: report.started } });
    case 'frozen':
      return frozen(draft, report, at);
    case 'scored':
      return say(draft, { at, what: 'cycle.scored', with: { changed: report.changed } });
    case 'reviews_told':
      if (s.stage === 'closing') hand(draft, 'archive', { at });
      return;
    case 'archived':
      return archived(draft, report, at);
  }
};

/** Those outside their working hours are mailed when these begin, within the day. */
const reminded = (draft: Draft, report: Report<'reminded'>, at: Instant): void => {
  const { s } = draft;
  if (s.reminding !== report.effect) return;
  delete s.reminding;
  if (report.progress) s.progress = report.progress;
  if (report.sent > 0) {
    say(draft, {
      at,
      what: 'cycle.reminded',
      with: { sent: report.sent, waiting: report.waiting },
    });
  }
  if (report.why !== undefined) {
    const why = cutText(report.why, textBytes.why);
    return say(draft, { at, what: 'cycle.effect_failed', with: { effect: 'remind', why } });
  }
  const { again } = report;
  if (again !== undefined && again > at && again < s.remindAt) s.remindAt = again;
};

/** The outcome of an effect; never refused. */
export const reported = (draft: Draft, report: ReviewCycleReported, at: Instant): void => {
  if (report.type === 'reminded') reminded(draft, report, at);
  else waited(draft, report, at);
};

/** What a review or the engine says; never refused. */
export const told = (draft: Draft, word: ReviewCycleTold, at: Instant): void => {
  const { s } = draft;
  if (word.type === 'cancel_requested') {
    return say(draft, { at, what: 'engine.cancel_requested' });
  }
  const others = s.appeals.filter((id) => id !== word.review);
  if (word.type === 'appealed') {
    s.appeals = [...others, word.review].slice(-participantsMax);
    return say(draft, { at, what: 'cycle.appealed', with: { review: word.review, no: word.no } });
  }
  s.appeals = others;
  const { review, outcome } = word;
  say(draft, { at, what: 'cycle.appeal_decided', with: { review, outcome } });
};

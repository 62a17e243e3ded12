import { cutText } from '../cut-text.js';
import { skipEmpty } from '../ladder.js';
import type { Command, Instant } from '../machine.js';
import { usefulnessHorizonMs } from '../page.js';
import type { AccessRequestReported } from './commands.js';
import { nextEffect, page, say, type Draft } from './draft.js';
import type { AccessRequestReason } from './effects.js';
import type { AccessRequest } from './process.js';
import { close, grantAgainMs, tell } from './rules.js';
import { followUpsMax, type AccessRequestState, type FollowUp } from './state.js';

type Report<T extends AccessRequestReported['type']> = Extract<AccessRequestReported, { type: T }>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
const peopleMaxBytes = 1_500;
const whyMaxChars = 200;

const reports: readonly string[] = [
  'paged',
  'delivered',
  'page_failed',
  'granted',
] satisfies AccessRequestReported['type'][];

export const isReport = (command: Command<AccessRequest>): command is AccessRequestReported =>
  reports.includes(command.type);

const isWithdrawn = (s: AccessRequestState, report: Report<'paged' | 'page_failed'>): boolean =>
  Number(report.effect.slice(1)) <= s.silenced[report.ladder];

/** What a page of the ladder says at the moment. */
export const reasonOf = (
  s: AccessRequestState,
  ladder: FollowUp['ladder'],
): AccessRequestReason => {
  if (ladder === 'answer') return s.closedAs === 'declined' ? 'declined' : 'granted';
  return s.ladder.reached > 0 ? 'unanswered' : 'asked';
};

export const followUp = (draft: Draft, { ladder, page: of, due, afterS }: FollowUp): void => {
  const reason = reasonOf(draft.s, ladder);
  page(draft, { ladder, reason, due, targets: [], followUp: { of, afterS } });
};

const skip = (draft: Draft, rung: number | undefined): void => {
  if (rung !== undefined) draft.s.ladder = skipEmpty(draft.s.ladder, rung);
};

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const { ladder, rung, people, more, waiting, effect } = report;
  const line = { at: now, cause: rung === undefined ? ladder : `${ladder}/${rung + 1}` };
  const numbered = rung === undefined ? { reason: ladder } : { rung: rung + 1 };
  const unreached = people.length > 0 && people.every(({ state }) => state === 'failed');
  if (report.empty || (unreached && !waiting)) {
    const what = rung === undefined ? 'page.nobody' : 'page.empty';
    say(draft, { ...line, what, with: numbered });
    if (!isWithdrawn(s, report)) skip(draft, rung);
  } else if (people.length > 0) {
    const names = cutText(people.map(({ name }) => name).join(', '), peopleMaxBytes);
    const what = rung === undefined ? 'page.reached_other' : 'page.reached';
    const with_ = { people: more > 0 ? `${names} +${more}` : names, ...numbered };
    say(draft, { ...line, what, with: with_ });
  }
  if (isWithdrawn(s, report)) return;
  if (waiting) {
    const no = nextEffect(draft);
    const until = now + usefulnessHorizonMs;
    draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ladder, page: effect, until });
  }
  if (ladder === 'answer') return;
  const later = report.later.map((afterS) => ({
    ...{ due: now + afterS * 1000, page: effect, ladder, afterS },
  }));
  const ahead = [...s.followUps, ...later].toSorted((a, b) => a.due - b.due);
  const early = ahead.splice(0, Math.max(0, ahead.length - followUpsMax));
  s.followUps = ahead;
  for (const one of early) followUp(draft, one);
};

/** The grant is written, or the hands gave up and it is written again soon. */
const granted = (draft: Draft, report: Report<'granted'>, now: Instant): void => {
  const { s } = draft;
  if (s.granting?.effect !== report.effect) return;
  if (report.why !== undefined || report.until === undefined) {
    const why = (report.why ?? '').slice(0, whyMaxChars);
    say(draft, { at: now, what: 'access_request.grant_failed', with: { why } });
    s.granting = { ...s.granting, due: now + grantAgainMs };
    return;
  }
  s.until = report.until;
  say(draft, { at: now, what: 'access_request.granted', with: { until: report.until } });
  close(draft, { at: now, as: 'granted' });
  tell(draft, 'granted', now);
};

/** The outcome of an effect; never refused. */
export const reported = (draft: Draft, report: AccessRequestReported, now: Instant): void => {
  switch (report.type) {
    case 'paged':
      return paged(draft, report, now);
    case 'granted':
      return granted(draft, report, now);
    case 'delivered': {
      const { delivered, failed, silenced } = report;
      const with_ = { delivered, failed, silenced };
      return say(draft, { at: now, what: 'page.delivered_late', with: with_, cause: report.page });
    }
    case 'page_failed': {
      const why = report.why.slice(0, whyMaxChars);
      say(draft, { at: now, what: 'page.failed', with: { why }, cause: report.effect });
      if (!isWithdrawn(draft.s, report)) skip(draft, report.rung);
    }
  }
};

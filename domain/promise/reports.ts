import { cutText } from '../cut-text.js';
import type { Instant } from '../machine.js';
import { usefulnessHorizonMs, type Delivered, type Paged, type PageFailed } from '../page.js';
import { nextEffect, page, say, type Draft } from './draft.js';
import { planned } from './agenda.js';
import { followUpsMax, type FollowUp, type PromiseLadder, type PromiseState } from './state.js';

export type PageReport = Paged<PromiseLadder> | Delivered | PageFailed<PromiseLadder>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
const peopleMaxBytes = 1_500;
const whyMaxChars = 200;

const pageReports: readonly string[] = [
  'paged',
  'delivered',
  'page_failed',
] satisfies PageReport['type'][];

export const isPageReport = (command: { type: string }): command is PageReport =>
  pageReports.includes(command.type);

const isWithdrawn = (
  s: PromiseState,
  { effect, ladder }: { effect: string; ladder: PromiseLadder },
): boolean => s.closedAt !== undefined || Number(effect.slice(1)) <= s.silenced[ladder];

/** A level that found nobody does not burn its time: the next one is due at once. */
const climbAtOnce = ({ s }: { s: PromiseState }, level: number | undefined, now: Instant): void => {
  const next = s.agenda.find(({ what }) => what === 'climb');
  if (level === undefined || next?.level === undefined || next.level <= level) return;
  s.agenda = planned([
    { ...next, at: Math.min(next.at, now) },
    ...s.agenda.filter((one) => one !== next),
  ]);
};

export const followUp = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  { ladder, page: of, due, afterS }: FollowUp,
  reason: R,
): void => page(draft, { ladder, reason, due, targets: [], followUp: { of, afterS } });

const sayReached = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  report: Paged<PromiseLadder>,
  now: Instant,
): boolean => {
  const { ladder, rung, people, more, waiting } = report;
  const cause = rung === undefined ? ladder : `${ladder}/${rung + 1}`;
  const numbered = rung === undefined ? { reason: ladder } : { rung: rung + 1 };
  const unreached = people.length > 0 && people.every(({ state }) => state === 'failed');
  if (report.empty || (unreached && !waiting)) {
    const what = rung === undefined ? 'page.nobody' : 'page.empty';
    say(draft, { at: now, what, with: numbered, cause });
    return false;
  }
  if (people.length === 0) return true;
  const names = cutText(people.map(({ name }) => name).join(', '), peopleMaxBytes);
  const with_ = { people: more > 0 ? `${names} +${more}` : names, ...numbered };
  const what = rung === undefined ? 'page.reached_other' : 'page.reached';
  say(draft, { at: now, what, with: with_, cause });
  return true;
};

const paged = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  report: Paged<PromiseLadder>,
  { now, reason }: { now: Instant; reason: R },
): void => {
  const { s } = draft;
  const reached = sayReached(draft, report, now);
  if (isWithdrawn(s, report)) return;
  if (!reached) climbAtOnce(draft, report.rung, now);
  const { ladder, effect, waiting } = report;
  if (waiting) {
    const no = nextEffect(draft);
    const until = now + usefulnessHorizonMs;
    draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ladder, page: effect, until });
  }
  if (ladder === 'told') return;
  const later = report.later.map((afterS) => ({
    ...{ due: now + afterS * 1000, page: effect, ladder, afterS },
  }));
  const ahead = [...s.followUps, ...later].toSorted((a, b) => a.due - b.due);
  const early = ahead.splice(0, Math.max(0, ahead.length - followUpsMax));
  s.followUps = ahead;
  for (const one of early) followUp(draft, one, reason);
};

/** The outcome of a page; `reason` is what a page to act says at the moment. Never refused. */
export const pageReported = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  report: PageReport,
  at: { now: Instant; reason: R },
): void => {
  const { now } = at;
  if (report.type === 'paged') return paged(draft, report, at);
  if (report.type === 'delivered') {
    const { delivered, failed, silenced } = report;
    const with_ = { delivered, failed, silenced };
    return say(draft, { at: now, what: 'page.delivered_late', with: with_, cause: report.page });
  }
  const why = report.why.slice(0, whyMaxChars);
  say(draft, { at: now, what: 'page.failed', with: { why }, cause: report.effect });
  if (!isWithdrawn(draft.s, report)) climbAtOnce(draft, report.rung, now);
};

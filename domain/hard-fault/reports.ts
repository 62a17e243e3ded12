import { rewalkClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import { skipEmpty } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { usefulnessHorizonMs } from '../page.js';
import type { HardFaultReported } from './commands.js';
import { deliver, draftOf, followUp, say, stepOf, type Draft } from './draft.js';
import type { HardFault } from './process.js';
import { hoursOf } from './rungs.js';
import { followUpsMax, type HardFaultLadder, type HardFaultState } from './state.js';

type Report<T extends HardFaultReported['type']> = Extract<HardFaultReported, { type: T }>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
const peopleMaxBytes = 1_500;
const whyMaxChars = 200;

const isWithdrawn = (
  s: HardFaultState,
  { effect, ladder }: { effect: string; ladder: HardFaultLadder },
): boolean => s.stage === 'closed' || Number(effect.slice(1)) <= s.silenced[ladder];

const skip = (draft: Draft, rung: number | undefined): void => {
  const { s } = draft;
  if (rung !== undefined && s.ladder) s.ladder = skipEmpty(s.ladder, rung);
};

/** Says who was reached; false where it is to be taken as if nobody was asked. */
const sayReached = (draft: Draft, report: Report<'paged'>, now: Instant): boolean => {
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

const planFollowUps = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const { ladder, effect } = report;
  const later = report.later.map((afterS) => ({
    due: now + afterS * 1000,
    page: effect,
    ladder,
    afterS,
  }));
  const ahead = [...s.followUps, ...later].toSorted((a, b) => a.due - b.due);
  for (const early of ahead.splice(0, Math.max(0, ahead.length - followUpsMax))) {
    followUp(draft, early);
  }
  s.followUps = ahead;
};

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const withdrawn = isWithdrawn(s, report);
  const reached = sayReached(draft, report, now);
  if (withdrawn) return;
  if (!reached) skip(draft, report.rung);
  for (const { schedule } of report.gaps) {
    say(draft, { at: now, what: 'page.gap', with: { schedule } });
  }
  const { ladder, effect, waiting } = report;
  if (waiting) deliver(draft, { ladder, page: effect, until: now + usefulnessHorizonMs });
  planFollowUps(draft, report, now);
};

const pageFailed = (draft: Draft, report: Report<'page_failed'>, now: Instant): void => {
  const why = report.why.slice(0, whyMaxChars);
  say(draft, { at: now, what: 'page.failed', with: { why }, cause: report.effect });
  if (!isWithdrawn(draft.s, report)) skip(draft, report.rung);
};

/** Better hours walk the running clock anew; one that is overdue stays so (R11). */
const hoursTaken = (draft: Draft, report: Report<'hours_taken'>, now: Instant): boolean => {
  const { s } = draft;
  if (s.reading !== report.effect) return false;
  delete s.reading;
  const before = s.clock.dueAt;
  const { hours: _old, ...rest } = s;
  draft.s = { ...rest, ...(report.hours && { hours: report.hours }) };
  if (draft.s.stage === 'closed' || draft.s.ladder) return false;
  draft.s.clock = rewalkClock(draft.s.clock, hoursOf(draft.s), now);
  return draft.s.clock.dueAt !== before;
};

/** The outcome of an effect; never refused. */
export const reported = (
  state: HardFaultState,
  report: HardFaultReported,
  now: Instant,
): Step<HardFault> => {
  const draft = draftOf(state);
  let shown = false;
  switch (report.type) {
    case 'hours_taken':
      shown = hoursTaken(draft, report, now);
      break;
    case 'hours_failed':
      if (draft.s.reading === report.effect) delete draft.s.reading;
      break;
    case 'told':
      break;
    case 'paged':
      paged(draft, report, now);
      break;
    case 'delivered': {
      const { delivered, failed, silenced } = report;
      const with_ = { delivered, failed, silenced };
      say(draft, { at: now, what: 'page.delivered_late', with: with_, cause: report.page });
      break;
    }
    case 'page_failed':
      pageFailed(draft, report, now);
      break;
  }
  return stepOf(draft, draft.entries.length === 0 && !shown);
};

import { cutText } from '../cut-text.js';
import type { Instant, Step } from '../machine.js';
import { usefulnessHorizonMs } from '../page.js';
import { hoursTaken } from './calendars.js';
import type { HandoverReported, HandoverTold } from './commands.js';
import { againReason, person, raise } from './deadlines.js';
import { deliver, draftOf, page, say, stepOrQuiet, type Draft } from './draft.js';
import { followSheet, sheetFrozen, signatureAsked } from './acceptance.js';
import { noteFault } from './trial.js';
import type { Handover } from './process.js';
import { fallBack, settleBaton } from './stages.js';
import { followUpsMax, gapsToldMax, type HandoverState, type LadderName } from './state.js';

type Report<T extends HandoverReported['type']> = Extract<HandoverReported, { type: T }>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
export const peopleMaxBytes = 1_500;

const numberOf = (effect: string): number => Number(effect.slice(1));

/** The page came back after its ladder was silenced: it says what happened and moves nothing. */
const isWithdrawn = (s: HandoverState, report: { effect: string; ladder: LadderName }): boolean =>
  s.stage === 'closed' || numberOf(report.effect) <= s.silenced[report.ladder];

/** Nobody on call: the schedule's owner is asked in their stead, once (R17). */
const askOwners = (draft: Draft, report: Report<'paged'>, now: Instant): boolean => {
  const { s } = draft;
  const fresh = report.gaps.filter(({ schedule }) => !s.gapsTold.includes(schedule));
  if (fresh.length === 0) return false;
  s.gapsTold = [...s.gapsTold, ...fresh.map(({ schedule }) => schedule)].slice(-gapsToldMax);
  for (const { schedule, owner } of fresh) {
    say(draft, { at: now, what: 'page.gap', with: { schedule } });
    page(draft, { ladder: report.ladder, reason: 'gap', due: now, targets: [person(owner)] });
  }
  return true;
};

const cause = ({ ladder, rung }: { ladder: LadderName; rung?: number }): string =>
  rung === undefined ? ladder : `${ladder}/${rung + 1}`;

const nobody = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const line = { at: now, cause: cause(report) };
  const { ladder, rung } = report;
  if (rung === undefined) {
    say(draft, { ...line, what: 'page.nobody', with: { reason: ladder } });
    return;
  }
  say(draft, { ...line, what: 'page.empty', with: { rung: rung + 1 } });
  raise(draft, { ladder, rung }, now);
};

const reached = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const names = cutText(report.people.map(({ name }) => name).join(', '), peopleMaxBytes);
  const people = report.more > 0 ? `${names} +${report.more}` : names;
  const line = { at: now, cause: cause(report) };
  const { rung, ladder } = report;
  if (rung === undefined) {
    say(draft, { ...line, what: 'page.reached_other', with: { people, reason: ladder } });
  } else {
    say(draft, { ...line, what: 'page.reached', with: { people, rung: rung + 1 } });
  }
};

/** Beyond the limit the soonest are sent early rather than dropped. */
const followUp = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const { effect: id, ladder } = report;
  if (report.waiting) deliver(draft, { ladder, page: id, until: now + usefulnessHorizonMs });
  const added = report.later.map((afterS) => ({
    ...{ due: now + afterS * 1000, page: id },
    ...{ ladder, afterS },
  }));
  const ahead = [...s.followUps, ...added].toSorted((a, b) => a.due - b.due);
  const early = ahead.splice(0, Math.max(0, ahead.length - followUpsMax));
  s.followUps = ahead;
  for (const { ladder: of, page: paged, due, afterS } of early) {
    const later = { of: paged, afterS };
    page(draft, { ladder: of, reason: againReason(of), due, targets: [], followUp: later });
  }
};

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { people, waiting, empty } = report;
  const withdrawn = isWithdrawn(draft.s, report);
  const unreached = people.length > 0 && people.every(({ state }) => state === 'failed');
  const asksOwner = !withdrawn && askOwners(draft, report, now);
  if (people.length > 0 && !(unreached && !waiting)) reached(draft, report, now);
  else if ((empty || unreached) && !asksOwner && !withdrawn) nobody(draft, report, now);
  if (!withdrawn) followUp(draft, report, now);
};

const pageFailed = (draft: Draft, report: Report<'page_failed'>, now: Instant): void => {
  say(draft, { at: now, what: 'page.failed', with: { why: report.why.slice(0, 200) } });
  const { ladder, rung } = report;
  if (rung !== undefined && !isWithdrawn(draft.s, report)) raise(draft, { ladder, rung }, now);
};

const take = (draft: Draft, report: HandoverReported, now: Instant): void => {
  switch (report.type) {
    case 'paged':
      return paged(draft, report, now);
    case 'delivered': {
      const { delivered, failed, silenced } = report;
      const with_ = { delivered, failed, silenced };
      return say(draft, { at: now, what: 'page.delivered_late', with: with_, cause: report.page });
    }
    case 'page_failed':
      return pageFailed(draft, report, now);
    case 'hours':
      return hoursTaken(draft, report, now);
    case 'sheet':
      return sheetFrozen(draft, report, now);
    case 'signature_asked':
      return signatureAsked(draft, report, now);
    case 'told':
    case 'marked':
      if (!report.ok) say(draft, { at: now, what: 'handover.untold', cause: report.effect });
      return;
  }
};

/** The outcome of an effect; never refused. */
export const reported = (
  state: HandoverState,
  report: HandoverReported,
  now: Instant,
): Step<Handover> => {
  const draft = draftOf(state);
  take(draft, report, now);
  settleBaton(draft, now);
  return stepOrQuiet(draft);
};

/** A grave fault starts the trial anew, also out of an acceptance that is being signed (4b). */
const fault = (
  draft: Draft,
  word: Extract<HandoverTold, { type: 'fault' }>,
  now: Instant,
): void => {
  const restarted = noteFault(draft, word, now);
  if (!restarted || draft.s.stage !== 'acceptance') return;
  const { incident, level } = word;
  fallBack(draft, { stage: 'trial', at: now, reason: `${incident} ${level}`, cause: incident });
};

/** What another process says; never refused. */
export const toldBy = (state: HandoverState, word: HandoverTold, now: Instant): Step<Handover> => {
  const draft = draftOf(state);
  if (word.type === 'cancel_requested') say(draft, { at: now, what: 'engine.cancel_requested' });
  else fault(draft, word, now);
  followSheet(draft, state, now);
  settleBaton(draft, now);
  return stepOrQuiet(draft);
};

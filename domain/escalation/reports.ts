import { cutText } from '../cut-text.js';
import { skipEmpty } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { usefulnessHorizonMs } from '../page.js';
import { rewalk } from './awaiting.js';
import type { EscalationReported, EscalationTold } from './commands.js';
import { deliver, draftOf, page, say, setLeg, stepOrQuiet, type Draft } from './draft.js';
import { personTarget } from './legs.js';
import type { Escalation } from './process.js';
import {
  followUpsMax,
  gapsToldMax,
  pagedMax,
  type EscalationState,
  type LadderName,
} from './state.js';
import { rerun } from './supplier.js';

type Report<T extends EscalationReported['type']> = Extract<EscalationReported, { type: T }>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
export const peopleMaxBytes = 1_500;

const numberOf = (effect: string): number => Number(effect.slice(1));

/** The page came back after its ladder was silenced: it says what happened and moves nothing. */
const isWithdrawn = (s: EscalationState, report: { effect: string; ladder: LadderName }): boolean =>
  s.stage === 'closed' || numberOf(report.effect) <= s.silenced[report.ladder];

const skip = (s: EscalationState, report: { ladder: LadderName; rung?: number }): void => {
  const { awaited } = s;
  if (!awaited || awaited.pages !== report.ladder || report.rung === undefined) return;
  s.awaited = { ...awaited, ladder: skipEmpty(awaited.ladder, report.rung) };
};

/** Nobody on call: the schedule's owner is asked in their stead, once (R17). */
const askOwners = (draft: Draft, report: Report<'paged'>, now: Instant): boolean => {
  const { s } = draft;
  const fresh = report.gaps.filter(({ schedule }) => !s.gapsTold.includes(schedule));
  if (fresh.length === 0) return false;
  s.gapsTold = [...s.gapsTold, ...fresh.map(({ schedule }) => schedule)].slice(-gapsToldMax);
  for (const { schedule, owner } of fresh) {
    say(draft, { at: now, what: 'page.gap', with: { schedule } });
    page(draft, {
      ladder: report.ladder,
      reason: 'gap',
      due: now,
      targets: [personTarget(owner)],
      ...(report.rung !== undefined && { rung: report.rung, round: 0 }),
    });
  }
  return true;
};

const cause = ({ ladder, rung }: { ladder: LadderName; rung?: number }): string =>
  rung === undefined ? ladder : `${ladder}/${rung + 1}`;

const nobody = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const line = { at: now, cause: cause(report) };
  if (report.rung === undefined) {
    say(draft, { ...line, what: 'page.nobody', with: { reason: report.ladder } });
    return;
  }
  say(draft, { ...line, what: 'page.empty', with: { rung: report.rung + 1 } });
  skip(draft.s, report);
};

const reached = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const all = report.people.map((person) => person.name).join(', ');
  const names = cutText(all, peopleMaxBytes);
  const people = report.more > 0 ? `${names} +${report.more}` : names;
  const line = { at: now, cause: cause(report) };
  const { rung } = report;
  if (rung === undefined) {
    say(draft, { ...line, what: 'page.reached_other', with: { people, reason: report.ladder } });
  } else {
    say(draft, { ...line, what: 'page.reached', with: { people, rung: rung + 1 } });
  }
};

/** Whoever was paged for a leg or a decision may answer it. */
const entitle = (draft: Draft, report: Report<'paged'>): void => {
  const { s } = draft;
  const people = report.people.map(({ person }) => person);
  const join = (known: string[]): string[] => [...new Set([...known, ...people])].slice(-pagedMax);
  if (report.ladder === 'leg') setLeg(draft, { paged: join(s.leg.paged) });
  if (report.ladder === 'duty') s.dutyPaged = join(s.dutyPaged);
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
    const followUp = { of: paged, afterS };
    page(draft, { ladder: of, reason: 'unanswered', due, targets: [], followUp });
  }
};

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { people, waiting, empty } = report;
  const withdrawn = isWithdrawn(draft.s, report);
  const unreached = people.length > 0 && people.every(({ state }) => state === 'failed');
  const asksOwner = !withdrawn && askOwners(draft, report, now);
  if (people.length > 0 && !(unreached && !waiting)) reached(draft, report, now);
  else if ((empty || unreached) && !asksOwner && !withdrawn) nobody(draft, report, now);
  if (withdrawn) return;
  entitle(draft, report);
  followUp(draft, report, now);
};

const hours = (draft: Draft, report: Report<'hours'>, now: Instant): void => {
  const { s } = draft;
  if (s.leg.looking !== report.effect) return;
  const { looking: _looked, ...leg } = s.leg;
  s.leg = leg;
  if (report.hours === undefined) {
    const why = (report.why ?? '').slice(0, 200);
    say(draft, { at: now, what: 'escalation.no_calendar', with: { name: leg.party.name, why } });
    return;
  }
  setLeg(draft, { hours: report.hours });
  rewalk(draft, now);
  rerun(draft);
  say(draft, { at: now, what: 'escalation.hours', with: { name: leg.party.name } });
};

/** The outcome of an effect; never refused. */
export const reported = (
  state: EscalationState,
  report: EscalationReported,
  now: Instant,
): Step<Escalation> => {
  const draft = draftOf(state);
  switch (report.type) {
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
      say(draft, { at: now, what: 'page.failed', with: { why: report.why.slice(0, 200) } });
      if (!isWithdrawn(draft.s, report)) skip(draft.s, report);
      break;
    case 'told':
      if (!report.ok) say(draft, { at: now, what: 'escalation.untold', cause: report.effect });
      break;
    case 'hours':
      hours(draft, report, now);
      break;
  }
  return stepOrQuiet(draft);
};

/** What another process says; never refused. */
export const toldBy = (
  state: EscalationState,
  word: EscalationTold,
  now: Instant,
): Step<Escalation> => {
  const draft = draftOf(state);
  if (word.type === 'cancel_requested') say(draft, { at: now, what: 'engine.cancel_requested' });
  return stepOrQuiet(draft);
};

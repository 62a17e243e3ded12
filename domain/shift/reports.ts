import { cutText } from '../cut-text.js';
import { skipEmpty } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import { usefulnessHorizonMs } from '../page.js';
import type { Gone, ShiftReported } from './commands.js';
import {
  deliver,
  draftOf,
  followUp,
  isUnsigned,
  mark,
  say,
  stepOf,
  takeOver,
  type Draft,
} from './draft.js';
import type { Shift } from './process.js';
import {
  close,
  confirmAfterMs,
  confirmAgainMs,
  confirmsMax,
  dropSettled,
  finishRound,
  list,
  openRound,
  pageRung,
} from './rounds.js';
import { followUpsMax, type ShiftItem, type ShiftLadder, type ShiftState } from './state.js';

type Report<T extends ShiftReported['type']> = Extract<ShiftReported, { type: T }>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
const peopleMaxBytes = 1_500;
const whyMaxChars = 200;

/** Whoever does not hold a subject any more need not hand it over. */
const settle = (draft: Draft, gone: readonly Gone[], now: Instant): void => {
  const { s } = draft;
  for (const { id, how } of gone) {
    const item = s.items.find((one) => one.id === id);
    if (!item) continue;
    if (item.state === 'signed') mark(draft, [id], { to: 'moved', at: now });
    if (!isUnsigned(item)) continue;
    mark(draft, [id], { to: how, at: now });
    const with_ = { item: item.number, title: item.title };
    say(draft, { at: now, what: `shift.item_${how}`, with: with_, cause: id });
  }
};

const signed = (s: ShiftState): ShiftItem[] => s.items.filter(({ state }) => state === 'signed');

/** The first list: with nothing on it there is nothing to hand over. */
const first = (draft: Draft, report: Report<'gathered'>, now: Instant): void => {
  list(draft, { fresh: report.fresh, more: report.more, at: now });
  if (draft.s.items.length === 0) close(draft, { at: now, as: 'empty' });
  else openRound(draft, now);
};

/** A signature whose subject still shows its old holder is told again, and then is owed again. */
const tellAgain = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const unmoved = signed(s).map((item) => item.id);
  const times = (s.confirm?.times ?? 0) + 1;
  if (times < confirmsMax) {
    takeOver(draft, unmoved);
    s.confirm = { due: now + confirmAgainMs, times };
    return;
  }
  mark(draft, unmoved, { to: 'unsigned', at: now });
  for (const { number, title, id } of s.items.filter((item) => unmoved.includes(item.id))) {
    say(draft, { at: now, what: 'shift.not_moved', with: { item: number, title }, cause: id });
  }
  dropSettled(draft);
  openRound(draft, now);
};

/** After the last signature: it ends only when the outgoing side holds nothing any more (V26). */
const confirmed = (draft: Draft, report: Report<'gathered'>, now: Instant): void => {
  const { s } = draft;
  settle(draft, report.gone, now);
  if (report.fresh.length > 0 || report.more > 0) {
    dropSettled(draft);
    list(draft, { fresh: report.fresh, more: report.more, at: now });
    openRound(draft, now);
  } else if (signed(s).length > 0) tellAgain(draft, now);
  else close(draft, { at: now, as: 'signed' });
};

/** A rung is due: what was settled meanwhile needs no page. */
const looked = (draft: Draft, report: Report<'gathered'>, now: Instant): void => {
  const { s } = draft;
  const firing = s.gathering?.firing;
  delete s.gathering;
  settle(draft, report.gone, now);
  if (!s.items.some(isUnsigned)) finishRound(draft, now);
  else if (firing) pageRung(draft, firing);
};

const gathered = (draft: Draft, report: Report<'gathered'>, now: Instant): void => {
  const { s } = draft;
  if (s.gathering?.effect !== report.effect || s.stage === 'closed') return;
  if (s.stage === 'signing') return looked(draft, report, now);
  delete s.gathering;
  if (s.stage === 'gathering') first(draft, report, now);
  else confirmed(draft, report, now);
};

/** The records are away for good: nobody is left unpaged for that, and they are asked again. */
const gatherFailed = (draft: Draft, report: Report<'gather_failed'>, now: Instant): void => {
  const { s } = draft;
  if (s.gathering?.effect !== report.effect) return;
  const { firing } = s.gathering;
  delete s.gathering;
  const why = report.why.slice(0, whyMaxChars);
  say(draft, { at: now, what: 'shift.unread', with: { why }, cause: report.effect });
  if (s.stage === 'signing' && firing) pageRung(draft, firing);
  if (s.confirm) s.confirm = { ...s.confirm, due: now + confirmAgainMs };
};

const isWithdrawn = (s: ShiftState, report: { effect: string; ladder: ShiftLadder }): boolean =>
  Number(report.effect.slice(1)) <= s.silenced[report.ladder];

const cause = (ladder: ShiftLadder, rung: number | undefined): string =>
  rung === undefined ? ladder : `${ladder}/${rung + 1}`;

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const { ladder, rung, people, more, waiting, effect } = report;
  const line = { at: now, cause: cause(ladder, rung) };
  const numbered = rung === undefined ? { reason: ladder } : { rung: rung + 1 };
  const unreached = people.length > 0 && people.every(({ state }) => state === 'failed');
  if (report.empty || (unreached && !waiting)) {
    say(draft, {
      ...line,
      what: rung === undefined ? 'page.nobody' : 'page.empty',
      with: numbered,
    });
    if (rung !== undefined && !isWithdrawn(s, report)) s.ladder = skipEmpty(s.ladder, rung);
  } else if (people.length > 0) {
    const names = cutText(people.map(({ name }) => name).join(', '), peopleMaxBytes);
    const with_ = { people: more > 0 ? `${names} +${more}` : names, ...numbered };
    say(draft, {
      ...line,
      what: rung === undefined ? 'page.reached_other' : 'page.reached',
      with: with_,
    });
  }
  if (isWithdrawn(s, report)) return;
  for (const { schedule } of report.gaps) {
    say(draft, { at: now, what: 'page.gap', with: { schedule } });
  }
  if (waiting) deliver(draft, { ladder, page: effect, until: now + usefulnessHorizonMs });
  const later = report.later.map((afterS) => ({
    ...{ due: now + afterS * 1000, page: effect },
    ...{ ladder, afterS },
  }));
  const ahead = [...s.followUps, ...later].toSorted((a, b) => a.due - b.due);
  for (const early of ahead.splice(0, Math.max(0, ahead.length - followUpsMax))) {
    followUp(draft, early);
  }
  s.followUps = ahead;
};

const pageFailed = (draft: Draft, report: Report<'page_failed'>, now: Instant): void => {
  const { s } = draft;
  const why = report.why.slice(0, whyMaxChars);
  say(draft, { at: now, what: 'page.failed', with: { why }, cause: report.effect });
  if (report.rung !== undefined && !isWithdrawn(s, report)) {
    s.ladder = skipEmpty(s.ladder, report.rung);
  }
};

/** The outcome of an effect; never refused. A tell's is read from the records at the end. */
export const reported = (state: ShiftState, report: ShiftReported, now: Instant): Step<Shift> => {
  const draft = draftOf(state);
  switch (report.type) {
    case 'gathered':
      gathered(draft, report, now);
      break;
    case 'gather_failed':
      gatherFailed(draft, report, now);
      break;
    case 'told':
      if (draft.s.confirm) draft.s.confirm = told(draft.s.confirm, now);
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
  return stepOf(draft);
};

/** A tell that took long has only just reached its subjects. */
const told = (confirm: NonNullable<ShiftState['confirm']>, now: Instant) => ({
  ...confirm,
  due: Math.max(confirm.due, now + confirmAfterMs),
});

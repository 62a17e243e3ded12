import { cutText } from '../cut-text.js';
import type { Asked, Instant, Refusal } from '../machine.js';
import { person, startDeadline, stopDeadline } from './deadlines.js';
import { page, say, type Draft } from './draft.js';
import { findingsMax, warrantyDays, type WarrantyDay, type WarrantyState } from './later-state.js';
import type { Handover } from './process.js';
import { isSide } from './standing.js';
import { textBytes, type HandoverState } from './state.js';
import type { Missing } from './view.js';

const dayMs = 86_400_000;
const lastDay = 90;

/** A check may be made so many days before its day. */
export const checkEarlyDays = 7;

export type WarrantyCommand = Extract<
  Asked<Handover>,
  { type: 'warranty_check' | 'escaped_defect' }
>;

export const isWarrantyCommand = (command: Asked<Handover>): command is WarrantyCommand =>
  command.type === 'warranty_check' || command.type === 'escaped_defect';

/** The first check that is not made; they are made in order, and none is left out. */
export const nextCheck = ({ checks }: WarrantyState): WarrantyDay | undefined =>
  warrantyDays.find((day) => !checks.some((check) => check.day === day));

const watch = (draft: Draft, at: Instant): void => {
  const { warranty } = draft.s;
  const day = warranty && nextCheck(warranty);
  if (!warranty || day === undefined) return stopDeadline(draft, 'warranty', at);
  startDeadline(draft, {
    ...{ ladder: 'warranty', who: 'ops', obligation: `warranty_${day}`, at },
    owed: { by: warranty.startedAt + day * dayMs },
  });
};

/** Ops owns, delivery answers; checks after 30, 60 and 90 days (4b). */
export const enterWarranty = (draft: Draft, at: Instant): void => {
  draft.s.warranty = { startedAt: at, until: at + lastDay * dayMs, checks: [], escaped: 0 };
  watch(draft, at);
};

/** What keeps the hand-over open at the end of its warranty. */
export const missingClose = (s: HandoverState): Missing[] => {
  const { warranty, punch } = s;
  if (!warranty) return [];
  const have = warranty.checks.length;
  const open = punch.open.length;
  return [
    ...(have === warrantyDays.length
      ? []
      : [{ kind: 'warranty_checks', need: warrantyDays.length, have }]),
    ...(open === 0 ? [] : [{ kind: 'punch_open', need: 0, have: open }]),
  ];
};

/** When the hand-over closes: the end of the 90 days, once nothing is missing; maybe in the past. */
export const closesAt = (s: HandoverState): Instant | undefined =>
  s.stage === 'warranty' && s.warranty && missingClose(s).length === 0
    ? s.warranty.until
    : undefined;

const checkRefusal = (
  warranty: WarrantyState,
  command: Extract<WarrantyCommand, { type: 'warranty_check' }>,
  now: Instant,
): Refusal | undefined => {
  const { day, findings } = command;
  const next = nextCheck(warranty);
  if (day !== next) {
    const allowed = next === undefined ? [] : [`${next}`];
    return { code: 'wrong_state', with: { stage: `${day}`, allowed } };
  }
  if (findings.length > findingsMax) return { code: 'too_many_items', with: { max: findingsMax } };
  const from = warranty.startedAt + (day - checkEarlyDays) * dayMs;
  return now < from ? { code: 'impossible_order', with: { field: 'day' } } : undefined;
};

/** Ops checks and names what escaped; anyone of delivery or the UAT team may own up to a defect. */
export const warrantyRefusal = (
  s: HandoverState,
  command: WarrantyCommand,
  now: Instant,
): Refusal | undefined => {
  const { warranty } = s;
  if (s.stage !== 'warranty' || !warranty) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: ['warranty'] } };
  }
  const { type: verb, by } = command;
  const sides =
    verb === 'warranty_check' ? (['ops'] as const) : (['ops', 'delivery', 'uat'] as const);
  if (!by.lead && !sides.some((side) => isSide(s, side, command))) {
    const party = s.parties.ops.department.name;
    return { code: 'not_asked', with: { party, verb } };
  }
  if (command.type === 'warranty_check') return checkRefusal(warranty, command, now);
  return command.requirement === ''
    ? { code: 'field_required', with: { field: 'requirement' } }
    : undefined;
};

const check = (
  draft: Draft,
  command: Extract<WarrantyCommand, { type: 'warranty_check' }>,
  now: Instant,
): void => {
  const { s } = draft;
  const { day, findings, by } = command;
  if (!s.warranty) return;
  const made = { day, at: now, by: by.person ?? by.id, findings: findings.length };
  s.warranty = { ...s.warranty, checks: [...s.warranty.checks, made] };
  const with_ = { day, findings: findings.length };
  say(draft, { at: now, by, what: 'handover.warranty_checked', with: with_ });
  for (const finding of findings) {
    const text = cutText(finding, textBytes.reason);
    say(draft, { at: now, by, what: 'handover.finding', with: { day, text } });
  }
  if (findings.length > 0) {
    const targets = [person(s.parties.delivery.person)];
    page(draft, { ladder: 'told', reason: 'warranty_check', due: now, targets });
  }
  watch(draft, now);
};

/** A defect that the UAT did not catch, by the requirement it escaped from (R2); counted for R12. */
const escape = (
  draft: Draft,
  command: Extract<WarrantyCommand, { type: 'escaped_defect' }>,
  now: Instant,
): void => {
  const { s } = draft;
  const { requirement, incident, by } = command;
  if (!s.warranty) return;
  const n = s.warranty.escaped + 1;
  const text = cutText(command.text, textBytes.reason);
  s.warranty = { ...s.warranty, escaped: n };
  draft.facts.push({
    kind: 'escaped',
    key: `${n}`,
    data: { n, requirement, text, incident: incident ?? null, at: now, by: by.person ?? by.id },
  });
  say(draft, {
    ...{ at: now, by, what: 'handover.escaped', with: { requirement, text } },
    ...(incident !== undefined && { cause: incident }),
  });
  const targets = [person(s.parties.delivery.person), person(s.parties.uat.person)];
  page(draft, { ladder: 'told', reason: 'escaped', due: now, targets });
};

/** Applies a check or an escaped defect. */
export const warrant = (draft: Draft, command: WarrantyCommand, now: Instant): void => {
  if (command.type === 'warranty_check') check(draft, command, now);
  else escape(draft, command, now);
};

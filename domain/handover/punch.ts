import { cutText } from '../cut-text.js';
import type { Actor, Asked, Instant, Refusal } from '../machine.js';
import { deadlineOf, person, startDeadline, stopDeadline, sureAt } from './deadlines.js';
import { page, say, type Draft, type Due } from './draft.js';
import { punchMax, type PunchItem } from './later-state.js';
import type { Handover } from './process.js';
import { isSide } from './standing.js';
import { textBytes, type HandoverState, type Stage } from './state.js';
import type { Missing } from './view.js';

const dayMs = 86_400_000;

/** An accepted leftover may be overdue so long before the acceptance is suspended (4b). */
export const overdueWorkingDays = 10;
/** The furthest that a leftover may be put off. */
export const punchAheadMaxMs = 183 * dayMs;
/** Before its day the owner of a leftover is reminded. */
const remindMs = dayMs;

export type PunchCommand = Extract<Asked<Handover>, { type: 'punch' }>;

const punchStages: readonly Stage[] = ['uat_run', 'training', 'trial', 'acceptance', 'warranty'];

export const criticalOpen = (s: HandoverState): number =>
  s.punch.open.filter(({ severity }) => severity === 'critical').length;

/** No critical leftover goes into an acceptance (4b). */
export const missingPunch = (s: HandoverState): Missing[] => {
  const have = criticalOpen(s);
  return have === 0 ? [] : [{ kind: 'punch_critical', need: 0, have }];
};

const isSigned = (s: HandoverState): boolean => s.acceptance?.signedAt !== undefined;

const earliest = (items: readonly PunchItem[]): PunchItem | undefined =>
  items.reduce<PunchItem | undefined>(
    (first, item) => (first && first.due <= item.due ? first : item),
    undefined,
  );

const broken = (s: HandoverState): PunchItem[] =>
  isSigned(s)
    ? s.punch.open.filter(({ conditional, told }) => conditional && told === 'overdue')
    : [];

interface Watch {
  obligation: 'punch' | 'condition';
  startAt?: Instant;
  dueAt?: Instant;
}

const isWatched = (s: HandoverState, { obligation, startAt, dueAt }: Watch): boolean => {
  const clock = deadlineOf(s, 'punch')?.clock;
  if (clock?.obligation !== obligation) return false;
  return startAt === undefined ? clock.dueAt === dueAt : clock.startAt === startAt;
};

/**
 * Delivery is chased for the next leftover; once an accepted condition is overdue, for that one,
 * over the ten working days after which the acceptance is suspended. They never begin before the
 * last signature: until then it was no condition.
 */
export const watchPunch = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const late = earliest(broken(s));
  const next = earliest(s.punch.open);
  const running = { ladder: 'punch', who: 'delivery' } as const;
  if (late) {
    const from = Math.max(late.due, s.acceptance?.signedAt ?? late.due);
    if (isWatched(s, { obligation: 'condition', startAt: from })) return;
    const owed = { target: { workingDays: overdueWorkingDays }, hours: 'delivery' } as const;
    startDeadline(draft, { ...running, obligation: 'condition', at: from, owed });
  } else if (!next) {
    stopDeadline(draft, 'punch', at);
  } else if (!isWatched(s, { obligation: 'punch', dueAt: next.due }) && next.due > at) {
    startDeadline(draft, { ...running, obligation: 'punch', at, owed: { by: next.due } });
  }
};

const itemOf = (s: HandoverState, n: number): PunchItem | undefined =>
  s.punch.open.find((item) => item.n === n);

/** What delivery must not wave through by itself: critical leftovers and accepted conditions. */
const needsOps = ({ severity, conditional }: PunchItem): boolean =>
  severity === 'critical' || conditional === true;

const closeRefusal = (
  s: HandoverState,
  command: Extract<PunchCommand, { what: 'close' }>,
): Refusal | undefined => {
  const item = itemOf(s, command.n);
  const key = `#${command.n}`;
  if (!item) return { code: 'unknown_item', with: { key } };
  if (item.severity !== 'minor' && command.evidence === undefined) {
    return { code: 'field_required', with: { field: 'evidence' } };
  }
  if (!needsOps(item)) return undefined;
  if (command.by.person === item.owner) return { code: 'self_verification', with: { key } };
  const party = s.parties.ops.department.name;
  return isSide(s, 'ops', command)
    ? undefined
    : { code: 'not_asked', with: { party, verb: 'punch' } };
};

/** When a leftover is due: later than now, within half a year. */
export const dueRefusal = (due: Instant, now: Instant): Refusal | undefined => {
  if (due <= now) return { code: 'time_in_past', with: { field: 'due' } };
  const latest = now + punchAheadMaxMs;
  return due > latest ? { code: 'time_too_far', with: { field: 'due', latest } } : undefined;
};

/** Whether so many more leftovers fit. */
export const roomRefusal = (s: HandoverState, more: number): Refusal | undefined =>
  s.punch.open.length + more > punchMax
    ? { code: 'too_many_items', with: { max: punchMax } }
    : undefined;

/** What goes on the sheet is signed as it was written: longer than fits is refused, never cut. */
export const textRefusal = (text: string): Refusal | undefined =>
  cutText(text, textBytes.leftover) === text
    ? undefined
    : { code: 'rule_violation', with: { why: `text > ${textBytes.leftover} B` } };

export const punchRefusal = (
  s: HandoverState,
  command: PunchCommand,
  now: Instant,
): Refusal | undefined => {
  if (!punchStages.includes(s.stage)) {
    return { code: 'wrong_state', with: { stage: s.stage, allowed: [...punchStages] } };
  }
  const { by } = command;
  const mine = (['delivery', 'ops', 'uat'] as const).some((side) => isSide(s, side, command));
  const owns = command.what === 'close' && itemOf(s, command.n)?.owner === by.person;
  if (!by.lead && !mine && !owns) {
    const party = s.parties.delivery.department.name;
    return { code: 'not_asked', with: { party, verb: 'punch' } };
  }
  if (command.what === 'close') return closeRefusal(s, command);
  return roomRefusal(s, 1) ?? dueRefusal(command.due, now) ?? textRefusal(command.text);
};

const noteLeftover = (
  draft: Draft,
  item: PunchItem,
  closed?: { at: Instant; by: string; evidence?: string | undefined },
): void => {
  const { n, severity, owner, due, conditional = false, text } = item;
  draft.facts.push({
    kind: 'punch',
    key: `${n}`,
    data: {
      ...{ n, severity, owner, due, conditional, text },
      closedAt: closed?.at ?? null,
      closedBy: closed?.by ?? null,
      evidence: closed?.evidence ?? null,
    },
  });
};

/** Puts a leftover on the list, within its bytes. */
export const addLeftover = (
  draft: Draft,
  given: Omit<PunchItem, 'n' | 'told'>,
  line: { at: Instant; by: Actor },
): void => {
  const { s } = draft;
  const n = s.punch.added + 1;
  const item = { ...given, n, text: cutText(given.text, textBytes.leftover) };
  s.punch = { ...s.punch, open: [...s.punch.open, item], added: n };
  noteLeftover(draft, item);
  const { severity, owner, due, text } = item;
  say(draft, { ...line, what: 'handover.punch_added', with: { n, severity, owner, due, text } });
};

const leftoverText = (key: string): string => `${key}: should, failed`;

/** Room is left for what people find. */
const leftoversByTestMax = 15;

/** What should hold and failed its test goes along as a leftover of delivery's (R2). */
export const leaveByTest = (
  draft: Draft,
  failed: readonly string[],
  line: { at: Instant; by: Actor },
): void => {
  const { s } = draft;
  const due = Math.min(Math.max(s.goLiveAt, line.at + 14 * dayMs), line.at + punchAheadMaxMs);
  const known = new Set(s.punch.open.map(({ text }) => text));
  const fresh = failed.filter((key) => !known.has(leftoverText(key)));
  const room = Math.max(0, leftoversByTestMax - s.punch.open.length);
  for (const key of fresh.slice(0, room)) {
    const owner = s.parties.delivery.person;
    addLeftover(draft, { severity: 'minor', owner, due, text: leftoverText(key) }, line);
  }
  if (fresh.length > 0) watchPunch(draft, line.at);
};

/** Every open leftover becomes a condition of the acceptance that is signed with it. */
export const bindLeftovers = (draft: Draft): void => {
  const { s } = draft;
  const open = s.punch.open.map((item): PunchItem => ({ ...item, conditional: true }));
  for (const item of open) noteLeftover(draft, item);
  s.punch = { ...s.punch, open };
};

/** The conditions are kept again: ops holds the service once more. */
const resume = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.acceptance?.suspendedAt === undefined || broken(s).length > 0) return;
  const { suspendedAt: _over, ...rest } = s.acceptance;
  s.acceptance = rest;
  say(draft, { at, what: 'handover.resumed' });
};

/** Adds or closes a leftover. */
export const changePunch = (draft: Draft, command: PunchCommand, now: Instant): void => {
  const { s } = draft;
  const { by } = command;
  if (command.what === 'add') {
    const { severity, text, owner, due } = command;
    addLeftover(draft, { severity, text, owner, due }, { at: now, by });
    return watchPunch(draft, now);
  }
  const item = itemOf(s, command.n);
  if (!item) return;
  const { n, evidence } = command;
  const text = cutText(command.text, textBytes.reason);
  s.punch = {
    ...s.punch,
    open: s.punch.open.filter((each) => each.n !== n),
    closed: s.punch.closed + 1,
  };
  noteLeftover(draft, item, { at: now, by: by.person ?? by.id, evidence });
  const with_ = { n, text, ...(evidence !== undefined && { evidence }) };
  say(draft, { at: now, by, what: 'handover.punch_closed', with: with_ });
  resume(draft, now);
  watchPunch(draft, now);
};

const tell = (draft: Draft, n: number, told: NonNullable<PunchItem['told']>): void => {
  const { s } = draft;
  const open = s.punch.open.map((item) => (item.n === n ? { ...item, told } : item));
  s.punch = { ...s.punch, open };
};

const remind =
  ({ n, owner }: PunchItem): Due['act'] =>
  (draft, at) => {
    tell(draft, n, 'due');
    page(draft, { ladder: 'told', reason: 'punch_due', due: at, targets: [person(owner)] });
  };

const lapse =
  ({ n, owner }: PunchItem): Due['act'] =>
  (draft, at) => {
    tell(draft, n, 'overdue');
    say(draft, { at, what: 'handover.punch_overdue', with: { n, owner } });
    page(draft, { ladder: 'told', reason: 'punch_overdue', due: at, targets: [person(owner)] });
    watchPunch(draft, at);
  };

/** A clock met at its due instant to the millisecond is met: overdue begins after it (R11). */
const itemDue = (item: PunchItem): Due | undefined => {
  if (item.told === undefined) return { at: item.due - remindMs, act: remind(item) };
  return item.told === 'due' ? { at: item.due + 1, act: lapse(item) } : undefined;
};

/** Delivery is back on call and holds the baton again, until the conditions are kept (4b). */
const suspend: Due['act'] = (draft, at) => {
  const { s } = draft;
  const { delivery, ops } = s.parties;
  if (!s.acceptance) return;
  s.acceptance = { ...s.acceptance, suspendedAt: at };
  const items = broken(s)
    .map(({ n }) => `#${n}`)
    .join(', ');
  say(draft, { at, what: 'handover.suspended', with: { items } });
  const targets = [delivery.person, delivery.head, ops.head].map(person);
  page(draft, { ladder: 'told', reason: 'suspended', due: at, targets });
};

const suspendAt = (s: HandoverState): Instant | undefined => {
  const running = deadlineOf(s, 'punch');
  if (running?.clock.obligation !== 'condition') return undefined;
  if (s.acceptance?.suspendedAt !== undefined) return undefined;
  return sureAt(s, running, running.clock.dueAt);
};

/** The owners' reminders, and the suspension of an acceptance whose conditions lapsed. */
export const punchDues = (s: HandoverState): Due[] => {
  const suspends = suspendAt(s);
  return [
    ...s.punch.open.flatMap((item) => itemDue(item) ?? []),
    ...(suspends === undefined ? [] : [{ at: suspends, act: suspend }]),
  ];
};

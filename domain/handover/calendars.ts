import type { Instant } from '../machine.js';
import type { HandoverReported } from './commands.js';
import { rewalkDeadlines } from './deadlines.js';
import { say, snapshot, type Draft, type Due } from './draft.js';
import {
  hoursAheadMs,
  hoursRenewMs,
  timedSides,
  type HandoverState,
  type TimedSide,
} from './state.js';

/** The earliest start of a clock that runs on these hours: a walk begins there. */
const walksFrom = (s: HandoverState, side: TimedSide, at: Instant): Instant =>
  s.deadlines
    .filter(({ hours }) => hours === side)
    .reduce((first, { clock }) => Math.min(first, clock.startAt), at);

const renew =
  (side: TimedSide): Due['act'] =>
  (draft, _at, now) => {
    const { s } = draft;
    const { calendar } = s.parties[side];
    if (calendar === undefined) return;
    const from = walksFrom(s, side, now);
    const until = now + hoursAheadMs;
    const id = snapshot(draft, { of: { kind: 'calendar', id: calendar }, from, until });
    s.looking = { ...s.looking, [id]: side };
  };

const isLooking = (s: HandoverState, side: TimedSide): boolean =>
  Object.values(s.looking).includes(side);

/** Only while a clock runs on them: a trial or a warranty counts every hour. */
const isUsed = (s: HandoverState, side: TimedSide): boolean =>
  s.deadlines.some(({ hours }) => hours === side);

const renewAt = (s: HandoverState, side: TimedSide): Due[] => {
  const hours = s.hours[side];
  const needless = hours === 'always' || isLooking(s, side) || !isUsed(s, side);
  if (needless || s.parties[side].calendar === undefined) return [];
  return [{ at: hours.until - hoursRenewMs, act: renew(side) }];
};

/** A calendar is taken again before its end, and where a clock starts on hours that ran out. */
export const calendarDues = (s: HandoverState): Due[] =>
  timedSides.flatMap((side) => renewAt(s, side));

/** Better hours: every clock on them is walked again (R11). */
export const hoursTaken = (
  draft: Draft,
  report: Extract<HandoverReported, { type: 'hours' }>,
  now: Instant,
): void => {
  const { s } = draft;
  const side = s.looking[report.effect];
  if (!side) return;
  const { [report.effect]: _looked, ...looking } = s.looking;
  s.looking = looking;
  const { name } = s.parties[side].department;
  const hours = report.hours ?? 'always';
  s.hours = { ...s.hours, [side]: hours };
  rewalkDeadlines(draft, side, now);
  if (report.hours !== undefined) return;
  const why = (report.why ?? '').slice(0, 200);
  say(draft, { at: now, what: 'handover.no_calendar', with: { name, why } });
};

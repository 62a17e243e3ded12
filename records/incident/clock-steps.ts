import { stepText } from '../../contracts/calendar/step-text.js';
import type { Language } from '../../contracts/text.js';
import type { WalkStep } from '../../domain/calendar/explain.js';
import type { Snapshot } from '../../domain/calendar/snapshot.js';
import { snapshotDaysMax, takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import { walk } from '../../domain/calendar/walk.js';
import { dayMs } from '../../domain/zone.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { calendarOf } from '../calendar/calendars.js';
import type { ClockRow } from './clocks.js';

export interface ClockStep {
  key: WalkStep['key'];
  at: number;
  until?: number;
  text: string;
}

interface Walked {
  snapshot: Snapshot;
  zone: string;
}

/** Days past the due time that are read, so that a walk ends inside them. */
const marginDays = 2;

const spanOf = ({ startAt, dueAt }: ClockRow, now: number) => {
  const from = startAt.getTime();
  const until = Math.max(dueAt.getTime(), now) + marginDays * dayMs;
  return { from, until: Math.min(until, from + snapshotDaysMax * dayMs) };
};

/** Every hour counts where no calendar is named. */
const always = (row: ClockRow, { now, zone }: { now: number; zone: string }): Walked => {
  const span = spanOf(row, now);
  const open = [span];
  return {
    snapshot: { ...span, open, days: [], covered: [{ ...span }], closedMode: 'closed' },
    zone,
  };
};

async function hoursOf(
  rows: Prisma.TransactionClient,
  row: ClockRow,
  given: { now: number; zone: string },
): Promise<Walked> {
  const id = row.detail?.calendar;
  const stored = id === undefined ? null : await rows.workCalendar.findUnique({ where: { id } });
  if (!stored) return always(row, given);
  const calendar = calendarOf(stored);
  const snapshot = takeSnapshot(calendar, spanOf(row, given.now));
  return { snapshot, zone: calendar.zone };
}

/**
 * Why a clock is due when it is, step by step (R11, operations.md): the hours it ran, what did not
 * count and why. Walked over the calendar as it stands; empty where that no longer reaches the end.
 */
export async function clockSteps(
  rows: Prisma.TransactionClient,
  row: ClockRow,
  shown: { now: number; zone: string; language: Language },
): Promise<ClockStep[]> {
  const { startAt, dueAt, detail } = row;
  const { snapshot, zone } = await hoursOf(rows, row, shown);
  const target = detail?.target ?? { ms: dueAt.getTime() - startAt.getTime() };
  const pauses = (detail?.pauses ?? []).map(({ from, until, reason }) => ({
    ...{ from, reason },
    until: until ?? shown.now,
  }));
  const walked = walk(snapshot, { startAt: startAt.getTime(), target, pauses });
  if (walked.kind !== 'due') return [];
  return walked.steps.map((step) => ({
    key: step.key,
    at: step.at,
    ...(step.until !== undefined && { until: step.until }),
    text: stepText(step, { language: shown.language, zone }),
  }));
}

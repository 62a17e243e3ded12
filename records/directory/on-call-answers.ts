import { Refused } from '../../contracts/api/refused.js';
import type { OnCallAnswer } from '../../contracts/directory/lookups.js';
import type { GapsAnswer, ShiftsAnswer } from '../../contracts/directory/schedules.js';
import type { Instant } from '../../domain/machine.js';
import { dutyHolder } from '../../domain/oncall/duty.js';
import { gapReportDays, gaps } from '../../domain/oncall/gaps.js';
import { shifts, type Shift } from '../../domain/oncall/shifts.js';
import { onCallAt } from '../../domain/oncall/on-call.js';
import { timelineDaysMax } from '../../domain/oncall/timeline.js';
import { dayMs } from '../../domain/zone.js';
import type { Rows } from './access.js';
import { loadOnCallWindow } from './on-call-window.js';

export interface Window {
  from: Instant;
  until: Instant;
}

/** How far the end of the present shift is looked for. */
const untilDays = 31;

/** [from, until) as asked, from `now` over `days` where left out; 422 where it makes no sense. */
export function windowOf(
  asked: { from?: Instant | undefined; until?: Instant | undefined },
  { now, days }: { now: Instant; days: number },
): Window {
  const from = asked.from ?? now;
  const until = asked.until ?? from + days * dayMs;
  if (until <= from) throw new Refused('impossible_order', { field: '/query/until' });
  if (until - from > timelineDaysMax * dayMs) {
    throw new Refused('time_too_far', {
      field: '/query/until',
      limit: new Date(from + timelineDaysMax * dayMs).toISOString(),
    });
  }
  return { from, until };
}

export const gapDays = gapReportDays;

export interface NamedShift extends Shift {
  name: string;
}

/** Who is on call over the window, with names. 404 for an unknown schedule. */
export async function shiftsOf(
  rows: Rows,
  id: string,
  window: Window,
): Promise<ShiftsAnswer & { items: NamedShift[] }> {
  const loaded = await loadOnCallWindow(rows, { schedules: [id], ...window });
  const { extras, ...schedule } = loaded.schedule(id);
  const items = shifts(schedule, extras, window).map((shift) => ({
    ...shift,
    name: loaded.nameOf(shift.person),
  }));
  return { ...window, items };
}

/** Where nobody is on call, and why. */
export async function gapsOf(rows: Rows, id: string, window: Window): Promise<GapsAnswer> {
  const loaded = await loadOnCallWindow(rows, { schedules: [id], ...window });
  const { extras, ...schedule } = loaded.schedule(id);
  const items = gaps(schedule, extras, window).map((gap) => ({
    ...gap,
    person: gap.person ?? null,
  }));
  return { ...window, items };
}

/** Who is on call at an instant, and who would hold what the schedule answers for (R17). */
export async function onCallOf(rows: Rows, id: string, at: Instant): Promise<OnCallAnswer> {
  const until = at + untilDays * dayMs;
  const loaded = await loadOnCallWindow(rows, { schedules: [id], from: at, until });
  const { extras, ...schedule } = loaded.schedule(id);
  const onCall = onCallAt(schedule, extras, at);
  const shift = shifts(schedule, extras, { from: at, until })[0];
  const { absences, people } = loaded.at(at);
  const duty = dutyHolder({
    onCall: onCall?.person,
    owner: schedule.owner,
    head: schedule.head,
    absent: absences.map(({ person }) => person),
    left: people.filter(({ status }) => status === 'left').map((person) => person.id),
  });
  const named = (person: string) => ({ id: person, name: loaded.nameOf(person) });
  return {
    schedule: id,
    at,
    onCall: onCall
      ? {
          ...named(onCall.person),
          why: onCall.why,
          insteadOf: onCall.insteadOf ?? null,
          until: shift?.until ?? until,
        }
      : null,
    holder:
      duty.holder !== undefined && duty.place !== undefined
        ? { ...named(duty.holder), place: duty.place }
        : null,
    skipped: duty.skipped.map((one) => ({ ...one, person: one.person ?? null })),
  };
}

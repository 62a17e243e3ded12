import type { Instant } from '../../domain/machine.js';
import { shifts } from '../../domain/oncall/shifts.js';
import type { Rows } from '../directory/access.js';
import { loadOnCallWindow, type OnCallWindow } from '../directory/on-call-window.js';
import { accountable } from '../oncall/resolve.js';

/** The duty of a schedule passed from one person to another. */
export interface DutyChange {
  schedule: string;
  at: Instant;
  outgoing: string;
  /** Who is accountable from then on: on call, else the owner, else the head (R17). */
  incoming: string;
}

interface Window {
  from: Instant;
  until: Instant;
}

/** Accountability may move where a shift begins or ends; a gap is its owner's shift. */
function changesOf(loaded: OnCallWindow, id: string, window: Window): DutyChange[] {
  const { extras, ...schedule } = loaded.schedule(id);
  const edges = shifts(schedule, extras, window).flatMap(({ from, until }) => [from, until]);
  const within = [...new Set(edges)].filter((at) => window.from < at && at < window.until);
  const holder = (at: Instant): string => accountable(loaded.at(at), id, at);
  return within
    .sort((a, b) => a - b)
    .map((at) => ({ schedule: id, at, outgoing: holder(at - 1), incoming: holder(at) }))
    .filter(({ outgoing, incoming }) => outgoing !== incoming);
}

/** Every change of duty strictly within the window, of all schedules or of some, in time order. */
export async function dutyChanges(
  rows: Rows,
  { schedules, ...window }: Window & { schedules?: readonly string[] },
): Promise<DutyChange[]> {
  const ids = schedules ?? (await rows.schedule.findMany({ select: { id: true } })).map(idOf);
  if (ids.length === 0) return [];
  const loaded = await loadOnCallWindow(rows, { schedules: ids, ...window });
  return ids.flatMap((id) => changesOf(loaded, id, window)).sort((a, b) => a.at - b.at);
}

const idOf = ({ id }: { id: string }): string => id;

/** Who is accountable for a schedule's duty at each of the instants. */
export async function onDutyAt(
  rows: Rows,
  schedule: string,
  instants: readonly Instant[],
): Promise<string[]> {
  if (instants.length === 0) return [];
  const from = Math.min(...instants);
  const until = Math.max(...instants) + 1;
  const loaded = await loadOnCallWindow(rows, { schedules: [schedule], from, until });
  return instants.map((at) => accountable(loaded.at(at), schedule, at));
}

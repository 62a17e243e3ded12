import { text, type Language } from '../../contracts/text.js';
import type { PageReason } from '../../domain/incident/effects.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';
import { localParts, offsetMinutesAt } from '../../domain/zone.js';
import type { Via } from '../../records/oncall/resolve.js';

/** Why this person is paged; `via` is unknown once the page is only being tried again. */
export interface PageCause {
  reason: PageReason;
  rung?: number;
  via?: Via;
}

interface Row {
  label: string;
  value: string;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-11-22 21:05 (UTC+08:00)`: what the clocks of the zone show, and which clocks. */
export function localTime(zone: string, at: Instant): string {
  const { year, month, day, hour, minute } = localParts(zone, at);
  const offset = offsetMinutesAt(zone, at);
  const ahead = Math.abs(offset);
  const utc = `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} (${utc})`;
}

/** The clock a page is about: acknowledging while that runs, else restoring. */
export function pageClock(
  view: IncidentView,
): { label: 'due' | 'restore'; at: Instant } | undefined {
  const running = (obligation: string) =>
    view.clocks.find((one) => one.obligation === obligation && one.stoppedAt === undefined);
  const acknowledge = running('acknowledge');
  if (acknowledge) return { label: 'due', at: acknowledge.dueAt };
  const restore = running('restore');
  return restore && { label: 'restore', at: restore.dueAt };
}

export function whyYou(language: Language, { reason, rung, via }: PageCause): string {
  const because = (key: string, values: Record<string, unknown> = {}): string =>
    text(language, `page/why/${key}`, values);
  if (reason === 'offer' || reason === 'gap') return because(reason);
  const parts: string[] = [];
  if (rung !== undefined) parts.push(because('rung', { rung: rung + 1 }));
  const named = via?.schedule ?? via?.team;
  const name = named && (named[language] ?? named.zh ?? named.en ?? '');
  if (via?.schedule) parts.push(because('schedule', { schedule: name }));
  else if (via?.team) parts.push(because('team', { team: name }));
  else if (rung === undefined) parts.push(because('holder'));
  else if (via) parts.push(because('person'));
  if (via?.insteadOf !== undefined) parts.push(because('instead', { person: via.insteadOf }));
  return parts.join(text(language, 'page/join'));
}

/** The facts of a page as labelled lines in the person's language, absent ones left out. */
export function factRows(
  view: IncidentView,
  { language, zone, cause }: { language: Language; zone: string; cause: PageCause },
): Row[] {
  const label = (key: string): string => text(language, `page/label/${key}`);
  const clock = pageClock(view);
  const rows: [string, string | undefined][] = [
    ['severity', text(language, `page/severity/${view.severity}`)],
    ['impact', text(language, `page/impact/${view.impactClass}`)],
    ['site', view.site?.name],
    ['service', view.service?.name],
    ['department', view.department?.name],
    ['detected', localTime(zone, view.detectedAt)],
    [clock?.label ?? 'due', clock && localTime(zone, clock.at)],
    ['why', whyYou(language, cause)],
  ];
  return rows.flatMap(([key, value]) => (value ? [{ label: label(key), value }] : []));
}

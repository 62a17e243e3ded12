import { localTime } from '../../contracts/local-time.js';
import { text, type Language } from '../../contracts/text.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import type { Via } from '../../records/oncall/resolve.js';

/** Why this person is paged; `via` is unknown once the page is only being tried again. */
export interface PageCause {
  reason: string;
  rung?: number;
  via?: Via;
}

interface Row {
  label: string;
  value: string;
}

/** What a page shows of its subject: an incident has a severity, others have their own title. */
export type PagedView = IncidentView | SubjectView;

export const isGraded = (view: PagedView): view is IncidentView => 'severity' in view;

/** The clock a page is about: acknowledging while that runs, else restoring, else the next due. */
export function pageClock(
  view: PagedView,
): { label: 'due' | 'restore' | 'next'; at: Instant } | undefined {
  if (!isGraded(view)) {
    const open = view.clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
    const dues = open.map(({ dueAt }) => dueAt);
    return dues.length === 0 ? undefined : { label: 'next', at: Math.min(...dues) };
  }
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

const gradeRows = (view: IncidentView, language: Language): [string, string][] => [
  ['severity', text(language, `page/severity/${view.severity}`)],
  ['impact', text(language, `page/impact/${view.impactClass}`)],
];

/** The facts of a page as labelled lines in the person's language, absent ones left out. */
export function factRows(
  view: PagedView,
  { language, zone, cause }: { language: Language; zone: string; cause: PageCause },
): Row[] {
  const label = (key: string): string => text(language, `page/label/${key}`);
  const clock = pageClock(view);
  const rows: [string, string | undefined][] = [
    ...(isGraded(view) ? gradeRows(view, language) : []),
    ['site', view.site?.name],
    ['service', view.service?.name],
    ['department', view.department?.name],
    isGraded(view)
      ? ['detected', localTime(zone, view.detectedAt)]
      : ['started', localTime(zone, view.startedAt)],
    [clock?.label ?? 'due', clock && localTime(zone, clock.at)],
    ['why', whyYou(language, cause)],
  ];
  return rows.flatMap(([key, value]) => (value ? [{ label: label(key), value }] : []));
}

import type { NumberedEntry } from '../../contracts/projection.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { SubjectView } from '../../domain/subject-view.js';

/** Traffic rather than transition: told by the timeline, not by a webhook each. */
const untold = /^(page|engine)\.|^incident\.alert/;

/**
 * The topics under which subscriptions hear of a line: its own name, its family (`incident.*`) and
 * everything (`*`); none for a line that is no transition (V22, operations.md).
 */
export function topicsOf(entry: NumberedEntry): string[] {
  if (untold.test(entry.what)) return [];
  return ['*', `${entry.what.split('.')[0]}.*`, entry.what];
}

/** What every webhook body of one projection says about its subject; the number is added. */
export function webhookSummary(view: IncidentView | SubjectView, holder: string) {
  const { id, title, stage, service, site, department, drill } = view;
  const graded =
    'severity' in view ? { severity: view.severity, impactClass: view.impactClass } : {};
  const about = 'about' in view && view.about !== undefined ? { about: view.about } : {};
  const named = { service, site, department };
  return { id, title, stage, ...graded, ...about, holder, drill: drill === true, ...named };
}

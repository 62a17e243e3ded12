import type { IncidentView } from '../../domain/incident/view.js';
import { moment } from './moment.js';

/** The columns of `incident` that follow from its view; the database gives number and time. */
export function incidentRow(view: IncidentView, seq: number, holder: string) {
  return {
    id: view.id,
    seq,
    stage: view.stage,
    closed_as: view.closedAs ?? null,
    severity: view.severity,
    title: view.title,
    service_id: view.service?.id ?? null,
    site_id: view.site?.id ?? null,
    department_id: view.department?.id ?? null,
    parent_id: view.parent?.id ?? null,
    holder_id: holder,
    drill: view.drill,
    detected_at: moment(view.detectedAt),
    closed_at: moment(view.closedAt),
    next_due: moment(view.nextDue),
    silenced: view.silenced,
    view,
  };
}

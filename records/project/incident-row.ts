import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';

const moment = (at: Instant | undefined): string | null =>
  at === undefined ? null : new Date(at).toISOString();

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

/** I1: the one row of the holder while the subject is open, none once it is closed. */
export function batonRow(view: IncidentView, holder: string) {
  if (view.stage === 'closed') return {};
  return {
    subject: view.id,
    holder_id: holder,
    duty_id: view.holder.duty ?? null,
    since: moment(view.holder.since),
    offer_to: view.offer?.to ?? null,
    offer_by: view.offer?.by ?? null,
    offer_expires: moment(view.offer?.expires),
  };
}

export function clockRows(view: IncidentView) {
  return view.clocks.map((clock) => ({
    subject: view.id,
    obligation: clock.obligation,
    start_at: moment(clock.startAt),
    due_at: moment(clock.dueAt),
    stopped_at: moment(clock.stoppedAt),
  }));
}

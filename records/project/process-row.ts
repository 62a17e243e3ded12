import type { Projection } from '../../contracts/projection.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { moment } from './moment.js';

/** The columns of `process_row` that follow from a view; the database gives number and time. */
export function processRow({ process, seq }: Projection, view: SubjectView, holder: string) {
  return {
    id: view.id,
    process,
    seq,
    stage: view.stage,
    title: view.title,
    about: view.about ?? null,
    department_id: view.department?.id ?? null,
    site_id: view.site?.id ?? null,
    service_id: view.service?.id ?? null,
    customer_id: view.customer?.id ?? null,
    holder_id: holder,
    drill: view.drill === true,
    started_at: moment(view.startedAt),
    closed_at: moment(view.closedAt),
    next_due: moment(view.nextDue),
    silenced: view.silenced,
    view,
  };
}

import type { SubjectView } from '../../domain/subject-view.js';
import { moment } from './moment.js';

type Held = Pick<SubjectView, 'id' | 'closedAt' | 'holder' | 'offer'>;

/** I1: the one row of the holder while the subject is open, none once it is closed. */
export function batonRow(view: Held, holder: string) {
  if (view.closedAt !== undefined) return {};
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

export function clockRows({ id, clocks }: Pick<SubjectView, 'id' | 'clocks'>) {
  return clocks.map(({ obligation, startAt, dueAt, stoppedAt, ...detail }) => ({
    subject: id,
    obligation,
    start_at: moment(startAt),
    due_at: moment(dueAt),
    stopped_at: moment(stoppedAt),
    detail,
  }));
}

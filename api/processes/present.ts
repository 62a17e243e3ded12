import { shortNumberOf } from '../../contracts/names.js';
import type { SubjectView } from '../../domain/subject-view.js';
import type { ProcessRecord } from '../../records/process/read.js';

/** A process as answers show it; of the view only what the answer's schema names leaves. */
export function presentProcess<V extends SubjectView>(
  row: ProcessRecord<V>,
): V & { version: number; number: string } {
  const { view, seq, process, number, holderId, holderName } = row;
  const person = view.holder.person ?? holderId ?? undefined;
  const name = holderId === person ? (holderName ?? undefined) : undefined;
  return {
    ...view,
    version: seq,
    number: shortNumberOf(process, number),
    holder: { ...view.holder, ...(person && { person }), ...(name && { name }) },
  };
}

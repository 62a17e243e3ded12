import type { ReviewCycleView } from '../../../domain/review-cycle/view.js';
import { namesOf } from '../../../records/directory/columns.js';
import type { ProcessRecord } from '../../../records/process/read.js';
import { progressOf } from '../../../records/review/forms.js';
import { countParticipants } from '../../../records/review/participants.js';
import { presentProcess } from '../../processes/present.js';
import type { RawCall } from '../../route.js';

interface Presented {
  /** HR or of the panel. */
  inside: boolean;
  now: number;
}

/** A cycle with how far its reviews are; how many have too few records is for HR and the panel. */
export async function presentCycle(
  { db, deps }: Pick<RawCall, 'db' | 'deps'>,
  row: ProcessRecord<ReviewCycleView>,
  { inside, now }: Presented,
) {
  const shown = presentProcess(row);
  const { frozen, ...rest } = shown;
  const people = await countParticipants(db, row.id);
  const progress =
    shown.openedAt === undefined ? undefined : await progressOf(deps.database, row.id, now);
  const { insufficient, ...facts } = frozen ?? { insufficient: 0 };
  return {
    ...rest,
    people,
    ...(frozen && {
      frozen: { ...frozen, ...facts, insufficient: inside ? insufficient : undefined },
    }),
    ...(progress && { progress }),
  };
}

export const isInside = (view: ReviewCycleView, person: string | undefined): boolean =>
  person !== undefined && view.calibrators.some(({ id }) => id === person);

/** A department's name in the caller's language, or its id. */
export const departmentName = (stored: unknown, id: string, language: 'zh' | 'en'): string => {
  const { zh, en } = namesOf((stored ?? {}) as never);
  return (language === 'zh' ? zh || en : en || zh) || id;
};

import type { ReviewView } from '../../../domain/review/view.js';
import type { Rows } from '../../../records/rows.js';
import { changesOf, entriesOf, type WrittenEntry } from '../../../records/review/entries.js';
import { presentProcess } from '../../processes/present.js';
import type { SeenReview } from './door.js';

type TaskView = ReviewView['tasks'][number];

/** The person reviewed learns which departments were asked, not who answers for them. */
const taskFor = (viewer: string | undefined, person: string) => (task: TaskView) => {
  const { holder, by, entry: _kept, ...shown } = task;
  const hidden = viewer === person && task.kind === 'counterpart';
  return { ...shown, ...(!hidden && { holder }), ...(!hidden && by !== undefined && { by }) };
};

/** Stages, dates, who owes what and whether it came. */
export function presentReview({ found, parts }: SeenReview, viewer: string | undefined) {
  const shown = presentProcess(found);
  const { person } = found.view;
  const mine = found.view.tasks.some(
    ({ kind, outcome }) => kind === 'counterpart' && outcome === undefined,
  );
  const holder = viewer === person.id && mine ? { since: shown.holder.since } : shown.holder;
  const clocks =
    viewer === person.id
      ? shown.clocks.filter(({ obligation }) => !obligation.startsWith('counterpart/'))
      : shown.clocks;
  return {
    ...shown,
    ...{ holder, clocks },
    tasks: found.view.tasks.map(taskFor(viewer, person.id)),
    parts: [...parts],
  };
}

const shownEntry = ({ id, at, author, data }: WrittenEntry) => ({ id, at, author, data });

/** What was written, each part only where the gate gives it; undefined where it gives none. */
export async function contentOf(rows: Rows, { found, facts, parts }: SeenReview, viewer: string) {
  const gated = ['self', 'manager', 'own_ratings', 'calibration', 'appeal'] as const;
  if (!gated.some((part) => parts.has(part))) return undefined;
  const entries = await entriesOf(rows, found.id);
  const ofKind = (...kinds: WrittenEntry['kind'][]) =>
    entries.filter(({ kind }) => kinds.includes(kind)).map(shownEntry);
  const own = new Set(
    facts.raters.filter(({ person }) => person === viewer).map(({ department }) => department),
  );
  const rated = entries.filter(
    ({ kind, department }) => kind === 'counterpart' && department !== null && own.has(department),
  );
  return {
    ...(parts.has('self') && { self: ofKind('self') }),
    ...(parts.has('manager') && { manager: ofKind('manager') }),
    ...(parts.has('own_ratings') && { ownRatings: rated.map(shownEntry) }),
    ...(parts.has('calibration') && { calibration: await changesOf(rows, found.id) }),
    ...(parts.has('appeal') && { appeal: ofKind('appeal', 'decision') }),
  };
}

/** Parts that are content: a look at any of them is on the trail. */
export const contentParts = ({ parts }: SeenReview): string[] =>
  [...parts].filter((part) => part !== 'completion' && part !== 'inputs' && part !== 'score');

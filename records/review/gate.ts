import type { ReviewView } from '../../domain/review/view.js';
import type { Rows } from '../rows.js';
import type { DepartmentFacts, ReviewFacts } from './visible.js';

interface GateRow {
  id: string;
  view: ReviewView;
  hrId: string;
  deputyId: string | null;
  calibrators: string[];
  headId: string | null;
  before: { head?: string } | null;
  frozen: boolean;
}

const isPerson = (id: string | null | undefined): id is string => typeof id === 'string';

/** What the publication gate asks of one review; undefined where there is none. */
export async function reviewFacts(rows: Rows, review: string): Promise<ReviewFacts | undefined> {
  return (await reviewsFacts(rows, [review])).get(review);
}

/** The same of many reviews, by id. */
export async function reviewsFacts(
  rows: Rows,
  reviews: readonly string[],
): Promise<Map<string, ReviewFacts>> {
  const found = await rows.$queryRaw<GateRow[]>`
    select r.id, r.view, c.hr_id as "hrId", c.deputy_id as "deputyId", c.calibrators,
      p.head_id as "headId", p.before,
      exists (select from review_freeze f where f.cycle = c.id and f.sealed_at is not null)
        as frozen
    from process_row r join review_cycle c on c.id = r.view ->> 'cycle'
      left join review_cycle_participant p on p.review_id = r.id
    where r.id = any(${[...reviews]}) and r.process = 'review'`;
  return new Map(found.map((row) => [row.id, factsOf(row)]));
}

function factsOf({
  view,
  hrId,
  deputyId,
  calibrators,
  headId,
  before,
  frozen,
}: GateRow): ReviewFacts {
  const managers = view.managers.map(({ manager }) => manager.id);
  const ofManagers = view.tasks.filter(({ kind }) => kind === 'manager' || kind === 'talk');
  const ofRaters = view.tasks.filter(({ kind }) => kind === 'counterpart');
  return {
    ...{ person: view.person.id, managers, calibrators, stage: view.stage, frozen },
    released: view.releasedAt !== undefined,
    standIns: ofManagers
      .flatMap(({ holder, by }) => [holder.id, by])
      .filter(isPerson)
      .filter((id) => !managers.includes(id)),
    heads: [headId, before?.head].filter(isPerson),
    raters: ofRaters.flatMap(({ of, holder, by }) =>
      [holder.id, by].filter(isPerson).map((person) => ({ department: of, person })),
    ),
    panel: view.appeals.flatMap(({ panel }) => panel.map(({ id }) => id)),
    hr: [hrId, deputyId].filter(isPerson),
  };
}

/** What the gate asks of a department's score in a cycle. */
export async function departmentFacts(
  rows: Rows,
  cycle: string,
  department: string,
): Promise<DepartmentFacts | undefined> {
  const row = await rows.reviewCycle.findUnique({ where: { id: cycle } });
  if (!row) return undefined;
  const process = await rows.processRow.findUnique({ where: { id: cycle } });
  const view = process?.view as { stage?: string; releasedAt?: number } | undefined;
  const unit = await rows.department.findUnique({ where: { id: department } });
  const members = await rows.person.findMany({
    where: { departmentId: department, status: 'active' },
    select: { id: true },
  });
  const chiefs = [unit?.headId, unit?.deputyId, unit?.executiveId].filter(isPerson);
  return {
    released: view?.releasedAt !== undefined,
    calibrating: ['calibration', 'publication'].includes(view?.stage ?? ''),
    calibrators: row.calibrators,
    own: [...chiefs, ...members.map(({ id }) => id)],
  };
}

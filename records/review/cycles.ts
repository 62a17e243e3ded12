import type { Hours } from '../../domain/clock.js';
import type { Actor, Instant } from '../../domain/machine.js';
import { readAheadDays, readBackDays } from '../../domain/review-cycle/stages.js';
import type { ReviewCycleInput, Weights } from '../../domain/review-cycle/state.js';
import type { Ref } from '../../domain/subject-view.js';
import type { TimeScale } from '../../domain/time-scale.js';
import { dayMs } from '../../domain/zone.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { personNames } from '../access/people.js';
import { hoursFrom } from '../commitment/hours.js';
import { jsonColumn, namesOf } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import type { Rows } from '../rows.js';

/** What a cycle is planned with, by ids. */
export interface CycleDraft {
  key: string;
  schedule?: string;
  department: string;
  period: { from: Instant; until: Instant };
  hr: string;
  deputy?: string;
  calibrators: string[];
  panels: string[][];
  weights: Weights;
  formula: number;
  by: Actor;
  scale?: TimeScale;
}

export type CycleRow = Prisma.ReviewCycleGetPayload<object>;

const idPrefix = 'rvc_';

/** Writes the plan of a cycle; where its key is there already, that cycle stands as it is. */
export async function planCycle(
  rows: Rows,
  draft: CycleDraft,
  now: Instant,
): Promise<{ id: string; created: boolean }> {
  const { key, schedule, department, period, deputy, by, scale } = draft;
  const id = newId(idPrefix);
  const department_ = await rows.department.findUnique({ where: { id: department } });
  await rows.reviewCycle.createMany({
    skipDuplicates: true,
    data: {
      ...{ id, key, departmentId: department, hrId: draft.hr, formula: draft.formula },
      ...{ scheduleId: schedule ?? null, deputyId: deputy ?? null },
      ...{ periodFrom: new Date(period.from), periodUntil: new Date(period.until) },
      calibrators: draft.calibrators,
      panels: jsonColumn(draft.panels),
      weights: jsonColumn(draft.weights),
      calendarId: department_?.calendarId ?? null,
      ...(scale && { scale: jsonColumn(scale) }),
      createdBy: jsonColumn(by),
      createdAt: new Date(now),
    },
  });
  const row = await rows.reviewCycle.findUniqueOrThrow({ where: { key } });
  return { id: row.id, created: row.id === id };
}

export const findCycle = (rows: Rows, idOrKey: string): Promise<CycleRow | null> =>
  rows.reviewCycle.findFirst({ where: { OR: [{ id: idOrKey }, { key: idOrKey }] } });

export const scaleOfCycle = ({ scale }: CycleRow): TimeScale | undefined =>
  scale === null ? undefined : (scale as unknown as TimeScale);

/** The working hours of a cycle's calendar from before its period's end, or from today, on. */
export async function cycleHours(
  rows: Rows,
  { calendarId, periodUntil }: Pick<CycleRow, 'calendarId' | 'periodUntil'>,
  now: Instant,
): Promise<Hours> {
  const end = periodUntil.getTime();
  const at = end - (readBackDays + 1) * dayMs;
  const ahead = Math.max(end, now) + (readAheadDays + 1) * dayMs;
  return hoursFrom(rows, calendarId, { at, days: Math.ceil((ahead - at) / dayMs) });
}

const listOf = (names: ReadonlyMap<string, string>, ids: readonly string[]): Ref[] =>
  ids.map((id) => ({ id, name: names.get(id) ?? id }));

/** What the cycle's process is begun with. */
export async function cycleInput(
  rows: Rows,
  row: CycleRow,
  now: Instant,
): Promise<ReviewCycleInput> {
  const panels = row.panels as unknown as string[][];
  const ids = [row.hrId, row.deputyId ?? '', ...row.calibrators, ...panels.flat()];
  const names = await personNames(rows, ids);
  const [deputy] = row.deputyId === null ? [] : listOf(names, [row.deputyId]);
  const group = await rows.department.findUnique({ where: { id: row.departmentId } });
  const { zh, en } = namesOf(group?.name ?? {});
  return {
    ...{ id: row.id, key: row.key },
    group: { id: row.departmentId, name: zh || en || row.departmentId },
    period: { from: row.periodFrom.getTime(), until: row.periodUntil.getTime() },
    hr: { id: row.hrId, name: names.get(row.hrId) ?? row.hrId },
    ...(deputy && { deputy }),
    calibrators: listOf(names, row.calibrators),
    panels: panels.map((level) => listOf(names, level)),
    people: await rows.reviewCycleParticipant.count({ where: { cycleId: row.id } }),
    weights: row.weights as unknown as Weights,
    formula: row.formula,
    hours: await cycleHours(rows, row, now),
    ...(row.calendarId !== null && { calendar: row.calendarId }),
    ...(row.scheduleId !== null && { schedule: row.scheduleId }),
    by: row.createdBy as unknown as Actor,
  };
}

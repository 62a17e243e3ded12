import { notFound, Refused, expectVersion } from '../../contracts/api/refused.js';
import {
  defaultWeights,
  type ReviewScheduleAnswer,
  type ReviewScheduleDraft,
} from '../../contracts/review/schedules.js';
import type { WorkCalendar } from '../../domain/calendar/work-calendar.js';
import type { Instant } from '../../domain/machine.js';
import {
  movesMax,
  type Cadence,
  type Move,
  type ReviewSchedule,
} from '../../domain/review-schedule/schedule.js';
import type { Card } from '../../domain/review/state.js';
import { formulaVersion } from '../../domain/score/formula.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { calendarOf } from '../calendar/calendars.js';
import { inOneWrite, type Access } from '../directory/access.js';
import { anyOf, jsonColumn, namesOf, stampsOf } from '../directory/columns.js';
import type { Noun, Versioned } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { rowWritesOf } from '../directory/row-writes.js';
import { verbsOf } from '../directory/verbs.js';
import type { Rows } from '../rows.js';

export type ScheduleRow = Prisma.ReviewScheduleGetPayload<object>;

export interface ScheduleFilters {
  department?: string[] | undefined;
}

/** With what only its own verbs write. */
type ScheduleFull = ReviewScheduleDraft & {
  paused: boolean;
  pauseNote: string | null;
  moves: readonly Move[];
  formula: number;
};

type Columns = Omit<Prisma.ReviewScheduleUncheckedCreateInput, 'id' | 'version' | 'calibrators'> & {
  calibrators: string[];
};

const leadDaysDefault = 10;
const hourDefault = 9;

const movesOf = (row: ScheduleRow): Move[] => row.moves as unknown as Move[];
const panelsOf = (row: ScheduleRow): string[][] => row.panels as unknown as string[][];

const noun: Noun<
  ScheduleRow,
  ScheduleFull,
  Columns,
  Prisma.ReviewScheduleWhereInput,
  ScheduleFilters
> = {
  name: 'reviewSchedule',
  idPrefix: 'rvs_',
  table: (rows) => rows.reviewSchedule,
  draftOf: (row) => ({
    name: namesOf(row.name),
    ...{ code: row.code, department: row.departmentId, cadence: row.cadence as Cadence },
    card: row.card as Card,
    ...{ leadDays: row.leadDays, hour: row.hour, hr: row.hrId, deputy: row.deputyId },
    ...{ calibrators: row.calibrators, panels: panelsOf(row) },
    weights: row.weights as unknown as typeof defaultWeights,
    ...{ paused: row.paused, pauseNote: row.pauseNote, moves: movesOf(row), formula: row.formula },
  }),
  columns: (draft) => ({
    name: jsonColumn(draft.name),
    ...{ code: draft.code, departmentId: draft.department, cadence: draft.cadence },
    card: draft.card ?? 'operations',
    ...{ leadDays: draft.leadDays ?? leadDaysDefault, hour: draft.hour ?? hourDefault },
    ...{ hrId: draft.hr, deputyId: draft.deputy ?? null },
    calibrators: draft.calibrators ?? [],
    panels: jsonColumn(draft.panels ?? []),
    weights: jsonColumn(draft.weights ?? defaultWeights),
    ...{ paused: draft.paused, pauseNote: draft.pauseNote, formula: draft.formula },
    moves: jsonColumn(draft.moves),
  }),
  where: ({ department }) => anyOf('departmentId', department),
  scoped: (_rows, draft) => ({ departmentId: draft.department }),
  check: async (rows, draft, { id }) => {
    await refuseUnknown(rows, referencesOf(draft));
    const { department, cadence, code } = draft;
    const taken = await rows.reviewSchedule.findFirst({
      where: {
        id: { not: id },
        cadence,
        OR: [{ departmentId: department }, { code }],
      },
    });
    if (taken) throw new Refused('conflict', { with: taken.id });
  },
  usedBy: async () => [],
};

const referencesOf = (draft: ScheduleFull) => [
  { pointer: '/department', kind: 'department' as const, id: draft.department },
  { pointer: '/hr', kind: 'activePerson' as const, id: draft.hr },
  { pointer: '/deputy', kind: 'activePerson' as const, id: draft.deputy },
  ...(draft.calibrators ?? []).map((id, n) => ({
    ...{ pointer: `/calibrators/${n}`, kind: 'activePerson' as const, id },
  })),
  ...(draft.panels ?? []).flatMap((level, n) =>
    level.map((id, k) => ({ pointer: `/panels/${n}/${k}`, kind: 'activePerson' as const, id })),
  ),
];

const answerOf = (row: ScheduleRow): ReviewScheduleAnswer => ({
  ...stampsOf(row),
  name: namesOf(row.name),
  ...{ code: row.code, department: row.departmentId, cadence: row.cadence as Cadence },
  card: row.card as Card,
  ...{ leadDays: row.leadDays, hour: row.hour, hr: row.hrId, deputy: row.deputyId },
  ...{ calibrators: row.calibrators, panels: panelsOf(row), formula: row.formula },
  weights: row.weights as unknown as typeof defaultWeights,
  ...{ paused: row.paused, pauseNote: row.pauseNote, moves: movesOf(row) },
});

const verbs = verbsOf(noun, answerOf);
const { change } = rowWritesOf(noun, answerOf);

type Changed = (draft: ScheduleFull) => ScheduleFull;

const changing = (access: Access, of: Versioned, by: Changed): Promise<ReviewScheduleAnswer> =>
  inOneWrite(access, async (rows) => {
    const before = await rows.reviewSchedule.findUnique({ where: { id: of.id } });
    if (!before) throw notFound(noun.name);
    expectVersion(of.version, before.version);
    return answerOf(await change({ rows, access }, before, by(noun.draftOf(before))));
  });

/** Schedules of review cycles; the engine's own follow them (temporal.md 2.6). */
export const reviewSchedules = {
  ...verbs,

  create: (access: Access, draft: ReviewScheduleDraft, id?: string) =>
    verbs.create(
      access,
      { ...draft, paused: false, pauseNote: null, moves: [], formula: formulaVersion },
      ...(id === undefined ? [] : [id]),
    ),

  pause: (access: Access, of: Versioned, reason: string) =>
    changing(access, of, (draft) => ({ ...draft, paused: true, pauseNote: reason })),

  resume: (access: Access, of: Versioned) =>
    changing(access, of, (draft) => ({ ...draft, paused: false, pauseNote: null })),

  /** Calls one cycle at another time; null puts it back on its own date. */
  move: (access: Access, of: Versioned, { key, at }: { key: string; at: Instant | null }) =>
    changing(access, of, (draft) => {
      const others = draft.moves.filter((one) => one.key !== key);
      const moves = at === null ? others : [...others, { key, at }];
      return { ...draft, moves: moves.slice(-movesMax) };
    }),
};

/** A schedule as its rules see it. */
export const rulesOf = (row: ScheduleRow): ReviewSchedule => ({
  ...{ code: row.code, cadence: row.cadence as Cadence, leadDays: row.leadDays, hour: row.hour },
  moves: movesOf(row),
});

const zoneDefault = 'Asia/Shanghai';
const everyDay = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
  day,
  intervals: [{ from: '00:00', to: '24:00' }],
}));

/** The calendar of the group; where it has none every day counts. */
export async function calendarOfSchedule(rows: Rows, row: ScheduleRow): Promise<WorkCalendar> {
  const unit = await rows.department.findUnique({ where: { id: row.departmentId } });
  const calendar =
    unit?.calendarId == null
      ? null
      : await rows.workCalendar.findUnique({ where: { id: unit.calendarId } });
  if (calendar) return calendarOf(calendar);
  const closed = { exceptions: [], closedMode: 'closed' as const, coveredYears: null };
  return { zone: zoneDefault, weekly: everyDay, ...closed };
}

export const findSchedule = (rows: Rows, id: string): Promise<ScheduleRow | null> =>
  rows.reviewSchedule.findUnique({ where: { id } });

export const allSchedules = (rows: Rows): Promise<ScheduleRow[]> =>
  rows.reviewSchedule.findMany({ orderBy: { id: 'asc' } });

/** Keys of cycles that are planned already, of those asked for. */
export async function plannedKeys(rows: Rows, keys: readonly string[]): Promise<Set<string>> {
  const found = await rows.reviewCycle.findMany({
    where: { key: { in: [...keys] } },
    select: { key: true },
  });
  return new Set(found.map(({ key }) => key));
}

import type { OverrideAnswer, OverrideDraft } from '../../contracts/directory/schedules.js';
import { overrideProblems } from '../../domain/oncall/schedule-problems.js';
import type { Prisma, ScheduleOverride } from '../../prisma/generated/client.js';
import { notFound } from '../../contracts/api/refused.js';
import { inOneWrite, type Access } from './access.js';
import { anyOf } from './columns.js';
import { neverEdited, type NeverEdited } from './never-edited.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { refuseProblems } from './schedule-faults.js';

/** With the schedule it changes and the time of asking, for the limit of those not yet over. */
type OverrideFull = OverrideDraft & { schedule: string; now: number };

interface OverrideFilters {
  schedule: string;
  person?: string[] | undefined;
  /** Only those that touch [from, until), epoch milliseconds. */
  from?: number | undefined;
  until?: number | undefined;
}

type Row = NeverEdited<ScheduleOverride>;
type Columns = Omit<Prisma.ScheduleOverrideUncheckedCreateInput, 'id'>;

const noun: Noun<Row, OverrideFull, Columns, Prisma.ScheduleOverrideWhereInput, OverrideFilters> = {
  name: 'override',
  idPrefix: 'ovr_',
  table: (rows) =>
    neverEdited<ScheduleOverride, Columns, Prisma.ScheduleOverrideWhereInput>(
      rows.scheduleOverride,
    ),
  draftOf: (row) => ({
    schedule: row.scheduleId,
    person: row.personId,
    replaces: row.replacesId,
    from: row.from.getTime(),
    until: row.until.getTime(),
    now: row.createdAt.getTime(),
  }),
  columns: (draft) => ({
    scheduleId: draft.schedule,
    personId: draft.person,
    replacesId: draft.replaces ?? null,
    from: new Date(draft.from),
    until: new Date(draft.until),
  }),
  where: ({ schedule, person, from, until }) => ({
    scheduleId: schedule,
    ...anyOf('personId', person),
    ...(from !== undefined && { until: { gt: new Date(from) } }),
    ...(until !== undefined && { from: { lt: new Date(until) } }),
  }),
  scoped: async (rows, draft) => {
    const schedule = await rows.schedule.findUnique({ where: { id: draft.schedule } });
    return { departmentId: schedule?.departmentId ?? null };
  },
  check: async (rows, draft, { id }) => {
    const { person, from, until, schedule } = draft;
    const replaces = draft.replaces ?? undefined;
    const others = await rows.scheduleOverride.count({
      where: { scheduleId: schedule, until: { gt: new Date(draft.now) } },
    });
    const override = { id, person, from, until, ...(replaces && { replaces }) };
    refuseProblems(overrideProblems(override, others));
    await refuseUnknown(rows, [
      { pointer: '/person', kind: 'activePerson', id: person },
      { pointer: '/replaces', kind: 'person', id: replaces },
    ]);
  },
  usedBy: async () => [],
};

const answerOf = (row: Row): OverrideAnswer => ({
  id: row.id,
  schedule: row.scheduleId,
  person: row.personId,
  replaces: row.replacesId,
  from: row.from,
  until: row.until,
  createdAt: row.createdAt,
});

const { name, create, list, remove } = verbsOf(noun, answerOf);

/** Takes one away from its schedule; 404 where it is another's. */
const removeFrom = (access: Access, of: { schedule: string; id: string }): Promise<void> =>
  inOneWrite(access, async (rows) => {
    const found = await rows.scheduleOverride.findUnique({ where: { id: of.id } });
    if (found?.scheduleId !== of.schedule) throw notFound(name);
    await remove({ ...access, tx: rows }, { id: of.id, version: undefined });
  });

/** Someone put on duty for a while; later ones win over earlier ones. */
export const overrides = { name, create, list, removeFrom };

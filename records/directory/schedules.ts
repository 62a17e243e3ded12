import type { ScheduleAnswer, ScheduleDraft } from '../../contracts/directory/schedules.js';
import { scheduleProblems } from '../../domain/oncall/schedule-problems.js';
import type { Layer } from '../../domain/oncall/schedule.js';
import type { Prisma, Schedule } from '../../prisma/generated/client.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  namesOf,
  sameExternalRef,
  stampsOf,
} from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { policiesPaging } from './policy-targets.js';
import { refuseUnknown } from './references.js';
import { refuseProblems } from './schedule-faults.js';
import { usersOf } from './users.js';

interface ScheduleFilters {
  department?: string[] | undefined;
  owner?: string[] | undefined;
}

type Columns = Omit<Prisma.ScheduleUncheckedCreateInput, 'id' | 'version' | 'overrides'>;

const noun: Noun<Schedule, ScheduleDraft, Columns, Prisma.ScheduleWhereInput, ScheduleFilters> = {
  name: 'schedule',
  idPrefix: 'sch_',
  table: (rows) => rows.schedule,
  draftOf: (row) => ({
    name: namesOf(row.name),
    zone: row.zone,
    owner: row.ownerId,
    department: row.departmentId,
    layers: layersOf(row),
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    name: jsonColumn(draft.name),
    zone: draft.zone,
    ownerId: draft.owner,
    departmentId: draft.department ?? null,
    layers: jsonColumn(draft.layers),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ department, owner }) => ({
    ...anyOf('departmentId', department),
    ...anyOf('ownerId', owner),
  }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, draft) => ({ departmentId: draft.department ?? null }),
  check: async (rows, draft, { id }) => {
    const { zone, owner } = draft;
    refuseProblems(scheduleProblems({ id, zone, owner, layers: draft.layers as Layer[] }));
    await refuseUnknown(rows, [
      { pointer: '/owner', kind: 'activePerson', id: owner },
      { pointer: '/department', kind: 'department', id: draft.department },
      ...draft.layers.flatMap(({ rotation }, l) =>
        rotation.members.map((member, m) => ({
          pointer: `/layers/${l}/rotation/members/${m}`,
          kind: 'person' as const,
          id: member,
        })),
      ),
    ]);
  },
  usedBy: (rows, id) =>
    usersOf([
      ['departments', rows.department.findMany({ where: { scheduleId: id }, ...usersOf.some })],
      ['dutyRoles', rows.dutyRole.findMany({ where: { scheduleId: id }, ...usersOf.some })],
      [
        'policies',
        policiesPaging(rows, (target) => target.kind === 'schedule' && target.id === id),
      ],
    ]),
};

export const layersOf = (row: Pick<Schedule, 'layers'>): Layer[] =>
  row.layers as unknown as Layer[];

const answerOf = (row: Schedule): ScheduleAnswer => ({
  ...stampsOf(row),
  name: namesOf(row.name),
  zone: row.zone,
  owner: row.ownerId,
  department: row.departmentId,
  layers: layersOf(row) as ScheduleAnswer['layers'],
  externalRef: externalRefOf(row.externalRef),
});

/** Who takes turns (operations.md §3a); every write has passed `scheduleProblems`. */
export const schedules = verbsOf(noun, answerOf);

import { departmentDepthMax } from '../../contracts/directory/departments.js';
import type { DepartmentAnswer, DepartmentDraft } from '../../contracts/directory/departments.js';
import type { Department, Prisma } from '../../prisma/generated/client.js';
import type { Rows } from './access.js';
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
import { refuseUnknown } from './references.js';
import { refuseLoop } from './tree.js';
import { usersOf } from './users.js';

interface DepartmentFilters {
  parent?: string[] | undefined;
  head?: string[] | undefined;
}

type Columns = Omit<
  Prisma.DepartmentUncheckedCreateInput,
  'id' | 'version' | 'children' | 'people' | 'teams'
>;

const noun: Noun<
  Department,
  DepartmentDraft,
  Columns,
  Prisma.DepartmentWhereInput,
  DepartmentFilters
> = {
  name: 'department',
  idPrefix: 'dep_',
  table: (rows) => rows.department,
  draftOf: (row) => ({
    name: namesOf(row.name),
    parent: row.parentId,
    head: row.headId,
    deputy: row.deputyId,
    executive: row.executiveId,
    schedule: row.scheduleId,
    calendar: row.calendarId,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    name: jsonColumn(draft.name),
    parentId: draft.parent ?? null,
    headId: draft.head ?? null,
    deputyId: draft.deputy ?? null,
    executiveId: draft.executive ?? null,
    scheduleId: draft.schedule ?? null,
    calendarId: draft.calendar ?? null,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ parent, head }) => ({ ...anyOf('parentId', parent), ...anyOf('headId', head) }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, _draft, id) => ({ departmentId: id }),
  check: async (rows, draft, { id }) => {
    await refuseLoop({
      id,
      parents: draft.parent == null ? [] : [draft.parent],
      pointer: '/parent',
      depthMax: departmentDepthMax,
      above: (ids) => parentsOf(rows, ids),
    });
    await refuseUnknown(rows, [
      { pointer: '/parent', kind: 'department', id: draft.parent },
      { pointer: '/head', kind: 'person', id: draft.head },
      { pointer: '/deputy', kind: 'person', id: draft.deputy },
      { pointer: '/executive', kind: 'person', id: draft.executive },
      { pointer: '/schedule', kind: 'schedule', id: draft.schedule },
      { pointer: '/calendar', kind: 'calendar', id: draft.calendar },
    ]);
  },
  usedBy: (rows, id) =>
    usersOf([
      ['departments', rows.department.findMany({ where: { parentId: id }, ...usersOf.some })],
      ['people', rows.person.findMany({ where: { departmentId: id }, ...usersOf.some })],
      ['teams', rows.team.findMany({ where: { departmentId: id }, ...usersOf.some })],
      ['services', rows.service.findMany({ where: { departmentId: id }, ...usersOf.some })],
      ['schedules', rows.schedule.findMany({ where: { departmentId: id }, ...usersOf.some })],
      ['roleBindings', rows.roleBinding.findMany({ where: { departmentId: id }, ...usersOf.some })],
      [
        'incidents',
        rows.incident.findMany({
          where: { departmentId: id, stage: { not: 'closed' } },
          ...usersOf.some,
        }),
      ],
    ]),
};

const parentsOf = async (rows: Rows, ids: string[]): Promise<string[]> => {
  const found = await rows.department.findMany({
    where: { id: { in: ids } },
    select: { parentId: true },
  });
  return found.flatMap(({ parentId }) => parentId ?? []);
};

const answerOf = (row: Department): DepartmentAnswer => ({
  ...stampsOf(row),
  name: namesOf(row.name),
  parent: row.parentId,
  head: row.headId,
  deputy: row.deputyId,
  executive: row.executiveId,
  schedule: row.scheduleId,
  calendar: row.calendarId,
  externalRef: externalRefOf(row.externalRef),
});

/** The accountable units (operations.md §3a). */
export const departments = verbsOf(noun, answerOf);

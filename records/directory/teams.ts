import type { TeamAnswer, TeamDraft } from '../../contracts/directory/teams.js';
import type { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from './access.js';
import { anyOf, jsonColumn, namesOf, stampsOf } from './columns.js';
import type { Noun, Table } from './noun.js';
import { verbsOf } from './verbs.js';
import { policiesPaging } from './policy-targets.js';
import { refuseUnknown } from './references.js';
import { usersOf } from './users.js';

interface TeamFilters {
  department?: string[] | undefined;
  member?: string[] | undefined;
}

const include = { members: { orderBy: { position: 'asc' } } } satisfies Prisma.TeamInclude;

type Row = Prisma.TeamGetPayload<{ include: typeof include }>;

interface Columns {
  name: Prisma.InputJsonValue;
  departmentId: string | null;
  members: string[];
}

/** A team and its members as one row: members are replaced whole. */
const teamTable = (rows: Rows): Table<Row, Columns, Prisma.TeamWhereInput> => ({
  findUnique: ({ where }) => rows.team.findUnique({ where, include }),
  findFirst: ({ where }) => rows.team.findFirst({ where, include }),
  findMany: (args) => rows.team.findMany({ ...args, include }),
  count: (args) => rows.team.count(args),
  create: ({ data: { members, ...data } }) =>
    rows.team.create({ data: { ...data, members: { create: placed(members) } }, include }),
  updateManyAndReturn: async ({ where, data: { members, ...data } }) => {
    const { count } = await rows.team.updateMany({ where, data });
    if (count === 0) return [];
    await rows.teamMember.deleteMany({ where: { teamId: where.id } });
    await rows.teamMember.createMany({
      data: placed(members).map((member) => ({ ...member, teamId: where.id })),
    });
    return rows.team.findMany({ where: { id: where.id }, include });
  },
  deleteMany: (args) => rows.team.deleteMany(args),
});

const placed = (members: string[]) => members.map((personId, position) => ({ personId, position }));

const noun: Noun<Row, TeamDraft, Columns, Prisma.TeamWhereInput, TeamFilters> = {
  name: 'team',
  idPrefix: 'tea_',
  table: teamTable,
  draftOf: (row) => ({
    name: namesOf(row.name),
    department: row.departmentId,
    members: membersOf(row),
  }),
  columns: (draft) => ({
    name: jsonColumn(draft.name),
    departmentId: draft.department ?? null,
    members: draft.members,
  }),
  where: ({ department, member }) => ({
    ...anyOf('departmentId', department),
    ...(member && { members: { some: { personId: { in: member } } } }),
  }),
  scoped: (_rows, draft) => ({ departmentId: draft.department ?? null }),
  check: (rows, draft) =>
    refuseUnknown(rows, [
      { pointer: '/department', kind: 'department', id: draft.department },
      ...draft.members.map((id, k) => ({
        pointer: `/members/${k}`,
        kind: 'person' as const,
        id,
      })),
    ]),
  usedBy: (rows, id) =>
    usersOf([
      ['policies', policiesPaging(rows, (target) => target.kind === 'team' && target.id === id)],
    ]),
};

const membersOf = (row: Row): string[] => row.members.map(({ personId }) => personId);

const answerOf = (row: Row): TeamAnswer => ({
  ...stampsOf(row),
  name: namesOf(row.name),
  department: row.departmentId,
  members: membersOf(row),
});

/** Paging lists; they carry no rights (operations.md §3a). */
export const teams = verbsOf(noun, answerOf);

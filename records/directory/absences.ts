import type { AbsenceAnswer, AbsenceDraft } from '../../contracts/directory/absences.js';
import { absenceProblems } from '../../domain/oncall/schedule-problems.js';
import type { Absence, Prisma } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import type { Rows } from './access.js';
import { anyOf, stampsOf } from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { refuseProblems } from './schedule-faults.js';

interface AbsenceFilters {
  person?: string[] | undefined;
  deputy?: string[] | undefined;
  /** Only those that touch [from, until), epoch milliseconds. */
  from?: number | undefined;
  until?: number | undefined;
}

type Columns = Omit<Prisma.AbsenceUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<Absence, AbsenceDraft, Columns, Prisma.AbsenceWhereInput, AbsenceFilters> = {
  name: 'absence',
  idPrefix: 'abs_',
  table: (rows) => rows.absence,
  draftOf: (row) => ({
    person: row.personId,
    deputy: row.deputyId,
    from: row.from.getTime(),
    until: row.until.getTime(),
    reason: row.reason,
  }),
  columns: (draft) => ({
    personId: draft.person,
    deputyId: draft.deputy ?? null,
    from: new Date(draft.from),
    until: new Date(draft.until),
    reason: draft.reason ?? null,
  }),
  where: ({ person, deputy, from, until }, scope) => ({
    ...anyOf('personId', person),
    ...anyOf('deputyId', deputy),
    ...(from !== undefined && { until: { gt: new Date(from) } }),
    ...(until !== undefined && { from: { lt: new Date(until) } }),
    ...visible(scope),
  }),
  scoped: async (rows, draft) => ({ departmentId: await departmentOf(rows, draft.person) }),
  check: async (rows, draft, { id }) => {
    const { person, from, until } = draft;
    const deputy = draft.deputy ?? undefined;
    refuseProblems(absenceProblems({ id, person, from, until, ...(deputy && { deputy }) }));
    await refuseUnknown(rows, [
      { pointer: '/person', kind: 'person', id: person },
      { pointer: '/deputy', kind: 'activePerson', id: deputy },
    ]);
  },
  usedBy: async () => [],
};

const visible = (scope: Scope): Prisma.AbsenceWhereInput =>
  scope.everywhere ? {} : { person: { departmentId: { in: scope.departments } } };

async function departmentOf(rows: Rows, person: string): Promise<string | null> {
  const found = await rows.person.findUnique({
    where: { id: person },
    select: { departmentId: true },
  });
  return found?.departmentId ?? null;
}

const answerOf = (row: Absence): AbsenceAnswer => ({
  ...stampsOf(row),
  person: row.personId,
  deputy: row.deputyId,
  from: row.from,
  until: row.until,
  reason: row.reason,
});

/** Who is away, and who stands in for them wherever they would be on call. */
export const absences = verbsOf(noun, answerOf);

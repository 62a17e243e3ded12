import type { InterfaceAnswer, InterfaceDraft } from '../../contracts/promise/interfaces.js';
import { Refused } from '../../contracts/api/refused.js';
import { idPrefix } from '../../contracts/names.js';
import type { InterfacePerson, Prisma } from '../../prisma/generated/client.js';
import { anyOf, stampsOf } from './columns.js';
import type { Noun } from './noun.js';
import { refuseUnknown } from './references.js';
import { verbsOf } from './verbs.js';

interface Filters {
  department?: string[] | undefined;
  counterpart?: string[] | undefined;
  person?: string[] | undefined;
}

interface Columns {
  departmentId: string;
  counterpartId: string | null;
  personId: string;
  deputyId: string | null;
}

type Where = Prisma.InterfacePersonWhereInput;

const columnsOf = ({ department, counterpart, person, deputy }: InterfaceDraft): Columns => ({
  departmentId: department,
  counterpartId: counterpart ?? null,
  personId: person,
  deputyId: deputy ?? null,
});

const noun: Noun<InterfacePerson, InterfaceDraft, Columns, Where, Filters> = {
  name: 'interface_person',
  idPrefix: idPrefix.interfacePerson,
  table: (rows) => rows.interfacePerson,
  draftOf: (row) => ({
    ...{ department: row.departmentId, counterpart: row.counterpartId },
    ...{ person: row.personId, deputy: row.deputyId },
  }),
  columns: columnsOf,
  where: ({ department, counterpart, person }) => ({
    ...anyOf('departmentId', department),
    ...anyOf('counterpartId', counterpart),
    ...anyOf('personId', person),
  }),
  scoped: (_rows, { department }) => ({ departmentId: department }),
  check: async (rows, draft, { id }) => {
    const { department, counterpart, person, deputy } = draft;
    await refuseUnknown(rows, [
      { pointer: '/department', kind: 'department', id: department },
      { pointer: '/counterpart', kind: 'department', id: counterpart },
      { pointer: '/person', kind: 'activePerson', id: person },
      { pointer: '/deputy', kind: 'activePerson', id: deputy },
    ]);
    if (person === deputy)
      throw new Refused('rule_violation', { why: 'a deputy is another person' });
    if (counterpart === department) throw new Refused('same_party');
    const other = await rows.interfacePerson.findFirst({
      where: { departmentId: department, counterpartId: counterpart ?? null, NOT: { id } },
    });
    if (other) throw new Refused('conflict', { what: other.id });
  },
  usedBy: async () => [],
};

const answerOf = (row: InterfacePerson): InterfaceAnswer => ({
  ...stampsOf(row),
  department: row.departmentId,
  counterpart: row.counterpartId,
  person: row.personId,
  deputy: row.deputyId,
});

/** Who speaks for a department to another one, with a deputy (N17, operations.md). */
export const interfacePersons = verbsOf(noun, answerOf);

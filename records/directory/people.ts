import { maskAddress, type ChannelRule } from '../../contracts/channels.js';
import type { PersonAnswer, PersonDraft } from '../../contracts/directory/people.js';
import type { Person, Prisma } from '../../prisma/generated/client.js';
import { reaches, type Scope } from '../access/scope.js';
import type { Rows } from './access.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  sameExternalRef,
  stampsOf,
} from './columns.js';
import { interfacesOf, leave, refuseLeaving } from './leaving.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { policiesPaging } from './policy-targets.js';
import { refuseUnknown } from './references.js';
import { usersOf } from './users.js';

interface PersonFilters {
  department?: string[] | undefined;
  status?: Person['status'][] | undefined;
  email?: string[] | undefined;
}

type Columns = Omit<
  Prisma.PersonUncheckedCreateInput,
  | ('id' | 'version' | 'teams' | 'roles' | 'absences' | 'keys' | 'grants')
  | ('certifications' | 'certified')
>;

const noun: Noun<Person, PersonDraft, Columns, Prisma.PersonWhereInput, PersonFilters> = {
  name: 'person',
  idPrefix: 'per_',
  table: (rows) => rows.person,
  draftOf: (row) => ({
    name: row.name,
    email: row.email,
    phone: row.phone,
    language: row.language,
    department: row.departmentId,
    channels: rulesOf(row).map(
      ({ afterS, ...rule }) =>
        ({ ...rule, after: afterS }) as NonNullable<PersonDraft['channels']>[number],
    ),
    status: row.status,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    name: draft.name,
    email: draft.email ?? null,
    phone: draft.phone ?? null,
    language: draft.language ?? 'zh',
    departmentId: draft.department ?? null,
    channels: jsonColumn(
      (draft.channels ?? []).map(({ channel, address, after }) => ({
        channel,
        address,
        afterS: after,
      })),
    ),
    status: draft.status ?? 'active',
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ department, status, email }) => ({
    ...anyOf('departmentId', department),
    ...anyOf('status', status),
    ...anyOf('email', email),
  }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, draft) => ({ departmentId: draft.department ?? null }),
  check: async (rows, draft, { id, before }) => {
    await refuseUnknown(rows, [
      { pointer: '/department', kind: 'department', id: draft.department },
    ]);
    if (before?.status === 'active' && draft.status === 'left') await refuseLeaving(rows, id);
  },
  usedBy: (rows, id) => usersOf(uses(rows, id)),
  changed: async (rows, { before, after, access }) => {
    if (before.status === 'active' && after.status === 'left') {
      await leave(rows, after.id, access.writer);
    }
  },
};

/** All that would lose its person; who was ever paged stays for the record and may only leave. */
const uses = (rows: Rows, id: string) =>
  [
    [
      'departments',
      rows.department.findMany({
        where: { OR: [{ headId: id }, { deputyId: id }, { executiveId: id }] },
        ...usersOf.some,
      }),
    ],
    ['schedules', schedulesNaming(rows, id)],
    ['interfacePersons', interfacesOf(rows, id)],
    [
      'overrides',
      rows.scheduleOverride.findMany({
        where: { OR: [{ personId: id }, { replacesId: id }] },
        ...usersOf.some,
      }),
    ],
    ['policies', policiesPaging(rows, (target) => target.kind === 'person' && target.id === id)],
    [
      'teams',
      rows.team.findMany({ where: { members: { some: { personId: id } } }, ...usersOf.some }),
    ],
    ['roleBindings', rows.roleBinding.findMany({ where: { personId: id }, ...usersOf.some })],
    ['keys', rows.apiKey.findMany({ where: { personId: id }, ...usersOf.some })],
    ['absences', absencesNaming(rows, id)],
    ['incidents', rows.incident.findMany({ where: { holderId: id }, ...usersOf.some })],
    ['deliveries', rows.delivery.findMany({ where: { personId: id }, ...usersOf.some })],
    ['contracts', rows.contract.findMany({ where: { salesOwnerId: id }, ...usersOf.some })],
    ['certifications', certificationsNaming(rows, id)],
    ['products', productsNaming(rows, id)],
    [
      'legacyExpectations',
      rows.legacyExpectation.findMany({ where: { approverId: id }, ...usersOf.some }),
    ],
  ] as const;

const absencesNaming = (rows: Rows, id: string) =>
  rows.absence.findMany({ where: { OR: [{ personId: id }, { deputyId: id }] }, ...usersOf.some });

const certificationsNaming = (rows: Rows, id: string) =>
  rows.certification.findMany({
    where: { OR: [{ personId: id }, { certifierId: id }] },
    ...usersOf.some,
  });

const productsNaming = (rows: Rows, id: string) =>
  rows.product.findMany({
    where: { OR: [{ interfacePersonId: id }, { deputyId: id }] },
    ...usersOf.some,
  });

async function schedulesNaming(rows: Rows, id: string): Promise<{ id: string }[]> {
  const all = await rows.schedule.findMany({ select: { id: true, ownerId: true, layers: true } });
  return all.filter(
    ({ ownerId, layers }) =>
      ownerId === id ||
      (layers as unknown as { rotation: { members: string[] } }[]).some(({ rotation }) =>
        rotation.members.includes(id),
      ),
  );
}

/** A person as stored, channel secrets and all: never an answer. */
export type PersonRow = Person;

/** A person's rules as stored. */
export const rulesOf = (row: Pick<Person, 'channels'>): ChannelRule[] =>
  row.channels as unknown as ChannelRule[];

interface Reader {
  /** Where the caller may see how people are reached (I8). */
  contacts: Scope;
  /** The caller, who sees their own. */
  self?: string | undefined;
}

/** With phone, mail and channels only where the reader may see them; their secrets are masked. */
export function personAnswerFor(row: Person, reader: Reader): PersonAnswer {
  const seen =
    row.id === reader.self || reaches(reader.contacts, { departmentId: row.departmentId });
  const { email: _email, phone: _phone, channels: _channels, ...rest } = answerOf(row);
  return seen ? answerOf(row) : rest;
}

const answerOf = (row: Person): PersonAnswer => ({
  ...stampsOf(row),
  name: row.name,
  email: row.email,
  phone: row.phone,
  language: row.language,
  department: row.departmentId,
  channels: rulesOf(row).map(({ channel, address, afterS }) => ({
    channel,
    address: maskAddress(channel, address),
    after: afterS,
  })),
  status: row.status,
  externalRef: externalRefOf(row.externalRef),
});

export const people = verbsOf(noun, (row: Person) => row, answerOf);

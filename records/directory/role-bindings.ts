import type {
  RoleBindingAnswer,
  RoleBindingDraft,
} from '../../contracts/directory/role-bindings.js';
import type { Prisma, RoleBinding } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import { inOneWrite, type Access } from './access.js';
import { anyOf } from './columns.js';
import { refuseLastAdmin } from './leaving.js';
import { neverEdited, type NeverEdited } from './never-edited.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { sitePath } from './sites.js';

interface RoleBindingFilters {
  person?: string[] | undefined;
  role?: RoleBinding['role'][] | undefined;
  department?: string[] | undefined;
  site?: string[] | undefined;
  customer?: string[] | undefined;
}

type Row = NeverEdited<RoleBinding>;
type Columns = Omit<Prisma.RoleBindingUncheckedCreateInput, 'id'>;

const noun: Noun<Row, RoleBindingDraft, Columns, Prisma.RoleBindingWhereInput, RoleBindingFilters> =
  {
    name: 'role_binding',
    idPrefix: 'rol_',
    table: (rows) =>
      neverEdited<RoleBinding, Columns, Prisma.RoleBindingWhereInput>(rows.roleBinding),
    draftOf: (row) => ({
      person: row.personId,
      role: row.role,
      department: row.departmentId,
      site: row.siteId,
      customer: row.customerId,
    }),
    columns: (draft) => ({
      personId: draft.person,
      role: draft.role,
      departmentId: draft.department ?? null,
      siteId: draft.site ?? null,
      customerId: draft.customer ?? null,
    }),
    where: (filters, scope) => ({
      ...anyOf('personId', filters.person),
      ...anyOf('role', filters.role),
      ...anyOf('departmentId', filters.department),
      ...anyOf('siteId', filters.site),
      ...anyOf('customerId', filters.customer),
      ...visible(scope),
    }),
    scoped: async (rows, draft) => ({
      departmentId: draft.department ?? null,
      customerId: draft.customer ?? null,
      sitePath: await sitePath(rows, draft.site),
    }),
    check: (rows, draft) =>
      refuseUnknown(rows, [
        { pointer: '/person', kind: 'activePerson', id: draft.person },
        { pointer: '/department', kind: 'department', id: draft.department },
        { pointer: '/site', kind: 'site', id: draft.site },
        { pointer: '/customer', kind: 'customer', id: draft.customer },
      ]),
    usedBy: async () => [],
  };

const visible = (scope: Scope): Prisma.RoleBindingWhereInput =>
  scope.everywhere
    ? {}
    : {
        OR: [
          { departmentId: { in: scope.departments } },
          { siteId: { in: scope.sites } },
          { customerId: { in: scope.customers } },
        ],
      };

const answerOf = (row: Row): RoleBindingAnswer => ({
  id: row.id,
  person: row.personId,
  role: row.role,
  department: row.departmentId,
  site: row.siteId,
  customer: row.customerId,
  createdAt: row.createdAt,
});

const verbs = verbsOf(noun, answerOf);

/** Who may do what, where. The last administrator of everything stays. */
export const roleBindings = {
  name: verbs.name,
  create: verbs.create,
  get: verbs.get,
  list: verbs.list,
  remove: (access: Access, of: { id: string; version: number | undefined }): Promise<void> =>
    inOneWrite(access, async (rows) => {
      const binding = await rows.roleBinding.findUnique({ where: { id: of.id } });
      const whole = !binding?.departmentId && !binding?.siteId && !binding?.customerId;
      if (binding?.role === 'admin' && whole) await refuseLastAdmin(rows, { bindingId: of.id });
      await verbs.remove({ ...access, tx: rows }, of);
    }),
};

import type { ProductAnswer, ProductDraft } from '../../contracts/directory/products.js';
import type { Prisma, Product } from '../../prisma/generated/client.js';
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
import { refuseTakenCode } from './taken-code.js';
import { usersOf } from './users.js';

interface ProductFilters {
  code?: string[] | undefined;
  line?: string[] | undefined;
}

type Columns = Omit<
  Prisma.ProductUncheckedCreateInput,
  'id' | 'version' | 'requiredSkills' | 'services' | 'certifications'
> & { requiredSkills: string[] };

const noun: Noun<Product, ProductDraft, Columns, Prisma.ProductWhereInput, ProductFilters> = {
  name: 'product',
  idPrefix: 'prd_',
  table: (rows) => rows.product,
  draftOf: (row) => ({
    code: row.code,
    name: namesOf(row.name),
    line: row.line as ProductDraft['line'],
    interfacePerson: row.interfacePersonId,
    deputy: row.deputyId,
    requiredSkills: row.requiredSkills,
    limits: limitsOf(row),
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    code: draft.code,
    name: jsonColumn(draft.name),
    line: draft.line,
    interfacePersonId: draft.interfacePerson ?? null,
    deputyId: draft.deputy ?? null,
    requiredSkills: [...new Set(draft.requiredSkills ?? [])],
    limits: jsonColumn(draft.limits ?? []),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ code, line }) => ({ ...anyOf('code', code), ...anyOf('line', line) }),
  byExternalRef: sameExternalRef,
  scoped: () => ({}),
  check: async (rows, draft, { id }) => {
    await refuseTakenCode(rows.product.findUnique({ where: { code: draft.code } }), id);
    await refuseUnknown(rows, [
      { pointer: '/interfacePerson', kind: 'activePerson', id: draft.interfacePerson },
      { pointer: '/deputy', kind: 'activePerson', id: draft.deputy },
    ]);
  },
  usedBy: (rows, id) =>
    usersOf([
      ['services', rows.service.findMany({ where: { productId: id }, ...usersOf.some })],
      [
        'certifications',
        rows.certification.findMany({ where: { productId: id }, ...usersOf.some }),
      ],
    ]),
};

const limitsOf = (row: Product): ProductAnswer['limits'] =>
  row.limits as unknown as ProductAnswer['limits'];

const answerOf = (row: Product): ProductAnswer => ({
  ...stampsOf(row),
  code: row.code,
  name: namesOf(row.name),
  line: row.line,
  interfacePerson: row.interfacePersonId,
  deputy: row.deputyId,
  requiredSkills: row.requiredSkills,
  limits: limitsOf(row),
  externalRef: externalRefOf(row.externalRef),
});

/** What is sold and run, with its limits and the skills it takes (Product, 3a operations.md). */
export const products = verbsOf(noun, answerOf);

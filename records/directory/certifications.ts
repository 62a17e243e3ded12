import type {
  CertificationAnswer,
  CertificationDraft,
} from '../../contracts/directory/certifications.js';
import type { Certification, Prisma } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import type { Rows } from './access.js';
import { anyOf, externalRefColumn, externalRefOf, sameExternalRef, stampsOf } from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { brokenRule } from './tree.js';

interface CertificationFilters {
  person?: string[] | undefined;
  product?: string[] | undefined;
  duty?: string[] | undefined;
  /** Only those in force at this time, epoch milliseconds. */
  at?: number | undefined;
}

type Columns = Omit<Prisma.CertificationUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<
  Certification,
  CertificationDraft,
  Columns,
  Prisma.CertificationWhereInput,
  CertificationFilters
> = {
  name: 'certification',
  idPrefix: 'crt_',
  table: (rows) => rows.certification,
  draftOf: (row) => ({
    person: row.personId,
    product: row.productId,
    duty: row.duty,
    certifier: row.certifierId,
    from: row.from.getTime(),
    expires: row.expiresAt.getTime(),
    evidence: row.evidence,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    personId: draft.person,
    productId: draft.product ?? null,
    duty: draft.duty ?? null,
    certifierId: draft.certifier,
    from: new Date(draft.from),
    expiresAt: new Date(draft.expires),
    evidence: draft.evidence ?? null,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ person, product, duty, at }, scope) => ({
    ...anyOf('personId', person),
    ...anyOf('productId', product),
    ...anyOf('duty', duty),
    ...(at !== undefined && inForceAt(new Date(at))),
    ...visible(scope),
  }),
  byExternalRef: sameExternalRef,
  scoped: async (rows, draft) => ({ departmentId: await departmentOf(rows, draft.person) }),
  check: async (rows, draft) => {
    refuseRules(draft);
    await refuseUnknown(rows, [
      { pointer: '/person', kind: 'person', id: draft.person },
      { pointer: '/certifier', kind: 'person', id: draft.certifier },
      { pointer: '/product', kind: 'product', id: draft.product },
    ]);
  },
  usedBy: async () => [],
};

/** Those that count at `at`: begun, and not past their end. */
export const inForceAt = (at: Date): Prisma.CertificationWhereInput => ({
  from: { lte: at },
  expiresAt: { gt: at },
});

function refuseRules(draft: CertificationDraft): void {
  if (draft.certifier === draft.person) {
    throw brokenRule('/certifier', 'nobody certifies themselves: another person has to');
  }
  if ((draft.product == null) === (draft.duty == null)) {
    throw brokenRule('/product', 'of one product or of one duty');
  }
  if (draft.expires <= draft.from) throw brokenRule('/expires', 'it ends after it begins');
}

const visible = (scope: Scope): Prisma.CertificationWhereInput =>
  scope.everywhere ? {} : { person: { departmentId: { in: scope.departments } } };

async function departmentOf(rows: Rows, id: string): Promise<string | null> {
  const person = await rows.person.findUnique({ where: { id }, select: { departmentId: true } });
  return person?.departmentId ?? null;
}

const answerOf = (row: Certification): CertificationAnswer => ({
  ...stampsOf(row),
  person: row.personId,
  product: row.productId,
  duty: row.duty,
  certifier: row.certifierId,
  from: row.from,
  expires: row.expiresAt,
  evidence: row.evidence,
  externalRef: externalRefOf(row.externalRef),
});

/** Who can run what, as somebody else has certified until a day (N1, R16, operations.md). */
export const certifications = verbsOf(noun, answerOf);

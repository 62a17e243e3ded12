import type {
  ExpectationAnswer,
  ExpectationDraft,
} from '../../contracts/commitment/expectations.js';
import type { LegacyExpectation, Prisma } from '../../prisma/generated/client.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  sameExternalRef,
  stampsOf,
} from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { brokenRule } from '../directory/tree.js';
import { verbsOf } from '../directory/verbs.js';
import { customersWithin } from './visible.js';

interface ExpectationFilters {
  customer?: string[] | undefined;
  service?: string[] | undefined;
}

type Columns = Omit<Prisma.LegacyExpectationUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<
  LegacyExpectation,
  ExpectationDraft,
  Columns,
  Prisma.LegacyExpectationWhereInput,
  ExpectationFilters
> = {
  name: 'legacy_expectation',
  idPrefix: 'lex_',
  table: (rows) => rows.legacyExpectation,
  draftOf: (row) => ({ ...plainOf(row), reviewAt: row.reviewAt.getTime() }),
  columns: (draft) => ({
    customerId: draft.customer,
    serviceId: draft.service ?? null,
    metric: draft.metric ?? null,
    text: draft.text,
    basis: draft.basis,
    approverId: draft.approver,
    reviewAt: new Date(draft.reviewAt),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ customer, service }, scope) => ({
    ...anyOf('customerId', customer),
    ...anyOf('serviceId', service),
    ...(!scope.everywhere && { customer: customersWithin(scope) }),
  }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, draft) => ({ customerId: draft.customer }),
  check: async (rows, draft) => {
    await refuseUnknown(rows, [
      { pointer: '/customer', kind: 'customer', id: draft.customer },
      { pointer: '/service', kind: 'service', id: draft.service },
      { pointer: '/approver', kind: 'activePerson', id: draft.approver },
    ]);
    if (draft.service == null) return;
    const service = await rows.service.findUnique({ where: { id: draft.service } });
    if (service?.customerId !== draft.customer) {
      throw brokenRule('/service', 'the service is of another customer');
    }
  },
  usedBy: () => Promise.resolve([]),
};

const plainOf = (row: LegacyExpectation) => ({
  customer: row.customerId,
  service: row.serviceId,
  metric: row.metric as Exclude<ExpectationDraft['metric'], undefined>,
  text: row.text,
  basis: row.basis,
  approver: row.approverId,
  externalRef: externalRefOf(row.externalRef),
});

const answerOf = (row: LegacyExpectation): ExpectationAnswer => ({
  ...stampsOf(row),
  ...plainOf(row),
  reviewAt: row.reviewAt,
});

/** What customers have come to expect, approved and with a date of review: never a promise (N23). */
export const expectations = verbsOf(noun, answerOf);

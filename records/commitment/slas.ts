import type { SlaAnswer, SlaDraft } from '../../contracts/commitment/slas.js';
import { Prisma, type SupplierSla } from '../../prisma/generated/client.js';
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
import { refuseBackwards, refuseUnfit } from './checks.js';
import { minorColumn, moneyOf } from './money.js';

/** With the supplier's service it is nested below. */
type SlaFull = SlaDraft & { supplierService: string };

interface SlaFilters {
  supplierService?: string[] | undefined;
}

type Columns = Omit<Prisma.SupplierSlaUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<SupplierSla, SlaFull, Columns, Prisma.SupplierSlaWhereInput, SlaFilters> = {
  name: 'supplier_sla',
  idPrefix: 'sla_',
  table: (rows) => rows.supplierSla,
  draftOf: (row) => ({
    ...plainOf(row),
    effectiveFrom: row.effectiveFrom.getTime(),
    effectiveTo: row.effectiveTo?.getTime() ?? null,
  }),
  columns: (draft) => ({
    supplierServiceId: draft.supplierService,
    metric: draft.metric,
    target: draft.target ?? Prisma.DbNull,
    unit: draft.unit ?? null,
    calendarId: draft.calendar ?? null,
    remedyCapPct: draft.remedyCapPct ?? null,
    feeMinor: minorColumn(draft.fee),
    currency: draft.fee?.currency ?? null,
    noCommitment: draft.noCommitment ?? false,
    document: draft.document ?? null,
    effectiveFrom: new Date(draft.effectiveFrom),
    effectiveTo: draft.effectiveTo == null ? null : new Date(draft.effectiveTo),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ supplierService }) => anyOf('supplierServiceId', supplierService),
  byExternalRef: sameExternalRef,
  scoped: () => ({}),
  check: async (rows, draft) => {
    refuseUnfit(draft);
    refuseBackwards(draft);
    if ((draft.target == null) !== (draft.noCommitment ?? false)) {
      throw brokenRule('/target', 'a target, or noCommitment: true, and not both');
    }
    await refuseUnknown(rows, [
      { pointer: '/supplierService', kind: 'supplierService', id: draft.supplierService },
      { pointer: '/calendar', kind: 'calendar', id: draft.calendar },
    ]);
  },
  usedBy: () => Promise.resolve([]),
};

const plainOf = (row: SupplierSla) => ({
  supplierService: row.supplierServiceId,
  metric: row.metric as SlaAnswer['metric'],
  target: row.target as string | number | null,
  unit: row.unit,
  calendar: row.calendarId,
  remedyCapPct: row.remedyCapPct,
  fee: moneyOf({ minor: row.feeMinor, currency: row.currency }),
  noCommitment: row.noCommitment,
  document: row.document,
  externalRef: externalRefOf(row.externalRef),
});

const answerOf = (row: SupplierSla): SlaAnswer => ({
  ...stampsOf(row),
  ...plainOf(row),
  effectiveFrom: row.effectiveFrom,
  effectiveTo: row.effectiveTo,
});

/** What suppliers promise for their services (SupplierSla, 3a operations.md). */
export const slas = verbsOf(noun, answerOf);

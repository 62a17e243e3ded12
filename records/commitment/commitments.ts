import { Refused } from '../../contracts/api/refused.js';
import type { CommitmentAnswer, CommitmentDraft } from '../../contracts/commitment/commitments.js';
import type { Commitment, Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../directory/access.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  sameExternalRef,
  stampsOf,
} from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { brokenRule } from '../directory/tree.js';
import { usersOf } from '../directory/users.js';
import { verbsOf } from '../directory/verbs.js';
import { refuseBackwards, refuseUnfit, scopedBy } from './checks.js';
import { servicesWithin } from './visible.js';

/** A draft with who wrote it: somebody else confirms it. */
export type AuthoredCommitment = CommitmentDraft & { author: string | null };

interface CommitmentFilters {
  service?: string[] | undefined;
  contract?: string[] | undefined;
  metric?: string[] | undefined;
  status?: Commitment['status'][] | undefined;
  reachableSites?: string[] | undefined;
}

type Columns = Omit<
  Prisma.CommitmentUncheckedCreateInput,
  'id' | 'version' | 'followers' | 'gaps' | 'severityScope' | 'exclusions' | 'target'
> & {
  severityScope: string[];
  exclusions: string[];
  target: Prisma.InputJsonValue;
};

const time = (at: number | null | undefined): Date | null => (at == null ? null : new Date(at));

const noun: Noun<
  Commitment,
  AuthoredCommitment,
  Columns,
  Prisma.CommitmentWhereInput,
  CommitmentFilters
> = {
  name: 'commitment',
  idPrefix: 'cmt_',
  table: (rows) => rows.commitment,
  draftOf: (row) => ({
    ...plainOf(row),
    effectiveFrom: row.effectiveFrom.getTime(),
    effectiveTo: row.effectiveTo?.getTime() ?? null,
  }),
  columns: (draft) => ({
    serviceId: draft.service ?? null,
    contractId: draft.contract ?? null,
    metric: draft.metric,
    target: draft.target,
    unit: draft.unit ?? null,
    window: draft.window ?? null,
    calendarId: draft.calendar ?? null,
    severityScope: draft.severityScope ?? [],
    measuredAt: draft.measuredAt ?? null,
    exclusions: draft.exclusions ?? [],
    creditBands: jsonColumn(draft.creditBands ?? []),
    creditCapPct: draft.creditCapPct ?? null,
    claimWindowDays: draft.claimWindowDays ?? null,
    sourceDoc: draft.sourceDoc ?? null,
    clause: draft.clause ?? null,
    authorId: draft.author,
    effectiveFrom: new Date(draft.effectiveFrom),
    effectiveTo: time(draft.effectiveTo),
    supersedesId: draft.supersedes ?? null,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ service, contract, metric, status, reachableSites = [] }, scope) => ({
    ...anyOf('serviceId', service),
    ...anyOf('contractId', contract),
    ...anyOf('metric', metric),
    ...anyOf('status', status),
    ...(!scope.everywhere && {
      OR: [
        { service: servicesWithin(scope, reachableSites) },
        { contract: { customerId: { in: scope.customers } } },
        { contract: { services: { some: servicesWithin(scope, reachableSites) } } },
      ],
    }),
  }),
  byExternalRef: sameExternalRef,
  scoped: scopedBy,
  check: async (rows, draft, { before }) => {
    refuseDecided(before);
    if ((draft.service == null) === (draft.contract == null)) {
      throw brokenRule('/service', 'either a service or a contract');
    }
    refuseUnfit(draft);
    refuseBackwards(draft);
    await refuseUnknown(rows, [
      { pointer: '/service', kind: 'service', id: draft.service },
      { pointer: '/contract', kind: 'contract', id: draft.contract },
      { pointer: '/calendar', kind: 'calendar', id: draft.calendar },
    ]);
    await refuseOtherLine(rows, draft);
  },
  usedBy: async (rows, id) => {
    refuseDecided(await rows.commitment.findUnique({ where: { id } }));
    return usersOf([
      ['commitments', rows.commitment.findMany({ where: { supersedesId: id }, ...usersOf.some })],
    ]);
  },
};

/** Versions are never edited once confirmed: a new one supersedes (R3). */
function refuseDecided(row: Commitment | null | undefined): void {
  if (!row || row.status === 'draft') return;
  throw new Refused('wrong_state', { stage: row.status, allowed: ['draft'] });
}

/** 422 where what it supersedes is not confirmed, or about something else. */
async function refuseOtherLine(rows: Rows, draft: AuthoredCommitment): Promise<void> {
  if (draft.supersedes == null) return;
  const old = await rows.commitment.findUnique({ where: { id: draft.supersedes } });
  if (!old) throw new Refused('unknown_reference', { field: '/supersedes', id: draft.supersedes });
  const same =
    old.serviceId === (draft.service ?? null) &&
    old.contractId === (draft.contract ?? null) &&
    old.metric === draft.metric;
  if (!same) throw brokenRule('/supersedes', 'that one is about another service or metric');
  if (old.status === 'draft') throw brokenRule('/supersedes', 'that one is not confirmed');
}

const plainOf = (row: Commitment) => ({
  service: row.serviceId,
  contract: row.contractId,
  metric: row.metric as CommitmentDraft['metric'],
  target: row.target as CommitmentDraft['target'],
  unit: row.unit,
  window: row.window as Exclude<CommitmentDraft['window'], undefined>,
  calendar: row.calendarId,
  severityScope: row.severityScope as NonNullable<CommitmentDraft['severityScope']>,
  measuredAt: row.measuredAt,
  exclusions: row.exclusions,
  creditBands: row.creditBands as unknown as NonNullable<CommitmentDraft['creditBands']>,
  creditCapPct: row.creditCapPct,
  claimWindowDays: row.claimWindowDays,
  sourceDoc: row.sourceDoc,
  clause: row.clause,
  author: row.authorId,
  supersedes: row.supersedesId,
  externalRef: externalRefOf(row.externalRef),
});

/** A version as it is answered. */
export const commitmentAnswerOf = (row: Commitment): CommitmentAnswer => ({
  ...stampsOf(row),
  ...plainOf(row),
  status: row.status,
  confirmedBy: row.confirmedById,
  confirmedAt: row.confirmedAt,
  effectiveFrom: row.effectiveFrom,
  effectiveTo: row.effectiveTo,
});

/** Promises to customers, one row per version (SlaCommitment, 3a operations.md). */
export const commitments = verbsOf(noun, commitmentAnswerOf);

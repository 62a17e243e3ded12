import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import type { StandardAnswer, StandardDraft } from '../../contracts/commitment/standards.js';
import type { Prisma, ServiceStandard } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
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
import { verbsOf } from '../directory/verbs.js';
import { refuseBackwards, refuseUnfit } from './checks.js';

/** A draft with who wrote it: somebody else agrees to it. */
type AuthoredStandard = StandardDraft & { author: string | null };

interface StandardFilters {
  productLine?: string[] | undefined;
  tier?: string[] | undefined;
  status?: string[] | undefined;
}

type Columns = Omit<Prisma.ServiceStandardUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<
  ServiceStandard,
  AuthoredStandard,
  Columns,
  Prisma.ServiceStandardWhereInput,
  StandardFilters
> = {
  name: 'standard',
  idPrefix: 'std_',
  table: (rows) => rows.serviceStandard,
  draftOf: (row) => ({
    productLine: row.productLine as StandardDraft['productLine'],
    tier: row.tier as Exclude<StandardDraft['tier'], undefined>,
    targets: row.targets as unknown as StandardDraft['targets'],
    sourceDoc: row.sourceDoc,
    clause: row.clause,
    author: row.authorId,
    effectiveFrom: row.effectiveFrom.getTime(),
    effectiveTo: row.effectiveTo?.getTime() ?? null,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    productLine: draft.productLine,
    tier: draft.tier ?? null,
    targets: jsonColumn(draft.targets),
    sourceDoc: draft.sourceDoc ?? null,
    clause: draft.clause ?? null,
    authorId: draft.author,
    effectiveFrom: new Date(draft.effectiveFrom),
    effectiveTo: draft.effectiveTo == null ? null : new Date(draft.effectiveTo),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ productLine, tier, status }) => ({
    ...anyOf('productLine', productLine),
    ...anyOf('tier', tier),
    ...anyOf('status', status),
  }),
  byExternalRef: sameExternalRef,
  scoped: () => ({}),
  check: async (rows, draft, { before }) => {
    refuseAgreed(before);
    refuseBackwards(draft);
    draft.targets.forEach((one, k) => refuseUnfit(one, `/targets/${k}`));
    await refuseUnknown(
      rows,
      draft.targets.map(({ calendar }, k) => ({
        pointer: `/targets/${k}/calendar`,
        kind: 'calendar' as const,
        id: calendar,
      })),
    );
  },
  usedBy: async (rows, id) => {
    refuseAgreed(await rows.serviceStandard.findUnique({ where: { id } }));
    return [];
  },
};

/** What was agreed stays; a new one takes its place from its own beginning on (N30). */
function refuseAgreed(row: ServiceStandard | null | undefined): void {
  if (!row || row.status === 'draft') return;
  throw new Refused('wrong_state', { stage: row.status, allowed: ['draft'] });
}

const answerOf = (row: ServiceStandard): StandardAnswer => ({
  ...stampsOf(row),
  productLine: row.productLine,
  tier: row.tier,
  targets: row.targets as unknown as StandardAnswer['targets'],
  status: row.status as StandardAnswer['status'],
  sourceDoc: row.sourceDoc,
  clause: row.clause,
  agreedBy: row.agreedBy,
  agreedAt: row.agreedAt,
  author: row.authorId,
  effectiveFrom: row.effectiveFrom,
  effectiveTo: row.effectiveTo,
  externalRef: externalRefOf(row.externalRef),
});

/** What product lines owe by tier, and in full (ServiceStandard, 3a operations.md). */
export const standards = verbsOf(noun, answerOf);

/**
 * Agrees to a draft, which is applied from then on (N30): by somebody else than its author. Another
 * person's agreement to an agreed one is added. The one in force before it ends when it begins.
 */
export const agreeStandard = (
  access: Access,
  { id, version, person }: { id: string; version: number | undefined; person: string },
): Promise<StandardAnswer> =>
  inOneWrite(access, async (rows) => {
    const before = await rows.serviceStandard.findUnique({ where: { id } });
    if (!before) throw notFound('standard');
    expectVersion(version, before.version);
    if (!access.scope.everywhere) {
      throw new Refused('forbidden', { permission: access.permission });
    }
    if (before.authorId === person) throw new Refused('second_name_needed');
    if (before.agreedBy.includes(person)) return answerOf(before);
    if (before.status === 'draft') await endEarlier(rows, access, before);
    const after = await rows.serviceStandard.update({
      where: { id },
      data: {
        status: 'agreed',
        agreedBy: [...before.agreedBy, person],
        agreedAt: before.agreedAt ?? access.writer.at,
        version: before.version + 1,
      },
    });
    const line = { before: answerOf(before), after: answerOf(after) };
    await appendAudit(rows, { subject: id, action: 'standard.agree', ...line }, access.writer);
    return answerOf(after);
  });

async function endEarlier(rows: Rows, access: Access, next: ServiceStandard): Promise<void> {
  const { productLine, tier, effectiveFrom } = next;
  const earlier = await rows.serviceStandard.findMany({
    where: {
      ...{ productLine, tier, status: 'agreed', effectiveFrom: { lte: effectiveFrom } },
      OR: [{ effectiveTo: null }, { effectiveTo: { gt: effectiveFrom } }],
    },
  });
  for (const before of earlier) {
    const after = await rows.serviceStandard.update({
      where: { id: before.id },
      data: { effectiveTo: effectiveFrom, version: before.version + 1 },
    });
    const line = { before: answerOf(before), after: answerOf(after) };
    const action = 'standard.supersede';
    await appendAudit(rows, { subject: before.id, action, ...line }, access.writer);
  }
}

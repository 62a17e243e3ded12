import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import type { CommitmentAnswer } from '../../contracts/commitment/commitments.js';
import type { Commitment } from '../../prisma/generated/client.js';
import { reaches } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
import { scopedBy } from './checks.js';
import { commitmentAnswerOf } from './commitments.js';

interface Confirming {
  id: string;
  version: number | undefined;
  /** Who confirms: a person, and not the author. */
  person: string;
}

/**
 * Makes a draft a promise (R3): by somebody else than its author, with document and clause. What it
 * supersedes ends when it begins. 409 where another confirmed one would hold at the same time.
 */
export const confirmCommitment = (
  access: Access,
  { id, version, person }: Confirming,
): Promise<CommitmentAnswer> =>
  inOneWrite(access, async (rows) => {
    const draft = await rows.commitment.findUnique({ where: { id } });
    if (!draft) throw notFound('commitment');
    expectVersion(version, draft.version);
    const scoped = await scopedBy(rows, { service: draft.serviceId, contract: draft.contractId });
    if (!reaches(access.scope, scoped)) {
      throw new Refused('forbidden', { permission: access.permission });
    }
    refuseUnready(draft, person);
    if (draft.supersedesId !== null) await supersede(rows, access, draft);
    await refuseOverlap(rows, draft);
    const after = await rows.commitment.update({
      where: { id },
      data: {
        status: 'confirmed',
        confirmedById: person,
        confirmedAt: access.writer.at,
        version: draft.version + 1,
      },
    });
    const line = { before: commitmentAnswerOf(draft), after: commitmentAnswerOf(after) };
    await appendAudit(rows, { subject: id, action: 'commitment.confirm', ...line }, access.writer);
    return commitmentAnswerOf(after);
  });

function refuseUnready(draft: Commitment, person: string): void {
  if (draft.status !== 'draft') {
    throw new Refused('wrong_state', { stage: draft.status, allowed: ['draft'] });
  }
  if (draft.authorId === person) throw new Refused('second_name_needed');
  const missing = (['sourceDoc', 'clause'] as const).filter((member) => draft[member] === null);
  if (missing.length === 0) return;
  const why = 'a promise needs its document and clause';
  throw new Refused(
    'rule_violation',
    { why },
    missing.map((member) => ({ pointer: `/${member}`, code: 'rule_violation', detail: why })),
  );
}

/** The old version holds until the new one does, and not a moment longer than it did. */
async function supersede(rows: Rows, access: Access, draft: Commitment): Promise<void> {
  const old = await rows.commitment.findUnique({ where: { id: draft.supersedesId ?? '' } });
  if (!old) return;
  const ends = Math.min(
    old.effectiveTo?.getTime() ?? Infinity,
    Math.max(old.effectiveFrom.getTime(), draft.effectiveFrom.getTime()),
  );
  const after = await rows.commitment.update({
    where: { id: old.id },
    data: { status: 'superseded', effectiveTo: new Date(ends), version: old.version + 1 },
  });
  const line = { before: commitmentAnswerOf(old), after: commitmentAnswerOf(after) };
  const action = 'commitment.supersede';
  await appendAudit(rows, { subject: old.id, action, ...line }, access.writer);
}

const sharesSeverity = (a: string[], b: string[]): boolean =>
  a.length === 0 || b.length === 0 ? a.length === b.length : a.some((level) => b.includes(level));

/** One that names severities may stand beside one for all; two of a kind may not. */
async function refuseOverlap(rows: Rows, draft: Commitment): Promise<void> {
  const { effectiveFrom, effectiveTo } = draft;
  const others = await rows.commitment.findMany({
    where: {
      ...{ serviceId: draft.serviceId, contractId: draft.contractId, metric: draft.metric },
      ...{ status: { not: 'draft' }, id: { not: draft.id } },
      OR: [{ effectiveTo: null }, { effectiveTo: { gt: effectiveFrom } }],
      ...(effectiveTo && { effectiveFrom: { lt: effectiveTo } }),
    },
  });
  const other = others.find(
    (each) =>
      sharesSeverity(each.severityScope, draft.severityScope) &&
      each.effectiveFrom.getTime() !== each.effectiveTo?.getTime(),
  );
  if (other) throw new Refused('conflict', { what: `${other.id}, which this does not supersede` });
}

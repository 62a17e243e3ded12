import type { PolicyAnswer, PolicyDraft, RungDraft } from '../../contracts/directory/policies.js';
import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import type { Rung } from '../../domain/ladder.js';
import type { Policy } from '../../prisma/generated/client.js';
import { reaches } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from './access.js';
import { jsonColumn, namesOf } from './columns.js';
import { newId, refuseUsed, type PatchOf } from './noun.js';
import { refuseUnfitDefault } from './policy-default.js';
import { refuseUnknownTargets } from './policy-references.js';
import { overdueOf, rungsOf } from './policy-targets.js';
import { targetsAnswer, targetsColumn, targetsDraft } from './policy-obligations.js';
import { usersOf } from './users.js';

const ackTtlDefaultS = 1_800;
const exhaustedDefaultS = 1_800;

const storedRung = ({ delay, targets, repeat }: RungDraft): Rung => ({
  delayS: delay,
  targets,
  ...(repeat && { repeat: { times: repeat.times, everyS: repeat.every } }),
});

const draftRung = ({ delayS, targets, repeat }: Rung): RungDraft => ({
  delay: delayS,
  targets: targets as RungDraft['targets'],
  ...(repeat && { repeat: { times: repeat.times, every: repeat.everyS } }),
});

const draftOf = (row: Policy): PolicyDraft => ({
  name: namesOf(row.name),
  rungs: rungsOf(row).map(draftRung),
  overdue: overdueOf(row).map(draftRung),
  ackTtl: row.ackTtlS,
  exhaustedEvery: row.exhaustedEveryS,
  targets: targetsDraft(row.targets),
  isDefault: row.isDefault,
});

const answerOf = (row: Policy): PolicyAnswer => ({
  id: row.policyId,
  version: row.version,
  name: namesOf(row.name),
  rungs: rungsOf(row).map(draftRung) as PolicyAnswer['rungs'],
  overdue: overdueOf(row).map(draftRung) as PolicyAnswer['overdue'],
  ackTtl: row.ackTtlS,
  exhaustedEvery: row.exhaustedEveryS,
  targets: targetsAnswer(row.targets),
  isDefault: row.isDefault,
  createdAt: row.createdAt,
  supersededAt: row.supersededAt,
});

const currentOf = async (rows: Rows, policyId: string): Promise<Policy> => {
  const row = await rows.policy.findFirst({ where: { policyId, supersededAt: null } });
  if (!row) throw notFound('policy');
  return row;
};

function allow(access: Access): void {
  if (!reaches(access.scope, {})) throw new Refused('forbidden', { permission: access.permission });
}

async function check(rows: Rows, draft: PolicyDraft): Promise<void> {
  await refuseUnknownTargets(rows, draft);
  if (draft.isDefault) await refuseUnfitDefault(rows, draft);
}

/** Writes the next version, and takes the default from whichever policy had it. */
async function writeVersion(
  rows: Rows,
  access: Access,
  next: { policyId: string; version: number; draft: PolicyDraft; before?: Policy },
): Promise<PolicyAnswer> {
  const { policyId, version, draft, before } = next;
  if (draft.isDefault) await yieldDefault(rows, access, policyId);
  const row = await rows.policy.create({
    data: {
      id: `${policyId}@${version}`,
      policyId,
      version,
      name: jsonColumn(draft.name),
      rungs: jsonColumn(draft.rungs.map(storedRung)),
      overdue: jsonColumn((draft.overdue ?? []).map(storedRung)),
      ackTtlS: draft.ackTtl ?? ackTtlDefaultS,
      exhaustedEveryS: draft.exhaustedEvery ?? exhaustedDefaultS,
      targets: targetsColumn(draft.targets ?? {}),
      isDefault: draft.isDefault ?? false,
      createdAt: access.writer.at,
    },
  });
  await appendAudit(
    rows,
    {
      subject: policyId,
      action: before ? 'policy.update' : 'policy.create',
      after: answerOf(row),
      ...(before && { before: answerOf(before) }),
    },
    access.writer,
  );
  return answerOf(row);
}

async function yieldDefault(rows: Rows, access: Access, to: string): Promise<void> {
  const others = await rows.policy.findMany({
    where: { isDefault: true, supersededAt: null, NOT: { policyId: to } },
  });
  await rows.policy.updateMany({
    where: { isDefault: true, NOT: { policyId: to } },
    data: { isDefault: false },
  });
  for (const { policyId } of others) {
    const line = { subject: policyId, action: 'policy.default_moved', after: { to } };
    await appendAudit(rows, line, access.writer);
  }
}

async function create(
  access: Access,
  draft: PolicyDraft,
  policyId = newId('pol_'),
): Promise<PolicyAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    await check(rows, draft);
    return writeVersion(rows, access, { policyId, version: 1, draft });
  });
}

/** A new version; open incidents keep the one they began with. */
async function update(
  access: Access,
  of: { id: string; version: number | undefined },
  patch: PatchOf<PolicyDraft>,
): Promise<PolicyAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    const before = await currentOf(rows, of.id);
    expectVersion(of.version, before.version);
    const draft = { ...draftOf(before), ...patch } as PolicyDraft;
    if (before.isDefault && !draft.isDefault) {
      throw new Refused('rule_violation', { why: 'make another policy the default instead' });
    }
    await check(rows, draft);
    await rows.policy.update({
      where: { id: before.id },
      data: { supersededAt: access.writer.at },
    });
    const version = before.version + 1;
    return writeVersion(rows, access, { policyId: before.policyId, version, draft, before });
  });
}

/** Out of force; its versions stay for the incidents that began with them. Never the default. */
async function remove(
  access: Access,
  of: { id: string; version: number | undefined },
): Promise<void> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    const before = await currentOf(rows, of.id);
    expectVersion(of.version, before.version);
    if (before.isDefault) {
      throw new Refused('rule_violation', { why: 'the default policy cannot be deleted' });
    }
    const { policyId } = before;
    refuseUsed(
      await usersOf([
        ['services', rows.service.findMany({ where: { policyId }, ...usersOf.some })],
        ['integrations', rows.integration.findMany({ where: { policyId }, ...usersOf.some })],
      ]),
    );
    await rows.policy.update({
      where: { id: before.id },
      data: { supersededAt: access.writer.at },
    });
    const line = { subject: policyId, action: 'policy.delete', before: answerOf(before) };
    await appendAudit(rows, line, access.writer);
  });
}

/** The version in force, or any version by `pol_…@n`. */
async function get(access: Access, id: string): Promise<PolicyAnswer> {
  const rows = access.tx ?? access.db;
  if (!id.includes('@')) return answerOf(await currentOf(rows, id));
  const row = await rows.policy.findUnique({ where: { id } });
  if (!row) throw notFound('policy');
  return answerOf(row);
}

/** The policies in force. */
async function list(
  access: Access,
  { filters, paging }: { filters: { isDefault?: boolean | undefined }; paging: Paging },
): Promise<Page<PolicyAnswer>> {
  const { after, take } = afterId('policy', paging);
  const { isDefault } = filters;
  const matching = { supersededAt: null, ...(isDefault !== undefined && { isDefault }) };
  const rows = await access.db.policy.findMany({
    where: { ...matching, ...(after !== undefined && { policyId: { gt: after } }) },
    orderBy: { policyId: 'asc' },
    take,
  });
  const keysOf = ({ policyId }: Policy) => [policyId];
  const page = cutPage('policy', rows, { limit: paging.limit, keysOf });
  return {
    items: page.items.map(answerOf),
    nextCursor: page.nextCursor,
    ...(paging.count && { total: await access.db.policy.count({ where: matching }) }),
  };
}

/** Ladders, versioned: an edit makes `pol_…@n+1` (operations.md §3a). */
export const policies = { name: 'policy', create, update, remove, get, list };

import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { Audit, Prisma } from '../../prisma/generated/client.js';

export interface AuditFilters {
  subject?: string[] | undefined;
  actor?: string[] | undefined;
  /** Epoch milliseconds. */
  since?: number | undefined;
  until?: number | undefined;
}

const cursorKeys = z.tuple([z.int(), z.string(), z.int()]);
const list = 'audit';

/** The trail, newest first. */
export async function listAudit(
  rows: Prisma.TransactionClient,
  { filters, paging }: { filters: AuditFilters; paging: Paging },
): Promise<Page<Audit>> {
  const where: Prisma.AuditWhereInput = {
    ...(filters.subject ? { subject: { in: filters.subject } } : {}),
    at: {
      ...(filters.since === undefined ? {} : { gte: new Date(filters.since) }),
      ...(filters.until === undefined ? {} : { lt: new Date(filters.until) }),
    },
    ...(filters.actor
      ? { OR: filters.actor.map((id) => ({ actor: { path: ['id'], equals: id } })) }
      : {}),
  };
  const found = await rows.audit.findMany({
    where: { AND: [where, before(paging)] },
    orderBy: [{ at: 'desc' }, { subject: 'desc' }, { seq: 'desc' }],
    take: paging.limit + 1,
  });
  const cut = cutPage(list, found, {
    limit: paging.limit,
    keysOf: ({ at, subject, seq }) => [at.getTime(), subject, seq],
  });
  return paging.count ? { ...cut, total: await rows.audit.count({ where }) } : cut;
}

function before({ cursor }: Paging): Prisma.AuditWhereInput {
  if (cursor === undefined) return {};
  const [at, subject, seq] = decodeCursor(list, cursorKeys, cursor);
  const time = new Date(at);
  return {
    OR: [
      { at: { lt: time } },
      { at: time, subject: { lt: subject } },
      { at: time, subject, seq: { lt: seq } },
    ],
  };
}

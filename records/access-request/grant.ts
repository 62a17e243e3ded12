import type { GrantEffect } from '../../domain/access-request/effects.js';
import type { Instant } from '../../domain/machine.js';
import type { PrismaClient } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';

/** Writes a permission for a time with its audit line, once per request; answers when it ends. */
export const writeGrant = (
  db: PrismaClient,
  { request, person, permission, customer, by, from, until }: GrantEffect,
): Promise<Instant> =>
  db.$transaction(async (rows) => {
    const data = {
      ...{ id: request, personId: person, permission, grantedBy: by },
      ...{ customerId: customer ?? null, from: new Date(from), until: new Date(until) },
    };
    const { count } = await rows.accessGrant.createMany({ data: [data], skipDuplicates: true });
    if (count > 0) {
      const writer = { actor: { kind: 'user' as const, id: by, person: by }, at: data.from };
      const after = { person, permission, customer: customer ?? null, until: data.until };
      await appendAudit(rows, { subject: request, action: 'access.grant', after }, writer);
    }
    const row = await rows.accessGrant.findUniqueOrThrow({ where: { id: request } });
    return row.until.getTime();
  });

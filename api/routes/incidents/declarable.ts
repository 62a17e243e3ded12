import type { z } from 'zod';

import { Refused } from '../../../contracts/api/refused.js';
import type { declareBody } from '../../../contracts/incident/requests.js';
import { reaches } from '../../../records/access/scope.js';
import { reachOf, seesUnscoped } from '../../auth/principal.js';
import type { RawCall } from '../../route.js';

/** Refuses references that do not exist, times ahead of now, and places beyond the caller's reach. */
export async function declarable(
  { db, principal, now }: Pick<RawCall, 'db' | 'principal' | 'now'>,
  body: z.output<typeof declareBody>,
): Promise<void> {
  if (body.occurredAt !== undefined && body.occurredAt > now) {
    throw new Refused('impossible_order', { field: 'occurredAt' });
  }
  const service = await found(body.service, 'service', (id) =>
    db.service.findUnique({
      where: { id },
      select: { departmentId: true, customerId: true, siteId: true },
    }),
  );
  const siteId = body.site ?? service?.siteId ?? undefined;
  const site = await found(siteId, 'site', (id) =>
    db.site.findUnique({ where: { id }, select: { path: true } }),
  );
  await found(body.policy, 'policy', (policyId) =>
    db.policy.findFirst({ where: { policyId, supersededAt: null }, select: { id: true } }),
  );
  const scope = reachOf(principal, 'incident.declare');
  const { departmentId = null, customerId = null } = service ?? {};
  const placeless = !service && !site && seesUnscoped(principal);
  if (!placeless && !reaches(scope, { departmentId, customerId, sitePath: site?.path ?? [] })) {
    throw new Refused('forbidden', { permission: 'incident.declare' });
  }
}

async function found<T>(
  id: string | undefined,
  field: string,
  read: (id: string) => PromiseLike<T | null>,
): Promise<T | undefined> {
  if (id === undefined) return undefined;
  const row = await read(id);
  if (!row) throw new Refused('unknown_reference', { field, id });
  return row;
}

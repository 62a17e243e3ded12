import { notFound } from '../../../contracts/api/refused.js';
import { commitmentLookup, commitmentQuery } from '../../../contracts/commitment/lookup.js';
import { lookUpCommitment } from '../../../records/commitment/look-up.js';
import { services, sitesBelow } from '../../../records/directory/services.js';
import { route } from '../../route.js';
import type { RawCall } from '../../route.js';
import type { Permission } from '../../permissions.js';
import { accessOf } from '../directory/access.js';

/** A service by id or code within the caller's reach; 404 else. */
export async function serviceNamed(call: RawCall, idOrCode: string, permission: Permission) {
  const access = accessOf(call, permission);
  const reachableSites = await sitesBelow(call.db, access.scope);
  const byCode = await call.db.service.findUnique({
    where: { code: idOrCode },
    select: { id: true },
  });
  const found = await services.get(access, byCode?.id ?? idOrCode, { reachableSites });
  if (!found) throw notFound('service');
  return found;
}

const lookup = route({
  method: 'get',
  path: '/api/v1/lookup/commitment',
  operationId: 'lookup_commitment',
  summary: {
    zh: '查询已确认的承诺及其文件与条款',
    en: 'What was promised, with document and clause, or that nothing is recorded',
  },
  tags: ['directory'],
  permission: 'commitment.read',
  query: commitmentQuery,
  response: commitmentLookup,
  handler: async (call) => {
    const { query, now, language, db } = call;
    const { id, code, name, customer } = await serviceNamed(call, query.service, 'commitment.read');
    return lookUpCommitment(db, {
      service: { id, code, name, customer },
      ...{ metric: query.metric, severity: query.severity, at: query.at ?? now, now },
      language: query.lang ?? language,
    });
  },
});

export const commitmentLookupRoutes = [lookup];

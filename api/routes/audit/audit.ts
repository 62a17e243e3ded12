import { z } from 'zod';

import { auditLine, auditQuery, auditVerdict } from '../../../contracts/api/audit.js';
import { idIn } from '../../../contracts/api/fields.js';
import { pageOf } from '../../../contracts/api/paging.js';
import { notFound, Refused } from '../../../contracts/api/refused.js';
import type { Actor } from '../../../domain/machine.js';
import { verifyAudit } from '../../../records/audit/audit.js';
import { listAudit } from '../../../records/audit/list.js';
import { reachOf, type Principal } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';

/** The trail spans every department, so it takes the permission for the whole organisation. */
function demandEverywhere(principal: Principal): void {
  if (!reachOf(principal, 'audit.read').everywhere) {
    throw new Refused('forbidden', { permission: 'audit.read' });
  }
}

const list = route({
  method: 'get',
  path: '/api/v1/audit',
  operationId: 'audit_list',
  summary: { zh: '审计记录', en: 'The audit trail' },
  tags: ['audit'],
  permission: 'audit.read',
  query: auditQuery,
  response: pageOf(auditLine),
  handler: async ({ db, principal, query }) => {
    demandEverywhere(principal);
    const { cursor, limit, count, ...filters } = query;
    const page = await listAudit(db, { filters, paging: { cursor, limit, count } });
    const items = page.items.map(({ actor, before, after, requestId, ...line }) => ({
      ...line,
      actor: actor as unknown as Actor,
      ...(before === null ? {} : { before }),
      ...(after === null ? {} : { after }),
      ...(requestId === null ? {} : { requestId }),
    }));
    return { ...page, items };
  },
});

const verify = route({
  method: 'get',
  path: '/api/v1/audit/{subject}/verify',
  operationId: 'audit_verify',
  summary: { zh: '核验一个对象的审计链', en: "Verify a subject's audit chain" },
  tags: ['audit'],
  permission: 'audit.read',
  params: z.strictObject({ subject: idIn }),
  response: auditVerdict,
  handler: async ({ db, principal, params }) => {
    demandEverywhere(principal);
    const verdict = await verifyAudit(db, params.subject);
    if (verdict.ok && verdict.lines === 0) throw notFound(params.subject);
    return verdict;
  },
});

export const auditRoutes: readonly Route[] = [list, verify];

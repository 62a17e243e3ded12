import { closedRecords, importReport } from '../../../contracts/import/closed-records.js';
import { Refused } from '../../../contracts/api/refused.js';
import { importClosed } from '../../../records/import/import-closed.js';
import { reachOf } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';

const importRoute = route({
  method: 'post',
  path: '/api/v1/imports/closed-records',
  operationId: 'imports_closed_records',
  summary: {
    zh: '导入已关闭的历史记录（不通知任何人，不启动任何流程）',
    en: 'Import closed records: nobody is told and nothing starts',
  },
  tags: ['imports'],
  permission: 'integration.write',
  body: closedRecords,
  response: importReport,
  handler: async ({ db, principal, requestId, now, body }) => {
    if (!reachOf(principal, 'integration.write').everywhere) {
      throw new Refused('forbidden', { permission: 'integration.write' });
    }
    const writer = { actor: principal.actor, requestId, at: new Date(now) };
    return importClosed({ prisma: db }, body, writer);
  },
});

export const importRoutes: readonly Route[] = [importRoute];
